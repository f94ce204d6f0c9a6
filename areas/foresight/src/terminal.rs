//! The situation as compact text for a terminal.

use web::{Lang, Words};

use crate::{model::Situation, say::Say, tables, view};

/// The situation as text: question, answer, then the tables; Korean letters take two columns.
pub fn terminal(situation: &Situation, words: &Words, lang: Lang) -> String {
    let say = Say { words, lang };
    let heading = |key: &str| format!("\n## {}\n", say.t(key));
    let mut parts = vec![
        format!("# {}\n", say.t("foresight-title")),
        format!("{}\n", say.t("foresight-question")),
        format!("{}\n", view::answer(situation, say)),
        heading("foresight-where"),
        tables::districts(situation, say).terminal(),
        tables::later(situation, say).without(&["p1", "p2", "p3", "p4", "p5", "p6"]).terminal(),
        tables::near(situation, say).terminal(),
    ];
    if !situation.supply.after.is_empty() {
        parts.push(tables::after(situation, say).terminal());
    }
    parts.push(heading("foresight-why"));
    parts.push(tables::cohorts(&situation.demand, say, "").terminal());
    parts.push(tables::types(situation, say).terminal());
    parts.push(heading("foresight-plan"));
    parts.push(format!(
        "{}\n{}\n",
        view::plan_lead(&situation.plan, say),
        view::organization(&situation.plan, say)
    ));
    parts.push(tables::plan(situation, say, false).without(&["field"]).terminal());
    parts.push(heading("foresight-year"));
    if situation.running.months.is_empty() {
        parts.push(format!("{}\n", say.t("foresight-no-returns")));
    } else {
        parts.push(tables::months(situation, say, false).terminal());
    }
    parts.push(tables::warning_kinds(situation, say, false).without(&["source"]).terminal());
    parts.join("\n")
}
