//! Reorganization: draft, preview, apply in one work, undo while nothing depends on it.
//!
//! Nothing is rewritten: units end the day before, others begin; memberships and the budget lines of this and
//! coming years end there and go on elsewhere. Open tasks have no dates and move, whatever area they are of
//! (activities, tasks and sheets of the plan are among them); what belongs to an ended year stays as it was.
//! Each move is kept with where it came from. Undoing is possible until a record made later names a new unit or a moved
//! record has gone on; after that the way back is a reorganization of its own, which everyone can see.

use std::collections::BTreeSet;

use base::{FieldNote, Id, Problem};
use db::Tx;
use jiff::civil::Date;
use register::{Work, budget, organization, users};
use serde_json::json;

use crate::{
    model::{
        DraftReorganization, EndUnit, Move, NewUnit, Plan, PlanEnds, Refused, Reorganization, Standing, need,
        settled,
    },
    store::organization as store,
};

/// Kinds of units, as the form offers them.
pub const UNIT_KINDS: [&str; 3] = ["team", "task-force", "office"];

/// The draft's fields, with notes at what is wrong.
fn read_draft(work: &Work, wish: &DraftReorganization) -> Result<Reorganization, Problem> {
    let mut notes = Vec::new();
    need(&mut notes, "title", &wish.title, 200);
    need(&mut notes, "decided", &wish.decided, 200);
    let effective_on: Date = wish.effective_on.parse().unwrap_or_else(|_| {
        notes.push(FieldNote::new("effective_on", "office-day-needed"));
        work.today
    });
    if effective_on < work.today {
        notes.push(FieldNote::new("effective_on", "office-day-past"));
    }
    let mut starts = Vec::new();
    for (at, name) in wish.unit_name.iter().enumerate().filter(|(_, name)| !name.trim().is_empty()) {
        let kind = wish.unit_kind.get(at).map_or("team", String::as_str);
        if !UNIT_KINDS.contains(&kind) || name.chars().count() > 100 {
            notes.push(FieldNote::new("unit_name", "office-choice-needed"));
        }
        let id = Id::<NewUnit>::fresh().to_string();
        starts.push(NewUnit { id, name: name.trim().to_owned(), kind: kind.to_owned() });
    }
    settled(notes)?;
    let content = serde_json::to_string(&Plan { starts, ends: Vec::new() }).map_err(Problem::fault)?;
    Ok(Reorganization {
        id: Id::<Reorganization>::fresh().to_string(),
        title: wish.title.trim().to_owned(),
        decided: wish.decided.trim().to_owned(),
        effective_on,
        state: "draft".into(),
        content,
        structure_id: None,
        made_at: work.now,
        applied_at: None,
        version: 1,
    })
}

/// Drafts a reorganization: title, day and the units that begin.
pub async fn draft(work: &mut Work, wish: &DraftReorganization) -> Result<String, Problem> {
    work.actor.must("office.organization")?;
    let one = read_draft(work, wish)?;
    let by = work.actor.id.clone();
    store::insert_reorganization(&mut work.tx, &one, &by).await?;
    work.note("office.reorganization-drafted", &one.id).await?;
    Ok(one.id)
}

/// The reorganization in the state needed, or a refusal.
async fn in_state(tx: &mut Tx, id: &str, state: &str) -> Result<Reorganization, Problem> {
    let one = store::reorganization(tx, id).await?.ok_or(web::Refused::NoSuchRecord)?;
    if one.state == state { Ok(one) } else { Err(Refused::ReorganizationState { state: one.state }.into()) }
}

/// Says which units end and who takes over from each.
pub async fn plan_ends(work: &mut Work, id: &str, wish: &PlanEnds) -> Result<(), Problem> {
    work.actor.must("office.organization")?;
    let mut one = in_state(&mut work.tx, id, "draft").await?;
    let mut plan = one.plan();
    let ended = |(at, (unit, to)): (usize, (&String, &String))| EndUnit {
        unit_id: unit.clone(),
        to: if to == "open" { String::new() } else { to.clone() },
        members_to: wish.members_to.get(at).cloned().unwrap_or_default(),
        had_until_on: None,
    };
    let pairs = wish.unit.iter().zip(&wish.to).enumerate();
    plan.ends = pairs.filter(|(_, (_, to))| *to != "stay").map(ended).collect();
    one.content = serde_json::to_string(&plan).map_err(Problem::fault)?;
    one.version = wish.version;
    if !store::update_reorganization(&mut work.tx, &one).await? {
        return Err(web::Refused::ChangedMeanwhile.into());
    }
    work.note("office.reorganization-planned", id).await
}

