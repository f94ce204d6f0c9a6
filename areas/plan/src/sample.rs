//! Made-up material for the demo: a split of the money that sums to the plan's total, activities, lists, sheets.

use std::sync::LazyLock;

use base::{Dice, Problem, UserId, Won};
use jiff::{Span, civil::Date};
use register::{
    Work,
    budget::{self, Commitment, NewLine, Payment},
    modes, users,
};
use serde::Deserialize;

use crate::{
    actions::{fresh, todos},
    guideline::day,
    model::{Activity, Material, Milestone, Sheet, Step, Task, task_subject},
    seeding, store,
};

/// The sample's year.
const YEAR: i64 = 2020;
/// Where sample money says it comes from.
const SOURCE: &str = "sample";

#[derive(Deserialize)]
struct Sample {
    task: Vec<SampleTask>,
    regular: Vec<SampleActivity>,
    practice: Vec<Practice>,
    commitment: SampleMoney,
    milestone: SampleTitle,
    mode: SampleMode,
}

#[derive(Deserialize)]
struct SampleTask {
    number: i64,
    line: Vec<SampleLine>,
    activity: Vec<SampleActivity>,
    material: Vec<SampleMaterial>,
    sheet: SampleSheet,
}

#[derive(Deserialize)]
struct SampleLine {
    name: String,
    weight: u64,
}

#[derive(Deserialize)]
struct SampleActivity {
    title: String,
    way: String,
    from: toml::value::Datetime,
    until: toml::value::Datetime,
    hours: i64,
}

/// Work in the weeks around the practice day.
#[derive(Deserialize)]
struct Practice {
    task: Option<i64>,
    state: String,
    #[serde(flatten)]
    activity: SampleActivity,
}

#[derive(Deserialize)]
struct SampleMaterial {
    title: String,
    kind: String,
    origin: String,
    link: String,
    state: String,
}

#[derive(Deserialize)]
struct SampleSheet {
    title: String,
    aim: String,
    people: String,
    cost_won: i64,
    step: Vec<SampleStep>,
}

#[derive(Deserialize)]
struct SampleStep {
    title: String,
    after_days: i64,
    days: i64,
    way: String,
    hours: i64,
}

#[derive(Deserialize)]
struct SampleMoney {
    title: String,
    payment: String,
}

#[derive(Deserialize)]
struct SampleTitle {
    title: String,
}

#[derive(Deserialize)]
struct SampleMode {
    mode: String,
    from: toml::value::Datetime,
    until: toml::value::Datetime,
    legal_basis: String,
    note: String,
}

/// Fills the plan of 2020 with sample material, all of it marked; does nothing where there is money already.
pub async fn fill(work: &mut Work) -> Result<(), Problem> {
    seeding::seed(work).await?;
    if !budget::lines(&mut work.tx, YEAR).await?.is_empty() {
        return Ok(());
    }
    let sample = &*SAMPLE;
    let tasks = store::tasks(&mut work.tx, YEAR).await?;
    let mut cast = Cast { owners: owners(work).await?, dice: Dice::new(2020) };
    fill_money(work, sample, &tasks, &mut cast.dice).await?;
    for one in &sample.task {
        let task =
            tasks.iter().find(|task| task.number == one.number).expect("the sample's tasks are the plan's");
        fill_task(work, sample, one, task, &mut cast).await?;
    }
    for regular in &sample.regular {
        let activity = cast.activity(regular, None, "regular");
        todos::add_activity(work, &activity).await?;
    }
    fill_practice(work, sample, &tasks, &mut cast).await?;
    fill_mode(work, &sample.mode).await?;
    work.note("plan.sample-filled", &YEAR.to_string()).await
}

/// The sample material.
static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/sample_2020.toml")).expect("the sample's file is sound")
});

/// Whether a time of a mode is the one that [`fill`] made up: the register has no mark for it.
pub(crate) fn is_sample(mode: &modes::Mode) -> bool {
    let one = &SAMPLE.mode;
    mode.mode == one.mode
        && (mode.from_on, mode.until_on) == (day(&one.from), Some(day(&one.until)))
        && (&mode.legal_basis, &mode.note) == (&one.legal_basis, &one.note)
}

