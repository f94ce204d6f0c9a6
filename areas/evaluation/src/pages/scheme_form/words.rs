//! A scheme as it is read: weights, choices, grades and rewards in words.

use documents::workbook::Kind;
use indicators::{Draft, DraftIndicator, DraftRewardGrade, Micro};
use web::{
    Ask, Phrase,
    kit::{Block, pair},
    listing::{Entry, List, Value},
};

use super::fields::word;
use crate::{actions::schemes::fed_by, pages::shared};

/// The name that an indicator has in its file.
pub(super) fn own_name(one: &DraftIndicator) -> String {
    one.name.clone().unwrap_or_else(|| one.id.clone())
}

/// Weights, grades and rewards of a scheme as tables.
pub fn weights(ask: &Ask, draft: &Draft) -> Vec<Block> {
    let row = |one: &DraftIndicator| {
        let counts = one.counts.map_or_else(|| "level".to_owned(), |counts| word(&counts));
        vec![
            match fed_by(one) {
                Some(source) => Entry::from(shared::indicator_name(ask, &source.id)),
                None => Entry::from(own_name(one)).small(ask.t("evaluation-unfed")),
            },
            Entry::from(Value::Fixed(one.weight.millionths(), 2)),
            Entry::from(ask.t(&format!("evaluation-direction-{}", word(&one.direction)))),
            Entry::from(ask.t(&format!("evaluation-counts-{counts}"))),
        ]
    };
    let columns = vec![
        ("name", "evaluation-f-indicator", Kind::Text),
        ("weight", "evaluation-f-weight", Kind::Rate { digits: 2 }),
        ("direction", "evaluation-f-direction", Kind::Text),
        ("counts", "evaluation-f-counts", Kind::Text),
    ];
    let list = List::new(ask, "", "evaluation-weights", "evaluation-weights-title", columns);
    let list = list
        .none(ask.t("evaluation-weights-none"))
        .rows(draft.indicators.iter().map(row).collect())
        .plain(ask);
    let mut pairs = Vec::new();
    let chosen = [
        ("scope", draft.scope.map(|one| word(&one))),
        ("missing", draft.missing.map(|one| word(&one))),
        ("normalise", draft.normalise.map(|one| word(&one))),
        ("aggregate", draft.aggregate.map(|one| word(&one))),
    ];
    for (field, now) in chosen {
        if let Some(now) = now {
            let name = ask.t(&format!("evaluation-f-{}", field.replace('_', "-")));
            pairs.push(pair(name, ask.t(&format!("evaluation-choice-{now}"))));
        }
    }
    let steps = step_words(ask, draft);
    if !steps.is_empty() {
        pairs.push(pair(ask.t("evaluation-f-steps"), steps));
    }
    let rewards = reward_words(ask, draft);
    if !rewards.is_empty() {
        pairs.push(pair(ask.t("evaluation-f-reward-grades"), rewards));
    }
    vec![list, Block::Facts(pairs)]
}

/// The league of a step or a reward in words.
fn league_of(ask: &Ask, league: Option<&String>) -> String {
    shared::league_word(ask, league.map_or("*", String::as_str))
}

/// The steps of the grades in words: league, grade, and whom it takes.
fn step_words(ask: &Ask, draft: &Draft) -> String {
    let Some(grading) = &draft.grading else { return String::new() };
    let mut told = Vec::new();
    for (at, step) in grading.steps.iter().enumerate() {
        let first = grading.steps[..at].iter().all(|other| other.league != step.league);
        let phrase = match (step.count, step.share, step.cutoff) {
            (Some(count), _, _) => Phrase::new("evaluation-step-count").with("count", i64::from(count)),
            (_, Some(share), _) => {
                let key = if first { "evaluation-step-first" } else { "evaluation-step-next" };
                let percent = Micro::from_millionths(share.millionths() * 100).to_string();
                Phrase::new(key).with("percent", percent)
            }
            (_, _, Some(cutoff)) => Phrase::new("evaluation-step-cutoff").with("points", cutoff.to_string()),
            _ => continue,
        };
        let league = league_of(ask, step.league.as_ref());
        told.push(format!("{league} · {} {}", step.grade, ask.say(&phrase)));
    }
    told.join(" / ")
}

/// The rewards in words: league, grade, won or share of the purse.
fn reward_words(ask: &Ask, draft: &Draft) -> String {
    let Some(reward) = &draft.reward else { return String::new() };
    let told = |one: &DraftRewardGrade| {
        let amount = match (one.won, one.weight) {
            (Some(won), _) => ask.say(&Phrase::new("evaluation-reward-won").with("won", won)),
            (_, Some(weight)) => {
                ask.say(&Phrase::new("evaluation-reward-weight").with("weight", weight.to_string()))
            }
            _ => String::new(),
        };
        format!("{} · {} {amount}", league_of(ask, one.league.as_ref()), one.grade)
    };
    reward.grades.iter().map(told).collect::<Vec<_>>().join(" / ")
}