/// Throws a draft away.
pub async fn drop_draft(work: &mut Work, id: &str) -> Result<(), Problem> {
    work.actor.must("office.organization")?;
    in_state(&mut work.tx, id, "draft").await?;
    store::set_state(&mut work.tx, id, "dropped", None, None).await?;
    work.note("office.reorganization-dropped", id).await
}

/// A record that stands in an ending unit, as a move.
fn moved(kind: &str, standing: Standing, end: &EndUnit) -> Move {
    let people = kind == "membership";
    let own = standing.user_id.clone().filter(|_| kind != "budget-line");
    Move {
        kind: kind.to_owned(),
        record_id: standing.record_id,
        about: standing.about,
        name: standing.name,
        from_unit_id: standing.unit_id,
        to_unit_id: if people { end.members_unit() } else { end.to_unit() }.map(str::to_owned),
        from_user_id: standing.user_id,
        to_user_id: end.to_person().filter(|_| !people).or(own),
        from_until_on: standing.until_on,
    }
}

/// The units that may end or take over: those in force on the first day and not ended since.
pub async fn standing_units(
    tx: &mut Tx,
    one: &Reorganization,
    today: Date,
) -> Result<Vec<organization::Unit>, Problem> {
    let units = organization::units(tx, one.effective_on).await?.into_iter();
    Ok(units.filter(|unit| unit.valid_on(today.max(one.effective_on))).collect())
}

/// Everything a plan moves, in a fixed order. Preview and apply both read it, so they cannot differ.
pub async fn moves(tx: &mut Tx, one: &Reorganization, today: Date) -> Result<Vec<Move>, Problem> {
    let year = i64::from(one.effective_on.max(today).year());
    let mut all = Vec::new();
    for end in &one.plan().ends {
        for standing in store::open_tasks(tx, &end.unit_id, year).await? {
            all.push(moved("task", standing, end));
        }
        for standing in store::budget_lines(tx, &end.unit_id, year).await? {
            all.push(moved("budget-line", standing, end));
        }
        for standing in store::memberships(tx, &end.unit_id, one.effective_on).await? {
            all.push(moved("membership", standing, end));
        }
    }
    Ok(all)
}

/// Refuses a plan that changes nothing, names units that are gone, or leaves work without a receiver.
async fn judge(tx: &mut Tx, one: &Reorganization, moves: &[Move], today: Date) -> Result<(), Problem> {
    let plan = one.plan();
    if plan.starts.is_empty() && plan.ends.is_empty() {
        return Err(Refused::NothingChanges.into());
    }
    let units = standing_units(tx, one, today).await?;
    let ending: BTreeSet<&str> = plan.ends.iter().map(|end| end.unit_id.as_str()).collect();
    let staying = units.iter().map(|unit| unit.id.as_str()).filter(|id| !ending.contains(id));
    let receivers: BTreeSet<&str> = staying.chain(plan.starts.iter().map(|unit| unit.id.as_str())).collect();
    for end in &plan.ends {
        let unit = units.iter().find(|unit| unit.id == end.unit_id).ok_or(Refused::UnitGone)?;
        let mut own = moves.iter().filter(|one| one.from_unit_id == end.unit_id);
        let open = match (end.to_unit(), end.to_person()) {
            (Some(to), _) if receivers.contains(to) => false,
            (Some(_), _) => return Err(Refused::UnitGone.into()),
            (None, Some(person)) => {
                users::user(tx, &person)
                    .await?
                    .filter(|user| user.state == "active")
                    .ok_or(Refused::UnitGone)?;
                own.any(|one| one.kind == "budget-line")
            }
            (None, None) => own.next().is_some(),
        };
        if open {
            return Err(Refused::NoReceiver { unit: unit.name.clone() }.into());
        }
        people_settled(end, unit, moves, &receivers)?;
    }
    Ok(())
}

