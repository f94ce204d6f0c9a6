//! The report of a case on paper: a page made for printing, and the same as a PDF, with places to sign.

use std::sync::LazyLock;

use askama::Template;
use axum::extract::Path;
use base::Problem;
use documents_pdf::{Block, Column, ColumnKind, Fact, Language, Printer, Report, Signature, Table};
use web::{Ask, Reply, filters};

use super::{
    case::{Whole, whole},
    cases, shared,
};

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage {
    whole: Whole,
    today: jiff::civil::Date,
}

/// Makes every PDF; built once, from the fonts of the house.
static PRINTER: LazyLock<Printer> = LazyLock::new(|| {
    Printer::new(web::print_fonts().map(Into::into)).expect("the fonts of the house are sound: a test prints")
});

/// `GET /consulting/cases/{id}/report`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    let one = cases::found(&ask, &id).await?;
    let whole = whole(&ask, &mut ask.read().await?, one).await?;
    ask.page(&ReportPage { whole, today: ask.today() })
}

/// `GET /consulting/cases/{id}/report.pdf`
pub async fn pdf(ask: Ask, Path(id): Path<String>) -> Reply {
    let one = cases::found(&ask, &id).await?;
    let whole = whole(&ask, &mut ask.read().await?, one).await?;
    let name = format!("consulting-{}.pdf", whole.row.one.number);
    let report = paper(&ask, &whole);
    print(&ask, report, &name).await
}

/// A report as a PDF file.
pub async fn print(ask: &Ask, report: Report, name: &str) -> Reply {
    let made = tokio::task::spawn_blocking(move || PRINTER.report(&report)).await.map_err(Problem::fault)?;
    ask.file(name, "application/pdf", made.map_err(Problem::fault)?)
}

/// Name of the centre that writes.
pub fn centre(ask: &Ask) -> String {
    let name = ask.app.facade().centre;
    if name.is_empty() { ask.t("web-centre") } else { name }
}

/// A case as blocks of paper.
fn paper(ask: &Ask, whole: &Whole) -> Report {
    let language = if shared::english(ask) { Language::En } else { Language::Ko };
    let mut report = Report::new(language, ask.t("consulting-report-title"), ask.app.clock().now());
    let one = &whole.row.one;
    report.subtitle = format!("{} · {} {}", whole.row.agency, one.number, one.title);
    report.issuer = ask.app.facade().centre;
    report.sample = (one.sample || ask.app.options().demo).then(|| ask.t("web-sample-mark"));
    report.blocks.push(Block::Facts(facts(ask, whole)));
    report.blocks.push(Block::heading(1, ask.t("consulting-f-request")));
    report.blocks.push(Block::paragraph(one.request.clone()));
    section(&mut report, ask, ("consulting-diagnosis-title", "consulting-not-answered"), items(ask, whole));
    section(&mut report, ask, ("consulting-steps-title", "consulting-steps-none"), steps(ask, whole));
    section(&mut report, ask, ("consulting-visits-title", "consulting-visits-none"), visits(ask, whole));
    section(&mut report, ask, ("consulting-advice-title", "consulting-advice-none"), advice(ask, whole));
    if let Some(outcome) = &one.outcome {
        report.blocks.push(Block::heading(1, ask.t("consulting-f-outcome")));
        let words = ask.t(&format!("consulting-outcome-{outcome}"));
        report.blocks.push(Block::paragraph(format!("{words}\n{}", one.outcome_text)));
    }
    let sign = |role: &str, name: &str| Signature {
        role: ask.t(role),
        name: name.to_owned(),
        mark: ask.t("consulting-report-sign"),
    };
    report.blocks.push(Block::Signatures(vec![
        sign("consulting-report-by-owner", &whole.row.owner),
        sign(whole.approver, &whole.approved_by),
        sign("consulting-report-by-agency", &whole.row.agency),
    ]));
    report
}

/// A heading with its table, or with the words for an empty one.
fn section(report: &mut Report, ask: &Ask, (title, none): (&str, &str), table: Table) {
    report.blocks.push(Block::heading(1, ask.t(title)));
    report.blocks.push(if table.rows.is_empty() {
        Block::paragraph(ask.t(none))
    } else {
        Block::Table(table)
    });
}

