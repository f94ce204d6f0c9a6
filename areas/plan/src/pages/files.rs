//! Evidence: sending a file and fetching it again.

use axum::extract::{Multipart, Path};
use base::{FileId, Problem};
use register::files;
use web::{Ask, Phrase, Reply};

use crate::{actions, model::missing};

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
    /// Reads a form with a file; bodies are bounded by the house.
    pub async fn read(mut form: Multipart) -> Result<Self, Problem> {
        let unreadable = |error: axum::extract::multipart::MultipartError| {
            Problem::from(web::Refused::Unreadable { detail: error.to_string() })
        };
        let mut upload = Self::default();
        while let Some(field) = form.next_field().await.map_err(unreadable)? {
            let name = field.name().unwrap_or_default().to_owned();
            if let Some(file) = field.file_name() {
                upload.name = file.to_owned();
                upload.bytes = field.bytes().await.map_err(unreadable)?.to_vec();
            } else {
                upload.fields.push((name, field.text().await.map_err(unreadable)?));
            }
        }
        Ok(upload)
    }

    /// A plain field.
    pub fn field(&self, name: &str) -> String {
        let found = self.fields.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

/// `POST /plan/files`
pub async fn keep(ask: Ask, form: Multipart) -> Reply {
    let upload = Upload::read(form).await?;
    let back = Some(upload.field("back")).filter(|back| back.starts_with("/plan")).unwrap_or("/plan".into());
    let about = upload.field("about");
    let mut work = ask.work().await?;
    actions::files::keep_file(&mut work, &about, &upload.name, upload.bytes).await?;
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
