//! Checks a monthly return: first every cell against the published schema, then rows against the register and the month before.
//!
//! Pure: a sheet and what the register knows in, rows and remarks out. Errors keep the return from being
//! submitted; questions want a short answer.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use base::{AgencyId, Month, ProjectId};
use jiff::civil::Date;
use tables::{Finding, References, Schema, Sheet, Value, cell_name};

use crate::model::{Figures, Level, Line, Remark};
use crate::rules::{Broken, broken_rules};

/// The published schema as text.
pub const SCHEMA_JSON: &str = include_str!("../../../data/returns.schema.json");

/// The published schema.
pub static SCHEMA: LazyLock<Schema> =
    LazyLock::new(|| Schema::from_json(SCHEMA_JSON).expect("the published schema is sound: a test reads it"));

/// Columns before the figures: agency, project, month.
const KEYS: usize = 3;

/// A project as the check sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Id.
    pub id: ProjectId,
    /// Number.
    pub number: String,
    /// Name.
    pub name: String,
    /// Places by the quota in force on the month's last day.
    pub places: Option<i64>,
}

/// What the register knows about an agency and a month.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// Words that name the agency in its column: id and public number.
    pub agency_words: Vec<String>,
    /// Its projects that run in the month.
    pub projects: Vec<Expected>,
    /// Numbers of other agencies' projects of the year.
    pub foreign: Vec<String>,
    /// The figures of the month before, by project.
    pub before: BTreeMap<ProjectId, Figures>,
}

/// What checking gives: rows where every cell could be read, and remarks in the order of the file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checked {
    /// Rows of known projects.
    pub lines: Vec<Line>,
    /// What was found.
    pub remarks: Vec<Remark>,
}

impl Checked {
    /// Whether an error keeps it from being taken.
    pub fn has_errors(&self) -> bool {
        self.remarks.iter().any(Remark::is_error)
    }
}

/// Checks an uploaded sheet for one agency and month.
pub fn sheet(sheet: &Sheet, month: Month, context: &Context, name_title: &str) -> Checked {
    let report = tables::check(&SCHEMA, sheet, &References::default());
    let summary = tables::summarize(&SCHEMA, sheet, &report);
    let found = report.findings.iter().enumerate().filter(|(_, finding)| matters(finding, name_title));
    let mut remarks: Vec<Remark> = found
        .map(|(at, finding)| Remark { folded: summary.folded.contains(&at), ..of_finding(finding) })
        .collect();
    let mut lines = Vec::new();
    for record in &report.records {
        let cell = |field: usize| report.columns[field].map(|column| cell_name(record.row.into(), column));
        let before = remarks.len();
        let project = keys(record.row, &record.values, month, context, &cell, &mut remarks);
        let figures = figures(&record.values);
        let broken = remarks[..before].iter().any(|r| r.row == record.row && r.is_error());
        if let (Some(project), Some(figures), false) = (project, figures, broken) {
            let (id, number) = (project.id.clone(), project.number.clone());
            lines.push(Line { row: record.row, project: id, number, figures });
        }
    }
    for line in &lines {
        let at = |field: &str| {
            let column = SCHEMA.place(field).and_then(|field| report.columns[field]);
            column.map(|column| cell_name(line.row.into(), column)).unwrap_or_default()
        };
        remarks.extend(row(line, month, context, &at));
    }
    let partial = report.records.len() > lines.len() || report.header_row.is_none();
    if !partial {
        remarks.extend(missing(&lines, context));
    }
    for remark in remarks.iter_mut().filter(|remark| remark.is_error()) {
        remark.folded |= summary.shifted.contains(&remark.row);
    }
    remarks.extend(summary.first.iter().map(of_finding));
    fold_another_table(&mut remarks);
    remarks.sort_by_key(|remark| (remark.level, !remark.sums_up(), remark.folded, remark.row));
    Checked { lines, remarks }
}

/// Folds everything away under one sentence when most columns are missing: it is another table.
pub fn fold_another_table(remarks: &mut Vec<Remark>) {
    let is_missing = |remark: &&Remark| remark.key.ends_with("-column-missing");
    let (missing, all) = (remarks.iter().filter(is_missing).count(), SCHEMA.fields.len());
    if missing * 2 <= all {
        return;
    }
    for remark in remarks.iter_mut().filter(|remark| remark.is_error()) {
        remark.folded = true;
    }
    let sentence = Remark::new(Level::Error, "not-the-form");
    remarks.push(sentence.with("missing", missing).with("all", all));
}

/// Checks rows that are kept already: typed into forms, or taken from a file before.
pub fn kept(lines: &[Line], month: Month, context: &Context) -> Vec<Remark> {
    let nowhere = |_: &str| String::new();
    let mut remarks: Vec<Remark> =
        lines.iter().flat_map(|line| row(line, month, context, &nowhere)).collect();
    remarks.extend(missing(lines, context));
    remarks.sort_by_key(|remark| (remark.level, remark.row));
    remarks
}

/// Whether a finding says something about the figures: the template's own headings and name column do not.
fn matters(finding: &Finding, name_title: &str) -> bool {
    match finding.code.as_str() {
        "header-moved" | "number-as-text" => false,
        "column-unknown" => finding.value != name_title,
        _ => true,
    }
}

/// A finding of the table check as a remark.
pub fn of_finding(finding: &Finding) -> Remark {
    Remark {
        level: match finding.level {
            tables::Level::Error => Level::Error,
            tables::Level::Note => Level::Question,
        },
        row: finding.row,
        cell: finding.cell.clone(),
        field: finding.field.clone(),
        project: String::new(),
        key: finding.key(),
        args: finding.arguments(),
        answer: String::new(),
        folded: false,
    }
}

