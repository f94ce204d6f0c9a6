//! What the screens of evaluation share: names, words of states, letters, files of forms.

use std::collections::BTreeMap;

use axum::extract::Multipart;
use base::{AgencyId, FileId, Problem};
use db::Tx;
use register::{agencies, files, users};
pub use web::kit::{english, word_choices};
use web::{
    Ask, Phrase,
    form::{too_large, unreadable},
    kit::{Block, Choice, Link, Page, Sent, Tab},
};

use crate::{
    actions::{Letter, files::Attached},
    guideline::{self, INDICATORS, Source},
    model::{in_words, missing},
};

/// The area's tabs with their rights.
const TABS: [Tab; 9] = [
    ("evaluation-tab-rounds", "/evaluation", "evaluation.read"),
    ("evaluation-tab-schemes", "/evaluation/schemes", "evaluation.read"),
    ("evaluation-tab-indicators", "/evaluation/indicators", "evaluation.read"),
    ("evaluation-tab-appeals", "/evaluation/appeals", "evaluation.read"),
    ("evaluation-tab-panels", "/evaluation/panels", "evaluation.all"),
    ("evaluation-tab-reviews", "/evaluation/reviews", "evaluation.review"),
    ("evaluation-tab-tours", "/evaluation/tours", "evaluation.read"),
    ("evaluation-tab-awards", "/evaluation/awards", "evaluation.read"),
    ("evaluation-tab-rewards", "/evaluation/rewards", "evaluation.read"),
];

/// A page of evaluation; `here` is the tab it belongs to.
pub fn page_of(ask: &Ask, title: String, here: &str) -> Page {
    Page::new(ask, title, &TABS, here)
}

/// Refuses whoever may see neither every agency nor this one.
pub fn must_see(ask: &Ask, agency: &AgencyId) -> Result<(), Problem> {
    if ask.actor.agency.is_some() { ask.actor.must_see(agency) } else { ask.actor.must("evaluation.all") }
}

/// Names of agencies and of people by id.
#[derive(Debug, Default)]
pub struct Names {
    /// Agencies.
    pub agencies: BTreeMap<String, String>,
    /// People with accounts.
    pub people: BTreeMap<String, String>,
}

impl Names {
    /// All of them.
    pub async fn load(tx: &mut Tx) -> Result<Self, Problem> {
        let all = agencies::names(tx).await?;
        let agencies = all.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
        let people = users::users(tx).await?.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
        Ok(Self { agencies, people })
    }

    /// An agency's name; its id when unknown.
    pub fn agency(&self, id: &str) -> String {
        self.agencies.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// A person's name by the opaque id of a record. Agency staff see that it was someone of the center, not whom.
    pub fn person(&self, ask: &Ask, id: Option<&str>) -> String {
        match id {
            None => String::new(),
            Some("system") => ask.t("evaluation-system"),
            Some(id) => self.people.get(id).cloned().unwrap_or_else(|| id.to_owned()),
        }
    }

    /// Agencies as options.
    pub fn agency_choices(&self, now: &str) -> Vec<Choice> {
        let mut choices: Vec<Choice> =
            self.agencies.iter().map(|(id, name)| Choice::new(id, name, now)).collect();
        choices.sort_by(|a, b| (&a.label, &a.value).cmp(&(&b.label, &b.value)));
        choices
    }
}

/// People of the center and the council who are active, as options.
pub async fn officers(tx: &mut Tx, right_roles: &[&str], now: &str) -> Result<Vec<Choice>, Problem> {
    let mut choices = Vec::new();
    for user in users::users(tx).await? {
        if user.state != "active" || user.agency_id.is_some() {
            continue;
        }
        let roles = users::roles(tx, &user.id).await?;
        if roles.iter().any(|role| right_roles.contains(&role.as_str())) {
            choices.push(Choice::new(user.id.as_str(), &user.name, now));
        }
    }
    Ok(choices)
}

/// An indicator's name.
pub fn indicator_name(ask: &Ask, id: &str) -> String {
    guideline::source(id)
        .map_or_else(|| id.to_owned(), |one| in_words(english(ask), &one.ko, &one.en).to_owned())
}

/// An indicator's unit in words.
pub fn unit_word(ask: &Ask, source: &Source) -> String {
    ask.t(&format!("evaluation-unit-{}", source.unit))
}

/// Indicators as options.
pub fn indicator_choices(ask: &Ask, now: &str) -> Vec<Choice> {
    let option = |one: &Source| Choice::new(&one.id, in_words(english(ask), &one.ko, &one.en), now);
    INDICATORS.indicator.iter().map(option).collect()
}

/// A league's word.
pub fn league_word(ask: &Ask, league: &str) -> String {
    if league == "*" {
        ask.t("evaluation-league-every")
    } else if ["multi", "single", "centre"].contains(&league) {
        ask.t(&format!("evaluation-league-{league}"))
    } else {
        league.to_owned()
    }
}

/// The tone of a state.
pub fn tone(state: &str) -> &'static str {
    match state {
        "final" | "frozen" | "published" | "closed" | "done" | "accepted" | "approved" | "seat" => "good",
        "rejected" | "refused" | "out" => "bad",
        "provisional" | "filed" | "assigned" | "open" | "reading" | "reserve" => "warn",
        "computed" | "simulated" | "decided" | "ranked" => "busy",
        _ => "plain",
    }
}

