//! The editor of a scheme: every choice of the file as a field, kept as typed, wrong or not.

use axum::{Form, extract::Path};
use base::Problem;
use documents::workbook::Kind;
use indicators::{
    Draft, DraftCaseMix, DraftGrading, DraftIndicator, DraftReward, DraftRewardGrade, DraftStep,
    DraftUncertainty, Micro,
};
use serde::{Serialize, de::DeserializeOwned};
use web::{
    Ask, Notes, Phrase, Reply,
    kit::{Block, FormBlock, Input, Page, Sent, at_fields, boxed, pair},
    listing::{Entry, List, Value},
};

use super::{
    schemes::{href, one},
    shared::{self, english, word_choices},
};
use crate::{
    actions,
    guideline::INDICATORS,
    model::{Check, LINE, Refused, in_words, millionths},
};

/// Choices of one word each: field, and the words it may hold.
const CHOICES: [(&str, &[&str]); 7] = [
    ("status", &["empty", "sample", "official"]),
    ("scope", &["league", "all"]),
    ("missing", &["exclude-reweight", "league-mean", "worst"]),
    ("normalise", &["min-max", "z-score", "rank", "target", "borda"]),
    ("zero_range", &["refuse", "half"]),
    ("aggregate", &["arithmetic", "geometric"]),
    ("tie_at_cut", &["expand", "none", "refuse"]),
];

