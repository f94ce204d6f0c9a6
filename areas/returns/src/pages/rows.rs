//! The rows that figures are the sum of: every figure of the house that comes from returns links here.

use askama::Template;
use base::{AgencyId, DistrictId, Month, Problem};
use documents::Cell;
use documents::workbook::Kind;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use register::{agencies, districts, programmes};
use web::pager::{Pager, ROWS};
use web::{Ask, Failure, Reply, filters};

use super::{Choice, PageStep, agency_href, is_sample, steps, unclear};
use crate::facts;
use crate::files;
use crate::model::{Figures, MEASURES, month_to_file};
use crate::store::{self, LedgerRow, RowFilter};

/// Rows of a file at most.
const FILE_ROWS: i64 = 200_000;

/// A row with the figure that was asked for.
struct RowView {
    row: LedgerRow,
    href: String,
    agency_href: String,
    value: String,
}

#[derive(Template)]
#[template(path = "rows.html")]
struct RowsPage {
    from: String,
    until: String,
    agencies: Vec<Choice>,
    districts: Vec<Choice>,
    kinds: Vec<Choice>,
    indicators: Vec<Choice>,
    indicator: String,
    project: String,
    accepted: bool,
    total: Figures,
    total_value: String,
    count: i64,
    first: i64,
    last: i64,
    rows: Vec<RowView>,
    pages: Vec<PageStep>,
    query: String,
}

/// What the address asks for; agency staff are held to their own agency. An agency, district or type that there
/// never was is refused.
pub async fn filter(ask: &Ask) -> Result<RowFilter, Problem> {
    let asked = asked(ask);
    let mut tx = ask.read().await?;
    let kinds = programmes::types(&mut tx).await?;
    let known = (asked.kind.is_empty() || kinds.iter().any(|one| one.id.as_str() == asked.kind))
        && (asked.district.is_empty()
            || districts::district(&mut tx, &DistrictId::from(asked.district.as_str())).await?.is_some())
        && (asked.agency.is_empty()
            || agencies::agency(&mut tx, &AgencyId::from(asked.agency.as_str())).await?.is_some());
    if known { Ok(asked) } else { Err(unclear()) }
}

/// What the address asks for, as written.
fn asked(ask: &Ask) -> RowFilter {
    let month = |name: &str| ask.param(name).and_then(|text| text.parse::<Month>().ok());
    let now = month_to_file(ask.today());
    let only = month("month");
    let text = |name: &str| ask.param(name).unwrap_or_default();
    let own = ask.actor.agency.as_ref().map(AgencyId::to_string);
    RowFilter {
        from: only.or_else(|| month("from")).unwrap_or_else(|| Month::of(now.year().first_day())),
        until: only.or_else(|| month("until")).unwrap_or(now),
        agency: own.unwrap_or_else(|| text("agency")),
        project: text("project"),
        district: text("district"),
        kind: text("type"),
        accepted: text("accepted") != "no",
    }
}

/// The indicator asked for, as the ledger names it.
fn indicator(ask: &Ask) -> String {
    let asked = ask.param("indicator").unwrap_or_else(|| "returns.people".to_owned());
    if facts::unit(&asked).is_some() { asked } else { "returns.people".to_owned() }
}

/// Message key of an indicator's words.
fn indicator_key(indicator: &str) -> String {
    format!("returns-indicator-{}", indicator.trim_start_matches("returns.").replace('_', "-"))
}

