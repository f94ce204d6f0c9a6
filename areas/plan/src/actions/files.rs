//! Evidence: files kept beside tasks, activities, materials and budget lines.

use base::{FileId, Problem};
use intake::Kind;
use register::{Work, files};

use crate::model::{Refused, missing};

/// What files may be kept beside, by the first part of their subject.
const SUBJECTS: &[&str] = &["plan-task", "plan-activity", "plan-material", "plan-line", "plan-document"];

/// The content type of a kind that is kept; `None` for kinds that are refused.
pub fn mime(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Text => Some("text/plain; charset=utf-8"),
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

/// Keeps a file beside something of the plan; kinds are judged by content, never by name.
pub async fn keep_file(work: &mut Work, about: &str, name: &str, bytes: Vec<u8>) -> Result<FileId, Problem> {
    work.actor.must("plan.edit")?;
    let subject = about.split_once(':').map(|(subject, _)| subject).unwrap_or_default();
    if !SUBJECTS.contains(&subject) {
        return Err(missing());
    }
    if bytes.len() > files::MAX_BYTES {
        return Err(web::Refused::TooLarge { megabytes: (files::MAX_BYTES / 1024 / 1024) as i64 }.into());
    }
    let kind = intake::kind(&bytes);
    let Some(mime) = mime(kind) else { return Err(Refused::FileKind { kind: word(kind) }.into()) };
    let text = std::str::from_utf8(&bytes).unwrap_or_default();
    if kind == Kind::Text && tables::holds_resident_number(text) || tables::holds_resident_number(name) {
        return Err(Refused::ResidentNumber.into());
    }
    let name: String = name.chars().filter(|c| !c.is_control() && !"/\\".contains(*c)).take(120).collect();
    let file = files::store(work, &name, mime, about, false, bytes).await?;
    work.note_with("plan.file-kept", file.id.as_str(), &serde_json::json!({ "about": about })).await?;
    Ok(file.id)
}
