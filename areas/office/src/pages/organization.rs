//! Units and people as of a day; reorganization with its preview.

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use base::Problem;
use db::Tx;
use jiff::civil::Date;
use register::{organization, users};
use serde::Deserialize;
use web::{Ask, Notes, Phrase, Reply, filters};

use super::{Choice, Told, agencies::day, choices, told};
use crate::{
    actions::organization as actions,
    model::{DraftReorganization, Move, NAMED_TASKS, NEW_UNITS, PlanEnds, Reorganization},
    store::organization as store,
};

struct UnitView {
    unit: organization::Unit,
    members: Vec<organization::Member>,
}

struct StructureView {
    structure: organization::Structure,
    units: Vec<UnitView>,
}

#[derive(Template)]
#[template(path = "organization.html")]
struct OrganizationPage {
    on: Date,
    structures: Vec<StructureView>,
    reorganizations: Vec<Reorganization>,
    may_edit: bool,
}

/// `GET /office/organization?on=…`
pub(super) async fn show(ask: Ask) -> Reply {
    let on = day(&ask);
    let mut tx = ask.read().await?;
    let (units, members) =
        (organization::units(&mut tx, on).await?, organization::members(&mut tx, on).await?);
    let of = |structure: &organization::Structure| -> Vec<UnitView> {
        let own = units.iter().filter(|unit| unit.structure_id == structure.id);
        own.map(|unit| UnitView {
            members: members.iter().filter(|member| member.unit_id == unit.id).cloned().collect(),
            unit: unit.clone(),
        })
        .collect()
    };
    let structures = organization::structures(&mut tx).await?.into_iter();
    let structures = structures.map(|structure| StructureView { units: of(&structure), structure });
    ask.page(&OrganizationPage {
        on,
        structures: structures.filter(|one| !one.units.is_empty()).collect(),
        reorganizations: store::reorganizations(&mut tx).await?,
        may_edit: ask.actor.may("office.organization"),
    })
}

struct UnitField {
    name: String,
    kinds: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "reorganization_new.html")]
struct NewPage {
    wish: DraftReorganization,
    units: Vec<UnitField>,
    notes: Notes,
}

/// The form for a draft, empty or with what was typed.
fn new_page(ask: &Ask, wish: DraftReorganization, notes: Notes) -> Reply {
    let again = !notes.0.is_empty();
    let field = |at: usize| UnitField {
        name: wish.unit_name.get(at).cloned().unwrap_or_default(),
        kinds: choices(
            ask,
            "office-unit-kind-",
            &actions::UNIT_KINDS,
            wish.unit_kind.get(at).map_or("team", String::as_str),
        ),
    };
    let view = NewPage { units: (0..NEW_UNITS).map(field).collect(), wish, notes };
    if again { ask.page_again(&view) } else { ask.page(&view) }
}

/// `GET /office/reorganizations/new`
pub(super) async fn new(ask: Ask) -> Reply {
    let wish =
        DraftReorganization { effective_on: ask.today().to_string(), ..DraftReorganization::default() };
    new_page(&ask, wish, Notes::default())
}

/// `POST /office/reorganizations`
pub(super) async fn create(ask: Ask, Form(wish): Form<DraftReorganization>) -> Reply {
    let mut work = ask.work().await?;
    match actions::draft(&mut work, &wish).await {
        Ok(id) => {
            work.commit().await?;
            ask.see_saying(&format!("/office/reorganizations/{id}"), &Phrase::new("office-draft-made"))
        }
        Err(Problem::Fields(notes)) => new_page(&ask, wish, ask.notes(&notes)),
        Err(problem) => Err(problem.into()),
    }
}

struct EndField {
    unit: organization::Unit,
    options: Vec<Choice>,
    /// Where its people go; offered when a person takes over from a unit with people.
    people: Vec<Choice>,
    /// Names of its people, for the question.
    names: String,
}

#[derive(Template)]
#[template(path = "reorganization.html")]
struct DraftPage {
    one: Reorganization,
    starts: Vec<crate::model::NewUnit>,
    ends: Vec<EndField>,
    moves: Vec<MoveView>,
    tasks: usize,
    lines: usize,
    memberships: usize,
    /// Of the memberships, those that end without another unit.
    ending: usize,
    /// Of the tasks, those of the plan, in the order of `NAMED_TASKS`.
    of_plan: [usize; NAMED_TASKS.len()],
    told: Told,
    dependents: i64,
    may_edit: bool,
    due: bool,
}

