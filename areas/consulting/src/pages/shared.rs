//! What the screens of consulting share: tabs, names, choices, sentences kept as JSON.

use std::collections::BTreeMap;

use base::{AgencyId, Problem};
use db::Tx;
use register::{
    agencies::{self, AgencyOn},
    modes::{self, Mode},
    needs, users,
};
use serde::Deserialize;
use serde_json::Value;
pub use web::kit::{Choice, english, field_names, is_changed_meanwhile, word_choices};
use web::{Ask, Phrase, kit::Link};

use crate::{guideline, model::Visit, store};

/// What stands above every screen of consulting.
#[derive(Debug, Clone)]
pub struct Nav {
    /// Tabs.
    pub tabs: Vec<Link>,
    /// Whether the reader advises.
    pub may_work: bool,
    /// Whether the reader may approve plans.
    pub may_approve: bool,
    /// Whether the reader may see notes between colleagues.
    pub may_internal: bool,
    /// Whether the reader may ask for advice.
    pub may_request: bool,
    /// Whether the reader belongs to an agency.
    pub by_agency: bool,
    /// Cases that someone wants to hand to the reader.
    pub offered: i64,
}

/// Tabs with the right each needs.
const TABS: [(&str, &str, &str); 9] = [
    ("consulting-tab-risk", "/consulting", "consulting.compare"),
    ("consulting-tab-agencies", "/consulting/agencies", "consulting.compare"),
    ("consulting-tab-cases", "/consulting/cases", "consulting.read"),
    ("consulting-tab-visits", "/consulting/visits", "consulting.read"),
    ("consulting-tab-week", "/consulting/week", "consulting.work"),
    ("consulting-tab-advice", "/consulting/advice", "consulting.read"),
    ("consulting-tab-experts", "/consulting/experts", "consulting.internal"),
    ("consulting-tab-learn", "/consulting/learn", "consulting.compare"),
    ("consulting-tab-effects", "/consulting/effects", "consulting.compare"),
];

/// What stands above a screen; `here` is its tab's path.
pub async fn nav(ask: &Ask, tx: &mut Tx, here: &str) -> Result<Nav, Problem> {
    let tab = |(key, href, _): (&str, &str, &str)| Link {
        label: ask.t(key),
        href: href.to_owned(),
        here: href == here,
    };
    let mut tabs: Vec<Link> =
        TABS.into_iter().filter(|(_, _, right)| ask.actor.may(right)).map(tab).collect();
    if let Some(own) = &ask.actor.agency {
        let href = format!("/consulting/agencies/{own}");
        tabs.insert(0, Link { label: ask.t("consulting-tab-own"), here: href == here, href });
    }
    Ok(Nav {
        tabs,
        may_work: ask.actor.may("consulting.work"),
        may_approve: ask.actor.may("consulting.approve"),
        may_internal: ask.actor.may("consulting.internal"),
        may_request: ask.actor.may("consulting.request"),
        by_agency: ask.actor.agency.is_some(),
        offered: store::transfers_to(tx, ask.actor.id.as_str()).await?.len() as i64,
    })
}

/// The agency whose rows the reader may see: their own, or what the address asks for.
pub fn agency_asked(ask: &Ask) -> String {
    let own = ask.actor.agency.as_ref().map(AgencyId::to_string);
    own.unwrap_or_else(|| ask.param("agency").unwrap_or_default())
}

/// Names of people, and agencies as they are today, by id.
#[derive(Debug, Default)]
pub struct Names {
    /// People.
    pub people: BTreeMap<String, String>,
    /// Agencies.
    pub agencies: BTreeMap<String, AgencyOn>,
}

impl Names {
    /// All of them.
    pub async fn load(ask: &Ask, tx: &mut Tx) -> Result<Self, Problem> {
        let people = users::users(tx).await?.into_iter().map(|user| (user.id.to_string(), user.name));
        let all = agencies::agencies(tx, ask.today()).await?;
        let agencies = all.into_iter().map(|one| (one.id.to_string(), one)).collect();
        Ok(Self { people: people.collect(), agencies })
    }

