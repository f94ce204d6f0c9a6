//! The first page: an agency's months with what to do next, or the centre's table of agencies and months.

use askama::Template;
use base::{AgencyId, FiscalYear, Month, Problem};
use documents::Cell;
use documents::workbook::Kind;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use register::{agencies, projects, workdays};
use web::pager::{Pager, ROWS};
use web::{Ask, Reply, filters};

use super::{Choice, PageStep, agency_href, is_sample, steps, unclear, year_of};
use crate::check::runs_in;
use crate::files;
use crate::model::{State, month_to_file};
use crate::{due, store};

/// One month of one agency.
#[derive(Debug, Clone)]
pub struct MonthCell {
    /// Month.
    pub month: String,
    /// Address.
    pub href: String,
    /// State.
    pub state: State,
    /// Message key of the state.
    pub key: String,
    /// Tone of the badge.
    pub tone: &'static str,
    /// Whether the return is or was late.
    pub late: bool,
    /// Whether it was ever submitted.
    pub filed: bool,
    /// Whether it is made up for the demo.
    pub sample: bool,
    /// Day it is due.
    pub due: String,
    /// Whether the agency has no project then.
    pub idle: bool,
}

impl MonthCell {
    /// Message key of the state's short word, for the narrow cells of a year.
    pub fn short(&self) -> String {
        format!("returns-short-{}", self.state.word())
    }

    /// Whether the return is due and was never submitted.
    pub fn is_missing(&self) -> bool {
        self.late && self.state.is_open() && !self.filed
    }
}

#[derive(Template)]
#[template(path = "agency_months.html")]
struct AgencyPage {
    name: String,
    year: i16,
    years: Vec<Choice>,
    next: Option<MonthCell>,
    months: Vec<MonthCell>,
}

/// A row of the centre's table.
struct AgencyRow {
    id: AgencyId,
    href: String,
    sample: bool,
    name: String,
    district: String,
    cells: Vec<MonthCell>,
}

#[derive(Template)]
#[template(path = "matrix.html")]
struct CentrePage {
    year: i16,
    years: Vec<Choice>,
    query: String,
    states: Vec<Choice>,
    months: Vec<MonthHead>,
    rows: Vec<AgencyRow>,
    waiting: Vec<MonthCell>,
    waiting_names: Vec<String>,
    late: i64,
    lock: Option<String>,
    pages: Vec<PageStep>,
    csv: String,
    xlsx: String,
    may_import: bool,
}

struct MonthHead {
    number: i8,
    locked: bool,
}

/// Months of the year up to the one of today.
fn months(year: FiscalYear, today: Month) -> Vec<Month> {
    year.months().filter(|month| *month <= today).collect()
}

/// The states of an agency's months.
pub fn cells(
    agency: &AgencyId,
    year: FiscalYear,
    ask: &Ask,
    filed: &[store::FiledMonth],
    running: &[projects::Project],
    calendar: &workdays::Calendar,
) -> Vec<MonthCell> {
    let today = ask.today();
    let cell = |month: Month| {
        let found = filed.iter().find(|one| one.agency_id == *agency && one.month == month);
        let state = found.map_or(State::None, |one| State::of(&one.state));
        let due = due::due_on(month, calendar);
        let idle = found.is_none()
            && !running.iter().any(|p| p.agency_id == *agency && runs_in(month, p.from_on, p.until_on));
        let late = found.map_or(!idle && today > due, |one| one.filed_late || (!one.filed && today > due));
        MonthCell {
            month: month.to_string(),
            href: format!("/returns/{agency}/{month}"),
            state,
            key: if idle { "returns-state-idle".to_owned() } else { state.key() },
            tone: if idle || (state == State::None && !late) { "plain" } else { state.tone() },
            late: late && state != State::Imported,
            filed: found.is_some_and(|one| one.filed),
            sample: found.is_some_and(|one| one.sample),
            due: due.to_string(),
            idle,
        }
    };
    months(year, Month::of(today)).into_iter().map(cell).collect()
}