/// Who may own sample activities: sample accounts that belong to no agency.
async fn owners(work: &mut Work) -> Result<Vec<UserId>, Problem> {
    let mut owners = Vec::new();
    for user in users::users(&mut work.tx).await? {
        let staff = users::roles(&mut work.tx, &user.id).await?;
        if user.sample && staff.iter().any(|role| role == "centre-staff" || role == "team-lead") {
            owners.push(user.id);
        }
    }
    owners.sort();
    Ok(owners)
}

/// The people of the sample and the dice that hand out the work.
struct Cast {
    owners: Vec<UserId>,
    dice: Dice,
}

impl Cast {
    /// Someone, if there is anyone.
    fn owner(&mut self) -> Option<UserId> {
        let last = self.owners.len() as i64 - 1;
        self.owners.get(self.dice.between(0, last) as usize).cloned()
    }

    /// A sample activity.
    fn activity(&mut self, one: &SampleActivity, task: Option<&Task>, kind: &str) -> Activity {
        Activity {
            id: fresh(),
            year: YEAR,
            task_id: task.map(|task| task.id.clone()),
            title: one.title.clone(),
            kind: kind.into(),
            way: one.way.clone(),
            from_on: day(&one.from),
            until_on: day(&one.until),
            owner_id: self.owner(),
            unit_id: Some(if kind == "regular" { "team-1" } else { "task-force" }.into()),
            district_id: None,
            hours_week: one.hours,
            state: "done".into(),
            sheet_id: None,
            mode_id: None,
            sample: true,
            version: 1,
        }
    }
}

/// Splits the plan's money over lines, promises most of it and pays most of that.
async fn fill_money(
    work: &mut Work,
    sample: &Sample,
    tasks: &[Task],
    dice: &mut Dice,
) -> Result<(), Problem> {
    let plans = store::years(&mut work.tx).await?;
    let total = plans.iter().find(|plan| plan.year == YEAR).map_or(Won::ZERO, |plan| plan.budget);
    let weights: Vec<u64> = sample.task.iter().flat_map(|task| &task.line).map(|line| line.weight).collect();
    let mut parts = total.split(&weights).into_iter();
    for one in &sample.task {
        let task =
            tasks.iter().find(|task| task.number == one.number).expect("the sample's tasks are the plan's");
        for line in &one.line {
            let planned = parts.next().expect("one part for each weight");
            let about = task_subject(&task.id);
            let unit_id = task.unit_id.as_deref();
            let (name, source) = (line.name.as_str(), SOURCE);
            let new = NewLine { year: YEAR, about: &about, name, unit_id, planned, sample: true, source };
            let id = budget::insert_line(work, &new).await?;
            fill_line(work, &sample.commitment, &id, planned, dice).await?;
        }
    }
    Ok(())
}

/// Two promises on a line: one paid in two parts and closed, one paid in part and left open.
async fn fill_line(
    work: &mut Work,
    words: &SampleMoney,
    line: &str,
    planned: Won,
    dice: &mut Dice,
) -> Result<(), Problem> {
    let (first, second, rest) = (dice.between(45, 60), dice.between(15, 30), 10);
    let parts = planned.split(&[first as u64, second as u64, rest]);
    let start = jiff::civil::date(2020, 4, 13).saturating_add(Span::new().days(dice.between(0, 90)));
    for (won, state) in [(parts[0], "closed"), (parts[1], "open")] {
        let commitment = Commitment {
            id: fresh(),
            line_id: line.to_owned(),
            title: words.title.clone(),
            won,
            committed_on: start,
            state: state.into(),
            sample: true,
        };
        budget::insert_commitment(work, &commitment).await?;
        let mut paid = won.split(&[2, 1]);
        if state == "open" {
            paid.truncate(1);
        }
        for (at, won) in paid.into_iter().enumerate() {
            let paid_on = start.saturating_add(Span::new().days(30 * (at as i64 + 1)));
            pay(work, words, &commitment, won, paid_on).await?;
        }
    }
    Ok(())
}

