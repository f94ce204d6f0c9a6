//! Panels: rubric, items, reviewers, a fair assignment that no tie breaks, and the marks that come out.

use std::collections::{BTreeMap, BTreeSet};

use base::{Actor, AgencyId, Problem, UserId};
use db::Tx;
use register::{Work, agencies, files::sha256, users};
use serde::Deserialize;
use serde_json::json;

use super::{bonds, files, fresh, unchanged};
use crate::{
    fair,
    model::{
        Assignment, Check, Criterion, Item, LINE, Mark, PAGE, Panel, Refused, Reviewer, Round, chosen,
        missing,
    },
    severity::{self, Adjusted},
    sources::MILLION,
    store,
};

/// Make a panel.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct SavePanel {
    /// Year.
    pub year: String,
    /// Title.
    pub title: String,
    /// Readers of each item.
    pub readers: String,
    /// Years in which a tie forbids reading.
    pub tie_years: String,
}

/// Add a criterion.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct AddCriterion {
    /// What is judged.
    pub criterion: String,
    /// What no points look like.
    pub low_anchor: String,
    /// What half the points look like.
    pub middle_anchor: String,
    /// What all points look like.
    pub high_anchor: String,
    /// Most points.
    pub points: String,
}

/// Add an item; without an agency it is the calibration item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddItem {
    /// Agency.
    pub agency_id: String,
    /// Text.
    pub text: String,
    /// File, if one.
    pub file: files::Attached,
}

/// A panel in one of these states.
async fn in_state(tx: &mut Tx, id: &str, states: &[&str]) -> Result<Panel, Problem> {
    let panel = store::panels::panel(tx, id).await?.ok_or_else(missing)?;
    if states.contains(&panel.state.as_str()) {
        return Ok(panel);
    }
    Err(Refused::PanelElsewhere { state: panel.state }.into())
}

/// Makes a panel.
pub async fn begin_panel(work: &mut Work, wish: &SavePanel, sample: bool) -> Result<String, Problem> {
    work.actor.must("evaluation.edit")?;
    let mut check = Check::default();
    let one = Panel {
        id: fresh(),
        year: check.number("year", &wish.year, 2004, 2200),
        title: check.text("title", &wish.title, LINE),
        readers: check.number("readers", &wish.readers, 1, 20),
        tie_years: check.number("tie_years", &wish.tie_years, 0, 20),
        state: "draft".into(),
        sample,
        version: 1,
    };
    check.done()?;
    store::panels::insert_panel(&mut work.tx, &one).await?;
    work.note("evaluation.panel-begun", &one.id).await?;
    Ok(one.id)
}

/// Adds a criterion with its anchors.
pub async fn add_criterion(work: &mut Work, panel: &str, wish: &AddCriterion) -> Result<(), Problem> {
    work.actor.must("evaluation.edit")?;
    in_state(&mut work.tx, panel, &["draft"]).await?;
    let position = store::panels::criteria(&mut work.tx, panel).await?.len() as i64 + 1;
    let mut check = Check::default();
    let one = Criterion {
        id: fresh(),
        panel_id: panel.to_owned(),
        position,
        title: check.text("criterion", &wish.criterion, LINE),
        low_anchor: check.text("low_anchor", &wish.low_anchor, LINE),
        middle_anchor: check.text("middle_anchor", &wish.middle_anchor, LINE),
        high_anchor: check.text("high_anchor", &wish.high_anchor, LINE),
        points: check.number("points", &wish.points, 1, 100),
    };
    check.done()?;
    store::panels::insert_criterion(&mut work.tx, &one).await?;
    work.note("evaluation.criterion-added", &one.id).await
}

/// A code that tells nothing of the agency: the next number in an order that only the panel knows.
fn code(panel: &str, agency: Option<&AgencyId>, taken: &[Item]) -> String {
    let Some(agency) = agency else {
        let count = taken.iter().filter(|item| item.agency_id.is_none()).count() + 1;
        return format!("C-{count:02}");
    };
    let hash = sha256(format!("{panel}{agency}").as_bytes());
    let free = |length: usize| {
        let code = format!("R-{}", hash[..length].to_uppercase());
        taken.iter().all(|item| item.code != code).then_some(code)
    };
    (4..=hash.len()).find_map(free).unwrap_or(hash)
}

