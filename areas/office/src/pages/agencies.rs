//! Agencies: list, page of one, change, and what they are from a day on.

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use base::{AgencyId, Problem};
use db::Tx;
use documents::Cell;
use jiff::civil::Date;
use register::{
    agencies::{self, COLLECTIVE},
    districts,
};
use web::{Ask, Notes, Phrase, Reply, filters, pager::Pager};

use super::{
    Choice, choices,
    lists::{Files, PageItem, Table, file_hrefs, href, page_items, page_of, sorted},
};
use crate::{
    actions::agencies as actions,
    model::{AGENCY_KINDS, AddAgency, AddTerm, AgencyProject, ChangeAgency, LEAGUES, ListedUser},
    store::people,
};

/// An agency of the list with what it runs in the year counted.
pub(crate) struct Row {
    pub(crate) agency: agencies::AgencyOn,
    pub(crate) projects: i64,
    pub(crate) places: i64,
}

#[derive(Template)]
#[template(path = "agencies.html")]
struct AgenciesPage {
    rows: Vec<Row>,
    total: i64,
    on: Date,
    year: i64,
    query: String,
    sort: String,
    kinds: Vec<Choice>,
    leagues: Vec<Choice>,
    districts: Vec<Choice>,
    pages: Vec<PageItem>,
    files: Files,
    may_edit: bool,
}

impl AgenciesPage {
    /// Address of the list sorted by a column.
    fn sort_href(&self, column: &str) -> String {
        href("/office/agencies", &[("q", &self.query), ("on", &self.on.to_string()), ("sort", column)])
    }

    /// How a column is sorted now.
    fn sorted(&self, column: &str) -> &'static str {
        sorted(&self.sort, column)
    }
}

/// The day a list describes: the one asked for, or today.
pub(crate) fn day(ask: &Ask) -> Date {
    ask.param("on").and_then(|day| day.parse().ok()).unwrap_or_else(|| ask.today())
}

/// The agencies that fit the filters of the address and that the asker may see.
pub(crate) async fn fitting(ask: &Ask, tx: &mut Tx, year: i64) -> Result<Vec<Row>, Problem> {
    let places = people::places_by_agency(tx, year).await?;
    let param = |name: &str| ask.param(name).unwrap_or_default();
    let (query, kind, league, district) =
        (param("q").to_lowercase(), param("kind"), param("league"), param("district"));
    let fits = |one: &agencies::AgencyOn| {
        ask.actor.must_see(&one.id).is_ok()
            && (query.is_empty() || one.name.to_lowercase().contains(&query))
            && (kind.is_empty() || one.kind.as_deref() == Some(&kind))
            && (league.is_empty() || one.league.as_deref() == Some(&league))
            && (district.is_empty() || one.district_id.as_ref().is_some_and(|id| id.as_str() == district))
    };
    let mut rows: Vec<Row> = agencies::agencies(tx, day(ask))
        .await?
        .into_iter()
        .filter(fits)
        .map(|agency| {
            let found = places.iter().find(|(id, _, _)| *id == agency.id);
            Row { agency, projects: found.map_or(0, |f| f.1), places: found.map_or(0, |f| f.2) }
        })
        .collect();
    match param("sort").as_str() {
        "district" => rows.sort_by(|a, b| a.agency.district_name.cmp(&b.agency.district_name)),
        "places" => rows.sort_by_key(|row| std::cmp::Reverse(row.places)),
        _ => {}
    }
    Ok(rows)
}

/// The year whose projects are counted: the one asked for, or the last there is.
pub(crate) async fn counted_year(ask: &Ask, tx: &mut Tx) -> Result<i64, Problem> {
    let asked = ask.param("year").and_then(|year| year.parse().ok());
    Ok(match asked {
        Some(year) => year,
        None => people::last_year(tx).await?.unwrap_or_else(|| i64::from(ask.today().year())),
    })
}

/// Districts to choose from, as of a day.
async fn district_choices(tx: &mut Tx, on: Date, chosen: &str) -> Result<Vec<Choice>, Problem> {
    let choice = |one: districts::District| Choice {
        selected: one.id.as_str() == chosen,
        value: one.id.to_string(),
        label: one.name,
    };
    Ok(districts::districts(tx, on).await?.into_iter().filter(|one| one.kind != "city").map(choice).collect())
}

/// `GET /office/agencies`
pub(super) async fn list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = counted_year(&ask, &mut tx).await?;
    let rows = fitting(&ask, &mut tx, year).await?;
    let param = |name: &str| ask.param(name).unwrap_or_default();
    let (query, kind, league, district, sort) =
        (param("q"), param("kind"), param("league"), param("district"), param("sort"));
    let on = day(&ask);
    let day_text = on.to_string();
    let filters = [
        ("q", query.as_str()),
        ("kind", &kind),
        ("league", &league),
        ("district", &district),
        ("on", &day_text),
        ("sort", &sort),
    ];
    let total = rows.len() as i64;
    let pager = Pager::new(ask.page_number(), total, &href("/office/agencies", &filters));
    ask.page(&AgenciesPage {
        rows: page_of(rows, &pager),
        total,
        on,
        year,
        kinds: choices(&ask, "office-agency-kind-", &AGENCY_KINDS, &kind),
        leagues: choices(&ask, "office-league-", &LEAGUES, &league),
        districts: district_choices(&mut tx, on, &district).await?,
        pages: page_items(&pager),
        files: file_hrefs("/office/agencies/file", &filters),
        may_edit: ask.actor.may("office.agencies"),
        query,
        sort,
    })
}