/// Reads agency, project and month of a row; gives the project when it is one of this agency's.
fn keys<'c>(
    row: u32,
    values: &[Value<'_>],
    month: Month,
    context: &'c Context,
    cell: &dyn Fn(usize) -> Option<String>,
    remarks: &mut Vec<Remark>,
) -> Option<&'c Expected> {
    let mut note = |field: usize, code: &str, value: &str| {
        let at = cell(field).unwrap_or_default();
        remarks.push(Remark {
            row,
            field: SCHEMA.fields[field].name.clone(),
            cell: at.clone(),
            ..Remark::new(Level::Error, code)
                .with("cell", at)
                .with("value", value)
                .with("month", month.to_string())
        });
    };
    let agency = values[0].text();
    if !agency.is_empty() && !context.agency_words.iter().any(|word| *word == agency) {
        note(0, "wrong-agency", &agency);
    }
    if let Some(day) = values[2].date()
        && Month::of(day) != month
    {
        note(2, "wrong-month", &Month::of(day).to_string());
    }
    let number = values[1].text();
    if number.is_empty() {
        return None;
    }
    let found = context.projects.iter().find(|project| project.number == number);
    if found.is_none() {
        let foreign = context.foreign.iter().any(|other| *other == number);
        note(1, if foreign { "other-agency-project" } else { "unknown-project" }, &number);
    }
    found
}

/// The figures of a row, when every one of them could be read.
pub fn figures(values: &[Value<'_>]) -> Option<Figures> {
    let mut figures = Figures::default();
    for (place, value) in values[KEYS..].iter().enumerate() {
        figures.0[place] = value.whole()?;
    }
    Some(figures)
}

/// Checks the figures of one row against one another, the quota and the month before.
pub fn row(line: &Line, month: Month, context: &Context, at: &dyn Fn(&str) -> String) -> Vec<Remark> {
    let project = context.projects.iter().find(|project| project.id == line.project);
    let before = context.before.get(&line.project).filter(|_| month.number() > 1);
    let broken = broken_rules(&line.figures, month, before, project.and_then(|project| project.places));
    let remark = |broken: Broken| {
        let cell = at(broken.field);
        of_broken(broken, line.row, &line.number, cell)
    };
    broken.into_iter().map(remark).collect()
}

/// A broken rule as a remark on a row of a project, at a cell where there is one.
pub fn of_broken(broken: Broken, row: u32, number: &str, cell: String) -> Remark {
    let place = if cell.is_empty() { number.to_owned() } else { format!("{cell} · {number}") };
    let remark = Remark {
        row,
        field: broken.field.to_owned(),
        project: number.to_owned(),
        cell,
        ..Remark::new(broken.level, broken.code)
    };
    let remark = remark.with("place", place).with("project", number);
    broken.args.into_iter().fold(remark, |remark, (name, value)| remark.with(name, value))
}

/// Projects of the agency without a row: no row is not zero.
fn missing(lines: &[Line], context: &Context) -> Vec<Remark> {
    let filed = |project: &&Expected| !lines.iter().any(|line| line.project == project.id);
    let remark = |project: &Expected| Remark {
        project: project.number.clone(),
        ..Remark::new(Level::Question, "missing-project")
            .with("project", project.number.clone())
            .with("name", project.name.clone())
    };
    context.projects.iter().filter(filed).map(remark).collect()
}

/// The canonical text of a return: one line per project in the order of their numbers, whatever file it came in.
pub fn canonical(agency: &AgencyId, month: Month, lines: &[Line]) -> String {
    let mut sorted: Vec<&Line> = lines.iter().collect();
    sorted.sort_by(|a, b| a.number.cmp(&b.number));
    let mut text = format!("dure-return 1\t{agency}\t{month}\n");
    for line in sorted {
        text.push_str(&line.number);
        for figure in line.figures.0 {
            text.push('\t');
            text.push_str(&figure.to_string());
        }
        text.push('\n');
    }
    text
}

/// The last day a project may begin to count for `month`, and the first it may end.
pub fn runs_in(month: Month, from: Date, until: Date) -> bool {
    from <= month.last_day() && until >= month.first_day()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::MEASURES;

    proptest! {
        #[test]
        fn the_canonical_text_does_not_depend_on_the_order_of_rows(
            figures in proptest::collection::vec(0_i64..1_000, 1..20),
            turn in 0_usize..20,
        ) {
            let line = |(at, figure): (usize, &i64)| Line {
                row: at as u32,
                project: ProjectId::from(format!("p{at}")),
                number: format!("{at:03}"),
                figures: Figures([*figure; 31]),
            };
            let lines: Vec<Line> = figures.iter().enumerate().map(line).collect();
            let mut turned = lines.clone();
            turned.rotate_left(turn % lines.len());
            turned.reverse();
            let month = Month::new(2026, 2).expect("a month");
            let agency = AgencyId::from("a");
            prop_assert_eq!(canonical(&agency, month, &lines), canonical(&agency, month, &turned));
            let mut other = lines.clone();
            other[0].figures.0[7] += 1;
            prop_assert_ne!(canonical(&agency, month, &lines), canonical(&agency, month, &other));
        }
    }

    #[test]
    fn the_published_schema_has_the_keys_and_figures_of_the_table_in_their_order() {
        let names: Vec<&str> = SCHEMA.fields.iter().map(|field| field.name.as_str()).collect();
        let expected: Vec<&str> = ["agency", "project", "month"].into_iter().chain(MEASURES).collect();
        assert_eq!(names, expected);
    }
}
