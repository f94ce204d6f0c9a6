//! A scheme as the fields of its form, and back over the draft that is kept.

use base::Problem;
use indicators::{
    Draft, DraftCaseMix, DraftGrading, DraftIndicator, DraftReward, DraftRewardGrade, DraftStep,
    DraftUncertainty, Micro,
};
use serde::{Serialize, de::DeserializeOwned};
use web::kit::Sent;

use crate::{
    actions::schemes::fed_by,
    guideline::INDICATORS,
    model::{Check, LINE, millionths},
};

/// The word of a choice as the file writes it.
pub(super) fn word<T: Serialize>(choice: &T) -> String {
    serde_json::to_value(choice).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The choice behind a word; none when it is no choice.
fn choice<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// The steps of the grades as lines: league, grade, number.
fn steps(draft: &Draft) -> String {
    let Some(grading) = &draft.grading else { return String::new() };
    let line = |step: &DraftStep| {
        let number = step
            .count
            .map(|count| count.to_string())
            .or_else(|| step.share.map(|share| share.to_string()))
            .or_else(|| step.cutoff.map(|cutoff| cutoff.to_string()));
        let league = step.league.clone().unwrap_or_else(|| "*".into());
        format!("{league} | {} | {}", step.grade, number.unwrap_or_default())
    };
    grading.steps.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The rewards as lines: league, grade, won or weight.
fn reward_lines(draft: &Draft) -> String {
    let Some(reward) = &draft.reward else { return String::new() };
    let line = |one: &DraftRewardGrade| {
        let amount = one.won.map(|won| won.to_string()).or_else(|| one.weight.map(|w| w.to_string()));
        let league = one.league.clone().unwrap_or_else(|| "*".into());
        format!("{league} | {} | {}", one.grade, amount.unwrap_or_default())
    };
    reward.grades.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A draft as the fields of its form.
pub(super) fn as_sent(draft: &Draft, version: i64) -> Sent {
    let mut sent = Sent::default();
    let mut put = |name: &str, value: String| sent.0.push((name.to_owned(), value));
    let text = |number: Option<Micro>| number.map(|number| number.to_string()).unwrap_or_default();
    put("version", version.to_string());
    put("name", draft.name.clone());
    put("status", word(&draft.status));
    put("source", draft.source.clone().unwrap_or_default());
    put("note", draft.note.clone().unwrap_or_default());
    put("scope", draft.scope.map(|one| word(&one)).unwrap_or_default());
    put("missing", draft.missing.map(|one| word(&one)).unwrap_or_default());
    put("normalise", draft.normalise.map(|one| word(&one)).unwrap_or_default());
    put("zero_range", draft.zero_range.map(|one| word(&one)).unwrap_or_default());
    put("aggregate", draft.aggregate.map(|one| word(&one)).unwrap_or_default());
    put("min_coverage", text(draft.min_coverage));
    put("winsor_low", text(draft.winsor.map(|ends| ends[0])));
    put("winsor_high", text(draft.winsor.map(|ends| ends[1])));
    let others = others(draft);
    for one in &others {
        put(&format!("other-{}", one.id), one.weight.to_string());
    }
    for one in draft.indicators.iter().filter(|one| !others.contains(one)) {
        let id = one.column.as_ref().unwrap_or(&one.id);
        put(&format!("weight-{id}"), one.weight.to_string());
        put(&format!("direction-{id}"), word(&one.direction));
        put(&format!("counts-{id}"), one.counts.map_or_else(|| "level".into(), |counts| word(&counts)));
        put(&format!("target-{id}"), text(one.target));
    }
    for mix in draft.case_mix.iter().flat_map(|mix| &mix.covariates) {
        put(&format!("mix-{mix}"), "yes".into());
    }
    let grading = draft.grading.as_ref();
    put("method", grading.map(|one| word(&one.method)).unwrap_or_default());
    put("tie_at_cut", grading.and_then(|one| one.tie_at_cut).map(|one| word(&one)).unwrap_or_default());
    put("rest", grading.and_then(|one| one.rest.clone()).unwrap_or_default());
    put("steps", steps(draft));
    let reward = draft.reward.as_ref();
    put("reward", reward.map(|one| word(&one.method)).unwrap_or_default());
    put("by", reward.and_then(|one| one.by).map(|one| word(&one)).unwrap_or_default());
    let won = |of: fn(&DraftReward) -> Option<i64>| {
        reward.and_then(of).map(|won| won.to_string()).unwrap_or_default()
    };
    put("budget_won", won(|one| one.budget_won));
    put("floor_won", won(|one| one.floor_won));
    put("cap_won", won(|one| one.cap_won));
    put("rounding_won", won(|one| one.rounding_won));
    put("reward_grades", reward_lines(draft));
    let vary = draft.uncertainty.as_ref();
    put("weights_vary", text(vary.and_then(|one| one.weights_vary)));
    let leave = vary.is_some_and(|one| one.leave_one_out == Some(true));
    put("leave_one_out", if leave { "yes" } else { "" }.into());
    sent
}

/// Reads an optional decimal.
fn decimal(check: &mut Check, sent: &Sent, field: &str) -> Option<Micro> {
    let text = sent.get(field).trim().to_owned();
    (!text.is_empty()).then(|| Micro::from_millionths(millionths(check, field, &text)))
}

/// Reads an optional whole number of won.
fn won(check: &mut Check, sent: &Sent, field: &str) -> Option<i64> {
    let text = sent.get(field).trim().to_owned();
    (!text.is_empty()).then(|| check.number(field, &text, 0, 1_000_000_000_000))
}

/// Lines of `league | grade | number` with the league none for `*`.
fn triples(check: &mut Check, sent: &Sent, field: &str) -> Vec<(Option<String>, String, String)> {
    let mut found = Vec::new();
    for line in sent.get(field).lines().filter(|line| !line.trim().is_empty()) {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [league, grade, number] = parts.as_slice() else {
            check.note(field, "evaluation-field-triple");
            return Vec::new();
        };
        let league = Some((*league).to_owned()).filter(|league| league != "*" && !league.is_empty());
        found.push((league, (*grade).to_owned(), (*number).to_owned()));
    }
    found
}

/// Reads the form over the draft that is kept: what the form does not show stays.
pub(super) fn parsed(sent: &Sent, old: &Draft) -> Result<Draft, Problem> {
    let mut check = Check::default();
    let text = |field: &str| Some(sent.get(field).trim().to_owned()).filter(|text| !text.is_empty());
    let mut draft = old.clone();
    draft.name = check.text("name", sent.get("name"), LINE);
    draft.status = choice(sent.get("status")).unwrap_or(old.status);
    (draft.source, draft.note) = (text("source"), text("note"));
    draft.scope = choice(sent.get("scope"));
    draft.missing = choice(sent.get("missing"));
    draft.normalise = choice(sent.get("normalise"));
    draft.zero_range = choice(sent.get("zero_range"));
    draft.aggregate = choice(sent.get("aggregate"));
    draft.rank_ties = old.rank_ties.or_else(|| choice("min"));
    draft.min_coverage = decimal(&mut check, sent, "min_coverage");
    let ends = (decimal(&mut check, sent, "winsor_low"), decimal(&mut check, sent, "winsor_high"));
    draft.winsor = ends.0.zip(ends.1).map(|(low, high)| [low, high]);
    draft.indicators = indicators_of(&mut check, sent, old);
    let covariates = covariates_of(sent, old);
    draft.case_mix = (!covariates.is_empty()).then_some(DraftCaseMix { covariates });
    draft.grading = grading_of(&mut check, sent, old);
    draft.reward = reward_of(&mut check, sent, old);
    draft.uncertainty = uncertainty_of(&mut check, sent, old);
    check.done()?;
    Ok(draft)
}

/// Whether the form sent a field at all; one that was not shown keeps what the draft holds.
fn was_sent(sent: &Sent, field: &str) -> bool {
    sent.0.iter().any(|(name, _)| name == field)
}

/// An indicator that the draft does not have yet.
fn fresh_indicator(id: &str) -> DraftIndicator {
    DraftIndicator {
        id: id.to_owned(),
        name: None,
        direction: indicators::Direction::Higher,
        weight: Micro::ZERO,
        group: None,
        target: None,
        goalposts: None,
        column: None,
        of: None,
        per: None,
        times: None,
        before: None,
        counts: None,
        decimals: None,
    }
}

/// An indicator over what the form sent about it; none when its weight was emptied.
fn over(
    check: &mut Check,
    sent: &Sent,
    (id, one): (&str, DraftIndicator),
    known: bool,
) -> Option<DraftIndicator> {
    let field = |what: &str| format!("{what}-{id}");
    if known && !was_sent(sent, &field("weight")) {
        return Some(one);
    }
    let weight = decimal(check, sent, &field("weight"))?;
    let counts = match choice(sent.get(&field("counts"))) {
        // The level is what counts where the file says nothing.
        Some(indicators::Counts::Level) if one.counts.is_none() => None,
        Some(counts) => Some(counts),
        None => one.counts,
    };
    let target = field("target");
    let change = counts == Some(indicators::Counts::Change);
    Some(DraftIndicator {
        weight,
        direction: choice(sent.get(&field("direction"))).unwrap_or(one.direction),
        target: if was_sent(sent, &target) { decimal(check, sent, &target) } else { one.target },
        before: one.before.or_else(|| change.then(|| format!("{id}-before"))),
        counts,
        ..one
    })
}

/// The indicators in the order of the draft, then those that were added. One that no return feeds stays as it is until
/// its weight is emptied.
fn indicators_of(check: &mut Check, sent: &Sent, old: &Draft) -> Vec<DraftIndicator> {
    let mut found = Vec::new();
    let mut met: Vec<&str> = Vec::new();
    for one in &old.indicators {
        if let Some(source) = fed_by(one).filter(|source| !met.contains(&source.id.as_str())) {
            met.push(&source.id);
            found.extend(over(check, sent, (&source.id, one.clone()), true));
        } else {
            let field = format!("other-{}", one.id);
            let weight = if was_sent(sent, &field) { decimal(check, sent, &field) } else { Some(one.weight) };
            found.extend(weight.map(|weight| DraftIndicator { weight, ..one.clone() }));
        }
    }
    for source in INDICATORS.indicator.iter().filter(|source| !met.contains(&source.id.as_str())) {
        found.extend(over(check, sent, (&source.id, fresh_indicator(&source.id)), false));
    }
    found
}

/// The indicators that have no fields of their own on the form: no return feeds them, or another has the same source.
pub(super) fn others(draft: &Draft) -> Vec<&DraftIndicator> {
    let mut met: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for one in &draft.indicators {
        match fed_by(one).filter(|source| !met.contains(&source.id.as_str())) {
            Some(source) => met.push(&source.id),
            None => found.push(one),
        }
    }
    found
}

/// What agencies serve: those of the draft that are still ticked or that the form does not show, then those added.
fn covariates_of(sent: &Sent, old: &Draft) -> Vec<String> {
    let shown = |id: &String| INDICATORS.mix.iter().any(|mix| mix.id == *id);
    let ticked = |id: &String| sent.get(&format!("mix-{id}")) == "yes";
    let before: Vec<String> = old.case_mix.iter().flat_map(|mix| mix.covariates.clone()).collect();
    let added = INDICATORS.mix.iter().map(|mix| mix.id.clone());
    let added: Vec<String> = added.filter(|id| ticked(id) && !before.contains(id)).collect();
    before.into_iter().filter(|id| ticked(id) || !shown(id)).chain(added).collect()
}

/// How sure the ranks are; the lists of methods, which the form does not show, stay.
fn uncertainty_of(check: &mut Check, sent: &Sent, old: &Draft) -> Option<DraftUncertainty> {
    let weights_vary = decimal(check, sent, "weights_vary");
    let leave = sent.get("leave_one_out") == "yes";
    let before = old.uncertainty.clone();
    let same = |one: &DraftUncertainty| {
        one.weights_vary == weights_vary && (one.leave_one_out == Some(true)) == leave
    };
    if before.as_ref().is_some_and(same) {
        return before;
    }
    (weights_vary.is_some() || leave).then(|| DraftUncertainty {
        weights_vary,
        leave_one_out: leave.then_some(true),
        normalise: before.as_ref().map(|one| one.normalise.clone()).unwrap_or_default(),
        missing: before.as_ref().map(|one| one.missing.clone()).unwrap_or_default(),
    })
}

/// The grades.
fn grading_of(check: &mut Check, sent: &Sent, old: &Draft) -> Option<DraftGrading> {
    let method: indicators::Method = choice(sent.get("method"))?;
    let mut steps = Vec::new();
    for (league, grade, number) in triples(check, sent, "steps") {
        let read = Micro::parse(&number.replace(',', ""));
        let whole = number.replace(',', "").parse::<u32>().ok();
        let (mut count, mut share, mut cutoff) = (None, None, None);
        match method {
            indicators::Method::Count => count = whole,
            indicators::Method::Share => share = read,
            indicators::Method::Cutoff | indicators::Method::Given => cutoff = read,
        }
        if count.is_none() && share.is_none() && cutoff.is_none() {
            check.note("steps", "evaluation-field-triple");
        }
        steps.push(DraftStep { league, grade, count, share, cutoff });
    }
    Some(DraftGrading {
        method,
        tie_at_cut: choice(sent.get("tie_at_cut")),
        column: old.grading.as_ref().and_then(|one| one.column.clone()),
        rest: Some(sent.get("rest").trim().to_owned()).filter(|rest| !rest.is_empty()),
        steps,
    })
}

/// The rewards.
fn reward_of(check: &mut Check, sent: &Sent, old: &Draft) -> Option<DraftReward> {
    let method: indicators::RewardMethod = choice(sent.get("reward"))?;
    let fixed = method == indicators::RewardMethod::Fixed;
    let mut grades = Vec::new();
    for (league, grade, amount) in triples(check, sent, "reward_grades") {
        let amount = amount.replace(',', "");
        let won = if fixed { amount.parse::<i64>().ok() } else { None };
        let weight = if fixed { None } else { Micro::parse(&amount) };
        if won.is_none() && weight.is_none() && !amount.is_empty() {
            check.note("reward_grades", "evaluation-field-triple");
        }
        let before = old.reward.iter().flat_map(|reward| &reward.grades);
        let note = before.filter(|one| one.league == league && one.grade == grade && one.won == won);
        let note = note.filter(|one| one.weight == weight).find_map(|one| one.note.clone());
        grades.push(DraftRewardGrade { league, grade, won, weight, note });
    }
    Some(DraftReward {
        method,
        by: choice(sent.get("by")),
        budget_won: won(check, sent, "budget_won"),
        floor_won: won(check, sent, "floor_won"),
        cap_won: won(check, sent, "cap_won"),
        rounding_won: won(check, sent, "rounding_won"),
        grades,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::schemes::{EXAMPLE, unfed};

    const SAMPLE: &str = include_str!("../../../../../guidelines/evaluation/sample.toml");

    /// A draft as it comes back from its form when nothing was changed; `without` are fields the form did not show.
    fn returned(draft: &Draft, without: &str) -> Draft {
        let mut sent = as_sent(draft, 1);
        sent.0.retain(|(name, _)| without.is_empty() || !name.starts_with(without));
        parsed(&sent, draft).expect("a form that was not changed can be read")
    }

    #[test]
    fn a_form_saved_as_it_was_opened_changes_nothing_of_the_scheme() {
        let files = [
            SAMPLE,
            EXAMPLE,
            include_str!("../../../../../guidelines/evaluation/incheon_2020.toml"),
            include_str!("../../../../../guidelines/evaluation/official_form.toml"),
        ];
        for text in files {
            let mut draft = Draft::from_toml(text).expect("a scheme");
            draft.rank_ties = choice("min");
            draft.source = draft.source.map(|source| source.trim().to_owned());
            assert_eq!(returned(&draft, ""), draft);
            assert_eq!(returned(&draft, "target-"), draft, "targets that the form did not show stay");
            assert_eq!(returned(&draft, "weight-"), draft, "indicators that the form did not show stay");
        }
    }

    #[test]
    fn what_no_return_feeds_is_named_and_leaves_the_scheme_only_when_its_weight_is_emptied() {
        let draft = Draft::from_toml(SAMPLE).expect("a scheme");
        assert_eq!(unfed(&draft).len(), 5);
        let mut sent = as_sent(&draft, 1);
        for (name, value) in &mut sent.0 {
            if name == "other-satisfaction" || name == "weight-drop_out" {
                value.clear();
            }
        }
        let ids: Vec<String> =
            parsed(&sent, &draft).expect("a form").indicators.into_iter().map(|one| one.id).collect();
        assert_eq!(ids, ["attainment", "spending", "training_hours", "accidents", "new_projects"]);
    }
}
