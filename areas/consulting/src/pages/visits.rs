//! Visits: the list with what the operating mode affects, and the form that plans one or takes one down.

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use base::{AgencyId, Problem, UserId};
use db::Tx;
use documents::{Cell, workbook::Kind};
use register::modes::{self, Mode};
use serde::Deserialize;
use web::{
    Ask, Notes, Phrase, Reply, filters,
    listing::{Filter, Table},
    pager::Pager,
};

use super::shared::{self, Choice, Names, Nav, Stored};
use crate::{
    actions, guideline,
    model::{Case, PURPOSES, SaveVisit, TakeBack, VISIT_STATES, Visit, WAYS, missing},
    store,
};

/// A visit as a list shows it.
#[derive(Debug, Clone)]
pub struct VisitRow {
    /// The visit.
    pub one: Visit,
    /// Agency's name.
    pub agency: String,
    /// District's name.
    pub district: String,
    /// District's name to stand beside the agency's; empty where the agency's name ends with it.
    pub beside: String,
    /// Who goes or went.
    pub visitors: String,
    /// Whether it cannot take place in person because of the operating mode.
    pub affected: bool,
    /// How its state is shown.
    pub tone: &'static str,
}

/// Everything a row of a visit is made with: names, decisions on the mode, who goes where.
type Around<'a> = (&'a Names, &'a [Mode], &'a [(String, UserId)]);

impl VisitRow {
    /// A visit with its words.
    pub fn of(ask: &Ask, (names, history, visitors): Around<'_>, one: Visit) -> Self {
        let own = visitors.iter().filter(|(visit, _)| *visit == one.id);
        let own: Vec<String> = own.map(|(_, user)| names.person(ask, user.as_str())).collect();
        let affected = shared::is_affected(history, names, &one);
        Self {
            agency: names.agency(&one.agency_id),
            district: names.district(&one.agency_id),
            beside: names.district_beside(&one.agency_id),
            visitors: own.join(", "),
            tone: shared::tone(if affected { "affected" } else { &one.state }),
            affected,
            one,
        }
    }
}

impl VisitRow {
    /// Minutes on the way; none for a planned visit in person of which nobody has said them yet.
    pub fn travel(&self) -> Option<i64> {
        travel(&self.one)
    }
}

/// Minutes on the way to a visit; none while they are not said.
fn travel(one: &Visit) -> Option<i64> {
    let unsaid = one.state == "planned" && one.way == "in-person" && one.travel_minutes == 0;
    (!unsaid).then_some(one.travel_minutes)
}

/// What the list is narrowed to; `affected=yes` takes what the operating mode stops.
pub fn filter(ask: &Ask) -> Filter {
    Filter::of(ask, "/consulting/visits", &["q", "agency", "state", "way", "affected", "week"])
}

/// The wanted visits, sorted; agency staff get their own agency's only.
pub async fn wanted(ask: &Ask, tx: &mut Tx) -> Result<Vec<VisitRow>, Problem> {
    let filter = filter(ask);
    let names = Names::load(ask, tx).await?;
    let history = modes::history(tx).await?;
    let visitors = store::visitors(tx, "").await?;
    let all = store::visits(tx, &shared::agency_asked(ask), "").await?;
    let around = (&names, history.as_slice(), visitors.as_slice());
    let mut rows: Vec<VisitRow> = all.into_iter().map(|one| VisitRow::of(ask, around, one)).collect();
    rows.retain(|row| {
        let week = row.one.week_on.map(|day| day.to_string()).unwrap_or_default();
        filter.finds(&format!("{} {} {}", row.agency, row.district, row.visitors))
            && filter.fits("state", &row.one.state)
            && filter.fits("way", &row.one.way)
            && filter.fits("week", &week)
            && (filter.get("affected").is_empty() || row.affected)
    });
    match filter.sort() {
        "agency" => rows.sort_by(|a, b| (&a.agency, &a.one.id).cmp(&(&b.agency, &b.one.id))),
        "day" => rows.sort_by(|a, b| (a.one.visit_on, &a.one.id).cmp(&(b.one.visit_on, &b.one.id))),
        _ => {}
    }
    Ok(rows)
}