struct MoveView {
    step: Move,
    from: String,
    to: String,
}

/// Options for one unit: stays, or ends with a receiver.
fn end_options(
    ask: &Ask,
    one: &Reorganization,
    own: &organization::Unit,
    units: &[organization::Unit],
    people: &[users::User],
) -> Vec<Choice> {
    let plan = one.plan();
    let chosen = match plan.ends.iter().find(|end| end.unit_id == own.id) {
        None => "stay".to_owned(),
        Some(end) if end.to.is_empty() => "open".to_owned(),
        Some(end) => end.to.clone(),
    };
    let mut options = vec![
        ("stay".to_owned(), ask.t("office-reorganization-stay")),
        ("open".to_owned(), ask.t("office-reorganization-open")),
    ];
    let to = |name: &str| ask.say(&Phrase::new("office-reorganization-to").with("name", name));
    options.extend(plan.starts.iter().map(|unit| (format!("unit:{}", unit.id), to(&unit.name))));
    let others = units.iter().filter(|unit| unit.id != own.id);
    options.extend(others.map(|unit| (format!("unit:{}", unit.id), to(&unit.name))));
    let staff = people.iter().filter(|user| user.state == "active" && user.agency_id.is_none());
    options.extend(staff.map(|user| (format!("person:{}", user.id), to(&user.name))));
    let choice = |(value, label): (String, String)| Choice { selected: value == chosen, value, label };
    options.into_iter().map(choice).collect()
}

/// Where the people of a unit go that a person takes over from: to be said, another unit, or the end.
fn people_options(
    ask: &Ask,
    one: &Reorganization,
    own: &organization::Unit,
    units: &[organization::Unit],
) -> Vec<Choice> {
    let plan = one.plan();
    let Some(end) = plan.ends.iter().find(|end| end.unit_id == own.id && end.to_person().is_some()) else {
        return Vec::new();
    };
    let to = |name: &str| ask.say(&Phrase::new("office-reorganization-people-to").with("name", name));
    let mut options = vec![(String::new(), ask.t("office-reorganization-people-open"))];
    options.extend(plan.starts.iter().map(|unit| (format!("unit:{}", unit.id), to(&unit.name))));
    let ends = |unit: &organization::Unit| plan.ends.iter().any(|end| end.unit_id == unit.id);
    let others = units.iter().filter(|unit| !ends(unit));
    options.extend(others.map(|unit| (format!("unit:{}", unit.id), to(&unit.name))));
    options.push(("end".to_owned(), ask.t("office-reorganization-people-end")));
    let choice =
        |(value, label): (String, String)| Choice { selected: value == end.members_to, value, label };
    options.into_iter().map(choice).collect()
}

/// A unit with who takes over and, where it has to be said, where its people go.
fn end_field(
    ask: &Ask,
    one: &Reorganization,
    unit: &organization::Unit,
    (units, people, moves): (&[organization::Unit], &[users::User], &[Move]),
) -> EndField {
    let own = moves.iter().filter(|step| step.kind == "membership" && step.from_unit_id == unit.id);
    let names = own.map(|step| step.name.as_str()).collect::<Vec<_>>().join(", ");
    EndField {
        options: end_options(ask, one, unit, units, people),
        people: if names.is_empty() { Vec::new() } else { people_options(ask, one, unit, units) },
        unit: unit.clone(),
        names,
    }
}

/// Moves with the names of both sides.
async fn named(tx: &mut Tx, one: &Reorganization, moves: Vec<Move>) -> Result<Vec<MoveView>, Problem> {
    let units = organization::all_units(tx).await?;
    let people = users::users(tx).await?;
    let plan = one.plan();
    let unit = |id: &str| {
        let stored = units.iter().find(|unit| unit.id == id).map(|unit| unit.name.clone());
        stored
            .or_else(|| plan.starts.iter().find(|unit| unit.id == id).map(|unit| unit.name.clone()))
            .unwrap_or_default()
    };
    let person = |id: &base::UserId| {
        people.iter().find(|user| user.id == *id).map(|user| user.name.clone()).unwrap_or_default()
    };
    let view = |step: Move| MoveView {
        from: unit(&step.from_unit_id),
        to: match (&step.to_unit_id, &step.to_user_id) {
            (Some(id), _) => unit(id),
            (None, Some(id)) => person(id),
            (None, None) => String::new(),
        },
        step,
    };
    Ok(moves.into_iter().map(view).collect())
}

