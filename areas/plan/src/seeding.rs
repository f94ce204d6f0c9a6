//! Loads the public plan of 2020: documents, fields, tasks and the organization that carries it out.

use base::{Problem, Won};
use register::{
    Work, organization,
    organization::{Structure, Unit},
    search,
};

use crate::{
    actions::todos,
    guideline::{self, PLAN, STRUCTURES},
    model::{Document, Field, Item, Task, Year},
    store,
};

/// Loads the plan of 2020 once; what is there already stays as it is.
pub async fn seed(work: &mut Work) -> Result<(), Problem> {
    let head = &PLAN.plan;
    if store::years(&mut work.tx).await?.iter().any(|one| one.year == head.year) {
        return Ok(());
    }
    seed_organization(work).await?;
    let year = Year {
        year: head.year,
        title: head.ko.clone(),
        title_en: head.en.clone(),
        issuer: head.issuer_ko.clone(),
        issuer_en: head.issuer_en.clone(),
        budget: Won(head.budget_won),
        copied_from: None,
        source: head.source.clone(),
        as_of: head.as_of.clone(),
    };
    store::insert_year(&mut work.tx, &year).await?;
    seed_documents(work).await?;
    seed_tasks(work).await?;
    work.note("plan.year-loaded", &head.year.to_string()).await
}

/// The structures and units, unless the office has entered its own.
async fn seed_organization(work: &mut Work) -> Result<(), Problem> {
    let there: Vec<String> =
        organization::all_units(&mut work.tx).await?.into_iter().map(|unit| unit.id).collect();
    for structure in &STRUCTURES.structure {
        if organization::structure(&mut work.tx, &structure.named.id).await?.is_none() {
            let one = Structure {
                id: structure.named.id.clone(),
                name: structure.named.ko.clone(),
                from_on: guideline::day(&structure.valid_from),
                until_on: None,
                decided: structure.decided.clone(),
            };
            organization::insert_structure(work, &one).await?;
        }
    }
    for unit in PLAN.unit.iter().filter(|unit| !there.contains(&unit.named.id)) {
        let structure = STRUCTURES.structure.iter().find(|one| one.units.contains(&unit.named.id));
        let structure = structure.expect("every unit of the plan is in a structure");
        let one = Unit {
            id: unit.named.id.clone(),
            structure_id: structure.named.id.clone(),
            name: unit.named.ko.clone(),
            kind: unit.kind.clone(),
            from_on: guideline::day(&unit.valid_from),
            until_on: unit.valid_to.as_ref().map(guideline::day),
            sample: false,
            source: unit.source.clone(),
        };
        organization::insert_unit(work, &one).await?;
    }
    Ok(())
}

/// The documents as published, with the items that the tasks carry out.
async fn seed_documents(work: &mut Work) -> Result<(), Problem> {
    for paper in &PLAN.document {
        let document = Document {
            id: paper.named.id.clone(),
            series: paper.named.id.clone(),
            number: 1,
            year: paper.month.get(..4).and_then(|year| year.parse().ok()).unwrap_or(PLAN.plan.year),
            kind: paper.kind.clone(),
            title: paper.named.ko.clone(),
            title_en: paper.named.en.clone(),
            follows: paper.follows.clone(),
            body: String::new(),
            month: paper.month.clone(),
            state: "approved".into(),
            approved_on: None,
            approved_by: None,
            source: paper.source.clone(),
            as_of: paper.as_of.clone(),
            version: 1,
        };
        store::insert_document(&mut work.tx, &document).await?;
        let of_paper = PLAN.task.iter().filter(|task| task.document == paper.named.id);
        let items: Vec<Item> = of_paper.map(|task| item(&document.id, task)).collect();
        store::replace_items(&mut work.tx, &document.id, &items).await?;
    }
    Ok(())
}

/// The item that a task carries out.
fn item(document: &str, task: &guideline::Task) -> Item {
    Item {
        id: String::new(),
        document_id: document.to_owned(),
        code: task.item.clone(),
        position: task.number,
        title: task.ko.clone(),
        title_en: task.en.clone(),
        text: task.aim_ko.clone(),
        text_en: task.aim_en.clone(),
    }
}

/// The fields and tasks; the task force answers for all of them.
async fn seed_tasks(work: &mut Work) -> Result<(), Problem> {
    let year = PLAN.plan.year;
    for field in &PLAN.field {
        let one = Field {
            id: format!("{year}-{}", field.number),
            year,
            number: field.number,
            title: field.named.ko.clone(),
            title_en: field.named.en.clone(),
        };
        store::insert_field(&mut work.tx, &one).await?;
    }
    for task in &PLAN.task {
        let field = PLAN.field.iter().find(|field| field.named.id == task.field);
        let field = field.expect("every task of the plan is in a field");
        let one = Task {
            id: task.item.clone(),
            year,
            number: task.number,
            field_id: format!("{year}-{}", field.number),
            series: task.document.clone(),
            item: task.item.clone(),
            area: task.area.clone(),
            core: task.core,
            title: task.ko.clone(),
            title_en: task.en.clone(),
            aim: task.aim_ko.clone(),
            aim_en: task.aim_en.clone(),
            owner_id: None,
            unit_id: Some("task-force".into()),
            source: task.source.clone(),
            as_of: task.as_of.clone(),
            version: 1,
        };
        todos::add_task(work, &one).await?;
        let href = format!("/plan/tasks/{}", one.id);
        let entry = search::Entry {
            kind: "task",
            id: &one.id,
            title: &one.title,
            href: &href,
            permission: "plan.read",
            agency: None,
        };
        search::put(work, &entry).await?;
    }
    Ok(())
}
