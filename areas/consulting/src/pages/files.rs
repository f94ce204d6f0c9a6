//! Files of a case: sending one and fetching it again.

use std::{path::PathBuf, sync::OnceLock};

use axum::extract::{Multipart, Path};
use base::{FileId, Problem};
use intake::{Child, Kind, Limits, Sheet};
use register::files;
use web::{
    Ask, Phrase, Reply,
    form::{too_large, unreadable},
};

use super::cases;
use crate::{
    actions::{self, files::Evidence},
    model::{Refused, missing},
};

/// Reads the one file of a form; a form without one is refused, and so is a file above the bound.
async fn sent(mut form: Multipart) -> Result<(String, Vec<u8>), Problem> {
    let mut found = None;
    while let Some(field) = form.next_field().await.map_err(|error| unreadable(&error))? {
        let Some(name) = field.file_name().map(str::to_owned) else { continue };
        let bytes = field.bytes().await.map_err(|error| unreadable(&error))?.to_vec();
        if bytes.len() > files::MAX_BYTES {
            return Err(too_large());
        }
        if !bytes.is_empty() {
            found = Some((name, bytes));
        }
    }
    found.ok_or_else(|| Refused::FileMissing.into())
}

/// Opens an uploaded table: in a child process where the house is run with one, else here.
async fn open(ask: &Ask, bytes: Vec<u8>) -> Result<Sheet, Problem> {
    static CHILD: OnceLock<Child> = OnceLock::new();
    let limits = Limits::default();
    if let [program, verb, ..] = ask.app.options().parser_child.as_slice() {
        let child = CHILD.get_or_init(|| Child::of(PathBuf::from(program), verb));
        return Ok(intake::open(bytes, &limits, child).await?);
    }
    let read = tokio::task::spawn_blocking(move || intake::open_here(&bytes, None, &limits));
    Ok(read.await.map_err(Problem::fault)??)
}

/// `POST /consulting/cases/{id}/files`
pub async fn keep(ask: Ask, Path(id): Path<String>, form: Multipart) -> Reply {
    let (name, bytes) = sent(form).await?;
    // Read before the work begins: nobody else waits while a workbook is looked through.
    let sheet = match intake::kind(&bytes) {
        Kind::Xlsx => Some(open(&ask, bytes.clone()).await?),
        _ => None,
    };
    let evidence = Evidence { case: &id, name: &name, bytes, sheet: sheet.as_ref() };
    let mut work = ask.work().await?;
    actions::files::keep_file(&mut work, evidence).await?;
    work.commit().await?;
    ask.see_saying(&format!("/consulting/cases/{id}#files"), &Phrase::new("consulting-said-file"))
}

/// `GET /consulting/files/{id}`: to those who may see its case.
pub async fn fetch(ask: Ask, Path(id): Path<String>) -> Reply {
    let file = files::file(&mut ask.read().await?, &FileId::from(id)).await?.ok_or_else(missing)?;
    let case = file.about.strip_prefix("consulting-case:").ok_or_else(missing)?;
    cases::found(&ask, case).await?;
    let bytes = files::content(&mut ask.read().await?, &file).await?;
    ask.file(&file.name, "application/octet-stream", bytes)
}