fn facts(ask: &Ask, whole: &Whole) -> Vec<Fact> {
    let one = &whole.row.one;
    let day = |day: Option<jiff::civil::Date>| day.map(|day| in_words(ask, day)).unwrap_or_default();
    let pairs = [
        ("consulting-f-agency", whole.row.agency.clone()),
        ("consulting-f-district", whole.row.district.clone()),
        ("consulting-f-fields", whole.row.fields.clone()),
        ("consulting-f-asked", in_words(ask, one.asked_on)),
        ("consulting-f-owner", whole.row.owner.clone()),
        ("consulting-f-approved", day(one.approved_on)),
        ("consulting-f-state", ask.t(&format!("consulting-state-{}", one.state))),
        ("consulting-f-closed", day(one.closed_on)),
    ];
    let filled = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(key, value)| Fact::new(ask.t(key), value)).collect()
}

/// A day in the reader's words.
fn in_words(ask: &Ask, day: jiff::civil::Date) -> String {
    web::date_in_words(ask.look.lang, &day.to_string())
}

/// An empty table whose columns have these words.
fn columns(ask: &Ask, heads: &[(&str, u8)]) -> Table {
    let column = |(at, (key, share)): (usize, &(&str, u8))| {
        Column::new(ask.t(key), if at == 0 { ColumnKind::Title } else { ColumnKind::Words }, *share)
    };
    Table::new(heads.iter().enumerate().map(column).collect())
}

fn items(ask: &Ask, whole: &Whole) -> Table {
    let heads = [
        ("consulting-f-item", 4),
        ("consulting-f-field", 2),
        ("consulting-f-answer", 3),
        ("consulting-f-note", 2),
    ];
    let mut table = columns(ask, &heads);
    let answered = whole.items.iter().filter(|item| !item.said.is_empty());
    table.rows = answered
        .map(|item| vec![item.text.clone(), item.field.clone(), item.said.clone(), item.note().to_owned()])
        .collect();
    table
}

fn steps(ask: &Ask, whole: &Whole) -> Table {
    let heads = [
        ("consulting-f-step", 4),
        ("consulting-f-mandatory", 2),
        ("consulting-f-due", 2),
        ("consulting-f-state", 2),
    ];
    let mut table = columns(ask, &heads);
    let kind =
        |mandatory: bool| if mandatory { "consulting-step-mandatory" } else { "consulting-step-optional" };
    table.rows = whole
        .steps
        .iter()
        .map(|step| {
            vec![
                step.title.clone(),
                ask.t(kind(step.one.mandatory)),
                step.one.due_on.map(|day| in_words(ask, day)).unwrap_or_default(),
                ask.t(&format!("consulting-step-state-{}", step.one.state)),
            ]
        })
        .collect();
    table
}

fn visits(ask: &Ask, whole: &Whole) -> Table {
    let heads = [
        ("consulting-f-visit-on", 2),
        ("consulting-f-way", 1),
        ("consulting-f-visitors", 2),
        ("consulting-f-minutes", 1),
        ("consulting-f-visit-note", 4),
    ];
    let mut table = columns(ask, &heads);
    let held = whole.visits.iter().filter(|visit| visit.one.state == "held");
    table.rows = held
        .map(|visit| {
            vec![
                in_words(ask, visit.one.visit_on),
                ask.t(&format!("consulting-way-{}", visit.one.way)),
                visit.visitors.clone(),
                visit.one.minutes.to_string(),
                visit.one.note.clone(),
            ]
        })
        .collect();
    table
}

fn advice(ask: &Ask, whole: &Whole) -> Table {
    let heads = [
        ("consulting-f-advice", 4),
        ("consulting-f-advice-owner", 2),
        ("consulting-f-due", 2),
        ("consulting-f-state", 2),
    ];
    let mut table = columns(ask, &heads);
    table.rows = whole
        .advice
        .iter()
        .map(|advice| {
            vec![
                advice.one.body.clone(),
                advice.owner.clone(),
                in_words(ask, advice.one.due_on),
                ask.t(&format!("consulting-advice-state-{}", advice.one.state)),
            ]
        })
        .collect();
    table
}