/// Adds an item, or changes the text of the agency's item; the text may not name the agency.
pub async fn put_item(work: &mut Work, panel: &str, wish: &AddItem) -> Result<String, Problem> {
    work.actor.must("evaluation.edit")?;
    in_state(&mut work.tx, panel, &["draft"]).await?;
    let mut check = Check::default();
    let text = check.text("text", &wish.text, PAGE);
    let agency = match chosen(&wish.agency_id) {
        None => None,
        Some(id) => agencies::agency(&mut work.tx, &AgencyId::from(id)).await?,
    };
    if agency.is_none() && chosen(&wish.agency_id).is_some() {
        check.note("agency_id", "web-field-choice");
    }
    if agency.as_ref().is_some_and(|agency| text.contains(&agency.name)) {
        check.note("text", "evaluation-field-names");
    }
    check.done()?;
    let taken = store::panels::items(&mut work.tx, panel).await?;
    let agency = agency.map(|agency| agency.id);
    let known = taken.iter().find(|item| agency.is_some() && item.agency_id == agency);
    let id = if let Some(item) = known {
        store::panels::update_item(&mut work.tx, &item.id, &text).await?;
        item.id.clone()
    } else {
        let code = code(panel, agency.as_ref(), &taken);
        let one = Item { id: fresh(), panel_id: panel.to_owned(), code, agency_id: agency, text };
        store::panels::insert_item(&mut work.tx, &one).await?;
        one.id
    };
    if wish.file.is_there() {
        files::keep(work, &format!("evaluation-item:{id}"), &wish.file).await?;
    }
    work.note("evaluation.item-kept", &id).await?;
    Ok(id)
}

/// Adds a reviewer, or changes how much the person reads; 0 leaves the person out.
pub async fn put_reviewer(work: &mut Work, panel: &str, user: &UserId, capacity: i64) -> Result<(), Problem> {
    work.actor.must("evaluation.edit")?;
    in_state(&mut work.tx, panel, &["draft", "reading"]).await?;
    if users::user(&mut work.tx, user).await?.is_none_or(|user| user.state != "active") {
        return Err(Problem::field("user_id", "web-field-choice"));
    }
    let one = Reviewer { id: fresh(), panel_id: panel.to_owned(), user_id: user.clone(), capacity };
    store::panels::put_reviewer(&mut work.tx, &one).await?;
    work.note_with("evaluation.reviewer-kept", panel, &json!({ "user": user, "capacity": capacity })).await
}

/// Pairs of item and reviewer that a tie forbids, with the tie.
pub type Barred = BTreeMap<(String, String), super::Bond>;

/// Everything an assignment is made from.
#[derive(Debug)]
pub struct Desk {
    /// Panel.
    pub panel: Panel,
    /// Items by code.
    pub items: Vec<Item>,
    /// Reviewers.
    pub reviewers: Vec<Reviewer>,
    /// Assignments so far.
    pub assignments: Vec<Assignment>,
    /// Forbidden pairs.
    pub barred: Barred,
}

impl Desk {
    /// Whether a person may see whose items they are: everyone once the panel is closed, before that whoever prepares it
    /// and does not read for it.
    pub fn is_open_to(&self, actor: &Actor) -> bool {
        let reads = self.reviewers.iter().any(|one| one.user_id == actor.id);
        self.panel.state == "closed" || (actor.may("evaluation.edit") && !reads)
    }
}

/// Reads a panel's desk.
pub async fn desk(tx: &mut Tx, panel: Panel, today: jiff::civil::Date) -> Result<Desk, Problem> {
    let items = store::panels::items(tx, &panel.id).await?;
    let reviewers = store::panels::reviewers(tx, &panel.id).await?;
    let assignments = store::panels::assignments(tx, &panel.id).await?;
    let mut barred = Barred::new();
    for (user, agency, bond) in bonds(tx, today, panel.tie_years).await? {
        let own = reviewers.iter().filter(|one| one.user_id.as_str() == user);
        for reviewer in own {
            for item in items.iter().filter(|item| item.agency_id.as_ref() == Some(&agency)) {
                barred.insert((item.id.clone(), reviewer.id.clone()), bond.clone());
            }
        }
    }
    Ok(Desk { panel, items, reviewers, assignments, barred })
}

/// A person's name for a refusal.
async fn name_of(tx: &mut Tx, user: &UserId) -> Result<String, Problem> {
    Ok(users::user(tx, user).await?.map_or_else(|| user.to_string(), |user| user.name))
}