/// `GET /returns`
pub async fn list(ask: Ask) -> Reply {
    let year = year_of(&ask);
    let mut tx = ask.read().await?;
    let own = ask.actor.agency.clone();
    let calendar = workdays::calendar(&mut tx).await?;
    let (first, last) = (Month::of(year.first_day()), Month::of(year.last_day()));
    let of = own.as_ref().map(AgencyId::as_str).unwrap_or_default();
    let filed = store::filed_between(&mut tx, first, last, of).await?;
    let running = projects::projects(&mut tx, i64::from(year.0), own.as_ref()).await?;
    let mut known = projects::years(&mut tx).await?;
    if !known.contains(&i64::from(year.0)) {
        known.insert(0, i64::from(year.0));
    }
    let years: Vec<Choice> =
        known.iter().map(|y| Choice::new(&y.to_string(), &y.to_string(), &year.to_string())).collect();
    let all = agencies::agencies(&mut tx, ask.today().min(year.last_day())).await?;
    if let Some(own) = own {
        let name = all.iter().find(|one| one.id == own).map(|one| one.name.clone()).unwrap_or_default();
        let mut months = cells(&own, year, &ask, &filed, &running, &calendar);
        let to_do = |cell: &&MonthCell| !cell.idle && cell.state.is_open();
        let next = months.iter().find(to_do).cloned();
        months.reverse();
        return ask.page(&AgencyPage { name, year: year.0, years, next, months });
    }
    let locks = store::month_locks(&mut tx, first, last).await?;
    let seen = Seen { year, filed, running, calendar, locks };
    let wanted = Wanted::of(&ask)?;
    let found = seen.agencies(&ask, all, &wanted);
    match ask.param("file").as_deref() {
        Some("csv") => ask.file("returns.csv", files::CSV, seen.file(&ask, found.rows, false)?),
        Some("xlsx") => ask.file("returns.xlsx", files::XLSX, seen.file(&ask, found.rows, true)?),
        _ => ask.page(&seen.page(&ask, years, found, &wanted)),
    }
}

/// Which agencies the centre wants to see.
struct Wanted {
    /// Part of the name, as typed.
    name: String,
    /// Word of a state, or `late`; empty for all.
    state: String,
}

impl Wanted {
    /// What the address asks for; a state that is none is refused.
    fn of(ask: &Ask) -> Result<Self, Problem> {
        let state = ask.param("state").unwrap_or_default();
        let known = state.is_empty() || state == "late" || State::ALL.iter().any(|one| one.word() == state);
        if !known {
            return Err(unclear());
        }
        Ok(Self { name: ask.param("name").unwrap_or_default(), state })
    }

    /// Whether an agency with these months is among them.
    fn fits(&self, name: &str, cells: &[MonthCell]) -> bool {
        let part = self.name.trim().to_lowercase();
        let named = part.is_empty() || name.to_lowercase().contains(&part);
        let stated = self.state.is_empty()
            || (self.state == "late" && cells.iter().any(|cell| cell.late))
            || cells.iter().any(|cell| !cell.idle && cell.state.word() == self.state);
        named && stated
    }

    /// The address of the list with these conditions.
    fn href(&self, year: FiscalYear) -> String {
        let name = utf8_percent_encode(&self.name, NON_ALPHANUMERIC);
        format!("/returns?year={year}&name={name}&state={}", self.state)
    }
}

/// The centre's agencies: those wanted, and what waits in all of them.
#[derive(Default)]
struct Found {
    rows: Vec<AgencyRow>,
    waiting: Vec<MonthCell>,
    waiting_names: Vec<String>,
    late: i64,
}

/// What was read of a year in one snapshot.
struct Seen {
    year: FiscalYear,
    filed: Vec<store::FiledMonth>,
    running: Vec<projects::Project>,
    calendar: workdays::Calendar,
    locks: Vec<crate::model::MonthLock>,
}

