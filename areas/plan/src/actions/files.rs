//! Evidence: files kept beside tasks, activities, materials and budget lines.

use base::{FileId, Problem};
use db::Tx;
use intake::{Kind, Searched};
use register::{Work, budget, files};

use crate::{
    model::{Refused, missing},
    store,
};

/// The content type of a kind that is kept; `None` for kinds that are refused.
pub fn mime(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Text => Some("text/plain; charset=utf-8"),
        Kind::Utf16 => Some("text/plain; charset=utf-16"),
        Kind::Xlsx => Some("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        Kind::Xls | Kind::Ods | Kind::OfficeDocument | Kind::Hwp | Kind::Hwpx => {
            Some("application/octet-stream")
        }
        Kind::Pdf => Some("application/pdf"),
        Kind::Image => Some("application/octet-stream"),
        _ => None,
    }
}

/// The kind's word for a refusal.
fn word(kind: Kind) -> String {
    serde_json::to_value(kind).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The refusal of a kind that is not kept.
pub fn refused_kind(kind: Kind) -> Refused {
    Refused::FileKind { kind: word(kind) }
}

/// A file to be kept.
#[derive(Debug)]
pub struct Evidence<'a> {
    /// What it is kept beside, such as `plan-task:2020-01`.
    pub about: &'a str,
    /// Its name as sent.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How much of it `intake` searched for resident numbers; it found none.
    pub searched: Searched,
    /// Whether the sender says that they looked themselves.
    pub looked: Looked,
}

/// Whether a person looked through a file for resident numbers before sending it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looked {
    /// They say so.
    Yes,
    /// They do not.
    No,
}

/// Whether there is what a file is to be kept beside.
async fn subject_exists(tx: &mut Tx, about: &str) -> Result<bool, Problem> {
    let Some((subject, id)) = about.split_once(':') else { return Ok(false) };
    Ok(match subject {
        "plan-task" => store::task(tx, id).await?.is_some(),
        "plan-activity" => store::activity(tx, id).await?.is_some(),
        "plan-material" => store::material(tx, id).await?.is_some(),
        "plan-line" => budget::line(tx, id).await?.is_some(),
        "plan-document" => store::document(tx, id).await?.is_some(),
        _ => false,
    })
}

/// Keeps a file beside something of the plan; kinds are judged by content, never by name.
pub async fn keep_file(work: &mut Work, one: Evidence<'_>) -> Result<FileId, Problem> {
    work.actor.must("plan.edit")?;
    if !subject_exists(&mut work.tx, one.about).await? {
        return Err(missing());
    }
    let Evidence { about, name, bytes, searched, looked } = one;
    let kind = intake::kind(&bytes);
    let Some(mime) = mime(kind) else { return Err(refused_kind(kind).into()) };
    if searched == Searched::Partly && looked == Looked::No {
        return Err(Refused::NotLooked.into());
    }
    if tables::holds_resident_number(name) {
        return Err(Refused::ResidentNumber.into());
    }
    let name: String = name.chars().filter(|c| !c.is_control() && !"/\\".contains(*c)).take(120).collect();
    let file = files::store(work, &name, mime, about, false, bytes).await?;
    let detail = serde_json::json!({ "about": about, "searched": searched, "looked": looked == Looked::Yes });
    work.note_with("plan.file-kept", file.id.as_str(), &detail).await?;
    Ok(file.id)
}
