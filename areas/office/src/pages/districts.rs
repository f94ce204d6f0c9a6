//! Districts with their validity and successors, and the public directory of institutions.

use askama::Template;
use documents::Cell;
use jiff::civil::Date;
use register::{agencies, districts};
use web::{Ask, Reply, filters, pager::Pager};

use super::{
    agencies::day,
    lists::{Files, PageItem, Table, file_hrefs, href, page_items, page_of},
};

#[derive(Template)]
#[template(path = "districts.html")]
struct DistrictsPage {
    on: Date,
    now: Vec<districts::District>,
    past: Vec<districts::District>,
    successions: Vec<districts::Succession>,
}

/// `GET /office/districts`
pub(super) async fn list(ask: Ask) -> Reply {
    let on = day(&ask);
    let mut tx = ask.read().await?;
    let (now, past) = districts::all(&mut tx).await?.into_iter().partition(|one| one.valid_on(on));
    let successions = districts::successions(&mut tx).await?;
    ask.page_real(&DistrictsPage { on, now, past, successions })
}

/// `GET /office/districts/file`
pub(super) async fn file(ask: Ask) -> Reply {
    let all = districts::all(&mut ask.read().await?).await?;
    let day = |day: Option<Date>| day.map_or(Cell::Empty, Cell::Date);
    let keys = ["code", "name", "kind", "from", "until", "source"];
    let table = Table {
        name: "districts".into(),
        title: ask.t("office-districts-title"),
        columns: keys.iter().map(|key| ask.t(&format!("office-districts-{key}"))).collect(),
        rows: all
            .into_iter()
            .map(|one| {
                vec![
                    one.id.to_string().into(),
                    one.name.into(),
                    ask.t(&format!("office-district-kind-{}", one.kind)).into(),
                    day(Some(one.from_on)),
                    day(one.until_on),
                    one.source.into(),
                ]
            })
            .collect(),
    };
    table.reply(&ask, &ask.param("format").unwrap_or_default())
}

#[derive(Template)]
#[template(path = "institutions.html")]
struct InstitutionsPage {
    rows: Vec<agencies::Institution>,
    total: i64,
    query: String,
    kind: String,
    kinds: Vec<String>,
    pages: Vec<PageItem>,
    files: Files,
}

/// Institutions that fit the filters of the address.
pub(crate) async fn fitting(ask: &Ask) -> Result<(Vec<agencies::Institution>, Vec<String>), base::Problem> {
    let all = agencies::institutions(&mut ask.read().await?).await?;
    let mut kinds: Vec<String> = all.iter().map(|one| one.kind.clone()).collect();
    kinds.sort();
    kinds.dedup();
    let query = ask.param("q").unwrap_or_default().to_lowercase();
    let kind = ask.param("kind").unwrap_or_default();
    let fits = |one: &agencies::Institution| {
        let texts = [&one.name, &one.district_before, &one.district_after, &one.address];
        (kind.is_empty() || one.kind == kind)
            && (query.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&query)))
    };
    Ok((all.into_iter().filter(fits).collect(), kinds))
}

/// `GET /office/institutions`
pub(super) async fn institutions(ask: Ask) -> Reply {
    let (rows, kinds) = fitting(&ask).await?;
    let (query, kind) = (ask.param("q").unwrap_or_default(), ask.param("kind").unwrap_or_default());
    let filters = [("q", query.as_str()), ("kind", &kind)];
    let total = rows.len() as i64;
    let pager = Pager::new(ask.page_number(), total, &href("/office/institutions", &filters));
    ask.page_real(&InstitutionsPage {
        rows: page_of(rows, &pager),
        total,
        kinds,
        pages: page_items(&pager),
        files: file_hrefs("/office/institutions/file", &filters),
        query,
        kind,
    })
}

/// `GET /office/institutions/file`
pub(super) async fn institutions_file(ask: Ask) -> Reply {
    let (rows, _) = fitting(&ask).await?;
    let keys = ["name", "kind", "category", "before", "after", "address", "evidence", "source", "as-of"];
    let cells = |one: agencies::Institution| -> Vec<Cell> {
        [
            one.name,
            one.kind,
            one.category,
            one.district_before,
            one.district_after,
            one.address,
            one.evidence,
            one.source,
            one.as_of,
        ]
        .map(Cell::Text)
        .into()
    };
    let table = Table {
        name: "institutions".into(),
        title: ask.t("office-institutions-title"),
        columns: keys.iter().map(|key| ask.t(&format!("office-institutions-{key}"))).collect(),
        rows: rows.into_iter().map(cells).collect(),
    };
    table.reply(&ask, &ask.param("format").unwrap_or_default())
}