/// `GET /office/agencies/file?format=csv|xlsx`
pub(super) async fn file(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = counted_year(&ask, &mut tx).await?;
    let rows = fitting(&ask, &mut tx, year).await?;
    let word = |prefix: &str, value: &Option<String>| -> Cell {
        value.as_ref().map_or(Cell::Empty, |value| ask.t(&format!("{prefix}{value}")).into())
    };
    let cells = |row: &Row| -> Vec<Cell> {
        let one = &row.agency;
        vec![
            one.name.as_str().into(),
            word("office-agency-kind-", &one.kind),
            word("office-league-", &one.league),
            one.district_name.clone().unwrap_or_default().into(),
            Cell::Whole(row.projects),
            Cell::Whole(row.places),
            one.source.as_str().into(),
        ]
    };
    let keys = ["name", "kind", "league", "district", "projects", "places", "source"];
    let table = Table {
        name: "agencies".into(),
        title: ask.t("office-agencies-title"),
        columns: keys.iter().map(|key| ask.t(&format!("office-agencies-{key}"))).collect(),
        rows: rows.iter().map(cells).collect(),
    };
    table.reply(&ask, &ask.param("format").unwrap_or_default())
}

#[derive(Template)]
#[template(path = "agency.html")]
struct AgencyPage {
    agency: agencies::AgencyOn,
    terms: Vec<(agencies::Term, String)>,
    projects: Vec<AgencyProject>,
    /// Places of the last year with projects.
    places: i64,
    last: Option<i64>,
    /// The year whose projects are shown; all years without one.
    year: Option<i64>,
    /// Places of the projects shown.
    sum: i64,
    people: Vec<ListedUser>,
    see_people: bool,
    may_edit: bool,
}

/// One agency with its terms and projects, as far as the asker may see it.
pub(crate) struct One {
    pub(crate) agency: agencies::AgencyOn,
    /// Terms with the names of their districts.
    pub(crate) terms: Vec<(agencies::Term, String)>,
    /// Projects of all years, the latest first.
    pub(crate) projects: Vec<AgencyProject>,
}

/// Reads one agency as of the day asked for.
pub(crate) async fn one(ask: &Ask, id: &AgencyId) -> Result<One, Problem> {
    ask.actor.must_see(id)?;
    let mut tx = ask.read().await?;
    // The heading under which imported history stands is no agency.
    let agency =
        agencies::agency_on(&mut tx, id, day(ask)).await?.filter(|one| one.id.as_str() != COLLECTIVE);
    let agency = agency.ok_or_else(|| Problem::from(web::Refused::NoSuchRecord))?;
    let names = districts::all(&mut tx).await?;
    let name = |term: &agencies::Term| {
        names.iter().find(|one| one.id == term.district_id).map(|one| one.name.clone()).unwrap_or_default()
    };
    let terms = agencies::terms(&mut tx, id).await?;
    Ok(One {
        agency,
        terms: terms.into_iter().map(|term| (term.clone(), name(&term))).collect(),
        projects: people::projects_of(&mut tx, id).await?,
    })
}

/// `GET /office/agencies/{id}`
pub(super) async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    let id = AgencyId::from(id);
    let One { agency, terms, mut projects } = one(&ask, &id).await?;
    let last = projects.first().map(|project| project.year);
    let see_people = ask.actor.may("office.users-see");
    let people = if see_people { people::listed_users(&mut ask.read().await?).await? } else { Vec::new() };
    let of_last = projects.iter().filter(|project| Some(project.year) == last);
    let places = of_last.map(|project| project.places).sum();
    let year: Option<i64> = ask.param("year").and_then(|year| year.parse().ok());
    projects.retain(|project| year.is_none_or(|year| project.year == year));
    ask.page(&AgencyPage {
        people: people.into_iter().filter(|user| user.agency_id.as_ref() == Some(&id)).collect(),
        sum: projects.iter().map(|project| project.places).sum(),
        places,
        last,
        year,
        agency,
        terms,
        projects,
        see_people,
        may_edit: ask.actor.may("office.agencies"),
    })
}

#[derive(Template)]
#[template(path = "agency_new.html")]
struct NewPage {
    wish: AddAgency,
    kinds: Vec<Choice>,
    leagues: Vec<Choice>,
    districts: Vec<Choice>,
    notes: Notes,
}

/// The form for a new agency, empty or with what was typed.
async fn new_page(ask: &Ask, wish: AddAgency, notes: Notes) -> Reply {
    let again = !notes.0.is_empty();
    let view = NewPage {
        kinds: choices(ask, "office-agency-kind-", &AGENCY_KINDS, &wish.kind),
        leagues: choices(ask, "office-league-", &LEAGUES, &wish.league),
        districts: district_choices(&mut ask.read().await?, ask.today(), &wish.district).await?,
        wish,
        notes,
    };
    if again { ask.page_again(&view) } else { ask.page(&view) }
}

