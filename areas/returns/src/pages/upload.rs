//! The template, the upload, and the file with its faulty cells marked.

use std::path::PathBuf;
use std::sync::OnceLock;

use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use base::Problem;
use intake::{Child, Limits};
use register::files as stored;
use tables::Sheet;
use web::{Ask, Failure, Phrase, Reply};

use super::{place, sample_mark, told};
use crate::actions::{self, Sent, Taken};
use crate::files::{self, MarkedWords, TemplateWords, Told};
use crate::model::{Refused, Remark};
use crate::store;

/// `GET /returns/{agency}/{month}/template.xlsx`
pub async fn template(ask: Ask, path: Path<(String, String)>) -> Reply {
    let mut tx = ask.read().await?;
    let (agency, month) = place(&ask, &mut tx, &path).await?;
    let known = actions::context(&mut tx, &agency.id, month).await?;
    let kept = store::rows_of(&mut tx, &agency.id, month).await?;
    let made_up = store::return_of(&mut tx, &agency.id, month).await?.is_some_and(|one| one.sample);
    let title = Phrase::new("returns-file-title")
        .with("agency", agency.name.clone())
        .with("month", month.to_string());
    let words = TemplateWords {
        sheet: ask.t("returns-file-sheet"),
        above: vec![ask.say(&title), ask.t("returns-file-help")],
        name_title: ask.app.words().plain(web::Lang::Ko, "returns-file-project-name"),
        refusal: ask.t("returns-file-refusal"),
        sample: sample_mark(&ask, made_up || agency.sample),
    };
    let figures = |id: &str| kept.iter().find(|row| row.project.as_str() == id).map(|row| row.figures);
    let code = agency.id.as_str();
    let bytes = files::template(month, code, &known, &figures, &words, ask.today())?;
    ask.file(&format!("{}-{month}.xlsx", agency.name), files::XLSX, bytes)
}

/// What an upload form carries.
#[derive(Default)]
pub struct Form {
    /// Name of the file.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The plain fields.
    fields: Vec<(String, String)>,
}

impl Form {
    /// A plain field; empty when it is not there.
    fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.field(name).is_empty()
    }
}

/// Reads the parts of the form.
pub async fn form(mut parts: Multipart) -> Result<Form, Problem> {
    let unreadable = |error: MultipartError| {
        let problem: Problem = if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            web::Refused::TooLarge { megabytes: 20 }.into()
        } else {
            web::Refused::Unreadable { detail: error.status().to_string() }.into()
        };
        problem
    };
    let mut form = Form::default();
    while let Some(part) = parts.next_field().await.map_err(unreadable)? {
        match part.name().unwrap_or_default() {
            "file" => {
                form.name = part.file_name().unwrap_or_default().chars().take(120).collect();
                form.bytes = part.bytes().await.map_err(unreadable)?.to_vec();
            }
            name => {
                let name = name.to_owned();
                form.fields.push((name, part.text().await.map_err(unreadable)?));
            }
        }
    }
    if form.bytes.is_empty() && form.name.is_empty() {
        return Err(Refused::FileMissing.into());
    }
    Ok(form)
}

/// Opens a file of a stranger: in a child process when the house has one, else here.
async fn opened(ask: &Ask, bytes: &[u8]) -> Result<Sheet, Problem> {
    static CHILD: OnceLock<Child> = OnceLock::new();
    let limits = Limits::default();
    if let [program, verb, ..] = ask.app.options().parser_child.as_slice() {
        let child = CHILD.get_or_init(|| Child::of(PathBuf::from(program), verb));
        return Ok(intake::open(bytes.to_vec(), &limits, child).await?);
    }
    let bytes = bytes.to_vec();
    let read = tokio::task::spawn_blocking(move || intake::open_here(&bytes, None, &limits));
    Ok(read.await.map_err(Problem::fault)??)
}

/// `POST /returns/{agency}/{month}/upload`: the file is taken whole, or nothing of it is.
pub async fn upload(ask: Ask, path: Path<(String, String)>, parts: Multipart) -> Reply {
    let (agency, month) = place(&ask, &mut ask.read().await?, &path).await?;
    let form = form(parts).await?;
    let sheet = opened(&ask, &form.bytes).await?;
    let version = form.field("version").parse().unwrap_or_default();
    let name_title = ask.app.words().plain(web::Lang::Ko, "returns-file-project-name");
    let sent = Sent { name: form.name, bytes: form.bytes, sheet: &sheet, name_title };
    let mut work = ask.work().await?;
    let taken = actions::take_sheet(&mut work, &agency.id, month, version, sent).await?;
    let href = format!("/returns/{}/{month}", agency.id);
    match taken {
        Taken::Unchanged => ask.see_saying(&href, &Phrase::new("returns-said-unchanged")),
        Taken::Accepted => {
            work.commit().await?;
            ask.see_saying(&href, &Phrase::new("returns-said-taken"))
        }
        Taken::Faulty => {
            work.commit().await?;
            ask.see_saying(&format!("{href}#errors"), &Phrase::new("returns-said-faulty"))
        }
    }
}

/// `GET /returns/{agency}/{month}/marked.xlsx`: the same file, every faulty cell marked.
pub async fn marked(ask: Ask, path: Path<(String, String)>) -> Reply {
    let mut tx = ask.read().await?;
    let (agency, month) = place(&ask, &mut tx, &path).await?;
    let missing = || Failure(Refused::NoMarkedFile.into());
    let id = crate::model::return_id(&agency.id, month);
    let made_up = store::return_of(&mut tx, &agency.id, month).await?.is_some_and(|one| one.sample);
    let upload = store::upload(&mut tx, &id).await?.filter(|upload| !upload.taken).ok_or_else(missing)?;
    let file = stored::file(&mut tx, &upload.file_id).await?.ok_or_else(missing)?;
    let bytes = stored::content(&mut tx, &file).await?;
    let sheet = opened(&ask, &bytes).await?;
    let remarks = Remark::list(&upload.remarks);
    let told: Vec<Told> = remarks.iter().map(|remark| told(&ask, remark)).collect();
    let words = MarkedWords {
        list: ask.t("returns-marked-sheet"),
        titles: [ask.t("returns-marked-cell"), ask.t("returns-marked-what"), ask.t("returns-marked-next")],
        sample: sample_mark(&ask, made_up || agency.sample),
    };
    let bytes = files::marked(&sheet, &remarks, &told, &words, ask.today())?;
    let name =
        Phrase::new("returns-marked-name").with("agency", agency.name).with("month", month.to_string());
    ask.file(&format!("{}.xlsx", ask.say(&name)), files::XLSX, bytes)
}
