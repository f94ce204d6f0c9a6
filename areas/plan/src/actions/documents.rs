//! Documents: a draft is written, the director approves it, the version before is superseded.

use base::Problem;
use jiff::civil::Date;
use register::{Work, decisions};

use super::{fresh, unchanged};
use crate::{
    model::{Check, Document, Item, Refused, SaveDocument, missing},
    store,
};

/// Begins a draft as a copy of a version, with its items.
pub async fn revise_document(work: &mut Work, id: &str) -> Result<String, Problem> {
    work.actor.must("plan.edit")?;
    let old = store::document(&mut work.tx, id).await?.ok_or_else(missing)?;
    let versions = store::documents(&mut work.tx).await?;
    let of_series: Vec<&Document> = versions.iter().filter(|one| one.series == old.series).collect();
    if of_series.iter().any(|one| one.state == "draft") {
        return Err(Refused::DraftExists.into());
    }
    let items = store::items(&mut work.tx, id).await?;
    let number = of_series.iter().map(|one| one.number).max().unwrap_or(0) + 1;
    let draft = Document {
        id: fresh(),
        number,
        state: "draft".into(),
        approved_on: None,
        approved_by: None,
        month: base::Month::of(work.today).to_string(),
        ..old
    };
    store::insert_document(&mut work.tx, &draft).await?;
    store::replace_items(&mut work.tx, &draft.id, &items).await?;
    work.note("plan.document-revised", &draft.id).await?;
    Ok(draft.id)
}

/// The lines of a form as items: `code | title | text`.
fn parse_items(check: &mut Check, document: &str, text: &str, old: &[Item]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut parts = line.splitn(3, '|').map(str::trim);
        let (code, title) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        if code.is_empty() || title.is_empty() || items.iter().any(|item| item.code == code) {
            check.note("items", "plan-field-items");
            break;
        }
        let text = parts.next().unwrap_or_default();
        let before = old.iter().find(|item| item.code == code);
        let english = |same: bool, of: fn(&Item) -> &String| {
            before.filter(|_| same).map(|item| of(item).clone()).unwrap_or_default()
        };
        items.push(Item {
            id: String::new(),
            document_id: document.to_owned(),
            code: code.to_owned(),
            position: 0,
            title: title.to_owned(),
            title_en: english(before.is_some_and(|item| item.title == title), |item| &item.title_en),
            text: text.to_owned(),
            text_en: english(before.is_some_and(|item| item.text == text), |item| &item.text_en),
        });
    }
    items
}

/// Changes the text and items of a draft.
pub async fn update_document(work: &mut Work, id: &str, wish: &SaveDocument) -> Result<(), Problem> {
    work.actor.must("plan.edit")?;
    let one = store::document(&mut work.tx, id).await?.ok_or_else(missing)?;
    if one.state != "draft" {
        return Err(Refused::NotADraft.into());
    }
    let old = store::items(&mut work.tx, id).await?;
    let mut check = Check::default();
    let items = parse_items(&mut check, id, &wish.items, &old);
    check.done()?;
    unchanged(store::update_document(&mut work.tx, id, wish.body.trim(), wish.version).await?)?;
    store::replace_items(&mut work.tx, id, &items).await?;
    work.note("plan.document-changed", id).await
}

/// Approves a draft on a day; kept among the decisions too.
pub async fn approve_document(work: &mut Work, id: &str, on: &str) -> Result<(), Problem> {
    work.actor.must("plan.approve")?;
    let one = store::document(&mut work.tx, id).await?.ok_or_else(missing)?;
    if one.state != "draft" {
        return Err(Refused::NotADraft.into());
    }
    let mut check = Check::default();
    let on: Date = check.day("on", on);
    check.done()?;
    let by = work.actor.id.to_string();
    store::approve_document(&mut work.tx, &one, on, &by).await?;
    let decision = decisions::NewDecision {
        about: &format!("plan-document:{id}"),
        body: "director",
        title: &one.title,
        outcome: "approved",
        decided_on: on,
        file: None,
    };
    decisions::record(work, &decision).await?;
    work.note_with("plan.document-approved", id, &serde_json::json!({ "on": on })).await
}