/// Refuses when a person takes over and it is open where the unit's people go: a membership never ends by itself.
fn people_settled(
    end: &EndUnit,
    unit: &organization::Unit,
    moves: &[Move],
    receivers: &BTreeSet<&str>,
) -> Result<(), Refused> {
    if end.to_person().is_none() || end.members_end() {
        return Ok(());
    }
    match end.members_unit() {
        Some(to) if receivers.contains(to) => Ok(()),
        Some(_) => Err(Refused::UnitGone),
        None => {
            let own = moves.iter().filter(|one| one.from_unit_id == unit.id && one.ends_membership());
            let names: Vec<&str> = own.map(|one| one.name.as_str()).collect();
            let people = names.join(", ");
            if names.is_empty() {
                Ok(())
            } else {
                Err(Refused::PeopleLeft { unit: unit.name.clone(), people })
            }
        }
    }
}

/// Refuses what a preview would refuse; for the preview page.
pub async fn judged(tx: &mut Tx, one: &Reorganization, moves: &[Move], today: Date) -> Option<Problem> {
    judge(tx, one, moves, today).await.err()
}

/// Applies a reorganization: units end and begin, work moves, all in this work.
pub async fn apply(work: &mut Work, id: &str, version: i64) -> Result<Vec<Move>, Problem> {
    work.actor.must("office.organization")?;
    let one = in_state(&mut work.tx, id, "draft").await?;
    if one.version != version {
        return Err(web::Refused::ChangedMeanwhile.into());
    }
    if work.today < one.effective_on {
        return Err(Refused::NotYet { effective: one.effective_on }.into());
    }
    let today = work.today;
    let moves = moves(&mut work.tx, &one, today).await?;
    judge(&mut work.tx, &one, &moves, today).await?;
    let structure = begin_units(work, &one).await?;
    for step in &moves {
        carry_out(work, &one, step).await?;
    }
    end_units(work, &one).await?;
    let now = work.now;
    store::set_state(&mut work.tx, id, "applied", structure.as_deref(), Some(now)).await?;
    let counted = |kind: &str| moves.iter().filter(|one| one.kind == kind).count();
    let detail = json!({
        "tasks": counted("task"), "budget_lines": counted("budget-line"), "memberships": counted("membership"),
        "memberships_ended": moves.iter().filter(|one| one.ends_membership()).count(),
        "effective": one.effective_on, "ends": one.plan().ends,
    });
    work.note_with("office.reorganization-applied", id, &detail).await?;
    Ok(moves)
}

/// Makes the new structure and its units; none when no unit begins.
async fn begin_units(work: &mut Work, one: &Reorganization) -> Result<Option<String>, Problem> {
    let plan = one.plan();
    if plan.starts.is_empty() {
        return Ok(None);
    }
    let structure = organization::Structure {
        id: Id::<organization::Structure>::fresh().to_string(),
        name: one.title.clone(),
        from_on: one.effective_on,
        until_on: None,
        decided: one.decided.clone(),
    };
    organization::insert_structure(work, &structure).await?;
    for unit in plan.starts {
        let unit = organization::Unit {
            id: unit.id,
            structure_id: structure.id.clone(),
            name: unit.name,
            kind: unit.kind,
            from_on: one.effective_on,
            until_on: None,
            sample: false,
            source: one.decided.clone(),
        };
        organization::insert_unit(work, &unit).await?;
    }
    Ok(Some(structure.id))
}

/// The day before the new order.
fn last_day(one: &Reorganization) -> Result<Date, Problem> {
    one.effective_on.yesterday().map_err(Problem::fault)
}

/// Moves one record and remembers it.
async fn carry_out(work: &mut Work, one: &Reorganization, step: &Move) -> Result<(), Problem> {
    let to = step.to_unit_id.as_deref();
    let mut made = None;
    match (step.kind.as_str(), to) {
        ("task", to) => {
            store::move_task(&mut work.tx, &step.record_id, to, step.to_user_id.as_ref()).await?;
        }
        ("budget-line", Some(to)) => {
            made = Some(budget::hand_line(work, &step.record_id, to, one.effective_on).await?);
        }
        (_, to) => {
            let tx = &mut work.tx;
            store::set_membership_end(tx, &step.record_id, Some(last_day(one)?)).await?;
            if let Some(to) = to {
                let first = one.effective_on;
                made = Some(
                    store::continue_membership(tx, &step.record_id, to, first, step.from_until_on).await?,
                );
            }
        }
    }
    store::insert_move(&mut work.tx, &one.id, step, made.as_deref()).await
}