impl Seen {
    /// The agencies that have projects or returns in the year.
    fn agencies(&self, ask: &Ask, all: Vec<agencies::AgencyOn>, wanted: &Wanted) -> Found {
        let mut found = Found::default();
        for agency in all {
            let filed = || self.filed.iter().filter(|one| one.agency_id == agency.id);
            if filed().next().is_none() && !self.running.iter().any(|p| p.agency_id == agency.id) {
                continue;
            }
            let cells = cells(&agency.id, self.year, ask, &self.filed, &self.running, &self.calendar);
            found.late += cells.iter().filter(|cell| cell.is_missing()).count() as i64;
            for cell in cells.iter().filter(|cell| cell.state == State::Submitted) {
                found.waiting.push(cell.clone());
                found.waiting_names.push(agency.name.clone());
            }
            if wanted.fits(&agency.name, &cells) {
                found.rows.push(AgencyRow {
                    href: agency_href(&agency.id),
                    sample: is_sample(ask, agency.sample || filed().any(|one| one.sample)),
                    id: agency.id,
                    name: agency.name,
                    district: agency.district_name.unwrap_or_default(),
                    cells,
                });
            }
        }
        found
    }

    /// The centre's page.
    fn page(&self, ask: &Ask, years: Vec<Choice>, found: Found, wanted: &Wanted) -> CentrePage {
        let months = months(self.year, Month::of(ask.today()));
        let locked = |month: &Month| self.locks.iter().any(|lock| lock.month == *month && lock.locked);
        let may_lock = ask.actor.may("returns.lock");
        let over = |month: &&Month| !locked(month) && **month <= month_to_file(ask.today());
        let lock = months.iter().find(over).filter(|_| may_lock);
        let state = &wanted.state;
        let mut states = vec![Choice::new("late", &ask.t("returns-state-late"), state)];
        states.extend(State::ALL.iter().map(|one| Choice::new(one.word(), &ask.t(&one.key()), state)));
        let head = |month: &Month| MonthHead { number: month.number(), locked: locked(month) };
        let href = wanted.href(self.year);
        let pager = Pager::new(ask.page_number(), found.rows.len() as i64, &href);
        let shown = found.rows.into_iter().skip(pager.offset() as usize).take(ROWS as usize).collect();
        CentrePage {
            year: self.year.0,
            years,
            query: wanted.name.clone(),
            states,
            lock: lock.map(ToString::to_string),
            months: months.iter().map(head).collect(),
            rows: shown,
            pages: steps(&pager),
            waiting: found.waiting,
            waiting_names: found.waiting_names,
            late: found.late,
            csv: format!("{href}&file=csv"),
            xlsx: format!("{href}&file=xlsx"),
            may_import: ask.actor.may("returns.approve"),
        }
    }

    /// The table as a file: every agency wanted, not only those of one page.
    fn file(&self, ask: &Ask, rows: Vec<AgencyRow>, xlsx: bool) -> Result<Vec<u8>, Problem> {
        let months: Vec<String> =
            months(self.year, Month::of(ask.today())).iter().map(ToString::to_string).collect();
        let mut titles = vec![
            ("agency", ask.t("returns-column-agency"), Kind::Text),
            ("agency_name", ask.t("returns-rows-agency"), Kind::Text),
            ("district", ask.t("returns-rows-district"), Kind::Text),
        ];
        titles.extend(months.iter().map(|month| (month.as_str(), month.clone(), Kind::Text)));
        let state = |cell: &MonthCell| -> Cell {
            let late = cell.late.then(|| format!(" · {}", ask.t("returns-state-late")));
            format!("{}{}", ask.t(&cell.key), late.unwrap_or_default()).into()
        };
        let row = |row: AgencyRow| files::ListRow {
            cells: [Cell::from(row.id.as_str()), row.name.into(), row.district.into()]
                .into_iter()
                .chain(row.cells.iter().map(state))
                .collect(),
            sample: row.sample,
        };
        let rows = rows.into_iter().map(row).collect();
        let (title, mark) = (ask.t("returns-list-title"), ask.t("returns-file-sample"));
        files::list(&title, &titles, rows, &mark, ask.today(), xlsx)
    }
}
