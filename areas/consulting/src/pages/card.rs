//! An agency's card: what it is, its results by month, what was advised, notes, needs, cases, visits.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use base::{AgencyId, Month, Problem};
use db::Tx;
use jiff::civil::Date;
use register::{
    agencies::{self, AgencyOn},
    modes, needs, projects, workdays,
};
use web::{
    Ask, Notes, Phrase, Reply,
    chart::{Caption, Decimals, LineChart, Series},
    filters,
};

use super::{
    advice::AdviceRow,
    cases::CaseRow,
    shared::{self, Names, Nav},
    visits::VisitRow,
};
use crate::{
    actions,
    figures::{self, Figure, Ledger, Rate, SHOWN, Span, Standing},
    guideline,
    model::{Note, WriteNote, missing},
    risk::{self, Risk},
    store,
};

/// A figure of a month: its words and the rows it is the sum of; no words when the month was not filed.
pub struct FigureCell {
    /// Its name in the ledger.
    pub indicator: &'static str,
    /// The figure.
    pub value: Option<i64>,
    /// Its rows.
    pub href: String,
}

/// A month on the card.
pub struct MonthRow {
    /// The month.
    pub month: Month,
    /// Whether its return came in.
    pub filed: bool,
    /// Its figures in the order of the heads.
    pub cells: Vec<FigureCell>,
}

/// A need with its words.
pub struct NeedRow {
    /// Words of the field.
    pub field: String,
    /// Why.
    pub reason: Phrase,
    /// The need.
    pub one: needs::Need,
}

#[derive(Template)]
#[template(path = "card.html")]
struct CardPage {
    nav: Nav,
    agency: AgencyOn,
    /// Its league, and whether it follows from its types of projects because none is on record.
    league: Option<(String, bool)>,
    risk: Option<Risk>,
    year: i16,
    heads: Vec<String>,
    months: Vec<MonthRow>,
    chart: String,
    ratio: Rate,
    above: bool,
    limit: i64,
    limit_source: (&'static str, &'static str),
    needs: Vec<NeedRow>,
    cases: Vec<CaseRow>,
    visits: Vec<VisitRow>,
    advice: Vec<AdviceRow>,
    hand_over: Vec<(Note, String)>,
    wish: WriteNote,
    notes: Notes,
}

impl CardPage {
    /// The ratio in words; empty without a value.
    fn ratio_shown(&self) -> String {
        self.ratio.shown(1).unwrap_or_default()
    }

    /// Message key of why there is no ratio.
    fn ratio_missing(&self) -> &'static str {
        match self.ratio {
            Rate::NotDivisible => "consulting-card-ratio-not-divisible",
            _ => "consulting-not-filed",
        }
    }
}

/// The months of an agency as rows with links.
fn month_rows(ledger: &Ledger, agency: &AgencyId, span: Span) -> Vec<MonthRow> {
    let cell = |month: Month, figure: Figure| FigureCell {
        indicator: figure.indicator(),
        value: ledger.at(agency, month, figure),
        href: risk::rows_href(agency, month, month, figure.indicator()),
    };
    let row = |month: Month| MonthRow {
        month,
        filed: ledger.filed(agency, month),
        cells: SHOWN.into_iter().map(|figure| cell(month, figure)).collect(),
    };
    span.months().map(row).collect()
}

/// Places and people by month; a month that was not filed breaks the line.
fn chart(ask: &Ask, ledger: &Ledger, agency: &AgencyId, span: Span) -> String {
    let series = |figure: Figure| Series {
        name: ask.t(&figure.key()),
        points: span.months().map(|month| ledger.at(agency, month, figure)).collect(),
    };
    let chart = LineChart {
        caption: Caption {
            id: "months".to_owned(),
            title: ask.t("consulting-card-chart"),
            description: ask.t("consulting-card-chart-text"),
            unit: ask.t("consulting-unit-people"),
            row_head: ask.t("consulting-f-month"),
        },
        places: span.months().map(|month| month.to_string()).collect(),
        series: vec![series(Figure::Places), series(Figure::People)],
        decimals: Decimals(0),
    };
    chart.figure(&ask.t("consulting-same-numbers"))
}

/// Needs of an agency that are not met, with their words.
pub async fn need_rows(ask: &Ask, tx: &mut Tx, agency: &AgencyId) -> Result<Vec<NeedRow>, Problem> {
    let row = |one: needs::Need| NeedRow {
        field: ask.t(&format!("web-need-field-{}", one.field)),
        reason: shared::phrase(&one.reason, &one.reason_args),
        one,
    };
    Ok(needs::open(tx, Some(agency)).await?.into_iter().map(row).collect())
}

