//! The first page: an agency's months with what to do next, or the centre's table of agencies and months.

use askama::Template;
use base::{AgencyId, FiscalYear, Month};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use register::{agencies, projects, workdays};
use web::pager::{Pager, ROWS};
use web::{Ask, Reply, filters};

use super::{Choice, PageStep, steps, year_of};
use crate::check::runs_in;
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
    /// Day it is due.
    pub due: String,
    /// Whether the agency has no project then.
    pub idle: bool,
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
}

struct MonthHead {
    month: String,
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
    let all = agencies::agencies(&mut tx, ask.today()).await?;
    if let Some(own) = own {
        let name = all.iter().find(|one| one.id == own).map(|one| one.name.clone()).unwrap_or_default();
        let mut months = cells(&own, year, &ask, &filed, &running, &calendar);
        let to_do = |cell: &&MonthCell| !cell.idle && cell.state.is_open();
        let next = months.iter().find(to_do).cloned();
        months.reverse();
        return ask.page(&AgencyPage { name, year: year.0, years, next, months });
    }
    let locks = store::month_locks(&mut tx, first, last).await?;
    centre(&ask, year, years, all, &filed, &running, &calendar, &locks)
}

/// The centre's view.
#[expect(clippy::too_many_arguments, reason = "one page gathers what was read in one snapshot")]
fn centre(
    ask: &Ask,
    year: FiscalYear,
    years: Vec<Choice>,
    all: Vec<agencies::AgencyOn>,
    filed: &[store::FiledMonth],
    running: &[projects::Project],
    calendar: &workdays::Calendar,
    locks: &[crate::model::MonthLock],
) -> Reply {
    let query = ask.param("name").unwrap_or_default().trim().to_lowercase();
    let known = |word: &String| word == "late" || State::ALL.iter().any(|one| one.word() == word);
    let state = ask.param("state").filter(known).unwrap_or_default();
    let mut rows = Vec::new();
    let (mut waiting, mut waiting_names, mut late) = (Vec::new(), Vec::new(), 0);
    for agency in all {
        let has_projects = running.iter().any(|project| project.agency_id == agency.id)
            || filed.iter().any(|one| one.agency_id == agency.id);
        if !has_projects {
            continue;
        }
        let cells = cells(&agency.id, year, ask, filed, running, calendar);
        late += cells.iter().filter(|cell| cell.late && cell.state.is_open()).count() as i64;
        for cell in cells.iter().filter(|cell| cell.state == State::Submitted) {
            waiting.push(cell.clone());
            waiting_names.push(agency.name.clone());
        }
        let named = query.is_empty() || agency.name.to_lowercase().contains(&query);
        let stated = state.is_empty()
            || (state == "late" && cells.iter().any(|cell| cell.late))
            || cells.iter().any(|cell| !cell.idle && cell.state.word() == state);
        if named && stated {
            rows.push(AgencyRow {
                name: agency.name,
                district: agency.district_name.unwrap_or_default(),
                cells,
            });
        }
    }
    let months = months(year, Month::of(ask.today()));
    let locked = |month: &Month| locks.iter().any(|lock| lock.month == *month && lock.locked);
    let may_lock = ask.actor.may("returns.lock");
    let lock = months.iter().find(|m| !locked(m) && **m <= month_to_file(ask.today())).filter(|_| may_lock);
    let mut states = vec![Choice::new("late", &ask.t("returns-state-late"), &state)];
    states.extend(State::ALL.iter().map(|one| Choice::new(one.word(), &ask.t(&one.key()), &state)));
    let head = |month: &Month| MonthHead { month: month.to_string(), locked: locked(month) };
    let asked = ask.param("name").unwrap_or_default();
    let name = utf8_percent_encode(&asked, NON_ALPHANUMERIC);
    let href = format!("/returns?year={}&name={name}&state={state}", year.0);
    let pager = Pager::new(ask.page_number(), rows.len() as i64, &href);
    let shown = rows.into_iter().skip(pager.offset() as usize).take(ROWS as usize).collect();
    ask.page(&CentrePage {
        year: year.0,
        years,
        query: asked,
        states,
        lock: lock.map(ToString::to_string),
        months: months.iter().map(head).collect(),
        rows: shown,
        pages: steps(&pager),
        waiting,
        waiting_names,
        late,
    })
}
