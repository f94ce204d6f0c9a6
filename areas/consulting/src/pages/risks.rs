//! The risk list: who needs a visit and why; the first screen of those who may compare agencies.

use std::collections::BTreeMap;

use askama::Template;
use base::Problem;
use documents::{Cell, workbook::Kind};
use web::{
    Ask, Phrase, Reply, filters,
    listing::{Filter, Table},
    pager::Pager,
};

use super::shared::{self, Choice, Nav};
use crate::{
    guideline,
    risk::{self, Risk},
    store,
};

/// A row of the list with the case that is open, if one is.
struct RiskRow {
    risk: Risk,
    case: Option<(String, String)>,
    /// Address of the form for a case begun from this row.
    begin: String,
}

#[derive(Template)]
#[template(path = "risks.html")]
struct RisksPage {
    nav: Nav,
    filter: Filter,
    rows: Vec<RiskRow>,
    districts: Vec<Choice>,
    pager: Pager,
    until: String,
    not_filed: i64,
    mine: i64,
    sources: Vec<(&'static str, i64, i64, &'static str)>,
}

fn filter(ask: &Ask) -> Filter {
    Filter::of(ask, "/consulting", &["q", "district", "measure"])
}

/// The wanted rows, sorted.
async fn wanted(ask: &Ask, filter: &Filter) -> Result<(String, Vec<Risk>), Problem> {
    let (span, mut risks) = risk::list(ask).await?;
    risks.retain(|one| {
        filter.finds(&one.agency.name)
            && filter.fits("district", &one.district())
            && (filter.get("measure").is_empty()
                || one.reasons.iter().any(|reason| reason.measure == filter.get("measure")))
    });
    match filter.sort() {
        "name" => risks.sort_by(|a, b| a.agency.name.cmp(&b.agency.name)),
        // Never visited comes before visited long ago.
        "visited" => {
            risks.sort_by(|a, b| (a.last_visit, &a.agency.name).cmp(&(b.last_visit, &b.agency.name)));
        }
        _ => {}
    }
    Ok((span.until.to_string(), risks))
}

/// `GET /consulting`: the risk list, or the own agency for its staff.
pub async fn home(ask: Ask) -> Reply {
    if let Some(own) = &ask.actor.agency {
        return ask.see(&format!("/consulting/agencies/{own}"));
    }
    ask.actor.must("consulting.compare")?;
    let filter = filter(&ask);
    let (until, risks) = wanted(&ask, &filter).await?;
    let mut districts: BTreeMap<String, String> = BTreeMap::new();
    for one in &risks {
        districts.insert(one.district(), one.agency.district_name.clone().unwrap_or_default());
    }
    let mut tx = ask.read().await?;
    let cases = store::cases(&mut tx, "").await?;
    let own = |one: &&crate::model::Case| !one.is_over() && one.owner_id.as_ref() == Some(&ask.actor.id);
    let not_filed = risks.iter().filter(|one| one.standing.is_none()).count() as i64;
    let (pager, risks) = filter.cut(risks);
    let case_of = |risk: &Risk| {
        let open = cases.iter().find(|one| one.agency_id == risk.agency.id && !one.is_over());
        open.map(|one| (one.id.clone(), one.number.clone()))
    };
    let rows =
        risks.into_iter().map(|risk| RiskRow { case: case_of(&risk), begin: begin(&risk), risk }).collect();
    let measures = guideline::measures(ask.today());
    ask.page(&RisksPage {
        nav: shared::nav(&ask, &mut tx, "/consulting").await?,
        rows,
        districts: districts
            .iter()
            .filter(|(id, _)| !id.is_empty())
            .map(|(id, name)| Choice::new(id, name, filter.get("district")))
            .collect(),
        pager,
        until,
        not_filed,
        mine: cases.iter().filter(own).count() as i64,
        sources: measures
            .into_iter()
            .map(|one| (one.id.as_str(), one.threshold, one.weight, one.source(shared::english(&ask))))
            .collect(),
        filter,
    })
}

/// The sentences of a row as one text.
fn sentences(ask: &Ask, risk: &Risk) -> String {
    let all = risk.reasons.iter().map(|reason| &reason.phrase).chain(&risk.unsure);
    all.map(|phrase: &Phrase| ask.say(phrase)).collect::<Vec<_>>().join(" ")
}

async fn table(ask: &Ask) -> Result<Table, Problem> {
    let (_, risks) = wanted(ask, &filter(ask)).await?;
    let columns = vec![
        ("agency", "consulting-f-agency", Kind::Text),
        ("district", "consulting-f-district", Kind::Text),
        ("points", "consulting-f-points", Kind::Whole),
        ("reasons", "consulting-f-reasons", Kind::Text),
        ("last_visit", "consulting-f-last-visit", Kind::Date),
        ("visits", "consulting-f-visits", Kind::Whole),
    ];
    let cells = |risk: &Risk| {
        vec![
            Cell::from(risk.agency.name.as_str()),
            Cell::from(risk.agency.district_name.clone().unwrap_or_default()),
            Cell::Whole(risk.points),
            Cell::from(sentences(ask, risk)),
            risk.last_visit.map_or(Cell::Empty, Cell::Date),
            Cell::Whole(risk.visits),
        ]
    };
    let sample = ask.app.options().demo || risks.iter().any(|one| one.agency.sample);
    let rows = risks.iter().map(cells).collect();
    Ok(Table { name: "consulting-risk", title: ask.t("consulting-risk-title"), columns, rows, sample })
}

/// `GET /consulting/risk.csv`
pub async fn csv(ask: Ask) -> Reply {
    table(&ask).await?.csv(&ask)
}

/// `GET /consulting/risk.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    table(&ask).await?.xlsx(&ask)
}

impl RisksPage {
    /// Address of a file of the same rows.
    fn file(&self, ending: &str) -> String {
        self.filter.href(ending).replacen("/consulting.", "/consulting/risk.", 1)
    }
}

/// Address of the form for a case begun from a row.
fn begin(risk: &Risk) -> String {
    format!(
        "/consulting/cases/new?origin=risk-list&agency={}",
        web::listing::percent(risk.agency.id.as_str())
    )
}