    /// A person's name by opaque id; the id itself when unknown.
    pub fn person(&self, ask: &Ask, id: &str) -> String {
        if id == "system" || id == "sample" {
            return ask.t("consulting-system");
        }
        self.people.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// An agency's name.
    pub fn agency(&self, id: &AgencyId) -> String {
        self.agencies.get(id.as_str()).map_or_else(|| id.to_string(), |one| one.name.clone())
    }

    /// The name of an agency's district; empty when unknown.
    pub fn district(&self, id: &AgencyId) -> String {
        let found = self.agencies.get(id.as_str());
        found.and_then(|one| one.district_name.clone()).unwrap_or_default()
    }

    /// The name of an agency's district where the agency's own name does not end with it already; empty otherwise.
    pub fn district_beside(&self, id: &AgencyId) -> String {
        let (name, district) = (self.agency(id), self.district(id));
        let told = name.trim_end_matches(')').ends_with(&district);
        if told { String::new() } else { district }
    }

    /// Options of every agency, by name.
    pub fn agency_choices(&self, now: &str) -> Vec<Choice> {
        let mut all: Vec<&AgencyOn> = self.agencies.values().collect();
        all.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        all.into_iter().map(|one| Choice::new(one.id.as_str(), &one.name, now)).collect()
    }
}

/// Options of every field, several of which may be chosen.
pub fn field_choices(ask: &Ask, now: &[String]) -> Vec<Choice> {
    let label = |field: &str| ask.t(&format!("web-need-field-{field}"));
    needs::FIELDS.into_iter().map(|field| Choice::among(field, &label(field), now)).collect()
}

/// Options of the people who may advise.
pub async fn adviser_choices(tx: &mut Tx, now: &[String]) -> Result<Vec<Choice>, Problem> {
    let all = store::advisers(tx).await?;
    Ok(all.iter().map(|(id, name)| Choice::among(id.as_str(), name, now)).collect())
}

#[derive(Deserialize)]
struct KeptPhrase {
    key: String,
    args: BTreeMap<String, Value>,
}

/// Sentences kept as JSON; none when they cannot be read.
pub fn phrases(text: &str) -> Vec<Phrase> {
    let kept: Vec<KeptPhrase> = serde_json::from_str(text).unwrap_or_default();
    kept.into_iter().map(|one| Phrase { key: one.key, args: one.args }).collect()
}

/// A sentence kept as a key and its arguments as JSON.
pub fn phrase(key: &str, args: &str) -> Phrase {
    Phrase { key: key.to_owned(), args: serde_json::from_str(args).unwrap_or_default() }
}

/// Whether a planned visit cannot take place in person because of the operating mode of its day and district.
pub fn is_affected(history: &[Mode], names: &Names, visit: &Visit) -> bool {
    let district = names.agencies.get(visit.agency_id.as_str()).and_then(|one| one.district_id.as_ref());
    visit.state == "planned"
        && visit.way == "in-person"
        && modes::holding(history, visit.visit_on, district)
            .is_some_and(|mode| guideline::stops_meetings(&mode.mode))
}

/// One stored value beside what was typed, for two editors of one record.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The field's words.
    pub term: String,
    /// What is stored now.
    pub value: String,
}

impl Stored {
    /// A value under the words of a key.
    pub fn new(ask: &Ask, key: &str, value: &str) -> Self {
        Self { term: ask.t(key), value: value.to_owned() }
    }
}

/// How a state is shown.
pub fn tone(state: &str) -> &'static str {
    match state {
        "closed" | "done" | "held" | "accepted" => "good",
        "requested" | "approval" | "offered" => "warn",
        "diagnosis" | "planning" | "running" | "planned" | "engaged" => "busy",
        "affected" | "overdue" => "bad",
        _ => "plain",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_district_stands_beside_a_name_that_does_not_end_with_it() {
        let agency = |id: &str, name: &str| {
            let one = AgencyOn {
                id: AgencyId::from(id),
                name: name.to_owned(),
                public_number: None,
                phone: String::new(),
                sample: false,
                source: "test".to_owned(),
                version: 1,
                kind: None,
                league: None,
                district_id: None,
                district_name: Some("동구".to_owned()),
            };
            (id.to_owned(), one)
        };
        let agencies = [agency("1", "institution 2315 (동구)"), agency("2", "동구 시니어클럽")];
        let names = Names { agencies: agencies.into(), ..Names::default() };
        let beside = ["1", "2"].map(|id| names.district_beside(&AgencyId::from(id)));
        assert_eq!(beside, ["", "동구"]);
    }
}
