//! Files beside appeals, items of a panel and reports of a tour; judged by content, never by name.

use base::{FileId, Problem};
use intake::Kind;
use register::{Work, files};

use crate::model::Refused;

/// A file as a form sent it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attached {
    /// Its name as sent.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Attached {
    /// Whether a file was chosen at all.
    pub fn is_there(&self) -> bool {
        !self.bytes.is_empty()
    }
}

/// The content type of a kind that is kept; none for kinds that are refused.
fn mime(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Text => Some("text/plain; charset=utf-8"),
        Kind::Xlsx | Kind::Xls | Kind::Ods | Kind::OfficeDocument | Kind::Hwp | Kind::Hwpx | Kind::Image => {
            Some("application/octet-stream")
        }
        Kind::Pdf => Some("application/pdf"),
        _ => None,
    }
}

/// Keeps a file beside `about`; the caller has checked the right and notes its own deed.
pub async fn keep(work: &mut Work, about: &str, file: &Attached) -> Result<FileId, Problem> {
    let kind = intake::kind(&file.bytes);
    let Some(mime) = mime(kind) else { return Err(Refused::FileKind.into()) };
    let text = String::from_utf8_lossy(&file.bytes);
    if tables::holds_resident_number(&file.name)
        || (kind == Kind::Text && tables::holds_resident_number(&text))
    {
        return Err(web::Refused::ResidentNumber.into());
    }
    let name: String =
        file.name.chars().filter(|c| !c.is_control() && !"/\\".contains(*c)).take(120).collect();
    Ok(files::store(work, &name, mime, about, false, file.bytes.clone()).await?.id)
}