/// `GET /office/reorganizations/{id}`: the draft with its preview, or what an applied one has moved.
pub(super) async fn draft(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let one = store::reorganization(&mut tx, &id)
        .await?
        .ok_or_else(|| Problem::from(web::Refused::NoSuchRecord))?;
    let is_draft = one.state == "draft";
    let today = ask.today();
    let moves = if is_draft {
        actions::moves(&mut tx, &one, today).await?
    } else {
        store::moves(&mut tx, &one.id).await?
    };
    let problem = if is_draft { actions::judged(&mut tx, &one, &moves, today).await } else { None };
    let told = match problem {
        Some(problem) => told(&ask, problem)?,
        None => Told::default(),
    };
    let dependents = if one.state == "applied" { actions::dependents(&mut tx, &one).await? } else { 0 };
    let units = actions::standing_units(&mut tx, &one, today).await?;
    let members = organization::members(&mut tx, one.effective_on).await?;
    let belongs = |user: &users::User| members.iter().any(|member| member.user_id == user.id);
    let people: Vec<users::User> = users::users(&mut tx).await?.into_iter().filter(belongs).collect();
    let ends = if is_draft {
        units.iter().map(|unit| end_field(&ask, &one, unit, (&units, &people, &moves))).collect()
    } else {
        Vec::new()
    };
    let count = |kind: &str| moves.iter().filter(|step| step.kind == kind).count();
    let (tasks, lines, memberships) = (count("task"), count("budget-line"), count("membership"));
    let of_plan = NAMED_TASKS.map(|noun| moves.iter().filter(|step| step.noun() == noun).count());
    let ending = moves.iter().filter(|step| step.ends_membership()).count();
    let view = DraftPage {
        starts: one.plan().starts,
        ends,
        moves: named(&mut tx, &one, moves).await?,
        tasks,
        lines,
        memberships,
        ending,
        of_plan,
        told,
        dependents,
        may_edit: ask.actor.may("office.organization"),
        due: one.effective_on <= today,
        one,
    };
    ask.page(&view)
}

/// `POST /office/reorganizations/{id}/ends`
pub(super) async fn plan_ends(ask: Ask, Path(id): Path<String>, Form(wish): Form<PlanEnds>) -> Reply {
    let mut work = ask.work().await?;
    actions::plan_ends(&mut work, &id, &wish).await?;
    work.commit().await?;
    ask.see_saying(&format!("/office/reorganizations/{id}"), &Phrase::new("office-draft-saved"))
}

/// The version a decision was made from.
#[derive(Debug, Deserialize)]
pub(super) struct Decide {
    #[serde(default)]
    version: i64,
}

/// `POST /office/reorganizations/{id}/apply`
pub(super) async fn apply(ask: Ask, Path(id): Path<String>, Form(wish): Form<Decide>) -> Reply {
    let mut work = ask.work().await?;
    let moves = actions::apply(&mut work, &id, wish.version).await?;
    work.commit().await?;
    let said = Phrase::new("office-reorganization-applied").with("count", moves.len());
    ask.see_saying(&format!("/office/reorganizations/{id}"), &said)
}

/// `POST /office/reorganizations/{id}/drop`
pub(super) async fn drop_draft(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    actions::drop_draft(&mut work, &id).await?;
    work.commit().await?;
    ask.see_saying("/office/organization", &Phrase::new("office-draft-dropped"))
}

/// `POST /office/reorganizations/{id}/undo`
pub(super) async fn undo(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    actions::undo(&mut work, &id).await?;
    work.commit().await?;
    ask.see_saying(&format!("/office/reorganizations/{id}"), &Phrase::new("office-reorganization-undone"))
}
