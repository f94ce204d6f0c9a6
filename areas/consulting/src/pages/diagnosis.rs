//! The checklist's form: every item with its anchored levels on one page.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use base::Problem;
use web::{Ask, Notes, Phrase, Reply, filters};

use super::{
    case::{ItemRow, item_rows},
    cases::{self, CaseRow},
    shared::{self, Names, Nav},
};
use crate::{
    actions::{self, diagnosis::Typed},
    model::Answer,
    store,
};

#[derive(Template)]
#[template(path = "diagnosis.html")]
struct DiagnosisPage {
    nav: Nav,
    row: CaseRow,
    items: Vec<ItemRow>,
    version: i64,
    changed: bool,
    notes: Notes,
}

/// The form with stored answers, or with what was typed.
async fn view(
    ask: &Ask,
    id: &str,
    typed: Option<(&Typed, i64)>,
    notes: Notes,
) -> Result<DiagnosisPage, Problem> {
    let one = cases::found(ask, id).await?;
    let mut tx = ask.read().await?;
    let names = Names::load(ask, &mut tx).await?;
    let answers = match typed {
        None => store::answers(&mut tx, id).await?,
        Some((typed, _)) => typed.iter().filter_map(|(item, kept)| as_answer(ask, item, kept)).collect(),
    };
    Ok(DiagnosisPage {
        nav: shared::nav(ask, &mut tx, "").await?,
        items: item_rows(ask, &one, &answers),
        version: typed.map_or(one.version, |(_, version)| version),
        row: CaseRow::of(ask, &names, one),
        changed: false,
        notes,
    })
}

/// An answer as it was typed; none when the item was left open.
fn as_answer(ask: &Ask, item: &str, (level, note): &(String, String)) -> Option<Answer> {
    (!level.is_empty()).then(|| Answer {
        case_id: String::new(),
        item: item.to_owned(),
        level: level.parse().ok(),
        note: note.clone(),
        answered_on: ask.today(),
        answered_by: String::new(),
    })
}

/// `GET /consulting/cases/{id}/diagnosis`
pub async fn form(ask: Ask, Path(id): Path<String>) -> Reply {
    ask.page(&view(&ask, &id, None, Notes::default()).await?)
}

/// The typed answers of a form whose fields are `level.<item>` and `note.<item>`.
fn typed(fields: &[(String, String)]) -> Typed {
    let mut typed: Typed = BTreeMap::new();
    for (name, value) in fields {
        if let Some(item) = name.strip_prefix("level.") {
            typed.entry(item.to_owned()).or_default().0.clone_from(value);
        } else if let Some(item) = name.strip_prefix("note.") {
            typed.entry(item.to_owned()).or_default().1.clone_from(value);
        }
    }
    typed
}

/// `POST /consulting/cases/{id}/diagnosis`
pub async fn save(ask: Ask, Path(id): Path<String>, Form(fields): Form<Vec<(String, String)>>) -> Reply {
    let field = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let version = field("version").and_then(|text| text.parse().ok()).unwrap_or(0);
    let finish = field("finish") == Some("yes");
    let typed = typed(&fields);
    let mut work = ask.work().await?;
    let done = actions::diagnosis::save_diagnosis(&mut work, &id, (&typed, finish), version).await;
    let Err(problem) = done else {
        work.commit().await?;
        let said = if finish { "consulting-said-diagnosed" } else { "consulting-said-answers" };
        let href = format!("/consulting/cases/{id}{}", if finish { "" } else { "/diagnosis" });
        return ask.see_saying(&href, &Phrase::new(said));
    };
    drop(work);
    if shared::is_changed_meanwhile(&problem) {
        let now = cases::found(&ask, &id).await?;
        let mut page = view(&ask, &id, Some((&typed, now.version)), Notes::default()).await?;
        page.changed = true;
        return ask.page_again(&page);
    }
    let Problem::Fields(notes) = problem else { return Err(problem.into()) };
    ask.page_again(&view(&ask, &id, Some((&typed, version)), ask.notes(&notes)).await?)
}