/// Ends the units of the plan, and structures left without any; keeps the last day each unit had before.
async fn end_units(work: &mut Work, one: &Reorganization) -> Result<(), Problem> {
    let last = last_day(one)?;
    let mut structures = BTreeSet::new();
    let mut plan = one.plan();
    for end in &mut plan.ends {
        if let Some(unit) = organization::unit(&mut work.tx, &end.unit_id).await? {
            structures.insert(unit.structure_id);
            end.had_until_on = unit.until_on;
        }
        organization::end_unit(work, &end.unit_id, last).await?;
    }
    let content = serde_json::to_string(&plan).map_err(Problem::fault)?;
    store::update_reorganization(&mut work.tx, &Reorganization { content, ..one.clone() }).await?;
    for structure in structures {
        if store::open_units_of(&mut work.tx, &structure).await? == 0 {
            organization::end_structure(work, &structure, last).await?;
        }
    }
    Ok(())
}

/// How many records keep an applied reorganization from being undone.
pub async fn dependents(tx: &mut Tx, one: &Reorganization) -> Result<i64, Problem> {
    let moves = store::moves(tx, &one.id).await?;
    let made = store::made_records(tx, &one.id).await?;
    let mut count = 0;
    for step in &moves {
        let to = step.to_unit_id.as_deref();
        let made = made.iter().find(|(from, _)| *from == step.record_id).map(|(_, id)| id.as_str());
        let stands = match (step.kind.as_str(), to) {
            ("task", to) => store::task_stands(tx, &step.record_id, to, step.to_user_id.as_ref()).await?,
            ("budget-line", _) => store::line_stands(tx, made.unwrap_or_default()).await?,
            (_, Some(to)) => match made {
                Some(id) => store::membership_stands(tx, id, to, step.from_until_on).await?,
                None => false,
            },
            (_, None) => {
                let last = Some(last_day(one)?);
                store::membership_stands(tx, &step.record_id, &step.from_unit_id, last).await?
            }
        };
        count += i64::from(!stands);
    }
    for unit in one.plan().starts {
        let moved = moves.iter().filter(|step| step.to_unit_id.as_deref() == Some(&unit.id)).count() as i64;
        count += (store::uses_of_unit(tx, &unit.id).await? - moved).max(0);
    }
    Ok(count)
}

/// Undoes an applied reorganization while nothing depends on it; the journal keeps both.
pub async fn undo(work: &mut Work, id: &str) -> Result<(), Problem> {
    work.actor.must("office.organization")?;
    let one = in_state(&mut work.tx, id, "applied").await?;
    let count = dependents(&mut work.tx, &one).await?;
    if count > 0 {
        return Err(Refused::SomethingDepends { count }.into());
    }
    move_back(work, &one).await?;
    for end in one.plan().ends {
        store::reopen_unit(&mut work.tx, &end.unit_id, end.had_until_on).await?;
        if let Some(unit) = organization::unit(&mut work.tx, &end.unit_id).await? {
            store::reopen_structure(&mut work.tx, &unit.structure_id).await?;
        }
    }
    for unit in one.plan().starts {
        if !store::delete_unit(&mut work.tx, &unit.id).await? {
            // Another area names it in a table of its own; the work is given up as a whole.
            return Err(Refused::SomethingDepends { count: 1 }.into());
        }
    }
    store::unlink_structure(&mut work.tx, id).await?;
    if let Some(structure) = &one.structure_id {
        store::delete_structure(&mut work.tx, structure).await?;
    }
    let applied = one.applied_at;
    store::set_state(&mut work.tx, id, "undone", None, applied).await?;
    work.note("office.reorganization-undone", id).await
}

/// Moves every record back to where it was.
async fn move_back(work: &mut Work, one: &Reorganization) -> Result<(), Problem> {
    let made = store::made_records(&mut work.tx, &one.id).await?;
    for step in store::moves(&mut work.tx, &one.id).await? {
        let made = made.iter().find(|(from, _)| *from == step.record_id).map(|(_, id)| id.as_str());
        let tx = &mut work.tx;
        match step.kind.as_str() {
            "task" => {
                store::move_task(tx, &step.record_id, Some(&step.from_unit_id), step.from_user_id.as_ref())
                    .await?;
            }
            "budget-line" => {
                budget::take_line_back(work, &step.record_id, made.unwrap_or_default()).await?;
            }
            _ => {
                store::set_membership_end(tx, &step.record_id, step.from_until_on).await?;
                if let Some(made) = made {
                    store::delete_membership(tx, made).await?;
                }
            }
        }
    }
    store::delete_moves(&mut work.tx, &one.id).await
}