/// One sample payment on a promise.
async fn pay(
    work: &mut Work,
    words: &SampleMoney,
    on: &Commitment,
    won: Won,
    paid_on: Date,
) -> Result<(), Problem> {
    let payment = Payment {
        id: fresh(),
        line_id: on.line_id.clone(),
        commitment_id: Some(on.id.clone()),
        title: words.payment.clone(),
        won,
        paid_on,
        sample: true,
    };
    budget::insert_payment(work, &payment).await
}

/// Work around the practice day, each with a milestone at its end that is reached where the work is done.
async fn fill_practice(
    work: &mut Work,
    sample: &Sample,
    tasks: &[Task],
    cast: &mut Cast,
) -> Result<(), Problem> {
    for one in &sample.practice {
        let task = one.task.and_then(|number| tasks.iter().find(|task| task.number == number));
        let kind = if task.is_some() { "strengthening" } else { "regular" };
        let activity = Activity { state: one.state.clone(), ..cast.activity(&one.activity, task, kind) };
        todos::add_activity(work, &activity).await?;
        if task.is_some() {
            let reached_on = (activity.state == "done").then_some(activity.until_on);
            insert_milestone(work, sample, activity, reached_on).await?;
        }
    }
    Ok(())
}

/// The milestone at the end of a sample activity.
async fn insert_milestone(
    work: &mut Work,
    sample: &Sample,
    of: Activity,
    reached_on: Option<Date>,
) -> Result<(), Problem> {
    let (id, title) = (fresh(), sample.milestone.title.clone());
    let one = Milestone { id, title, due_on: of.until_on, reached_on, activity_id: of.id, sample: true };
    store::insert_milestone(&mut work.tx, &one).await
}

/// Activities with a milestone at the end of each, the material list and one sheet.
async fn fill_task(
    work: &mut Work,
    sample: &Sample,
    one: &SampleTask,
    task: &Task,
    cast: &mut Cast,
) -> Result<(), Problem> {
    for activity in &one.activity {
        let activity = cast.activity(activity, Some(task), "strengthening");
        todos::add_activity(work, &activity).await?;
        let reached_on = Some(activity.until_on);
        insert_milestone(work, sample, activity, reached_on).await?;
    }
    for material in &one.material {
        let material = Material {
            id: fresh(),
            task_id: task.id.clone(),
            title: material.title.clone(),
            kind: material.kind.clone(),
            origin: material.origin.clone(),
            link: material.link.clone(),
            owner_id: cast.owner(),
            state: material.state.clone(),
            sample: true,
            version: 1,
        };
        store::insert_material(&mut work.tx, &material).await?;
    }
    fill_sheet(work, &one.sheet, task, cast).await
}

/// One sheet with its steps; the sheets of core tasks are ready.
async fn fill_sheet(work: &mut Work, one: &SampleSheet, task: &Task, cast: &mut Cast) -> Result<(), Problem> {
    let sheet = Sheet {
        id: fresh(),
        task_id: task.id.clone(),
        title: one.title.clone(),
        aim: one.aim.clone(),
        people: one.people.clone(),
        cost: Some(Won(one.cost_won)),
        owner_id: cast.owner(),
        unit_id: task.unit_id.clone(),
        district_id: None,
        state: if task.core { "ready" } else { "draft" }.into(),
        mode_id: None,
        sample: true,
        version: 1,
    };
    todos::add_sheet(work, &sheet, task.year).await?;
    for (at, step) in one.step.iter().enumerate() {
        let step = Step {
            id: fresh(),
            sheet_id: sheet.id.clone(),
            position: at as i64 + 1,
            title: step.title.clone(),
            after_days: step.after_days,
            days: step.days,
            way: step.way.clone(),
            hours_week: step.hours,
        };
        store::insert_step(&mut work.tx, &step).await?;
    }
    Ok(())
}

/// A past time of distancing, so that the history shows one.
async fn fill_mode(work: &mut Work, one: &SampleMode) -> Result<(), Problem> {
    let mode = modes::NewMode {
        mode: &one.mode,
        district: None,
        from_on: day(&one.from),
        until_on: Some(day(&one.until)),
        legal_basis: &one.legal_basis,
        note: &one.note,
    };
    modes::switch_on(work, &mode).await.map(drop)
}
