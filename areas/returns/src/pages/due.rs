//! What is late, and when what is due.

use askama::Template;
use base::{AgencyId, Month};
use documents::Cell;
use documents::workbook::Kind;
use register::{agencies, messages, projects, workdays};
use web::{Ask, Failure, Phrase, Reply, filters};

use super::{is_sample, year_of};
use crate::check::runs_in;
use crate::files;
use crate::model::State;
use crate::{due, store};

/// A return that is not there though it is due, or came late.
pub struct Late {
    /// Agency.
    pub agency_id: String,
    /// Agency's name.
    pub agency: String,
    /// Agency's telephone number.
    pub phone: String,
    /// Month.
    pub month: String,
    /// Its page.
    pub href: String,
    /// Message key of its state.
    pub key: String,
    /// Tone of its badge.
    pub tone: &'static str,
    /// Day it was due.
    pub due: String,
    /// Working days since then.
    pub days: i64,
    /// Reminders sent so far.
    pub reminders: i64,
    /// Whether it is sample data.
    pub sample: bool,
}

#[derive(Template)]
#[template(path = "late.html")]
struct LatePage {
    year: i16,
    rows: Vec<Late>,
}

/// Returns of the year that are due and not filed.
pub async fn late_returns(ask: &Ask) -> Result<Vec<Late>, Failure> {
    let year = year_of(ask);
    let mut tx = ask.read().await?;
    let own = ask.actor.agency.clone();
    let of = own.as_ref().map(AgencyId::as_str).unwrap_or_default();
    let calendar = workdays::calendar(&mut tx).await?;
    let filed =
        store::filed_between(&mut tx, Month::of(year.first_day()), Month::of(year.last_day()), of).await?;
    let running = projects::projects(&mut tx, i64::from(year.0), own.as_ref()).await?;
    let mut late = Vec::new();
    for agency in agencies::agencies(&mut tx, ask.today()).await? {
        for month in year.months().filter(|month| ask.today() > due::due_on(*month, &calendar)) {
            let runs =
                |p: &projects::Project| p.agency_id == agency.id && runs_in(month, p.from_on, p.until_on);
            let found = filed.iter().find(|one| one.agency_id == agency.id && one.month == month);
            let state = found.map_or(State::None, |one| State::of(&one.state));
            if !running.iter().any(runs) || !state.is_open() || found.is_some_and(|one| one.filed) {
                continue;
            }
            let filter = messages::Filter {
                about: format!("returns:{month}:{}:", agency.id),
                ..messages::Filter::default()
            };
            late.push(Late {
                agency_id: agency.id.to_string(),
                agency: agency.name.clone(),
                phone: agency.phone.clone(),
                month: month.to_string(),
                href: format!("/returns/{}/{month}", agency.id),
                key: state.key(),
                tone: state.tone(),
                due: due::due_on(month, &calendar).to_string(),
                days: due::days_late(month, ask.today(), &calendar),
                reminders: messages::count(&mut tx, &filter).await?,
                sample: is_sample(ask, agency.sample || found.is_some_and(|one| one.sample)),
            });
        }
    }
    late.sort_by(|a, b| b.days.cmp(&a.days).then_with(|| a.agency.cmp(&b.agency)));
    Ok(late)
}

/// `GET /returns/late`
pub async fn late(ask: Ask) -> Reply {
    let rows = late_returns(&ask).await?;
    ask.page(&LatePage { year: year_of(&ask).0, rows })
}

/// `GET /returns/late.csv`
pub async fn late_csv(ask: Ask) -> Reply {
    let bytes = late_file(&ask, false).await?;
    ask.file("returns-late.csv", files::CSV, bytes)
}

/// `GET /returns/late.xlsx`
pub async fn late_xlsx(ask: Ask) -> Reply {
    let bytes = late_file(&ask, true).await?;
    ask.file("returns-late.xlsx", files::XLSX, bytes)
}

async fn late_file(ask: &Ask, xlsx: bool) -> Result<Vec<u8>, Failure> {
    let titles = [
        ("agency", ask.t("returns-rows-agency"), Kind::Text),
        ("month", ask.t("returns-column-month"), Kind::Text),
        ("state", ask.t("returns-rows-state"), Kind::Text),
        ("due", ask.t("returns-late-due"), Kind::Text),
        ("days", ask.t("returns-late-days"), Kind::Whole),
        ("reminders", ask.t("returns-late-reminders"), Kind::Whole),
    ];
    let row = |late: Late| files::ListRow {
        cells: vec![
            late.agency.into(),
            late.month.into(),
            ask.t(&late.key).into(),
            late.due.into(),
            Cell::Whole(late.days),
            Cell::Whole(late.reminders),
        ],
        sample: late.sample,
    };
    let rows = late_returns(ask).await?.into_iter().map(row).collect();
    let mark = ask.t("returns-file-sample");
    Ok(files::list(&ask.t("returns-late-title"), &titles, rows, &mark, ask.today(), xlsx)?)
}

/// A month with its due day.
struct DueDay {
    month: String,
    day: String,
    past: bool,
}

#[derive(Template)]
#[template(path = "calendar.html")]
struct CalendarPage {
    year: i16,
    days: Vec<DueDay>,
    holidays: Vec<workdays::Holiday>,
    source: &'static str,
}

/// `GET /returns/calendar`
pub async fn calendar(ask: Ask) -> Reply {
    let year = year_of(&ask);
    let mut tx = ask.read().await?;
    let calendar = workdays::calendar(&mut tx).await?;
    let holidays = workdays::holidays(&mut tx, year.first_day(), year.last_day()).await?;
    let day = |month: Month| {
        let due = due::due_on(month, &calendar);
        DueDay { month: month.to_string(), day: due.to_string(), past: due < ask.today() }
    };
    let source = due::source(Month::of(year.last_day()));
    ask.page_real(&CalendarPage { year: year.0, days: year.months().map(day).collect(), holidays, source })
}

/// `GET /returns/calendar.ics`
pub async fn calendar_file(ask: Ask) -> Reply {
    let calendar = workdays::calendar(&mut ask.read().await?).await?;
    let title =
        |month: Month| ask.say(&Phrase::new("returns-calendar-event").with("month", month.to_string()));
    let days: Vec<_> =
        year_of(&ask).months().map(|month| (month, due::due_on(month, &calendar), title(month))).collect();
    let made = ask.today().at(0, 0, 0, 0);
    ask.file("returns.ics", files::ICS, files::calendar(&ask.t("returns-calendar-title"), made, &days))
}