/// A letter of two messages with the same arguments.
pub fn letter(ask: &Ask, prefix: &str, args: &[(&str, String)]) -> Letter {
    let phrase = |key: String| {
        args.iter().fold(Phrase::new(key), |phrase, (name, value)| phrase.with(name, value.clone()))
    };
    Letter {
        subject: ask.say(&phrase(format!("{prefix}-subject"))),
        body: ask.say(&phrase(format!("{prefix}-body"))),
    }
}

/// Reasons that were kept as JSON, in words.
pub fn reasons(ask: &Ask, names: &Names, text: &str) -> Vec<Link> {
    let kept: Vec<serde_json::Value> = serde_json::from_str(text).unwrap_or_default();
    let told = |one: &serde_json::Value| {
        let key = one.get("key")?.as_str()?;
        let mut phrase = Phrase::new(key);
        for (name, value) in one.get("args")?.as_object()? {
            let word = value.as_str().and_then(|text| engine_word(ask, names, (name, text)));
            let value = word.map_or_else(|| value.clone(), Into::into);
            phrase = phrase.with(name, value);
        }
        Some(Link::new(ask.say(&phrase), ""))
    };
    kept.iter().filter_map(told).collect()
}

/// The word for an argument of the engine: indicators, leagues and agencies by name instead of by id.
fn engine_word(ask: &Ask, names: &Names, (name, text): (&str, &str)) -> Option<String> {
    match name {
        "indicator" => Some(indicator_name(ask, text)),
        "league" => Some(league_word(ask, text)),
        "of" | "field" => Some(field_word(ask, text)),
        "covariate" => {
            let mix = INDICATORS.mix.iter().find(|mix| mix.id == text)?;
            Some(in_words(english(ask), &mix.ko, &mix.en).to_owned())
        }
        _ if name.starts_with("unit") => {
            let all: Vec<String> = text.split(", ").map(|id| names.agency(id)).collect();
            Some(all.join(", "))
        }
        _ => None,
    }
}

/// Refusals of the engine whose advice names words of the file; on the screens they have words of their own.
const ENGINE: [&str; 21] = [
    "all-equal",
    "choice-missing",
    "grade-without-reward",
    "group-unknown",
    "league-of-one",
    "name-blank",
    "name-twice",
    "no-before",
    "no-covariates",
    "no-grades",
    "no-indicators",
    "no-target",
    "not-above-zero",
    "nothing-stands-in",
    "out-of-range",
    "reward-without-sum",
    "scheme-not-typed-in",
    "split-needs-scores",
    "step-unfit",
    "tie-at-cut",
    "weights-not-summing",
];

/// A refusal of the engine as the screens say it: names for ids, words of the form for words of the file.
fn in_form_words(ask: &Ask, names: &Names, refused: &mut base::Refused) {
    for (name, value) in &mut refused.args {
        if let Some(word) = value.as_str().and_then(|text| engine_word(ask, names, (name, text))) {
            *value = word.into();
        }
    }
    if ENGINE.contains(&refused.code.as_str()) {
        "evaluation".clone_into(&mut refused.area);
        refused.code = format!("engine-{}", refused.code);
    }
}

