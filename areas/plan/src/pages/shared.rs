//! What the screens of the plan share: the year shown, tabs, names, choices.

use std::collections::BTreeMap;

use base::{Problem, UserId};
use db::Tx;
use register::{districts, modes, organization, users};
use web::{Ask, Lang, Phrase, listing::Filter};

use crate::{
    guideline::MODES,
    model::{Refused, Task, Year, in_words},
    store,
};

/// One option of a drop-down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is chosen.
    pub selected: bool,
}

impl Choice {
    /// One option.
    pub fn new(value: &str, label: &str, now: &str) -> Self {
        Self { value: value.to_owned(), label: label.to_owned(), selected: value == now }
    }
}

/// One tab.
#[derive(Debug, Clone)]
pub struct Tab {
    /// Words.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is the page shown.
    pub here: bool,
}

/// What stands above every screen of the plan.
#[derive(Debug, Clone)]
pub struct Nav {
    /// Year shown.
    pub year: i64,
    /// Tabs.
    pub tabs: Vec<Tab>,
    /// Other years.
    pub years: Vec<Tab>,
    /// The mode in force today, when it is not the normal one.
    pub mode: Option<String>,
    /// Since when.
    pub mode_since: String,
    /// Whether the reader may see lines of money, payments and evidence.
    pub may_money: bool,
    /// Whether the reader may change the plan.
    pub may_edit: bool,
    /// Whether the reader may approve.
    pub may_approve: bool,
    /// Whether the reader may switch the mode.
    pub may_switch: bool,
}

/// Whether the visitor reads English.
pub fn english(ask: &Ask) -> bool {
    ask.look.lang == Lang::En
}

/// The plan whose year was asked for: else the newest that has begun, else the newest.
pub async fn plan(ask: &Ask, tx: &mut Tx) -> Result<Year, Problem> {
    let years = store::years(tx).await?;
    let this = i64::from(ask.today().year());
    let asked = ask.param("year").and_then(|year| year.parse::<i64>().ok());
    let found = match asked {
        Some(year) => years.into_iter().find(|one| one.year == year),
        None => newest(&years, this).cloned(),
    };
    found.ok_or_else(|| Refused::NoPlan { year: asked.unwrap_or(this) }.into())
}

/// The newest plan that has begun by the year `this`, else the newest; `years` come newest first.
fn newest(years: &[Year], this: i64) -> Option<&Year> {
    years.iter().find(|one| one.year <= this).or_else(|| years.first())
}

/// What stands above a screen of `year`; `here` is the tab's path.
pub async fn nav(ask: &Ask, tx: &mut Tx, year: i64, here: &str) -> Result<Nav, Problem> {
    let tabs = [
        ("plan-tab-overview", "/plan"),
        ("plan-tab-activities", "/plan/activities"),
        ("plan-tab-gantt", "/plan/gantt"),
        ("plan-tab-board", "/plan/board"),
        ("plan-tab-load", "/plan/load"),
        ("plan-tab-budget", "/plan/budget"),
        ("plan-tab-transfers", "/plan/transfers"),
        ("plan-tab-materials", "/plan/materials"),
        ("plan-tab-sheets", "/plan/sheets"),
        ("plan-tab-documents", "/plan/documents"),
        ("plan-tab-modes", "/plan/modes"),
    ];
    let may_money = ask.actor.may("plan.money");
    let of_money = |href: &str| matches!(href, "/plan/budget" | "/plan/transfers");
    let years = store::years(tx).await?;
    // A document may be of a year that has no plan; its tabs lead to one that has.
    let planned = years.iter().find(|one| one.year == year).or_else(|| newest(&years, year));
    let query = planned.map(|one| format!("?year={}", one.year)).unwrap_or_default();
    let tab = |(key, href): (&str, &str)| Tab {
        label: ask.t(key),
        href: format!("{href}{query}"),
        here: href == here,
    };
    let there = if here.is_empty() { "/plan" } else { here };
    let other = |one: &Year| Tab {
        label: ask.say(&Phrase::new("plan-year").with("year", one.year.to_string())),
        href: format!("{there}?year={}", one.year),
        here: one.year == year,
    };
    let mode = modes::in_force(tx, ask.today(), None).await?.filter(|mode| mode.mode != modes::NORMAL);
    Ok(Nav {
        year,
        tabs: tabs.into_iter().filter(|(_, href)| may_money || !of_money(href)).map(tab).collect(),
        years: if years.len() > 1 { years.iter().map(other).collect() } else { Vec::new() },
        mode_since: mode.as_ref().map(|mode| mode.from_on.to_string()).unwrap_or_default(),
        mode: mode.map(|mode| mode_name(ask, &mode.mode)),
        may_money,
        may_edit: ask.actor.may("plan.edit"),
        may_approve: ask.actor.may("plan.approve"),
        may_switch: ask.actor.may("plan.mode"),
    })
}

/// A mode's name.
pub fn mode_name(ask: &Ask, word: &str) -> String {
    let rule = MODES.rule(word).map(|rule| &rule.named);
    rule.map_or_else(|| word.to_owned(), |named| in_words(english(ask), &named.ko, &named.en).to_owned())
}

/// A task's title with its number.
pub fn task_title(ask: &Ask, task: &Task) -> String {
    format!("{}. {}", task.number, in_words(english(ask), &task.title, &task.title_en))
}

/// Names of people, units and districts by id.
#[derive(Debug, Default)]
pub struct Names {
    /// People who belong to no agency.
    pub people: BTreeMap<String, String>,
    /// Units, of any time.
    pub units: BTreeMap<String, String>,
    terms: Vec<organization::Unit>,
    /// Districts.
    pub districts: BTreeMap<String, String>,
}

