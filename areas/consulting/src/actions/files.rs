//! Evidence: files kept beside cases.

use base::{FileId, Problem};
use encoding_rs::{EUC_KR, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use intake::{Kind, Sheet};
use register::{Work, files};

use super::case;
use crate::model::{Refused, case_subject};

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

/// A file to be kept.
#[derive(Debug)]
pub struct Evidence<'a> {
    /// Case it is kept beside.
    pub case: &'a str,
    /// Its name as sent.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// A workbook as `intake` opened it, which searches all of its parts; other kinds need none.
    pub sheet: Option<&'a Sheet>,
}

/// Whether a text holds a resident registration number in any encoding it may have been saved in.
fn text_holds_resident_number(bytes: &[u8]) -> bool {
    let holds = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        tables::holds_resident_number(&text)
    };
    // CP949 is what WHATWG calls EUC-KR. Every reading is searched: a wrong one finds nothing of its own.
    [UTF_8, EUC_KR, UTF_16LE, UTF_16BE].into_iter().any(holds)
}

/// Keeps a file beside a case; kinds are judged by content, never by name.
pub async fn keep_file(work: &mut Work, one: Evidence<'_>) -> Result<FileId, Problem> {
    work.actor.must("consulting.request")?;
    let Evidence { case: id, name, bytes, sheet } = one;
    let about = case_subject(&case(work, id).await?.id);
    let kind = intake::kind(&bytes);
    let Some(mime) = mime(kind) else { return Err(Refused::FileKind { kind: word(kind) }.into()) };
    if kind == Kind::Xlsx && sheet.is_none() {
        return Err(Problem::fault("a workbook is kept only after it was opened"));
    }
    let is_text = matches!(kind, Kind::Text | Kind::Utf16);
    if is_text && text_holds_resident_number(&bytes) || tables::holds_resident_number(name) {
        return Err(Refused::ResidentNumber.into());
    }
    let name: String = name.chars().filter(|c| !c.is_control() && !"/\\".contains(*c)).take(120).collect();
    let file = files::store(work, &name, mime, &about, false, bytes).await?;
    work.note_with("consulting.file-kept", id, &serde_json::json!({ "file": file.id })).await?;
    Ok(file.id)
}