#[derive(Template)]
#[template(path = "visits.html")]
struct VisitsPage {
    nav: Nav,
    filter: Filter,
    rows: Vec<VisitRow>,
    pager: Pager,
    states: Vec<Choice>,
    ways: Vec<Choice>,
    affected: i64,
    minutes: i64,
    travel: i64,
}

/// `GET /consulting/visits`
pub async fn list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let filter = filter(&ask);
    let rows = wanted(&ask, &mut tx).await?;
    let held = || rows.iter().filter(|row| row.one.state == "held");
    let (minutes, travel) =
        (held().map(|row| row.one.minutes).sum(), held().map(|row| row.one.travel_minutes).sum());
    let affected = rows.iter().filter(|row| row.affected).count() as i64;
    let (pager, rows) = filter.cut(rows);
    ask.page(&VisitsPage {
        nav: shared::nav(&ask, &mut tx, "/consulting/visits").await?,
        states: shared::word_choices(&ask, "consulting-visit-state", VISIT_STATES, filter.get("state")),
        ways: shared::word_choices(&ask, "consulting-way", WAYS, filter.get("way")),
        rows,
        pager,
        affected,
        minutes,
        travel,
        filter,
    })
}

async fn table(ask: &Ask) -> Result<Table, Problem> {
    let rows = wanted(ask, &mut ask.read().await?).await?;
    let columns = vec![
        ("day", "consulting-f-visit-on", Kind::Date),
        ("agency", "consulting-f-agency", Kind::Text),
        ("way", "consulting-f-way", Kind::Text),
        ("purpose", "consulting-f-purpose", Kind::Text),
        ("state", "consulting-f-state", Kind::Text),
        ("visitors", "consulting-f-visitors", Kind::Text),
        ("minutes", "consulting-f-minutes", Kind::Whole),
        ("travel", "consulting-f-travel", Kind::Whole),
    ];
    let cells = |row: &VisitRow| {
        vec![
            Cell::Date(row.one.visit_on),
            Cell::from(row.agency.as_str()),
            Cell::from(ask.t(&format!("consulting-way-{}", row.one.way))),
            Cell::from(ask.t(&format!("consulting-purpose-{}", row.one.purpose))),
            Cell::from(ask.t(&format!("consulting-visit-state-{}", row.one.state))),
            Cell::from(row.visitors.as_str()),
            Cell::Whole(row.one.minutes),
            row.travel().map_or(Cell::Empty, Cell::Whole),
        ]
    };
    let sample = rows.iter().any(|row| row.one.sample);
    let rows = rows.iter().map(cells).collect();
    Ok(Table { name: "consulting-visits", title: ask.t("consulting-visits-title"), columns, rows, sample })
}

/// `GET /consulting/visits.csv`
pub async fn csv(ask: Ask) -> Reply {
    table(&ask).await?.csv(&ask)
}

/// `GET /consulting/visits.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    table(&ask).await?.xlsx(&ask)
}

#[derive(Template)]
#[template(path = "visit_form.html")]
struct VisitForm {
    nav: Nav,
    action: String,
    back: String,
    /// The visit as stored, when it is changed.
    visit: Option<Visit>,
    case: Option<Case>,
    agencies: Vec<Choice>,
    agency: String,
    ways: Vec<Choice>,
    purposes: Vec<Choice>,
    states: Vec<Choice>,
    visitors: Vec<Choice>,
    experts: Vec<Choice>,
    /// Name of the mode that stops meetings at the agency today.
    stopped: Option<String>,
    wish: SaveVisit,
    stored: Vec<Stored>,
    notes: Notes,
}