/// Assigns readers fairly: as many as each item needs, loads even, no forbidden pair; reading begins.
pub async fn assign_fairly(work: &mut Work, id: &str) -> Result<usize, Problem> {
    work.actor.must("evaluation.edit")?;
    let panel = in_state(&mut work.tx, id, &["draft", "reading"]).await?;
    let today = work.today;
    let desk = desk(&mut work.tx, panel, today).await?;
    complete(work, &desk).await?;
    let plain: Vec<String> =
        desk.items.iter().filter(|item| item.agency_id.is_some()).map(|item| item.id.clone()).collect();
    let for_all: Vec<String> =
        desk.items.iter().filter(|item| item.agency_id.is_none()).map(|item| item.id.clone()).collect();
    let reading = desk.reviewers.iter().filter(|one| one.capacity > 0);
    let readers: Vec<fair::Reader> =
        reading.map(|one| fair::Reader { id: one.id.clone(), capacity: one.capacity }).collect();
    let barred: BTreeSet<(String, String)> = desk.barred.keys().cloned().collect();
    let of_plain = |one: &&Assignment| plain.contains(&one.item_id);
    let standing: BTreeSet<(String, String)> = desk
        .assignments
        .iter()
        .filter(of_plain)
        .map(|one| (one.item_id.clone(), one.reviewer_id.clone()))
        .collect();
    let made = fair::assign(&plain, &[], &readers, (&barred, &standing), desk.panel.readers);
    let mut made = made.map_err(|short| {
        let item = desk.items.iter().find(|item| item.id == short.item);
        let item = item.map(|item| item.code.clone()).unwrap_or_default();
        Problem::from(Refused::TooFewReaders { item, found: short.found, needed: desk.panel.readers })
    })?;
    let idle = |reader: &&fair::Reader| !made.iter().chain(&standing).any(|(_, by)| *by == reader.id);
    if let Some(reader) = readers.iter().find(idle) {
        let user = desk.reviewers.iter().find(|one| one.id == reader.id).map(|one| one.user_id.clone());
        let reviewer = name_of(&mut work.tx, &user.unwrap_or_else(|| UserId::from(""))).await?;
        return Err(Refused::ReviewerIdle { reviewer }.into());
    }
    let pair = |item: &String, reader: &fair::Reader| (item.clone(), reader.id.clone());
    made.extend(for_all.iter().flat_map(|item| readers.iter().map(move |reader| pair(item, reader))));
    let known = |pair: &(String, String)| {
        desk.assignments.iter().any(|one| (&one.item_id, &one.reviewer_id) == (&pair.0, &pair.1))
    };
    made.retain(|pair| !known(pair));
    for (item_id, reviewer_id) in &made {
        add(work, id, (item_id, reviewer_id), "fair").await?;
    }
    if desk.panel.state == "draft" {
        unchanged(store::panels::set_state(&mut work.tx, id, "reading", desk.panel.version).await?)?;
    }
    work.note_with("evaluation.panel-assigned", id, &json!({ "pairs": made.len() })).await?;
    Ok(made.len())
}

/// Refuses a panel that lacks criteria, items, a calibration item or reviewers.
async fn complete(work: &mut Work, desk: &Desk) -> Result<(), Problem> {
    let criteria = store::panels::criteria(&mut work.tx, &desk.panel.id).await?;
    let lacks = if criteria.is_empty() {
        "criteria"
    } else if !desk.items.iter().any(|item| item.agency_id.is_some()) {
        "items"
    } else if desk.items.iter().all(|item| item.agency_id.is_some()) {
        "calibration"
    } else if desk.reviewers.iter().all(|one| one.capacity == 0) {
        "reviewers"
    } else {
        return Ok(());
    };
    Err(Refused::PanelIncomplete { part: lacks.to_owned() }.into())
}

/// Adds one assignment.
async fn add(
    work: &mut Work,
    panel: &str,
    (item, reviewer): (&str, &str),
    way: &str,
) -> Result<String, Problem> {
    let one = Assignment {
        id: fresh(),
        panel_id: panel.to_owned(),
        item_id: item.to_owned(),
        reviewer_id: reviewer.to_owned(),
        way: way.to_owned(),
        state: "open".into(),
        note: String::new(),
        version: 1,
    };
    store::panels::insert_assignment(&mut work.tx, &one).await?;
    Ok(one.id)
}

