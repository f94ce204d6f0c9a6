//! The plan of 2020 and its money.

use documents::{Cell, workbook::Kind};
use serde_json::json;

use super::{sample, source};
use crate::{
    listing::{Field, Listing},
    model::{Money, Situation},
    say::Say,
};

/// Fields and tasks with planned, committed, spent and remaining won; with `lines` linked to the budget lines.
pub fn plan(situation: &Situation, say: Say<'_>, lines: bool) -> Listing {
    let plan = &situation.plan;
    let mut listing = Listing::new(
        say.t("foresight-plan-table"),
        vec![
            ("task", say.t("foresight-column-task"), Kind::Text),
            ("field", say.t("foresight-column-field"), Kind::Text),
            ("core", say.t("foresight-column-core"), Kind::Text),
            ("planned", say.t("foresight-column-planned"), Kind::Won),
            ("committed", say.t("foresight-column-committed"), Kind::Won),
            ("spent", say.t("foresight-column-spent"), Kind::Won),
            ("remaining", say.t("foresight-column-remaining"), Kind::Won),
        ],
    );
    for field in &plan.fields {
        for task in &field.tasks {
            let title = format!("{}. {}", task.number, say.pick(&task.ko, &task.en));
            let core = if task.core { say.t("foresight-core") } else { String::new() };
            let mut row =
                vec![Field::of(title), Field::of(say.pick(&field.ko, &field.en)), Field::of(core).or(" ")];
            row.extend(money(say, task.money, &lines_of(lines, plan.year, &task.item)));
            listing.rows.push(row);
        }
    }
    let mut total =
        vec![Field::of(say.t("foresight-sum")), Field::default().or(" "), Field::default().or(" ")];
    total.extend(money(say, plan.money, &lines_of(lines, plan.year, "")));
    listing.total = Some(total);
    listing.sample = sample(say, plan.sample);
    listing.note = match plan.money {
        Some(_) if plan.sample => say.t("foresight-plan-split-sample"),
        Some(_) => say.f("foresight-plan-split", &[("won", json!(plan.budget.0))]),
        None => say.f("foresight-plan-no-split", &[("won", json!(plan.budget.0))]),
    };
    listing.sources = vec![source(say, "foresight-source-plan", &plan.source, &plan.as_of)];
    listing
}

/// Address of a task's budget lines; empty for those who may not see money.
fn lines_of(lines: bool, year: i64, task: &str) -> String {
    if lines { format!("/plan/budget?year={year}&task={task}") } else { String::new() }
}

fn money(say: Say<'_>, money: Option<Money>, href: &str) -> Vec<Field> {
    let parts = money.map(|money| [money.planned, money.committed, money.spent, money.remaining]);
    match parts {
        Some(parts) => parts.into_iter().map(|won| Field::link(Cell::Won(won.0), href.to_owned())).collect(),
        None => vec![Field::default().or(say.t("foresight-no-split")); 4],
    }
}