async fn form_view(
    ask: &Ask,
    visit: Option<Visit>,
    wish: SaveVisit,
    notes: Notes,
) -> Result<VisitForm, Problem> {
    let mut tx = ask.read().await?;
    let names = Names::load(ask, &mut tx).await?;
    let case = store::case(&mut tx, &wish.case_id).await?;
    let agency_id = case.as_ref().map_or_else(|| wish.agency_id.clone(), |one| one.agency_id.to_string());
    let agency = names.agencies.get(&agency_id);
    let stopped = match agency {
        Some(one) => actions::visits::meeting_stopped(&mut tx, &one.id, ask.today()).await?,
        None => None,
    };
    let english = shared::english(ask);
    let stopped = stopped.map(|(_, mode)| guideline::mode_name(&mode.mode, english).to_owned());
    let back = match &case {
        Some(one) => format!("/consulting/cases/{}", one.id),
        None => "/consulting/visits".to_owned(),
    };
    let engaged: Vec<String> = match &case {
        Some(one) => {
            store::engagements(&mut tx, &one.id).await?.into_iter().map(|one| one.expert_id).collect()
        }
        None => Vec::new(),
    };
    let experts = store::experts(&mut tx).await?;
    Ok(VisitForm {
        nav: shared::nav(ask, &mut tx, "").await?,
        action: visit
            .as_ref()
            .map_or_else(|| "/consulting/visits".to_owned(), |one| format!("/consulting/visits/{}", one.id)),
        back,
        agency: agency.map(|one| one.name.clone()).unwrap_or_default(),
        agencies: names.agency_choices(&agency_id),
        ways: shared::word_choices(ask, "consulting-way", WAYS, &wish.way),
        purposes: shared::word_choices(ask, "consulting-purpose", PURPOSES, &wish.purpose),
        states: shared::word_choices(ask, "consulting-visit-state", &["planned", "held"], &wish.state),
        visitors: shared::adviser_choices(&mut tx, &wish.visitors).await?,
        experts: experts
            .iter()
            .filter(|one| engaged.contains(&one.id))
            .map(|one| Choice::new(&one.id, &one.name, &wish.expert_id))
            .collect(),
        visit,
        case,
        stopped,
        wish,
        stored: Vec::new(),
        notes,
    })
}

/// `GET /consulting/visits/new`: for a case or an agency named in the address.
pub async fn new(ask: Ask) -> Reply {
    let param = |name: &str| ask.param(name).unwrap_or_default();
    let wish = SaveVisit {
        case_id: param("case"),
        agency_id: param("agency"),
        purpose: "advice".to_owned(),
        state: "planned".to_owned(),
        visit_on: ask.today().to_string(),
        visitors: vec![ask.actor.id.to_string()],
        ..SaveVisit::default()
    };
    ask.page(&form_view(&ask, None, wish, Notes::default()).await?)
}

