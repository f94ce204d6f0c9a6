//! The editor of a scheme: every choice of the file as a field, kept as typed, wrong or not.

mod fields;
mod words;

use axum::{Form, extract::Path};
use base::Problem;
use indicators::{Draft, DraftIndicator};
use web::{
    Ask, Notes, Phrase, Reply,
    kit::{Block, FormBlock, Input, Page, Sent, at_fields, boxed},
};

pub use self::words::weights;
use self::{
    fields::{as_sent, others, parsed},
    words::own_name,
};
use super::{
    schemes::{href, one},
    shared::{self, english, word_choices},
};
use crate::{
    actions,
    guideline::INDICATORS,
    model::{Refused, in_words},
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
fn indicator_inputs(ask: &Ask, sent: &Sent, others: &[&DraftIndicator]) -> Vec<Input> {
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
    if !others.is_empty() {
        inputs.push(part(ask, "evaluation-part-others"));
    }
    for one in others {
        let field = format!("other-{}", one.id);
        let label = format!("{} · {}", own_name(one), ask.t("evaluation-f-weight"));
        inputs.push(Input::new("text", &field, label, sent.get(&field)));
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
fn inputs(ask: &Ask, sent: &Sent, draft: &Draft) -> Vec<Input> {
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
    inputs.extend(indicator_inputs(ask, sent, &others(draft)));
    inputs.push(part(ask, "evaluation-part-grades"));
    let given = draft.grading.as_ref().is_some_and(|one| one.method == indicators::Method::Given);
    let methods: &[&str] = &["count", "share", "cutoff", "given"];
    let methods = if given { methods } else { &methods[..3] };
    let methods = word_choices(ask, "evaluation-method", methods, sent.get("method"));
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
fn view(ask: &Ask, (id, draft): (&str, &Draft), sent: &Sent, stored: Option<String>, notes: Notes) -> Page {
    let form = FormBlock::new(String::new(), href(id), ask.t("evaluation-save")).back(&href(id));
    let mut page = shared::page_of(ask, ask.t("evaluation-scheme-form"), "/evaluation/schemes")
        .lead(ask.t("evaluation-scheme-form-lead"));
    if let Some(text) = stored {
        page = page
            .block(boxed("warning", ask.t("evaluation-stored"), ask.t("evaluation-stored.next")))
            .block(Block::Code(text));
    }
    page.block(Block::Form(form.with(inputs(ask, sent, draft)))).noted(notes)
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
    view(&ask, (&id, &draft), &sent, None, Notes::default()).answer(&ask)
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
        let page = view(&ask, (&id, &old), &sent, Some(kept.body), Notes::default());
        return ask.page_again(&page);
    }
    let notes = at_fields(&ask, problem)?;
    view(&ask, (&id, &old), &sent, None, notes).answer(&ask)
}
