//! Documents: their chain, one version with its items, the draft's form, approval.

use askama::Template;
use axum::{Form, extract::Path};
use base::Problem;
use serde::Deserialize;
use web::{Ask, Notes, Phrase, Reply, filters};

use super::{
    shared::{self, Names, Nav, Stored},
    source::Source,
};
use crate::{
    actions,
    model::{Document, Item, SaveDocument, in_words, missing},
    store,
};

/// A version as a list shows it.
#[derive(Debug)]
pub struct DocumentRow {
    /// The version.
    pub one: Document,
    /// Its title in the reader's language.
    pub title: String,
    tone: &'static str,
}

/// A version as a row.
pub fn document_row(ask: &Ask, one: Document) -> DocumentRow {
    let tone = match one.state.as_str() {
        "approved" => "good",
        "draft" => "busy",
        _ => "plain",
    };
    DocumentRow { title: in_words(shared::english(ask), &one.title, &one.title_en).to_owned(), tone, one }
}

#[derive(Template)]
#[template(path = "documents.html")]
struct DocumentsPage {
    nav: Nav,
    rows: Vec<DocumentRow>,
}

/// `GET /plan/documents`
pub async fn list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared::plan(&ask, &mut tx).await?.year;
    let all = store::documents(&mut tx).await?;
    ask.page(&DocumentsPage {
        nav: shared::nav(&ask, &mut tx, year, "/plan/documents").await?,
        rows: all.into_iter().map(|one| document_row(&ask, one)).collect(),
    })
}

/// An item with the tasks that carry it out.
#[derive(Debug)]
pub struct ItemRow {
    /// Code that tasks cite.
    pub code: String,
    /// Title.
    pub title: String,
    /// Text.
    pub text: String,
    /// Ids and titles of the tasks.
    pub tasks: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "document.html")]
pub struct DocumentPage {
    nav: Nav,
    /// The version.
    pub row: DocumentRow,
    /// Id and title of the document it carries out.
    pub follows: Option<(String, String)>,
    /// Who approved it.
    pub approved_by: String,
    /// Its items.
    pub items: Vec<ItemRow>,
    /// All versions of the document.
    pub versions: Vec<DocumentRow>,
    source: Option<Source>,
    today: String,
    notes: Notes,
}

/// One version with its items.
pub async fn document_view(ask: &Ask, id: &str, notes: Notes) -> Result<DocumentPage, Problem> {
    let mut tx = ask.read().await?;
    let one = store::document(&mut tx, id).await?.ok_or_else(missing)?;
    let english = shared::english(ask);
    let follows = match &one.follows {
        Some(series) => store::document_in_force(&mut tx, series).await?,
        None => None,
    };
    let mut tasks = Vec::new();
    for plan in store::years(&mut tx).await? {
        tasks.extend(store::tasks(&mut tx, plan.year).await?);
    }
    let items = store::items(&mut tx, id).await?.into_iter().map(|item: Item| {
        let own = tasks.iter().filter(|task| task.series == one.series && task.item == item.code);
        ItemRow {
            tasks: own.map(|task| (task.id.clone(), shared::task_title(ask, task))).collect(),
            title: in_words(english, &item.title, &item.title_en).to_owned(),
            text: in_words(english, &item.text, &item.text_en).to_owned(),
            code: item.code,
        }
    });
    let items = items.collect();
    let versions = store::documents(&mut tx).await?.into_iter().filter(|other| other.series == one.series);
    let versions = versions.map(|one| document_row(ask, one)).collect();
    let names = Names::load(&mut tx).await?;
    Ok(DocumentPage {
        nav: shared::nav(ask, &mut tx, one.year, "").await?,
        follows: follows.map(|one| (one.id, in_words(english, &one.title, &one.title_en).to_owned())),
        approved_by: one.approved_by.as_deref().map(|id| names.actor(ask, id)).unwrap_or_default(),
        source: Source::of(ask, &one.source, &one.as_of),
        row: document_row(ask, one),
        items,
        versions,
        today: ask.today().to_string(),
        notes,
    })
}