impl Names {
    /// All of them.
    pub async fn load(tx: &mut Tx) -> Result<Self, Problem> {
        let people = users::users(tx).await?.into_iter().filter(|user| user.agency_id.is_none());
        let people = people.map(|user| (user.id.to_string(), user.name)).collect();
        let terms = organization::all_units(tx).await?;
        let units = terms.iter().map(|unit| (unit.id.clone(), unit.name.clone())).collect();
        let all = districts::all(tx).await?;
        let districts = all.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
        Ok(Self { people, units, terms, districts })
    }

    /// A person's name; empty when nobody is named.
    pub fn person(&self, id: Option<&UserId>) -> String {
        id.and_then(|id| self.people.get(id.as_str())).cloned().unwrap_or_default()
    }

    /// A person's name by the opaque id of a record; words for an account that has none.
    pub fn actor(&self, ask: &Ask, id: &str) -> String {
        if id == "system" {
            return ask.t("plan-system");
        }
        self.people.get(id).cloned().unwrap_or_else(|| ask.t("plan-someone"))
    }

    /// A unit's name; empty when none is named.
    pub fn unit(&self, id: Option<&String>) -> String {
        id.and_then(|id| self.units.get(id)).cloned().unwrap_or_default()
    }

    /// Who answers for a task: its unit, else the person who took it over.
    pub fn answering(&self, task: &Task) -> String {
        if task.unit_id.is_some() {
            self.unit(task.unit_id.as_ref())
        } else {
            self.person(task.owner_id.as_ref())
        }
    }

    /// Units of today as options; the record's own stays one of them when it has ended, and says so.
    pub fn unit_choices(&self, ask: &Ask, now: &str) -> Vec<Choice> {
        let today = ask.today();
        let label = |unit: &organization::Unit| {
            let ended = Phrase::new("plan-unit-ended").with("name", unit.name.as_str());
            if unit.valid_on(today) { unit.name.clone() } else { ask.say(&ended) }
        };
        let shown = self.terms.iter().filter(|unit| unit.valid_on(today) || unit.id == now);
        let mut choices: Vec<Choice> = shown.map(|unit| Choice::new(&unit.id, &label(unit), now)).collect();
        choices.sort_by(|a, b| (&a.label, &a.value).cmp(&(&b.label, &b.value)));
        choices
    }

    /// A district's name; empty for everywhere.
    pub fn district(&self, id: Option<&base::DistrictId>) -> String {
        id.and_then(|id| self.districts.get(id.as_str())).cloned().unwrap_or_default()
    }

    /// Options of one of the three.
    pub fn choices(of: &BTreeMap<String, String>, now: &str) -> Vec<Choice> {
        let mut choices: Vec<Choice> = of.iter().map(|(id, name)| Choice::new(id, name, now)).collect();
        choices.sort_by(|a, b| (&a.label, &a.value).cmp(&(&b.label, &b.value)));
        choices
    }
}

/// Refuses a list whose address asks for a word that its choices do not have.
pub fn known_word(filter: &Filter, name: &str, words: &[&str]) -> Result<(), Problem> {
    let asked = filter.get(name);
    if asked.is_empty() || words.contains(&asked) { Ok(()) } else { Err(unclear()) }
}

/// Refuses a list whose address asks for a task that the year does not have.
pub async fn known_task(tx: &mut Tx, year: i64, filter: &Filter) -> Result<(), Problem> {
    let asked = filter.get("task");
    let known = asked.is_empty() || store::tasks(tx, year).await?.iter().any(|task| task.id == asked);
    if known { Ok(()) } else { Err(unclear()) }
}

/// The refusal of an address with a condition that is none.
fn unclear() -> Problem {
    web::Refused::UnclearAddress { what: "choice" }.into()
}

/// Options whose words are messages `<prefix>-<word>`.
pub fn word_choices(ask: &Ask, prefix: &str, words: &[&str], now: &str) -> Vec<Choice> {
    words.iter().map(|word| Choice::new(word, &ask.t(&format!("{prefix}-{word}")), now)).collect()
}

/// Options of a year's tasks.
pub async fn task_choices(ask: &Ask, tx: &mut Tx, year: i64, now: &str) -> Result<Vec<Choice>, Problem> {
    let tasks = store::tasks(tx, year).await?;
    Ok(tasks.iter().map(|task| Choice::new(&task.id, &task_title(ask, task), now)).collect())
}

/// One stored value beside what was typed, for two editors of one record.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The field's words.
    pub term: String,
    /// What is stored now.
    pub value: String,
}

/// Whether a problem says that another editor was quicker.
pub fn is_changed_meanwhile(problem: &Problem) -> bool {
    problem.code().as_deref() == Some("web/changed-meanwhile")
}

/// A file kept beside something, as a list shows it.
#[derive(Debug, Clone)]
pub struct FileRow {
    /// Where it is fetched.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Its size in kilobytes, rounded up.
    pub kilobytes: i64,
    /// When it was kept.
    pub stored_at: jiff::Timestamp,
}

/// The files kept beside `about`.
pub async fn files(tx: &mut Tx, about: &str) -> Result<Vec<FileRow>, Problem> {
    let rows = register::files::files(tx, about).await?.into_iter().map(|file| FileRow {
        href: format!("/plan/files/{}", file.id),
        name: file.name,
        kilobytes: (file.bytes + 1023) / 1024,
        stored_at: file.stored_at,
    });
    Ok(rows.collect())
}