/// The word of a choice as the file writes it.
fn word<T: Serialize>(choice: &T) -> String {
    serde_json::to_value(choice).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The choice behind a word; none when it is no choice.
fn choice<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// Weights, grades and rewards of a scheme as tables.
pub fn weights(ask: &Ask, draft: &Draft) -> Vec<Block> {
    let row = |one: &DraftIndicator| {
        let counts = one.counts.map_or_else(|| "level".to_owned(), |counts| word(&counts));
        vec![
            Entry::from(shared::indicator_name(ask, one.column.as_ref().unwrap_or(&one.id))),
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
    let steps = lines(&steps(draft));
    if !steps.is_empty() {
        pairs.push(pair(ask.t("evaluation-f-steps"), steps));
    }
    let rewards = lines(&reward_lines(draft));
    if !rewards.is_empty() {
        pairs.push(pair(ask.t("evaluation-f-reward-grades"), rewards));
    }
    vec![list, Block::Facts(pairs)]
}

/// Lines in one line.
fn lines(text: &str) -> String {
    text.lines().collect::<Vec<_>>().join(" · ")
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
fn as_sent(draft: &Draft, version: i64) -> Sent {
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
    for one in &draft.indicators {
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
fn parsed(sent: &Sent, old: &Draft) -> Result<Draft, Problem> {
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
    draft.rank_ties = choice("min");
    draft.min_coverage = decimal(&mut check, sent, "min_coverage");
    let ends = (decimal(&mut check, sent, "winsor_low"), decimal(&mut check, sent, "winsor_high"));
    draft.winsor = ends.0.zip(ends.1).map(|(low, high)| [low, high]);
    draft.indicators = indicators_of(&mut check, sent, old);
    let mixes = INDICATORS.mix.iter().filter(|mix| sent.get(&format!("mix-{}", mix.id)) == "yes");
    let covariates: Vec<String> = mixes.map(|mix| mix.id.clone()).collect();
    draft.case_mix = (!covariates.is_empty()).then_some(DraftCaseMix { covariates });
    draft.grading = grading_of(&mut check, sent, old);
    draft.reward = reward_of(&mut check, sent);
    let weights_vary = decimal(&mut check, sent, "weights_vary");
    let leave_one_out = (sent.get("leave_one_out") == "yes").then_some(true);
    let before = old.uncertainty.clone();
    draft.uncertainty = (weights_vary.is_some() || leave_one_out.is_some()).then(|| DraftUncertainty {
        weights_vary,
        leave_one_out,
        normalise: before.as_ref().map(|one| one.normalise.clone()).unwrap_or_default(),
        missing: before.as_ref().map(|one| one.missing.clone()).unwrap_or_default(),
    });
    check.done()?;
    Ok(draft)
}

/// The indicators with a weight; each is compared with its own past where that is wished.
fn indicators_of(check: &mut Check, sent: &Sent, old: &Draft) -> Vec<DraftIndicator> {
    let mut found = Vec::new();
    for source in &INDICATORS.indicator {
        let id = &source.id;
        let Some(weight) = decimal(check, sent, &format!("weight-{id}")) else { continue };
        let counts = choice(sent.get(&format!("counts-{id}")));
        let known = old.indicators.iter().find(|one| one.column.as_ref().unwrap_or(&one.id) == id).cloned();
        let plain = DraftIndicator {
            id: id.clone(),
            name: None,
            direction: indicators::Direction::Higher,
            weight,
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
        };
        let one = known.unwrap_or(plain);
        found.push(DraftIndicator {
            weight,
            direction: choice(sent.get(&format!("direction-{id}"))).unwrap_or(one.direction),
            target: decimal(check, sent, &format!("target-{id}")),
            before: (counts == Some(indicators::Counts::Change)).then(|| format!("{id}-before")),
            counts,
            ..one
        });
    }
    found
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
fn reward_of(check: &mut Check, sent: &Sent) -> Option<DraftReward> {
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
        grades.push(DraftRewardGrade { league, grade, won, weight, note: None });
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

/// The fields that hold a choice of one word.
fn choice_input(ask: &Ask, sent: &Sent, field: &str) -> Input {
    let words = CHOICES.iter().find(|(name, _)| *name == field).map_or(&[][..], |(_, words)| *words);
    let label = ask.t(&format!("evaluation-f-{}", field.replace('_', "-")));
    let choices = word_choices(ask, "evaluation-choice", words, sent.get(field));
    Input::select(field, label, choices).first(ask.t("evaluation-none-chosen"))
}

/// A field of text or numbers.
fn plain(ask: &Ask, sent: &Sent, kind: &'static str, field: &str) -> Input {
    Input::new(kind, field, ask.t(&format!("evaluation-f-{}", field.replace('_', "-"))), sent.get(field))
}

/// A heading between fields.
fn part(ask: &Ask, key: &str) -> Input {
    Input::new("heading", "", ask.t(key), "").help(ask.t(&format!("{key}.hint")))
}

/// The fields of one indicator.
fn indicator_inputs(ask: &Ask, sent: &Sent) -> Vec<Input> {
    let mut inputs = vec![part(ask, "evaluation-part-indicators")];
    for source in &INDICATORS.indicator {
        let id = &source.id;
        let name = in_words(english(ask), &source.ko, &source.en);
        let field = |what: &str| format!("{what}-{id}");
        let label = |key: &str| format!("{name} · {}", ask.t(key));
        let now = |what: &str, default: &str| {
            let now = sent.get(&field(what)).to_owned();
            if now.is_empty() { default.to_owned() } else { now }
        };
        let directions = word_choices(
            ask,
            "evaluation-direction",
            &["higher", "lower"],
            &now("direction", &source.direction),
        );
        let counts = ["level", "change", "difference"];
        let counts = word_choices(ask, "evaluation-counts", &counts, &now("counts", "level"));
        let weight = sent.get(&field("weight"));
        inputs.push(Input::new("text", &field("weight"), label("evaluation-f-weight"), weight));
        inputs.push(Input::select(&field("direction"), label("evaluation-f-direction"), directions));
        inputs.push(Input::select(&field("counts"), label("evaluation-f-counts"), counts));
        if sent.get("normalise") == "target" {
            let target = sent.get(&field("target"));
            inputs.push(Input::new("text", &field("target"), label("evaluation-f-target"), target));
        }
    }
    for mix in &INDICATORS.mix {
        let name = in_words(english(ask), &mix.ko, &mix.en);
        let label = ask.say(&Phrase::new("evaluation-f-mix").with("name", name));
        let field = format!("mix-{}", mix.id);
        inputs.push(Input::new("tick", &field, label, sent.get(&field)));
    }
    inputs
}

/// Every field of the form.
fn inputs(ask: &Ask, sent: &Sent) -> Vec<Input> {
    let mut inputs = vec![
        Input::hidden("version", sent.get("version")),
        plain(ask, sent, "text", "name").needed(),
        choice_input(ask, sent, "status").help(ask.t("evaluation-f-status.hint")),
        plain(ask, sent, "text", "source"),
        plain(ask, sent, "area", "note"),
        part(ask, "evaluation-part-method"),
    ];
    for field in ["scope", "missing", "normalise", "zero_range", "aggregate"] {
        inputs.push(choice_input(ask, sent, field));
    }
    inputs.push(plain(ask, sent, "text", "min_coverage").help(ask.t("evaluation-f-min-coverage.hint")));
    inputs.push(plain(ask, sent, "text", "winsor_low").help(ask.t("evaluation-f-winsor-low.hint")));
    inputs.push(plain(ask, sent, "text", "winsor_high"));
    inputs.extend(indicator_inputs(ask, sent));
    inputs.push(part(ask, "evaluation-part-grades"));
    let methods = ["count", "share", "cutoff"];
    let methods = word_choices(ask, "evaluation-method", &methods, sent.get("method"));
    inputs.push(
        Input::select("method", ask.t("evaluation-f-method"), methods).first(ask.t("evaluation-none-chosen")),
    );
    inputs.push(choice_input(ask, sent, "tie_at_cut"));
    inputs.push(plain(ask, sent, "area", "steps").help(ask.t("evaluation-f-steps.hint")).lines(6));
    inputs.push(plain(ask, sent, "text", "rest"));
    inputs.push(part(ask, "evaluation-part-rewards"));
    let kinds = word_choices(ask, "evaluation-reward", &["fixed", "split"], sent.get("reward"));
    inputs.push(
        Input::select("reward", ask.t("evaluation-f-reward-method"), kinds)
            .first(ask.t("evaluation-none-chosen")),
    );
    let by = word_choices(ask, "evaluation-by", &["score", "grade", "equal"], sent.get("by"));
    inputs.push(Input::select("by", ask.t("evaluation-f-by"), by).first(ask.t("evaluation-none-chosen")));
    for field in ["budget_won", "floor_won", "cap_won", "rounding_won"] {
        inputs.push(plain(ask, sent, "money", field));
    }
    inputs.push(
        plain(ask, sent, "area", "reward_grades").help(ask.t("evaluation-f-reward-grades.hint")).lines(6),
    );
    inputs.push(part(ask, "evaluation-part-sure"));
    inputs.push(plain(ask, sent, "text", "weights_vary").help(ask.t("evaluation-f-weights-vary.hint")));
    inputs.push(plain(ask, sent, "tick", "leave_one_out"));
    inputs
}

/// The form; `stored` is the text of another editor who was quicker.
fn view(ask: &Ask, id: &str, sent: &Sent, stored: Option<String>, notes: Notes) -> Page {
    let form = FormBlock::new(String::new(), href(id), ask.t("evaluation-save")).back(&href(id));
    let mut page = shared::page_of(ask, ask.t("evaluation-scheme-form"), "/evaluation/schemes")
        .lead(ask.t("evaluation-scheme-form-lead"));
    if let Some(text) = stored {
        page = page
            .block(boxed("warning", ask.t("evaluation-stored"), ask.t("evaluation-stored.next")))
            .block(Block::Code(text));
    }
    page.block(Block::Form(form.with(inputs(ask, sent)))).noted(notes)
}

/// `GET /evaluation/schemes/{id}/edit`
pub async fn edit(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let kept = one(&ask, &mut tx, &id).await?;
    if !matches!(kept.state.as_str(), "draft" | "simulated") {
        return Err(Problem::from(Refused::SchemeFixed).into());
    }
    let draft = Draft::from_toml(&kept.body).map_err(Problem::from)?;
    let sent = as_sent(&draft, kept.version);
    view(&ask, &id, &sent, None, Notes::default()).answer(&ask)
}

/// `POST /evaluation/schemes/{id}`
pub async fn update(ask: Ask, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> Reply {
    let mut sent = Sent(pairs);
    let mut work = ask.work().await?;
    let kept = one(&ask, &mut work.tx, &id).await?;
    let version = sent.get("version").parse().unwrap_or(0);
    let old = Draft::from_toml(&kept.body).map_err(Problem::from)?;
    let done = match parsed(&sent, &old) {
        Ok(draft) => actions::schemes::save_scheme(&mut work, &id, &draft, version).await,
        Err(problem) => Err(problem),
    };
    let problem = match done {
        Ok(()) => {
            work.commit().await?;
            return ask.see_saying(&href(&id), &Phrase::new("evaluation-said-saved"));
        }
        Err(problem) => problem,
    };
    drop(work);
    if problem.code().as_deref() == Some("web/changed-meanwhile") {
        sent.0.retain(|(name, _)| name != "version");
        sent.0.push(("version".into(), kept.version.to_string()));
        let page = view(&ask, &id, &sent, Some(kept.body), Notes::default());
        return ask.page_again(&page);
    }
    let notes = at_fields(&ask, problem)?;
    view(&ask, &id, &sent, None, notes).answer(&ask)
}