/// `GET /plan/documents/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    ask.page(&document_view(&ask, &id, Notes::default()).await?)
}

#[derive(Template)]
#[template(path = "document_form.html")]
pub struct DocumentForm {
    nav: Nav,
    id: String,
    title: String,
    /// What is filled in.
    pub wish: SaveDocument,
    stored: Vec<Stored>,
    notes: Notes,
}

async fn form_view(ask: &Ask, id: &str, wish: SaveDocument, notes: Notes) -> Result<DocumentForm, Problem> {
    let mut tx = ask.read().await?;
    let one = store::document(&mut tx, id).await?.ok_or_else(missing)?;
    let nav = shared::nav(ask, &mut tx, one.year, "").await?;
    let title = in_words(shared::english(ask), &one.title, &one.title_en).to_owned();
    Ok(DocumentForm { nav, id: id.to_owned(), title, wish, stored: Vec::new(), notes })
}

/// A stored draft as its form.
async fn as_wish(ask: &Ask, id: &str) -> Result<SaveDocument, Problem> {
    let mut tx = ask.read().await?;
    let one = store::document(&mut tx, id).await?.ok_or_else(missing)?;
    let items = store::items(&mut tx, id).await?;
    let lines: Vec<String> =
        items.iter().map(|item| format!("{} | {} | {}", item.code, item.title, item.text)).collect();
    Ok(SaveDocument { body: one.body, items: lines.join("\n"), version: one.version })
}

/// The form of a stored version.
pub async fn edit_form(ask: &Ask, id: &str) -> Result<DocumentForm, Problem> {
    form_view(ask, id, as_wish(ask, id).await?, Notes::default()).await
}

/// `GET /plan/documents/{id}/edit`
pub async fn edit(ask: Ask, Path(id): Path<String>) -> Reply {
    ask.page(&edit_form(&ask, &id).await?)
}

/// `POST /plan/documents/{id}`
pub async fn update(ask: Ask, Path(id): Path<String>, Form(mut wish): Form<SaveDocument>) -> Reply {
    let mut work = ask.work().await?;
    let problem = match actions::documents::update_document(&mut work, &id, &wish).await {
        Ok(()) => {
            work.commit().await?;
            return ask.see_saying(&format!("/plan/documents/{id}"), &Phrase::new("plan-said-saved"));
        }
        Err(problem) => problem,
    };
    drop(work);
    if shared::is_changed_meanwhile(&problem) {
        let now = as_wish(&ask, &id).await?;
        wish.version = now.version;
        let mut view = form_view(&ask, &id, wish, Notes::default()).await?;
        let pairs = [("plan-document-body", now.body), ("plan-document-items", now.items)];
        view.stored = pairs.into_iter().map(|(key, value)| Stored { term: ask.t(key), value }).collect();
        return ask.page_again(&view);
    }
    let Problem::Fields(notes) = problem else { return Err(problem.into()) };
    ask.page_again(&form_view(&ask, &id, wish, ask.notes(&notes)).await?)
}

/// `POST /plan/documents/{id}/revise`
pub async fn revise(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    let draft = actions::documents::revise_document(&mut work, &id).await?;
    work.commit().await?;
    ask.see_saying(&format!("/plan/documents/{draft}/edit"), &Phrase::new("plan-said-draft"))
}

/// The day of an approval.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Approve {
    on: String,
}

/// `POST /plan/documents/{id}/approve`
pub async fn approve(ask: Ask, Path(id): Path<String>, Form(wish): Form<Approve>) -> Reply {
    let mut work = ask.work().await?;
    match actions::documents::approve_document(&mut work, &id, &wish.on).await {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying(&format!("/plan/documents/{id}"), &Phrase::new("plan-said-approved"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            ask.page_again(&document_view(&ask, &id, ask.notes(&notes)).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}
