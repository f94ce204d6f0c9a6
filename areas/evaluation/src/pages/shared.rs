//! What the screens of evaluation share: names, words of states, letters, files of forms.

use std::collections::BTreeMap;

use axum::{
    extract::{Multipart, multipart::MultipartError},
    http::StatusCode,
};
use base::{AgencyId, FileId, Problem};
use db::Tx;
use register::{agencies, files, users};
use web::{Ask, Lang, Phrase};

use super::kit::{Block, Choice, Link, Sent};
use crate::{
    actions::{Letter, files::Attached},
    guideline::{self, INDICATORS, Source},
    model::{in_words, missing},
};

/// Whether the visitor reads English.
pub fn english(ask: &Ask) -> bool {
    ask.look.lang == Lang::En
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
    pub async fn load(ask: &Ask, tx: &mut Tx) -> Result<Self, Problem> {
        let all = agencies::agencies(tx, ask.today()).await?;
        let agencies = all.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
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

/// Options whose words are messages `<prefix>-<word>`.
pub fn word_choices(ask: &Ask, prefix: &str, words: &[&str], now: &str) -> Vec<Choice> {
    words.iter().map(|word| Choice::new(word, &ask.t(&format!("{prefix}-{word}")), now)).collect()
}

/// A league's word.
pub fn league_word(ask: &Ask, league: &str) -> String {
    if ["multi", "single", "centre"].contains(&league) {
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
            let value = match value.as_str() {
                Some(text) if name == "indicator" => indicator_name(ask, text).into(),
                Some(text) if name == "league" => league_word(ask, text).into(),
                Some(text) if name.starts_with("unit") => {
                    let all: Vec<String> = text.split(", ").map(|id| names.agency(id)).collect();
                    all.join(", ").into()
                }
                _ => value.clone(),
            };
            phrase = phrase.with(name, value);
        }
        Some(Link::new(ask.say(&phrase), ""))
    };
    kept.iter().filter_map(told).collect()
}

/// A refusal in words: what and what next.
pub fn refusal_words(ask: &Ask, problem: &Problem) -> Option<(String, String)> {
    let Problem::Refused(refused) = problem else { return None };
    let phrase = |key: String| Phrase { key, args: refused.args.clone() };
    Some((ask.say(&phrase(refused.key())), ask.say(&phrase(format!("{}.next", refused.key())))))
}

/// The refusal for a file above the bound, in the words of every upload of the house.
fn too_large() -> Problem {
    web::Refused::TooLarge { megabytes: (files::MAX_BYTES / 1024 / 1024) as i64 }.into()
}

/// Why a form could not be read: too large, or broken off.
fn unreadable(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return too_large();
    }
    web::Refused::Unreadable { detail: error.status().to_string() }.into()
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
