//! A new year from an old one: fields, tasks, activities a year later, lines of the budget.

use base::{FiscalYear, Problem, Won};
use jiff::{Span, civil::Date};
use register::{
    Work,
    budget::{self, NewLine},
    organization,
};
use serde_json::json;

use super::{fresh, todos};
use crate::{
    model::{Activity, Check, CopyYear, Document, Field, Item, Refused, Task, Year, task_subject},
    store,
};

/// What is copied, from where to where.
struct Copy {
    from: i64,
    to: i64,
    units: Vec<String>,
}

impl Copy {
    /// A text with the old year's digits replaced.
    fn renamed(&self, text: &str) -> String {
        text.replace(&self.from.to_string(), &self.to.to_string())
    }

    /// A unit, if it is there on the day the new year's work is given out.
    fn unit(&self, unit: Option<&String>) -> Option<String> {
        unit.filter(|id| self.units.contains(id)).cloned()
    }

    /// Id of a task in the new year.
    fn task_id(&self, task: &Task) -> String {
        format!("{}-{:02}", self.to, task.number)
    }
}

/// Copies a year's plan: planned money the same or zero, nothing of what was spent, no evidence.
pub async fn copy_year(work: &mut Work, wish: &CopyYear) -> Result<i64, Problem> {
    work.actor.must("plan.approve")?;
    let mut check = Check::default();
    let from = check.number("from_year", &wish.from_year, 2000, 2100);
    let to = check.number("to_year", &wish.to_year, 2000, 2100);
    let same = check.one_of("budget", &wish.budget, &["zero", "same"]) == "same";
    check.done()?;
    let years = store::years(&mut work.tx).await?;
    let old = years.iter().find(|one| one.year == from).ok_or(Refused::NoPlan { year: from })?;
    if years.iter().any(|one| one.year == to) {
        return Err(Refused::YearExists { year: to }.into());
    }
    let units = organization::units(&mut work.tx, day_of_handing_out(to, work.today))
        .await?
        .into_iter()
        .map(|unit| unit.id)
        .collect();
    let copy = Copy { from, to, units };
    copy_head(work, &copy, old).await?;
    let tasks = copy_tasks(work, &copy).await?;
    let activities = copy_activities(work, &copy, &tasks).await?;
    let lines = copy_lines(work, &copy, &tasks, same).await?;
    let detail = json!({ "from": from, "activities": activities, "lines": lines, "same": same });
    work.note_with("plan.year-copied", &to.to_string(), &detail).await?;
    Ok(to)
}

/// The day whose units may be given work of a year: today, or the nearest day of that year.
fn day_of_handing_out(year: i64, today: Date) -> Date {
    let year = FiscalYear(year as i16);
    today.clamp(year.first_day(), year.last_day())
}

/// The plan of the new year, and a draft of its document.
async fn copy_head(work: &mut Work, copy: &Copy, old: &Year) -> Result<(), Problem> {
    let year = Year {
        year: copy.to,
        title: copy.renamed(&old.title),
        title_en: copy.renamed(&old.title_en),
        copied_from: Some(copy.from),
        source: String::new(),
        as_of: work.today.to_string(),
        ..old.clone()
    };
    store::insert_year(&mut work.tx, &year).await?;
    for field in store::fields(&mut work.tx, copy.from).await? {
        let id = format!("{}-{}", copy.to, field.number);
        store::insert_field(&mut work.tx, &Field { id, year: copy.to, ..field }).await?;
    }
    Ok(())
}

/// The tasks, each citing the same item of a new draft document.
async fn copy_tasks(work: &mut Work, copy: &Copy) -> Result<Vec<(Task, String)>, Problem> {
    let fields = store::fields(&mut work.tx, copy.from).await?;
    let mut made = Vec::new();
    for task in store::tasks(&mut work.tx, copy.from).await? {
        let number = fields.iter().find(|field| field.id == task.field_id).map_or(1, |field| field.number);
        let new = Task {
            id: copy.task_id(&task),
            year: copy.to,
            field_id: format!("{}-{number}", copy.to),
            series: copy.renamed(&task.series),
            item: copy.renamed(&task.item),
            unit_id: copy.unit(task.unit_id.as_ref()),
            source: String::new(),
            as_of: work.today.to_string(),
            ..task.clone()
        };
        todos::add_task(work, &new).await?;
        made.push((task, new.id));
    }
    if let Some((task, _)) = made.first() {
        copy_document(work, copy, &task.series.clone()).await?;
    }
    Ok(made)
}

/// A draft of the document that the tasks cite.
async fn copy_document(work: &mut Work, copy: &Copy, series: &str) -> Result<(), Problem> {
    let Some(old) = store::document_in_force(&mut work.tx, series).await? else { return Ok(()) };
    let items = store::items(&mut work.tx, &old.id).await?;
    let draft = Document {
        id: fresh(),
        series: copy.renamed(series),
        number: 1,
        year: copy.to,
        title: copy.renamed(&old.title),
        title_en: copy.renamed(&old.title_en),
        follows: Some(old.series.clone()),
        month: base::Month::of(work.today).to_string(),
        state: "draft".into(),
        approved_on: None,
        approved_by: None,
        source: String::new(),
        as_of: work.today.to_string(),
        ..old
    };
    store::insert_document(&mut work.tx, &draft).await?;
    let items: Vec<Item> =
        items.into_iter().map(|item| Item { code: copy.renamed(&item.code), ..item }).collect();
    store::replace_items(&mut work.tx, &draft.id, &items).await
}

/// The activities of the plan's own year, as many years later as the plans are apart, none of them begun.
async fn copy_activities(work: &mut Work, copy: &Copy, tasks: &[(Task, String)]) -> Result<usize, Problem> {
    let shift = Span::new().years(copy.to - copy.from);
    let mut old = store::activities(&mut work.tx, copy.from).await?;
    old.retain(|activity| i64::from(activity.from_on.year()) == copy.from);
    for activity in &old {
        let task = tasks.iter().find(|(old, _)| Some(&old.id) == activity.task_id.as_ref());
        let new = Activity {
            id: fresh(),
            year: copy.to,
            task_id: task.map(|(_, id)| id.clone()),
            from_on: activity.from_on.saturating_add(shift),
            until_on: activity.until_on.saturating_add(shift),
            unit_id: copy.unit(activity.unit_id.as_ref()),
            state: "planned".into(),
            sheet_id: None,
            mode_id: None,
            ..activity.clone()
        };
        todos::add_activity(work, &new).await?;
    }
    Ok(old.len())
}

/// The lines, with the same planned money or none.
async fn copy_lines(
    work: &mut Work,
    copy: &Copy,
    tasks: &[(Task, String)],
    same: bool,
) -> Result<usize, Problem> {
    let old = budget::lines(&mut work.tx, copy.from).await?;
    for line in &old {
        let task = tasks.iter().find(|(task, _)| task_subject(&task.id) == line.about);
        let about = task.map_or_else(|| line.about.clone(), |(_, id)| task_subject(id));
        let unit = copy.unit(line.unit_id.as_ref());
        let new = NewLine {
            year: copy.to,
            about: &about,
            name: &line.name,
            unit_id: unit.as_deref(),
            planned: if same { line.planned_won } else { Won::ZERO },
            sample: line.sample,
            source: "copy",
        };
        budget::insert_line(work, &new).await?;
    }
    Ok(old.len())
}
