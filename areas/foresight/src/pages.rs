//! The screens of the situation.

use askama::Template;
use axum::extract::Path;
use base::Problem;
use documents::workbook::Workbook;
use jiff::civil::Date;
use serde_json::json;
use web::{Ask, Reply, Routes, filters, open};

use crate::{
    actions, charts, files,
    listing::Listing,
    lists,
    model::{After, Carried, Demand, District, Refused, Situation},
    say::Say,
    tables, view,
};

/// Type of an XLSX file.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Years that may be asked for; any other is no year of this register.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2200;

/// Everything below `/foresight`.
pub fn routes() -> Routes {
    Routes::new()
        .get("/", open::PUBLIC, situation)
        .get("/districts/{id}", open::PUBLIC, district)
        .get("/rows", open::PUBLIC, lists::rows)
        .get("/population", open::PUBLIC, lists::population)
        .get("/projections", open::PUBLIC, lists::projections)
        .get("/calculation", open::PUBLIC, lists::calculation)
        .get("/agencies", "foresight.warnings", lists::agencies)
        .get("/warnings", "foresight.warnings", lists::warnings)
}

#[derive(Template)]
#[template(path = "situation.html")]
struct SituationPage {
    body: String,
}

/// The year asked for, if it is one.
pub fn year_of(ask: &Ask) -> Result<Option<i64>, Problem> {
    match ask.param("year").filter(|year| !year.is_empty()) {
        None => Ok(None),
        Some(text) => {
            let year = text.parse().ok().filter(|year| YEARS.contains(year));
            year.map(Some).ok_or_else(|| Refused::NoSuchYear { year: text.chars().take(20).collect() }.into())
        }
    }
}

/// `GET /foresight`: the situation. Its content is kept for everyone until the journal grows.
async fn situation(ask: Ask) -> Reply {
    let year = year_of(&ask)?;
    let mut tx = ask.read().await?;
    let situation = actions::kept_situation(&ask.app, &mut tx, year).await?;
    if ask.param("format").as_deref() == Some("xlsx") {
        let bytes = files::xlsx(&ask.app, &situation, ask.app.words(), ask.look.lang)?;
        return ask.file(&format!("situation-{}.xlsx", situation.year), XLSX, bytes);
    }
    let sight = view::Sight::of(&ask);
    let head = register::journal::head(&mut tx).await?.seq;
    let tag = ask.look.lang.tag();
    let key = format!("foresight.page/{tag}/{}/{}/{sight:?}", year.unwrap_or(0), situation.today);
    let body = ask.app.cache().get_or_make(&key, head, async { view::body(&ask, &situation, sight) }).await?;
    let page = SituationPage { body: body.as_str().to_owned() };
    if situation.running.sample || situation.plan.sample { ask.page(&page) } else { ask.page_real(&page) }
}

/// What there is to say of one district, on its page and as JSON.
pub struct DistrictView {
    /// Its name.
    pub name: String,
    /// What the page shows.
    pub lead: String,
    /// What a reader must know.
    pub notes: Vec<String>,
    /// Its tables.
    pub lists: Vec<Listing>,
    /// Year of the projects.
    pub year: i64,
    /// Why demand rises there.
    demand: Demand,
    today: Date,
}

/// Reads one district, of the year or of the order after the change.
pub async fn district_view(ask: &Ask, id: &str) -> Result<DistrictView, Problem> {
    let mut tx = ask.read().await?;
    let whole = actions::kept_situation(&ask.app, &mut tx, year_of(ask)?).await?;
    let say = Say { words: ask.app.words(), lang: ask.look.lang };
    let own = whole.district(id);
    let after = whole.supply.after.iter().find(|after| after.id == id);
    let Some(name) = own.map(|own| &own.name).or(after.map(|after| &after.name)) else {
        return Err(Refused::NoSuchDistrict.into());
    };
    let narrow = narrow(&whole, id);
    let mut lists = Vec::new();
    if own.is_some() {
        lists.extend([
            tables::districts(&narrow, say),
            tables::by_type(&narrow, say),
            tables::near(&narrow, say),
        ]);
    }
    if own.is_some_and(|own| !own.is_direct()) {
        lists.push(tables::later(&narrow, say));
    }
    if own.is_none() {
        lists.push(tables::after(&narrow, say));
    }
    let demand = actions::demand_of(&mut tx, id).await?;
    if !demand.cohorts.is_empty() {
        lists.push(tables::cohorts(&demand, say, id));
    }
    Ok(DistrictView {
        name: name.clone(),
        lead: say.f("foresight-district-lead", &[("year", json!(whole.year.to_string()))]),
        notes: notes(&whole, say, own, after),
        year: whole.year,
        today: whole.today,
        lists,
        demand,
    })
}

#[derive(Template)]
#[template(path = "district.html")]
struct DistrictPage {
    view: DistrictView,
    chart: String,
    xlsx: String,
    json: String,
}

/// `GET /foresight/districts/{id}`
async fn district(ask: Ask, Path(id): Path<String>) -> Reply {
    let view = district_view(&ask, &id).await?;
    if ask.param("format").as_deref() == Some("xlsx") {
        let sheets = view.lists.iter().map(Listing::sheet);
        let workbook = sheets.fold(Workbook::new(view.today), Workbook::with);
        return ask.file(&format!("district-{id}.xlsx"), XLSX, workbook.to_xlsx().map_err(Problem::fault)?);
    }
    let say = Say { words: ask.app.words(), lang: ask.look.lang };
    let none = view.demand.cohorts.is_empty();
    ask.page_real(&DistrictPage {
        chart: if none { String::new() } else { charts::cohorts(&view.demand, say, &id) },
        xlsx: format!("/foresight/districts/{id}?year={}&format=xlsx", view.year),
        json: format!("/api/foresight/districts/{id}?year={}", view.year),
        view,
    })
}

/// The situation with one district only; the city stays for comparison.
fn narrow(whole: &Situation, id: &str) -> Situation {
    let mut narrow = whole.clone();
    narrow.supply.districts.retain(|district| district.id == id);
    narrow.supply.after.retain(|after| after.id == id);
    narrow
}

/// What a reader of this district must know.
fn notes(whole: &Situation, say: Say<'_>, own: Option<&District>, after: Option<&After>) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(own) = own {
        if own.is_direct() {
            notes.push(say.f("foresight-direct-note", &[("name", json!(own.name))]));
        } else if !own.has_projection() {
            notes.push(say.f("foresight-no-projection-note", &[("name", json!(own.name))]));
        }
        if let (None, false, Some(day)) = (after, own.is_direct(), whole.supply.changed_on) {
            notes.push(say.f(
                "foresight-abolished-note",
                &[("name", json!(own.name)), ("day", json!(day.to_string()))],
            ));
        }
    }
    let made = after.filter(|after| own.is_none() && matches!(after.carried, Carried::NotDivisible { .. }));
    notes.extend(made.map(|after| tables::why(say, after)));
    notes
}
