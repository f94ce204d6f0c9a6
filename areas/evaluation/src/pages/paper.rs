//! A page of blocks as a PDF: what stands on the screen, without its forms.

use std::sync::LazyLock;

use base::Problem;
use documents_pdf::{Block as Part, Column, ColumnKind, Fact, Language, Paper, Printer, Report, Table};
use web::{
    Ask, Reply,
    kit::{Block, Page, TableBlock},
};

use super::shared::english;

/// Makes every PDF; built once, from the fonts of the house.
static PRINTER: LazyLock<Printer> = LazyLock::new(|| {
    Printer::new(web::print_fonts().map(Into::into)).expect("the fonts of the house are sound: a test prints")
});

/// A table without the columns that hold nothing.
fn table(block: &TableBlock) -> Vec<Part> {
    let filled: Vec<usize> = (0..block.heads.len())
        .filter(|at| block.rows.iter().any(|row| row.get(*at).is_some_and(|cell| !cell.words.is_empty())))
        .collect();
    let mut parts = Vec::new();
    if block.titled {
        parts.push(Part::heading(1, block.title.clone()));
    }
    if filled.is_empty() {
        parts.push(Part::paragraph(block.none.clone()));
        return parts;
    }
    let column = |(nth, at): (usize, &usize)| {
        let head = &block.heads[*at];
        let kind = if nth == 0 {
            ColumnKind::Title
        } else if head.numeric {
            ColumnKind::Number
        } else {
            ColumnKind::Words
        };
        Column::new(head.label.clone(), kind, 0)
    };
    let mut table = Table::new(filled.iter().enumerate().map(column).collect());
    let words = |row: &Vec<web::kit::Drawn>| {
        filled.iter().map(|at| format!("{} {}", row[*at].words, row[*at].small).trim().to_owned()).collect()
    };
    table.rows = block.rows.iter().map(words).collect();
    parts.push(Part::Table(table));
    parts
}

/// The parts of one block; forms and buttons stay on the screen.
fn parts(block: &Block) -> Vec<Part> {
    match block {
        Block::Heading(words) => vec![Part::heading(1, words.clone())],
        Block::Text(words) => vec![Part::paragraph(words.clone())],
        Block::Code(words) => vec![Part::note(words.clone())],
        Block::Lines(lines) => vec![Part::List(lines.iter().map(|line| line.label.clone()).collect())],
        Block::Warning(said) => vec![Part::paragraph(format!("{} {}", said.words, said.next))],
        Block::State(badge) => vec![Part::paragraph(format!("{} {}", badge.words, badge.after))],
        Block::Facts(pairs) => {
            vec![Part::Facts(
                pairs.iter().map(|one| Fact::new(one.term.clone(), one.value.clone())).collect(),
            )]
        }
        Block::Table(block) => table(block),
        Block::Form(_) | Block::Ask(_) | Block::Figure(_) | Block::Anchor(_) | Block::Print => Vec::new(),
    }
}

/// A page as a PDF for paper.
pub async fn print(ask: &Ask, page: &Page, name: &str) -> Reply {
    let language = if english(ask) { Language::En } else { Language::Ko };
    let mut report = Report::new(language, page.title.clone(), ask.app.clock().now());
    report.subtitle.clone_from(&page.lead);
    report.issuer = ask.app.facade().centre;
    report.sample = (page.sample_rows || ask.app.options().demo).then(|| ask.t("web-sample-mark"));
    report.paper = Paper::Landscape;
    report.blocks = page.blocks.iter().flat_map(parts).collect();
    let made = tokio::task::spawn_blocking(move || PRINTER.report(&report)).await.map_err(Problem::fault)?;
    ask.file(&format!("{name}.pdf"), "application/pdf", made.map_err(Problem::fault)?)
}
