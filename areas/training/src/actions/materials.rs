//! The library of materials: each with editions that are never changed.

use base::{FileId, Problem};
use intake::{Kind, Searched};
use register::{Work, files, needs};
use serde_json::json;
use web::form::{Check, chosen};

use super::{fresh, unchanged};
use crate::{
    model::{AddEdition, Edition, Material, Refused, SaveMaterial, missing},
    store,
};

/// The content type of a kind that is kept; `None` for kinds that are refused.
pub fn mime(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Text => Some("text/plain; charset=utf-8"),
        Kind::Utf16 => Some("text/plain; charset=utf-16"),
        Kind::Xlsx => Some("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        Kind::Xls | Kind::Ods | Kind::OfficeDocument | Kind::Hwp | Kind::Hwpx | Kind::Image => {
            Some("application/octet-stream")
        }
        Kind::Pdf => Some("application/pdf"),
        _ => None,
    }
}

/// The refusal of a kind that is not kept.
pub fn refused_kind(kind: Kind) -> Refused {
    let word = serde_json::to_value(kind).ok().and_then(|value| value.as_str().map(str::to_owned));
    Refused::FileKind { kind: word.unwrap_or_default() }
}

/// A file of an edition, searched for resident numbers before the work began.
#[derive(Debug)]
pub struct Attached {
    /// Its name as sent.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How much of it could be searched; nothing was found.
    pub searched: Searched,
    /// Whether the sender says that they looked themselves.
    pub looked: Looked,
}

/// Whether a person looked through a file before sending it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looked {
    /// They say so.
    Yes,
    /// They do not.
    No,
}

/// Reads a form into a material.
async fn read(work: &mut Work, id: String, wish: &SaveMaterial) -> Result<Material, Problem> {
    let mut check = Check::default();
    let course_id = chosen(&wish.course_id).map(str::to_owned);
    if let Some(course) = &course_id
        && store::course(&mut work.tx, course).await?.is_none()
    {
        check.note("course_id", "web-field-choice");
    }
    let one = Material {
        id,
        course_id,
        title: check.text("title", &wish.title, 120),
        field: check.one_of("field", &wish.field, &needs::FIELDS),
        origin: check.short("origin", &wish.origin, 120),
        state: if wish.state == "retired" { "retired" } else { "open" }.to_owned(),
        sample: false,
        version: wish.version,
    };
    check.done()?;
    Ok(one)
}

/// Makes a material with its first edition.
pub async fn create_material(
    work: &mut Work,
    wish: &SaveMaterial,
    edition: &AddEdition,
    file: Option<Attached>,
) -> Result<Material, Problem> {
    work.actor.must("training.work")?;
    let one = read(work, fresh(), wish).await?;
    store::insert_material(&mut work.tx, &one).await?;
    add_edition(work, &one.id, edition, file).await?;
    work.note("training.material-made", &one.id).await?;
    Ok(one)
}

/// Changes what a material is called and belongs to.
pub async fn update_material(work: &mut Work, id: &str, wish: &SaveMaterial) -> Result<Material, Problem> {
    work.actor.must("training.work")?;
    let old = store::material(&mut work.tx, id).await?.ok_or_else(missing)?;
    let one = read(work, id.to_owned(), &SaveMaterial { origin: old.origin, ..wish.clone() }).await?;
    unchanged(store::update_material(&mut work.tx, &one).await?)?;
    work.note("training.material-changed", id).await?;
    Ok(one)
}

/// Keeps the file of an edition; kinds are judged by content, never by name.
async fn keep(work: &mut Work, material: &str, file: Attached) -> Result<FileId, Problem> {
    let kind = intake::kind(&file.bytes);
    let Some(mime) = mime(kind) else { return Err(refused_kind(kind).into()) };
    if file.searched == Searched::Partly && file.looked == Looked::No {
        return Err(Refused::NotLooked.into());
    }
    if tables::holds_resident_number(&file.name) {
        return Err(web::Refused::ResidentNumber.into());
    }
    let name: String =
        file.name.chars().filter(|c| !c.is_control() && !"/\\".contains(*c)).take(120).collect();
    let about = format!("training-material:{material}");
    Ok(files::store(work, &name, mime, &about, false, file.bytes).await?.id)
}

/// Adds an edition: a text, a link or a file.
pub async fn add_edition(
    work: &mut Work,
    material: &str,
    wish: &AddEdition,
    file: Option<Attached>,
) -> Result<i64, Problem> {
    work.actor.must("training.work")?;
    store::material(&mut work.tx, material).await?.ok_or_else(missing)?;
    let mut check = Check::default();
    let link = check.short("link", &wish.link, 500);
    if !link.is_empty() && !link.starts_with("https://") && !link.starts_with("http://") {
        check.note("link", "training-field-link");
    }
    let text = check.short("text", &wish.text, 20_000);
    if link.is_empty() && text.is_empty() && file.is_none() {
        check.note("text", "training-field-edition");
    }
    let before = store::editions(&mut work.tx, material).await?;
    let change = check.short("change", &wish.change, 300);
    check.done()?;
    let number = before.first().map_or(1, |newest| newest.number + 1);
    let file_id = match file {
        Some(file) => Some(keep(work, material, file).await?),
        None => None,
    };
    let edition = Edition {
        id: fresh(),
        material_id: material.to_owned(),
        number,
        text,
        link,
        file_id,
        change,
        made_at: work.now,
        made_by: work.actor.id.to_string(),
    };
    store::insert_edition(&mut work.tx, &edition).await?;
    work.note_with("training.edition-added", material, &json!({ "number": number })).await?;
    Ok(number)
}