/// `GET /returns/rows`
pub async fn list(ask: Ask) -> Reply {
    let filter = filter(&ask).await?;
    let indicator = indicator(&ask);
    let mut tx = ask.read().await?;
    let count = store::filed_rows_count(&mut tx, &filter).await?;
    let total = store::filed_rows_total(&mut tx, &filter).await?;
    let safe = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let query = format!(
        "from={}&until={}&agency={}&project={}&district={}&type={}&indicator={indicator}{}",
        filter.from,
        filter.until,
        safe(&filter.agency),
        safe(&filter.project),
        safe(&filter.district),
        safe(&filter.kind),
        if filter.accepted { "" } else { "&accepted=no" }
    );
    let pager = Pager::new(ask.page_number(), count, &format!("/returns/rows?{query}"));
    let found = store::filed_rows(&mut tx, &filter, ROWS, pager.offset()).await?;
    let value =
        |figures: &Figures| facts::value(&indicator, figures).map(|v| v.to_string()).unwrap_or_default();
    let rows = found.into_iter().map(|row| RowView {
        href: format!("/returns/{}/{}", row.agency_id, row.month),
        agency_href: agency_href(&row.agency_id),
        value: value(&row.figures),
        row,
    });
    let on = filter.until.last_day();
    let own = ask.actor.agency.clone();
    let agencies = agencies::agencies(&mut tx, on).await?;
    let agencies = agencies.iter().filter(|one| own.as_ref().is_none_or(|own| one.id == *own));
    let districts = districts::districts(&mut tx, on).await?;
    let kinds = programmes::types_on(&mut tx, on).await?;
    ask.page(&RowsPage {
        from: filter.from.to_string(),
        until: filter.until.to_string(),
        agencies: agencies.map(|one| Choice::new(one.id.as_str(), &one.name, &filter.agency)).collect(),
        districts: districts
            .iter()
            .map(|one| Choice::new(one.id.as_str(), &one.name, &filter.district))
            .collect(),
        kinds: kinds.iter().map(|one| Choice::new(one.id.as_str(), &one.name, &filter.kind)).collect(),
        indicators: facts::INDICATORS
            .iter()
            .filter(|one| facts::unit(one.name).is_some())
            .map(|one| Choice::new(one.name, &ask.t(&indicator_key(one.name)), &indicator))
            .collect(),
        total_value: value(&total),
        indicator: ask.t(&indicator_key(&indicator)),
        project: filter.project.clone(),
        accepted: filter.accepted,
        total,
        count,
        first: pager.first_row(),
        last: pager.last_row(),
        rows: rows.collect(),
        pages: steps(&pager),
        query,
    })
}

/// `GET /returns/rows.csv`
pub async fn csv(ask: Ask) -> Reply {
    let bytes = file(&ask, false).await?;
    ask.file("returns-rows.csv", files::CSV, bytes)
}

/// `GET /returns/rows.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    let bytes = file(&ask, true).await?;
    ask.file("returns-rows.xlsx", files::XLSX, bytes)
}

/// The rows as a file, with the same columns as the template and who, where and what beside them.
async fn file(ask: &Ask, xlsx: bool) -> Result<Vec<u8>, Failure> {
    let found = store::filed_rows(&mut ask.read().await?, &filter(ask).await?, FILE_ROWS, 0).await?;
    let column = |name: &'static str| {
        let kind = if name.ends_with("_won") { Kind::Won } else { Kind::Whole };
        (name, ask.t(&format!("returns-column-{}", name.replace('_', "-"))), kind)
    };
    let mut titles = vec![
        ("month", ask.t("returns-column-month"), Kind::Text),
        ("agency_name", ask.t("returns-rows-agency"), Kind::Text),
        ("project", ask.t("returns-column-project"), Kind::Text),
        ("project_name", ask.t("returns-file-project-name"), Kind::Text),
        ("district", ask.t("returns-rows-district"), Kind::Text),
        ("state", ask.t("returns-rows-state"), Kind::Text),
    ];
    titles.extend(MEASURES.iter().map(|name| column(name)));
    let listed = |row: LedgerRow| {
        let state = ask.t(&format!("returns-state-{}", row.state));
        let mut cells: Vec<Cell> = vec![
            row.month.to_string().into(),
            row.agency.into(),
            row.number.into(),
            row.project.into(),
            row.district.into(),
            state.into(),
        ];
        cells.extend(MEASURES.iter().zip(row.figures.0).map(|(name, figure)| {
            if name.ends_with("_won") { Cell::Won(figure) } else { Cell::Whole(figure) }
        }));
        files::ListRow { cells, sample: is_sample(ask, row.sample) }
    };
    let rows = found.into_iter().map(listed).collect();
    let mark = ask.t("returns-file-sample");
    Ok(files::list(&ask.t("returns-rows-title"), &titles, rows, &mark, ask.today(), xlsx)?)
}
