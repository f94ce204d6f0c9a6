//! Evidence: sending a file and fetching it again.

use std::{path::PathBuf, sync::OnceLock};

use axum::{
    extract::{Multipart, Path, multipart::MultipartError},
    http::StatusCode,
};
use base::{FileId, Problem};
use intake::{Child, Limits, Searched, Sheet};
use register::files;
use web::{Ask, Phrase, Reply};

use crate::{
    actions::{
        self,
        files::{Evidence, Looked},
    },
    model::{Refused, missing},
};

/// The refusal for a file above the bound, in the words of every upload of the house.
fn too_large() -> Problem {
    web::Refused::TooLarge { megabytes: (files::MAX_BYTES / 1024 / 1024) as i64 }.into()
}

/// Why a form could not be read: too large, or broken off.
fn unreadable(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return too_large();
    }
    web::Refused::Unreadable { detail: error.status().to_string() }.into()
}

/// What an upload form sent: its plain fields and its one file.
#[derive(Debug, Default)]
pub struct Upload {
    /// Fields by name.
    pub fields: Vec<(String, String)>,
    /// Name of the file.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Upload {
    /// Reads a form with a file; a form without one is refused, and so is a file above the bound.
    pub async fn read(mut form: Multipart) -> Result<Self, Problem> {
        let mut upload = Self::default();
        while let Some(field) = form.next_field().await.map_err(|error| unreadable(&error))? {
            let name = field.name().unwrap_or_default().to_owned();
            if let Some(file) = field.file_name() {
                upload.name = file.to_owned();
                upload.bytes = field.bytes().await.map_err(|error| unreadable(&error))?.to_vec();
            } else {
                upload.fields.push((name, field.text().await.map_err(|error| unreadable(&error))?));
            }
        }
        if upload.bytes.is_empty() && upload.name.is_empty() {
            return Err(Refused::FileMissing.into());
        }
        if upload.bytes.len() > files::MAX_BYTES {
            return Err(too_large());
        }
        Ok(upload)
    }

    /// A plain field.
    pub fn field(&self, name: &str) -> String {
        let found = self.fields.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

/// The process that reads, where the house is run with one.
fn child(ask: &Ask) -> Option<&'static Child> {
    static CHILD: OnceLock<Child> = OnceLock::new();
    match ask.app.options().parser_child.as_slice() {
        [program, verb, ..] => Some(CHILD.get_or_init(|| Child::of(PathBuf::from(program), verb))),
        _ => None,
    }
}

/// Opens an uploaded table: in a child process where the house is run with one, else here.
pub async fn open(ask: &Ask, bytes: Vec<u8>) -> Result<Sheet, Problem> {
    let limits = Limits::default();
    if let Some(child) = child(ask) {
        return Ok(intake::open(bytes, &limits, child).await?);
    }
    let read = tokio::task::spawn_blocking(move || intake::open_here(&bytes, None, &limits));
    Ok(read.await.map_err(Problem::fault)??)
}

/// Searches a file for resident numbers: in a child process where the house is run with one, else here.
async fn search(ask: &Ask, bytes: Vec<u8>) -> Result<Searched, Problem> {
    let limits = Limits::default();
    if let Some(child) = child(ask) {
        return Ok(intake::search(bytes, &limits, child).await?);
    }
    let read = tokio::task::spawn_blocking(move || intake::search_here(&bytes, &limits));
    Ok(read.await.map_err(Problem::fault)??)
}

/// `POST /plan/files`
pub async fn keep(ask: Ask, form: Multipart) -> Reply {
    let upload = Upload::read(form).await?;
    let back = Some(upload.field("back")).filter(|back| back.starts_with("/plan")).unwrap_or("/plan".into());
    let about = upload.field("about");
    let kind = intake::evidence(&upload.name, &upload.bytes).map_err(Problem::from)?;
    if actions::files::mime(kind).is_none() {
        return Err(Problem::from(actions::files::refused_kind(kind)).into());
    }
    // Searched before the work begins: nobody else waits while a document is looked through.
    let searched = search(&ask, upload.bytes.clone()).await?;
    let looked = if upload.field("looked").is_empty() { Looked::No } else { Looked::Yes };
    let evidence = Evidence { about: &about, name: &upload.name, bytes: upload.bytes, searched, looked };
    let mut work = ask.work().await?;
    actions::files::keep_file(&mut work, evidence).await?;
    work.commit().await?;
    ask.see_saying(&back, &Phrase::new("plan-said-file"))
}

/// `GET /plan/files/{id}`
pub async fn fetch(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let file = files::file(&mut tx, &FileId::from(id)).await?.filter(|file| file.about.starts_with("plan-"));
    let file = file.ok_or_else(missing)?;
    let bytes = files::content(&mut tx, &file).await?;
    ask.file(&file.name, "application/octet-stream", bytes)
}