/// The league on record; where none is, that of the projects that run: several types are `multi`, one is `single`, as
/// the evaluation holds it.
async fn league(tx: &mut Tx, agency: &AgencyOn, today: Date) -> Result<Option<(String, bool)>, Problem> {
    if let Some(known) = agency.league.clone().filter(|league| league != "unknown") {
        return Ok(Some((known, false)));
    }
    let all = projects::with_places(tx, today, Some(&agency.id)).await?;
    let types: BTreeSet<String> = all.into_iter().map(|one| one.type_id.to_string()).collect();
    Ok(match types.len() {
        0 => None,
        1 => Some(("single".to_owned(), true)),
        _ => Some(("multi".to_owned(), true)),
    })
}

async fn view(ask: &Ask, id: &str, wish: WriteNote, notes: Notes) -> Result<CardPage, Problem> {
    let id = AgencyId::from(id);
    ask.actor.must_see(&id)?;
    let (span, risks) = risk::list(ask).await?;
    let ledger = figures::ledger(ask, span.first, span.until).await?;
    let risk = risks.into_iter().find(|one| one.agency.id == id);
    let mut tx = ask.read().await?;
    let agency = agencies::agency_on(&mut tx, &id, ask.today()).await?.ok_or_else(missing)?;
    let names = Names::load(ask, &mut tx).await?;
    let history = modes::history(&mut tx).await?;
    let visitors = store::visitors(&mut tx, "").await?;
    let standing = Standing::of(&ledger, &id, span.months());
    let ratio = standing.as_ref().map_or(Rate::NotFiled, Standing::staff_ratio);
    let limit = guideline::staff_ratio(ask.today());
    let nav = shared::nav(ask, &mut tx, &format!("/consulting/agencies/{id}")).await?;
    let hand_over = if nav.may_internal { store::notes(&mut tx, id.as_str()).await? } else { Vec::new() };
    let cases = store::cases(&mut tx, id.as_str()).await?;
    let visits = store::visits(&mut tx, id.as_str(), "").await?;
    let advice = store::advice(&mut tx, id.as_str(), "").await?;
    let league = league(&mut tx, &agency, ask.today()).await?;
    Ok(CardPage {
        league,
        heads: SHOWN.into_iter().map(|figure| ask.t(&figure.key())).collect(),
        months: month_rows(&ledger, &id, span),
        chart: chart(ask, &ledger, &id, span),
        year: span.year().0,
        above: ratio.beyond(1, limit.limit, "above") == Some(true),
        ratio,
        limit: limit.limit,
        limit_source: (limit.source(shared::english(ask)), &limit.as_of),
        needs: need_rows(ask, &mut tx, &id).await?,
        cases: cases.into_iter().map(|one| CaseRow::of(ask, &names, one)).collect(),
        visits: visits.into_iter().map(|one| VisitRow::of(ask, (&names, &history, &visitors), one)).collect(),
        advice: advice.into_iter().map(|one| AdviceRow::of(ask, &names, one)).collect(),
        hand_over: hand_over
            .into_iter()
            .map(|note| {
                let by = names.person(ask, &note.written_by);
                (note, by)
            })
            .collect(),
        nav,
        agency,
        risk,
        wish,
        notes,
    })
}

/// `GET /consulting/agencies/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    ask.page(&view(&ask, &id, WriteNote::default(), Notes::default()).await?)
}

/// `POST /consulting/agencies/{id}/notes`
pub async fn write_note(ask: Ask, Path(id): Path<String>, Form(wish): Form<WriteNote>) -> Reply {
    let mut work = ask.work().await?;
    match actions::transfers::write_note(&mut work, &id, &wish).await {
        Ok(_) => {
            work.commit().await?;
            let href = format!("/consulting/agencies/{id}#notes");
            ask.see_saying(&href, &Phrase::new("consulting-said-note"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            ask.page_again(&view(&ask, &id, wish, ask.notes(&notes)).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Facts of an agency for its JSON twin.
pub async fn standing(ask: &Ask, id: &AgencyId) -> Result<(Span, Option<Standing>, Vec<MonthRow>), Problem> {
    ask.actor.must_see(id)?;
    let calendar = workdays::calendar(&mut ask.read().await?).await?;
    let span = Span::on(ask.today(), &calendar);
    let ledger = figures::ledger(ask, span.first, span.until).await?;
    Ok((span, Standing::of(&ledger, id, span.months()), month_rows(&ledger, id, span)))
}
