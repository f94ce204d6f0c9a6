//! What the screens of training share: names, choices, tones, sentences of reasons.

use std::collections::BTreeMap;

use base::{AgencyId, Problem};
use db::Tx;
use register::{
    agencies, needs, users,
    workers::{self, Worker},
};
pub use web::kit::{english, field_names, is_changed_meanwhile, word_choices};
use web::{
    Ask, Phrase, Reply,
    kit::{Choice, Link, Page, Tab, boxed, pair},
};

use crate::{
    duties::Standing,
    guideline::{Competency, Duty, ELSEWHERE},
    model::{Batch, Course, hours},
    standing::Ledger,
    store,
    suggest::{Reason, Suggestion},
};

/// The area's tabs with their rights.
const TABS: [Tab; 11] = [
    ("training-tab-home", "/training", "training.read"),
    ("training-tab-mine", "/training/mine", "training.attend"),
    ("training-tab-people", "/training/people", "training.people"),
    ("training-tab-duties", "/training/duties", "training.people"),
    ("training-tab-matrix", "/training/matrix", "training.people"),
    ("training-tab-courses", "/training/courses", "training.read"),
    ("training-tab-batches", "/training/batches", "training.read"),
    ("training-tab-requests", "/training/requests", "training.people"),
    ("training-tab-certificates", "/training/certificates", "training.people"),
    ("training-tab-materials", "/training/materials", "training.read"),
    ("training-tab-instructors", "/training/instructors", "training.work"),
];

/// A page of training; `here` is the tab it belongs to.
pub fn page_of(ask: &Ask, title: String, here: &str) -> Page {
    Page::new(ask, title, &TABS, here)
}

/// Words of a key with one argument.
#[expect(clippy::needless_pass_by_value, reason = "callers hand over numbers, days and texts alike")]
pub fn say1(ask: &Ask, key: &str, name: &str, value: impl ToString) -> String {
    ask.say(&Phrase::new(key).with(name, value.to_string()))
}

/// Words of a key with a number.
pub fn count(ask: &Ask, key: &str, value: i64) -> String {
    ask.say(&Phrase::new(key).with("count", value))
}

/// Names of agencies and people.
#[derive(Debug, Default)]
pub struct Names {
    agencies: BTreeMap<String, String>,
    people: BTreeMap<String, String>,
    centre: String,
    system: String,
}

impl Names {
    /// All of them.
    pub async fn load(ask: &Ask, tx: &mut Tx) -> Result<Self, Problem> {
        let all = agencies::agencies(tx, ask.today()).await?;
        let people = users::users(tx).await?;
        Ok(Self {
            agencies: all.into_iter().map(|one| (one.id.to_string(), one.name)).collect(),
            people: people.into_iter().map(|one| (one.id.to_string(), one.name)).collect(),
            centre: ask.t("training-centre"),
            system: ask.t("training-system"),
        })
    }

    /// An agency's name; the centre when none is named.
    pub fn agency(&self, id: Option<&AgencyId>) -> String {
        let Some(id) = id else { return self.centre.clone() };
        self.agencies.get(id.as_str()).cloned().unwrap_or_else(|| id.to_string())
    }

    /// A person's name by the opaque id of a record.
    pub fn person(&self, id: &str) -> String {
        self.people.get(id).cloned().unwrap_or_else(|| self.system.clone())
    }

    /// Options of every agency, by name.
    pub fn agency_choices(&self, now: &str) -> Vec<Choice> {
        let mut all: Vec<Choice> =
            self.agencies.iter().map(|(id, name)| Choice::new(id, name, now)).collect();
        all.sort_by(|a, b| (&a.label, &a.value).cmp(&(&b.label, &b.value)));
        all
    }
}

/// Options of fields of need.
pub fn field_choices(ask: &Ask, now: &str) -> Vec<Choice> {
    word_choices(ask, "web-need-field", &needs::FIELDS, now)
}

/// Options of which several may be chosen.
pub fn among(choices: Vec<Choice>, now: &[String]) -> Vec<Choice> {
    let mark = |one: Choice| Choice { selected: now.contains(&one.value), ..one };
    choices.into_iter().map(mark).collect()
}

/// Options of courses.
pub fn course_choices(courses: &[Course], now: &str) -> Vec<Choice> {
    courses.iter().map(|one| Choice::new(&one.id, &one.title, now)).collect()
}

/// A competency's name.
pub fn competency_name(ask: &Ask, one: &Competency) -> String {
    if english(ask) { one.en.clone() } else { one.ko.clone() }
}

/// A duty's name.
pub fn duty_name(ask: &Ask, one: &Duty) -> String {
    if english(ask) { one.en.clone() } else { one.ko.clone() }
}