/// `POST /consulting/visits`
pub async fn create(ask: Ask, Form(wish): Form<SaveVisit>) -> Reply {
    let mut work = ask.work().await?;
    match actions::visits::create_visit(&mut work, &wish).await {
        Ok(one) => {
            work.commit().await?;
            said(&ask, &one)
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            ask.page_again(&form_view(&ask, None, wish, ask.notes(&notes)).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Goes to the visit's case, else to the list, and says what was kept.
fn said(ask: &Ask, one: &Visit) -> Reply {
    let href = match &one.case_id {
        Some(case) => format!("/consulting/cases/{case}#visits"),
        None => "/consulting/visits".to_owned(),
    };
    ask.see_saying(&href, &Phrase::new(format!("consulting-said-visit-{}", one.state)))
}

/// A stored visit as its form.
async fn as_wish(ask: &Ask, one: &Visit) -> Result<SaveVisit, Problem> {
    let visitors = store::visitors(&mut ask.read().await?, &one.id).await?;
    Ok(SaveVisit {
        agency_id: one.agency_id.to_string(),
        case_id: one.case_id.clone().unwrap_or_default(),
        way: one.way.clone(),
        purpose: one.purpose.clone(),
        state: one.state.clone(),
        visit_on: one.visit_on.to_string(),
        visitors: visitors.into_iter().map(|(_, user)| user.to_string()).collect(),
        minutes: if one.minutes > 0 { one.minutes.to_string() } else { String::new() },
        travel_minutes: travel(one).map(|minutes| minutes.to_string()).unwrap_or_default(),
        visit_note: one.note.clone(),
        expert_id: one.expert_id.clone().unwrap_or_default(),
        version: one.version,
    })
}

/// Visits to one agency for its card's twin.
pub async fn of_agency(ask: &Ask, tx: &mut Tx, agency: &AgencyId) -> Result<Vec<VisitRow>, Problem> {
    let names = Names::load(ask, tx).await?;
    let history = modes::history(tx).await?;
    let visitors = store::visitors(tx, "").await?;
    let all = store::visits(tx, agency.as_str(), "").await?;
    Ok(all.into_iter().map(|one| VisitRow::of(ask, (&names, &history, &visitors), one)).collect())
}

/// One visit with its words, for its JSON twin.
pub async fn row(ask: &Ask, tx: &mut Tx, one: Visit) -> Result<VisitRow, Problem> {
    let names = Names::load(ask, tx).await?;
    let history = modes::history(tx).await?;
    let visitors = store::visitors(tx, &one.id).await?;
    Ok(VisitRow::of(ask, (&names, &history, &visitors), one))
}

/// The visit with `id`.
pub async fn found(ask: &Ask, id: &str) -> Result<Visit, Problem> {
    store::visit(&mut ask.read().await?, id).await?.ok_or_else(missing)
}

/// `GET /consulting/visits/{id}`
pub async fn edit(ask: Ask, Path(id): Path<String>) -> Reply {
    let one = found(&ask, &id).await?;
    let wish = as_wish(&ask, &one).await?;
    ask.page(&form_view(&ask, Some(one), wish, Notes::default()).await?)
}

/// `POST /consulting/visits/{id}`
pub async fn update(ask: Ask, Path(id): Path<String>, Form(mut wish): Form<SaveVisit>) -> Reply {
    let mut work = ask.work().await?;
    let problem = match actions::visits::update_visit(&mut work, &id, &wish).await {
        Ok(one) => {
            work.commit().await?;
            return said(&ask, &one);
        }
        Err(problem) => problem,
    };
    drop(work);
    let now = found(&ask, &id).await?;
    if shared::is_changed_meanwhile(&problem) {
        wish.version = now.version;
        let stored = vec![
            Stored::new(&ask, "consulting-f-visit-on", &now.visit_on.to_string()),
            Stored::new(&ask, "consulting-f-way", &ask.t(&format!("consulting-way-{}", now.way))),
            Stored::new(&ask, "consulting-f-minutes", &now.minutes.to_string()),
            Stored::new(&ask, "consulting-f-visit-note", &now.note),
        ];
        let mut view = form_view(&ask, Some(now), wish, Notes::default()).await?;
        view.stored = stored;
        return ask.page_again(&view);
    }
    let Problem::Fields(notes) = problem else { return Err(problem.into()) };
    ask.page_again(&form_view(&ask, Some(now), wish, ask.notes(&notes)).await?)
}

/// A small change to a planned visit.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Change {
    way: String,
    version: i64,
}

/// `POST /consulting/visits/{id}/cancel`
pub async fn cancel(ask: Ask, Path(id): Path<String>, Form(wish): Form<Change>) -> Reply {
    let mut work = ask.work().await?;
    let one = actions::visits::cancel_visit(&mut work, &id, wish.version).await?;
    work.commit().await?;
    said(&ask, &one)
}

/// `POST /consulting/visits/{id}/take-back`
pub async fn take_back(ask: Ask, Path(id): Path<String>, Form(wish): Form<TakeBack>) -> Reply {
    let mut work = ask.work().await?;
    let problem = match actions::visits::take_back_visit(&mut work, &id, &wish).await {
        Ok(one) => {
            work.commit().await?;
            let href = one.case_id.map_or_else(
                || "/consulting/visits".to_owned(),
                |case| format!("/consulting/cases/{case}#visits"),
            );
            return ask.see_saying(&href, &Phrase::new("consulting-said-visit-taken-back"));
        }
        Err(problem) => problem,
    };
    drop(work);
    let Problem::Fields(notes) = problem else { return Err(problem.into()) };
    let now = found(&ask, &id).await?;
    let stored = as_wish(&ask, &now).await?;
    ask.page_again(&form_view(&ask, Some(now), stored, ask.notes(&notes)).await?)
}

/// `POST /consulting/visits/{id}/way`
pub async fn change_way(ask: Ask, Path(id): Path<String>, Form(wish): Form<Change>) -> Reply {
    let mut work = ask.work().await?;
    let one = actions::visits::change_way(&mut work, &id, (&wish.way, wish.version)).await?;
    work.commit().await?;
    let way = ask.t(&format!("consulting-way-{}", one.way));
    ask.see_saying("/consulting/visits", &Phrase::new("consulting-said-visit-way").with("way", way))
}