/// The word of the form for a part or a field of the file; a group's own name as it is.
fn field_word(ask: &Ask, field: &str) -> String {
    match field.rsplit('.').next().unwrap_or(field) {
        "indicator" => ask.t("evaluation-f-indicator"),
        "group" => ask.t("evaluation-f-group"),
        "step" | "count" | "share" | "cutoff" => ask.t("evaluation-f-steps"),
        "winsor" => ask.t("evaluation-f-winsor-low"),
        "covariate" | "covariates" => ask.t("evaluation-f-covariate"),
        word if FIELDS.contains(&word) => ask.t(&format!("evaluation-f-{}", word.replace('_', "-"))),
        _ => field.to_owned(),
    }
}

/// Words of the file that stand in the form under their own name.
const FIELDS: [&str; 14] = [
    "aggregate",
    "budget_won",
    "by",
    "cap_won",
    "floor_won",
    "min_coverage",
    "missing",
    "normalise",
    "rounding_won",
    "scope",
    "target",
    "tie_at_cut",
    "weights_vary",
    "zero_range",
];

/// A refusal of the engine with names in place of ids; any other problem as it is.
pub async fn named(ask: &Ask, problem: Problem) -> Problem {
    let Problem::Refused(mut refused) = problem else { return problem };
    if refused.area == "indicators" {
        let names = match ask.read().await {
            Ok(mut tx) => Names::load(&mut tx).await,
            Err(problem) => Err(problem),
        };
        let Ok(names) = names else { return Problem::Refused(refused) };
        in_form_words(ask, &names, &mut refused);
    }
    Problem::Refused(refused)
}

/// A refusal in words: what and what next.
pub fn refusal_words(ask: &Ask, names: &Names, problem: &Problem) -> Option<(String, String)> {
    let Problem::Refused(refused) = problem else { return None };
    let mut refused = refused.clone();
    if refused.area == "indicators" {
        in_form_words(ask, names, &mut refused);
    }
    let phrase = |key: String| Phrase { key, args: refused.args.clone() };
    Some((ask.say(&phrase(refused.key())), ask.say(&phrase(format!("{}.next", refused.key())))))
}

/// Reads a form with fields and perhaps a file.
pub async fn upload(mut form: Multipart) -> Result<(Sent, Attached), Problem> {
    let (mut sent, mut file) = (Sent::default(), Attached::default());
    while let Some(field) = form.next_field().await.map_err(|error| unreadable(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(file_name) = field.file_name() {
            file.name = file_name.to_owned();
            file.bytes = field.bytes().await.map_err(|error| unreadable(&error))?.to_vec();
        } else {
            sent.0.push((name, field.text().await.map_err(|error| unreadable(&error))?));
        }
    }
    if file.bytes.len() > files::MAX_BYTES {
        return Err(too_large());
    }
    Ok((sent, file))
}

/// The files kept beside `about`, each with its address.
pub async fn file_lines(ask: &Ask, tx: &mut Tx, about: &str) -> Result<Option<Block>, Problem> {
    let kept = files::files(tx, about).await?;
    let line = |file: files::File| Link::new(file.name, format!("/evaluation/files/{}", file.id));
    let lines: Vec<Link> = kept.into_iter().map(line).collect();
    let _ = ask;
    Ok((!lines.is_empty()).then_some(Block::Lines(lines)))
}

/// A file of evaluation that the visitor may fetch.
pub async fn file_for(ask: &Ask, tx: &mut Tx, id: &str) -> Result<files::File, Problem> {
    let file = files::file(tx, &FileId::from(id)).await?.ok_or_else(missing)?;
    let (kind, about) = file.about.split_once(':').unwrap_or_default();
    match kind {
        "evaluation-report" => Ok(file),
        "evaluation-appeal" => {
            let appeal = crate::store::appeals::appeal(tx, about).await?.ok_or_else(missing)?;
            must_see(ask, &appeal.agency_id)?;
            Ok(file)
        }
        "evaluation-item" => {
            if ask.actor.may("evaluation.edit") {
                return Ok(file);
            }
            ask.actor.must("evaluation.review")?;
            let own = crate::store::panels::assignments_of(tx, &ask.actor.id).await?;
            if own.iter().any(|one| one.item_id == about) { Ok(file) } else { Err(missing()) }
        }
        _ => Err(missing()),
    }
}