/// `GET /office/agencies/new`
pub(super) async fn new(ask: Ask) -> Reply {
    let wish = AddAgency { from_on: ask.today().to_string(), ..AddAgency::default() };
    new_page(&ask, wish, Notes::default()).await
}

/// `POST /office/agencies`
pub(super) async fn create(ask: Ask, Form(wish): Form<AddAgency>) -> Reply {
    let mut work = ask.work().await?;
    match actions::add(&mut work, &wish).await {
        Ok(id) => {
            work.commit().await?;
            ask.see_saying(&format!("/office/agencies/{id}"), &Phrase::new("office-saved"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            new_page(&ask, wish, ask.notes(&notes)).await
        }
        Err(problem) => Err(problem.into()),
    }
}

#[derive(Template)]
#[template(path = "agency_form.html")]
struct EditPage {
    id: AgencyId,
    wish: ChangeAgency,
    stored: Option<agencies::Agency>,
    notes: Notes,
}

/// `GET /office/agencies/{id}/edit`
pub(super) async fn edit(ask: Ask, Path(id): Path<String>) -> Reply {
    let id = AgencyId::from(id);
    ask.actor.must_see(&id)?;
    let one = agencies::agency(&mut ask.read().await?, &id).await?;
    let one = one.ok_or_else(|| Problem::from(web::Refused::NoSuchRecord))?;
    let wish = ChangeAgency {
        name: one.name,
        public_number: one.public_number.unwrap_or_default(),
        phone: one.phone,
        version: one.version,
    };
    ask.page(&EditPage { id, wish, stored: None, notes: Notes::default() })
}

/// `POST /office/agencies/{id}`
pub(super) async fn update(ask: Ask, Path(id): Path<String>, Form(mut wish): Form<ChangeAgency>) -> Reply {
    let id = AgencyId::from(id);
    let mut work = ask.work().await?;
    let problem = match actions::change(&mut work, &id, &wish).await {
        Ok(()) => {
            work.commit().await?;
            return ask.see_saying(&format!("/office/agencies/{id}"), &Phrase::new("office-saved"));
        }
        Err(problem) => problem,
    };
    drop(work);
    if problem.code().as_deref() == Some("web/changed-meanwhile") {
        let stored = agencies::agency(&mut ask.read().await?, &id).await?;
        wish.version = stored.as_ref().map_or(wish.version, |one| one.version);
        return ask.page_again(&EditPage { id, wish, stored, notes: Notes::default() });
    }
    match problem {
        Problem::Fields(notes) => {
            let notes = ask.notes(&notes);
            ask.page_again(&EditPage { id, wish, stored: None, notes })
        }
        problem => Err(problem.into()),
    }
}

#[derive(Template)]
#[template(path = "agency_term.html")]
struct TermPage {
    id: AgencyId,
    name: String,
    wish: AddTerm,
    kinds: Vec<Choice>,
    leagues: Vec<Choice>,
    districts: Vec<Choice>,
    notes: Notes,
}

/// The form for a term, with what holds now or what was typed.
async fn term_page(ask: &Ask, id: AgencyId, wish: Option<AddTerm>, notes: Notes) -> Reply {
    let mut tx = ask.read().await?;
    let now = agencies::agency_on(&mut tx, &id, ask.today()).await?;
    let now = now.ok_or_else(|| Problem::from(web::Refused::NoSuchRecord))?;
    let again = !notes.0.is_empty();
    let wish = wish.unwrap_or_else(|| AddTerm {
        kind: now.kind.unwrap_or_default(),
        league: now.league.unwrap_or_default(),
        district: now.district_id.map(|id| id.to_string()).unwrap_or_default(),
        from_on: ask.today().to_string(),
    });
    let view = TermPage {
        name: now.name,
        kinds: choices(ask, "office-agency-kind-", &AGENCY_KINDS, &wish.kind),
        leagues: choices(ask, "office-league-", &LEAGUES, &wish.league),
        districts: district_choices(
            &mut tx,
            wish.from_on.parse().unwrap_or_else(|_| ask.today()),
            &wish.district,
        )
        .await?,
        id,
        wish,
        notes,
    };
    if again { ask.page_again(&view) } else { ask.page(&view) }
}

/// `GET /office/agencies/{id}/terms/new`
pub(super) async fn new_term(ask: Ask, Path(id): Path<String>) -> Reply {
    term_page(&ask, id.into(), None, Notes::default()).await
}

/// `POST /office/agencies/{id}/terms`
pub(super) async fn add_term(ask: Ask, Path(id): Path<String>, Form(wish): Form<AddTerm>) -> Reply {
    let id = AgencyId::from(id);
    let mut work = ask.work().await?;
    match actions::add_term(&mut work, &id, &wish).await {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying(&format!("/office/agencies/{id}"), &Phrase::new("office-saved"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            term_page(&ask, id, Some(wish), ask.notes(&notes)).await
        }
        Err(problem) => Err(problem.into()),
    }
}