/// How a state is shown.
pub fn tone(state: &str) -> &'static str {
    match state {
        "open" | "seated" | "completed" | "reached" | "present" | "valid" | "held" => "good",
        "asked" | "waiting" | "draft" | "late" | "reachable" | "expired" => "warn",
        "booked" | "closed" => "busy",
        "refused" | "not-completed" | "out-of-reach" | "missed" | "absent" | "revoked" | "cancelled" => "bad",
        _ => "plain",
    }
}

/// The sentence of a reason for a course.
pub fn reason(ask: &Ask, reason: &Reason) -> String {
    match reason {
        Reason::Need(need) => {
            let why = Phrase {
                key: need.reason.clone(),
                args: serde_json::from_str(&need.reason_args).unwrap_or_default(),
            };
            let why = if need.reason.is_empty() { String::new() } else { ask.say(&why) };
            let field = ask.t(&format!("web-need-field-{}", need.field));
            ask.say(&Phrase::new("training-reason-need").with("field", field).with("why", why))
        }
        Reason::Gap(gap) => ask.say(
            &Phrase::new("training-reason-gap")
                .with("competency", competency_name(ask, gap.competency))
                .with("has", gap.has)
                .with("wants", gap.wants),
        ),
        Reason::Duty(duty, lacking) => {
            let phrase = Phrase::new("training-reason-duty").with("duty", duty_name(ask, duty));
            ask.say(&phrase.with("hours", hours((*lacking).max(0))))
        }
        Reason::Again(day) => say1(ask, "training-reason-again", "day", day),
    }
}

/// Sentences of all reasons of a suggestion.
pub fn reasons(ask: &Ask, one: &Suggestion) -> String {
    one.reasons.iter().map(|one| reason(ask, one)).collect::<Vec<_>>().join(" ")
}

/// Workers the visitor may see: agency staff their own agency's, others everyone's.
pub async fn seen_workers(ask: &Ask, tx: &mut Tx) -> Result<Vec<Worker>, Problem> {
    match &ask.actor.agency {
        Some(agency) => workers::workers_of(tx, Some(agency), ask.today()).await,
        None => workers::workers(tx, ask.today()).await,
    }
}

/// Whether the visitor may see a worker.
pub fn sees(ask: &Ask, worker: &Worker) -> bool {
    let own = worker.user_id.as_ref() == Some(&ask.actor.id);
    let of_agency = ask.actor.agency.is_some() && ask.actor.agency == worker.agency_id;
    own || of_agency || (ask.actor.agency.is_none() && ask.actor.may("training.people"))
}

/// Every worker by id.
pub async fn by_id(tx: &mut Tx) -> Result<BTreeMap<String, Worker>, Problem> {
    Ok(store::all_workers(tx).await?.into_iter().map(|one| (one.id.clone(), one)).collect())
}

/// Seats taken, and waiting, in a batch.
pub async fn seats(tx: &mut Tx, batch: &Batch) -> Result<(i64, i64), Problem> {
    let all = store::enrolments(tx, &batch.id).await?;
    let waiting = all.iter().filter(|one| one.state == "waiting").count() as i64;
    Ok((store::seated(tx, &batch.id).await?, waiting))
}

/// Shows a form again beside what another editor stored meanwhile.
pub fn changed(ask: &Ask, mut page: Page, stored: Vec<(&str, String)>) -> Reply {
    let pairs = stored.into_iter().map(|(key, value)| pair(ask.t(key), value)).collect();
    page.blocks.insert(0, web::kit::Block::Facts(pairs));
    page.blocks.insert(0, boxed("warning", ask.t("web-changed-title"), ask.t("web-changed-text")));
    ask.page_again(&page)
}

/// Lines of a list without links.
pub fn lines(all: impl IntoIterator<Item = String>) -> Vec<Link> {
    all.into_iter().map(|one| Link::new(one, "")).collect()
}

/// The address under which the house is reached from outside, without a slash at its end.
pub fn home(ask: &Ask) -> String {
    ask.app.options().public_url.trim_end_matches('/').to_owned()
}

/// Says that codes cannot be opened with a telephone, where the house has no address that is reached from outside.
pub fn no_address(ask: &Ask) -> Option<web::kit::Block> {
    let words = (ask.t("training-no-address"), ask.t("training-no-address-next"));
    home(ask).is_empty().then(|| boxed("warning", words.0, words.1))
}

/// Name of the centre that issues certificates.
pub fn centre(ask: &Ask) -> String {
    let name = ask.app.facade().centre;
    if name.is_empty() { ask.t("web-centre") } else { name }
}

/// Says how many of the hours of a duty another part of the house put on record; empty when none.
pub fn elsewhere(ask: &Ask, ledger: &Ledger, (one, duty, at): (&Worker, &Duty, &Standing)) -> String {
    if !duty.kinds.iter().any(|kind| kind == ELSEWHERE) {
        return String::new();
    }
    match ledger.elsewhere(&one.id, (at.from, at.until)) {
        0 => String::new(),
        tenths => say1(ask, "training-hours-elsewhere", "hours", hours(tenths)),
    }
}