/// Gives an item to a reviewer by hand; a tie forbids it with its reason.
pub async fn assign_by_hand(work: &mut Work, id: &str, item: &str, reviewer: &str) -> Result<(), Problem> {
    work.actor.must("evaluation.edit")?;
    let panel = in_state(&mut work.tx, id, &["draft", "reading"]).await?;
    let today = work.today;
    let desk = desk(&mut work.tx, panel, today).await?;
    let of = desk.items.iter().find(|one| one.id == item).ok_or_else(missing)?;
    let by = desk.reviewers.iter().find(|one| one.id == reviewer).ok_or_else(missing)?;
    if let Some(bond) = desk.barred.get(&(item.to_owned(), reviewer.to_owned())) {
        let agency = of.agency_id.clone().unwrap_or_else(|| AgencyId::from(""));
        let name = agencies::agency(&mut work.tx, &agency).await?.map(|one| one.name).unwrap_or_default();
        let agency = if desk.is_open_to(&work.actor) { name } else { of.code.clone() };
        let reviewer = name_of(&mut work.tx, &by.user_id).await?;
        let (tie, since) = (bond.kind.clone(), bond.since);
        return Err(Refused::PairForbidden { reviewer, agency, tie, since }.into());
    }
    if desk.assignments.iter().any(|one| one.item_id == item && one.reviewer_id == reviewer) {
        return Err(Refused::AlreadyAssigned.into());
    }
    let made = add(work, id, (item, reviewer), "hand").await?;
    work.note("evaluation.review-assigned", &made).await
}

/// Takes an item that was not read away from a reviewer.
pub async fn remove_assignment(work: &mut Work, id: &str) -> Result<String, Problem> {
    work.actor.must("evaluation.edit")?;
    let one = store::panels::assignment(&mut work.tx, id).await?.ok_or_else(missing)?;
    unchanged(store::panels::delete_assignment(&mut work.tx, id).await? == 1)?;
    work.note("evaluation.review-removed", id).await?;
    Ok(one.panel_id)
}

/// The mark of each read item in millionths of 100 points: criteria left out count for nothing, up or down.
pub fn marks_out_of_100(
    criteria: &[Criterion],
    assignments: &[Assignment],
    marks: &[Mark],
) -> Vec<(String, String, i64)> {
    let of = |one: &Assignment| {
        let own = marks.iter().filter(|mark| mark.assignment_id == one.id);
        let (mut got, mut most) = (0, 0);
        for mark in own {
            let Some(points) = mark.points else { continue };
            let criterion = criteria.iter().find(|criterion| criterion.id == mark.criterion_id)?;
            got += points;
            most += criterion.points;
        }
        let mark = base::Ratio::new(got * 100, most).scaled(MILLION)?;
        Some((one.item_id.clone(), one.reviewer_id.clone(), mark))
    };
    assignments.iter().filter(|one| one.state == "done").filter_map(of).collect()
}

/// What the marks of a panel say once severity is taken out; none when they fall apart.
pub async fn adjusted(tx: &mut Tx, panel: &Panel) -> Result<Option<Adjusted>, Problem> {
    let criteria = store::panels::criteria(tx, &panel.id).await?;
    let assignments = store::panels::assignments(tx, &panel.id).await?;
    let marks = store::panels::marks(tx, &panel.id).await?;
    let given = marks_out_of_100(&criteria, &assignments, &marks);
    let given: Vec<severity::Given<'_>> =
        given.iter().map(|(item, reader, mark)| (item.as_str(), reader.as_str(), *mark)).collect();
    Ok(severity::adjusted(&given))
}

/// Closes a panel once everything was read; names are shown from then on.
pub async fn close_panel(work: &mut Work, id: &str) -> Result<(), Problem> {
    work.actor.must("evaluation.edit")?;
    let panel = in_state(&mut work.tx, id, &["reading"]).await?;
    let assignments = store::panels::assignments(&mut work.tx, id).await?;
    let count = assignments.iter().filter(|one| one.state == "open").count() as i64;
    if count > 0 {
        return Err(Refused::ReviewsOpen { count }.into());
    }
    if adjusted(&mut work.tx, &panel).await?.is_none() {
        return Err(Refused::PanelFallsApart.into());
    }
    unchanged(store::panels::set_state(&mut work.tx, id, "closed", panel.version).await?)?;
    work.note("evaluation.panel-closed", id).await
}

/// Adjusted marks of the closed panels of a year by agency; the newest panel stands.
pub async fn points_of_year(tx: &mut Tx, year: i64) -> Result<BTreeMap<AgencyId, i64>, Problem> {
    let mut points = BTreeMap::new();
    let panels = store::panels::panels(tx).await?;
    for panel in panels.into_iter().filter(|panel| panel.year == year && panel.state == "closed") {
        let items = store::panels::items(tx, &panel.id).await?;
        let Some(adjusted) = adjusted(tx, &panel).await? else { continue };
        for item in items {
            if let (Some(agency), Some(mark)) = (item.agency_id, adjusted.items.get(&item.id)) {
                points.insert(agency, *mark);
            }
        }
    }
    Ok(points)
}

/// Adjusted marks that a round takes.
pub async fn points_of_round(tx: &mut Tx, round: &Round) -> Result<BTreeMap<AgencyId, i64>, Problem> {
    points_of_year(tx, round.year).await
}
