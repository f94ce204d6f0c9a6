//! What is late, and when what is due.

use askama::Template;
use axum::extract::Path;
use base::{AgencyId, Month, UserId};
use documents::Cell;
use documents::workbook::Kind;
use register::{agencies, messages, projects, users, workdays};
use web::{Ask, Failure, Phrase, Reply, filters};

use super::list::cells;
use super::{agency_month, is_sample, year_of};
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
    /// State.
    pub state: State,
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
    /// Page that lists them.
    pub reminders_href: String,
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
        let cells = cells(&agency.id, year, ask, &filed, &running, &calendar);
        for (cell, month) in cells.into_iter().zip(year.months()).filter(|(cell, _)| cell.is_missing()) {
            let filter = about(&agency.id, month);
            late.push(Late {
                agency_id: agency.id.to_string(),
                agency: agency.name.clone(),
                phone: agency.phone.clone(),
                days: due::days_late(month, ask.today(), &calendar),
                reminders: messages::count(&mut tx, &filter).await?,
                reminders_href: format!("/returns/{}/{month}/reminders", agency.id),
                sample: is_sample(ask, agency.sample || cell.sample),
                state: cell.state,
                month: cell.month,
                href: cell.href,
                key: cell.key,
                tone: cell.tone,
                due: cell.due,
            });
        }
    }
    late.sort_by(|a, b| b.days.cmp(&a.days).then_with(|| a.agency.cmp(&b.agency)));
    Ok(late)
}

/// The reminders of an agency and month.
fn about(agency: &AgencyId, month: Month) -> messages::Filter {
    messages::Filter { about: format!("returns:{month}:{agency}:"), ..messages::Filter::default() }
}

/// A reminder that was made.
pub struct Reminder {
    /// When.
    pub made_at: jiff::Timestamp,
    /// Subject.
    pub subject: String,
    /// Name of who it goes to; empty when that account is gone.
    pub who: String,
    /// Message key of the way it goes.
    pub channel: String,
    /// Word of its state.
    pub state: String,
}

/// The reminders that were made for an agency and month, newest first.
pub struct Reminders {
    /// Agency's name.
    pub agency: String,
    /// Month.
    pub month: Month,
    /// What was made.
    pub made: Vec<Reminder>,
}

/// Most reminders of one agency and month: four days, and people enough.
const REMINDERS: i64 = 1_000;

/// Reads the reminders of an agency and month; agency staff see their own only.
pub async fn reminders_of(ask: &Ask, agency: &str, month: &str) -> Result<Reminders, Failure> {
    let mut tx = ask.read().await?;
    let (agency, month) = agency_month(ask, &mut tx, agency, month).await?;
    let people = users::users(&mut tx).await?;
    let name = |id: &UserId| people.iter().find(|user| user.id == *id).map(|user| user.name.clone());
    let all = messages::messages(&mut tx, &about(&agency.id, month), REMINDERS, 0).await?;
    let reminder = |one: messages::Message| Reminder {
        made_at: one.made_at,
        subject: one.subject,
        who: one.to_user_id.as_ref().and_then(name).unwrap_or_default(),
        channel: format!("returns-reminder-channel-{}", one.channel),
        state: one.state,
    };
    Ok(Reminders { agency: agency.name, month, made: all.into_iter().map(reminder).collect() })
}

#[derive(Template)]
#[template(path = "reminders.html")]
struct RemindersPage {
    agency: String,
    month: String,
    href: String,
    rows: Vec<Reminder>,
}

/// `GET /returns/{agency}/{month}/reminders`: what the count on the list of late returns counts.
pub async fn reminders(ask: Ask, Path((agency, month)): Path<(String, String)>) -> Reply {
    let found = reminders_of(&ask, &agency, &month).await?;
    let href = format!("/returns/{agency}/{month}");
    ask.page(&RemindersPage { agency: found.agency, month: found.month.to_string(), href, rows: found.made })
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
pub struct DueDay {
    /// Month.
    pub month: String,
    /// Day it is due.
    pub day: String,
    /// Whether that day is over.
    pub past: bool,
}

/// The due days of a year and the days off that move them.
pub struct DueDays {
    /// Year.
    pub year: i16,
    /// Its months.
    pub days: Vec<DueDay>,
    /// Days off.
    pub holidays: Vec<workdays::Holiday>,
    /// Where the rule comes from, in the visitor's words.
    pub source: String,
}

#[derive(Template)]
#[template(path = "calendar.html")]
struct CalendarPage {
    year: i16,
    days: Vec<DueDay>,
    holidays: Vec<workdays::Holiday>,
    source: String,
}

/// The due days of the year asked for.
pub async fn due_days(ask: &Ask) -> Result<DueDays, Failure> {
    let year = year_of(ask);
    let mut tx = ask.read().await?;
    let calendar = workdays::calendar(&mut tx).await?;
    let holidays = workdays::holidays(&mut tx, year.first_day(), year.last_day()).await?;
    let day = |month: Month| {
        let due = due::due_on(month, &calendar);
        DueDay { month: month.to_string(), day: due.to_string(), past: due < ask.today() }
    };
    let source = ask.t(&due::source_key(Month::of(year.last_day())));
    Ok(DueDays { year: year.0, days: year.months().map(day).collect(), holidays, source })
}

/// `GET /returns/calendar`
pub async fn calendar(ask: Ask) -> Reply {
    let DueDays { year, days, holidays, source } = due_days(&ask).await?;
    ask.page_real(&CalendarPage { year, days, holidays, source })
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
