//! Materials with their editions, and instructors.

use axum::extract::{Form as PlainForm, Multipart, Path};
use axum_extra::extract::Form;
use base::{FileId, Problem};
use db::Tx;
use documents::workbook::Kind;
use intake::{Child, Limits, Searched};
use register::{files, needs, users};
use serde_json::json;
use std::{path::PathBuf, sync::OnceLock};
use web::{
    Ask, Notes, Phrase, Reply,
    form::unreadable,
    kit::{Block, Choice, FormBlock, Input, Page, Sent, pair},
    listing::{Download, Entry, List, Value},
};

use super::shared::{self, Names};
use crate::{
    actions::{
        self,
        materials::{Attached, Looked},
    },
    model::{AddEdition, Edition, Instructor, Material, SaveInstructor, SaveMaterial, missing},
    store,
};

fn href(id: &str) -> String {
    format!("/training/materials/{id}")
}

/// The library.
pub async fn materials(ask: &Ask, tx: &mut Tx) -> Result<List, Problem> {
    let field = ask.param("field").unwrap_or_default();
    let mut rows = Vec::new();
    let mut sample = false;
    for one in store::materials(tx).await? {
        let hidden = one.state != "open" && !ask.actor.may("training.work");
        if hidden || (!field.is_empty() && one.field != field) {
            continue;
        }
        sample |= one.sample;
        let newest = store::editions(tx, &one.id).await?.into_iter().next();
        rows.push(vec![
            Entry::link(one.title.clone(), href(&one.id)),
            Entry::from(ask.t(&format!("web-need-field-{}", one.field))),
            Entry::from(newest.as_ref().map_or(0, |edition| edition.number)),
            Entry::from(newest.map(|edition| base::seoul_day(edition.made_at))),
            origin(ask, &one),
            Entry::badge(ask.t(&format!("training-material-{}", one.state)), shared::tone(&one.state)),
        ]);
    }
    let columns = vec![
        ("title", "training-f-title", Kind::Text),
        ("field", "training-f-field", Kind::Text),
        ("edition", "training-f-edition", Kind::Whole),
        ("made", "training-f-made", Kind::Date),
        ("origin", "training-f-origin", Kind::Text),
        ("state", "training-f-state", Kind::Text),
    ];
    let list =
        List::new(ask, "/training/materials", "training-materials", "training-materials-title", columns);
    let list = list.none(ask.t("training-materials-none")).rows(rows).sample(sample);
    Ok(list.filter(ask, "field", "training-f-field", shared::field_choices(ask, &field)))
}

/// What a material was made from; a case of consulting leads there.
fn origin(ask: &Ask, one: &Material) -> Entry {
    match one.origin.split_once(':') {
        Some(("consulting-case", id)) => {
            Entry::link(ask.t("training-origin-case"), format!("/consulting/cases/{id}"))
        }
        Some(("evaluation-tour", id)) => {
            Entry::link(ask.t("training-origin-tour"), format!("/evaluation/tours/{id}"))
        }
        _ => Entry::from(one.origin.clone()),
    }
}

/// `GET /training/materials`
pub async fn list(ask: Ask) -> Reply {
    let list = materials(&ask, &mut ask.read().await?).await?;
    shared::page_of(&ask, ask.t("training-materials-title"), "/training/materials")
        .lead(ask.t("training-materials-lead"))
        .tool_if(ask.actor.may("training.work"), ask.t("training-material-new"), "/training/materials/new")
        .block(list.block(&ask))
        .answer(&ask)
}

/// `GET /training/materials.csv`
pub async fn csv(ask: Ask) -> Reply {
    materials(&ask, &mut ask.read().await?).await?.csv(&ask)
}

/// `GET /training/materials.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    materials(&ask, &mut ask.read().await?).await?.xlsx(&ask)
}

/// The process that reads strangers' files, where the house is run with one.
fn child(ask: &Ask) -> Option<&'static Child> {
    static CHILD: OnceLock<Child> = OnceLock::new();
    match ask.app.options().parser_child.as_slice() {
        [program, verb, ..] => Some(CHILD.get_or_init(|| Child::of(PathBuf::from(program), verb))),
        _ => None,
    }
}

async fn search(ask: &Ask, bytes: Vec<u8>) -> Result<Searched, Problem> {
    let limits = Limits::default();
    if let Some(child) = child(ask) {
        return Ok(intake::search(bytes, &limits, child).await?);
    }
    let read = tokio::task::spawn_blocking(move || intake::search_here(&bytes, &limits));
    Ok(read.await.map_err(Problem::fault)??)
}

/// Reads a form that may hold a file; the file is searched before any work begins.
async fn received(ask: &Ask, mut form: Multipart) -> Result<(Sent, Option<Attached>), Problem> {
    let mut sent = Sent::default();
    let mut file: Option<(String, Vec<u8>)> = None;
    while let Some(field) = form.next_field().await.map_err(|error| unreadable(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(file_name) = field.file_name().map(str::to_owned) {
            let bytes = field.bytes().await.map_err(|error| unreadable(&error))?.to_vec();
            if !bytes.is_empty() {
                file = Some((file_name, bytes));
            }
        } else {
            sent.0.push((name, field.text().await.map_err(|error| unreadable(&error))?));
        }
    }
    let Some((name, bytes)) = file else { return Ok((sent, None)) };
    let kind = intake::evidence(&name, &bytes).map_err(Problem::from)?;
    if actions::materials::mime(kind).is_none() {
        return Err(actions::materials::refused_kind(kind).into());
    }
    let searched = search(ask, bytes.clone()).await?;
    let looked = if sent.get("looked") == "yes" { Looked::Yes } else { Looked::No };
    Ok((sent, Some(Attached { name, bytes, searched, looked })))
}

fn material_wish(sent: &Sent) -> SaveMaterial {
    let get = |name: &str| sent.get(name).to_owned();
    SaveMaterial {
        title: get("title"),
        course_id: get("course_id"),
        field: get("field"),
        origin: get("origin"),
        state: get("state"),
        version: sent.get("version").parse().unwrap_or_default(),
    }
}

fn edition_wish(sent: &Sent) -> AddEdition {
    let get = |name: &str| sent.get(name).to_owned();
    AddEdition { text: get("text"), link: get("link"), change: get("change") }
}

/// Inputs of a material itself.
async fn material_inputs(ask: &Ask, typed: &Sent) -> Result<Vec<Input>, Problem> {
    let courses = store::courses(&mut ask.read().await?).await?;
    Ok(vec![
        Input::new("text", "title", ask.t("training-f-title"), typed.get("title")).needed(),
        Input::select("field", ask.t("training-f-field"), shared::field_choices(ask, typed.get("field")))
            .needed(),
        Input::select(
            "course_id",
            ask.t("training-f-course"),
            shared::course_choices(&courses, typed.get("course_id")),
        )
        .first(ask.t("training-none-chosen")),
    ])
}

/// Inputs of an edition.
fn edition_inputs(ask: &Ask, typed: &Sent) -> Vec<Input> {
    vec![
        Input::new("area", "text", ask.t("training-f-text"), typed.get("text"))
            .help(ask.t("training-edition-hint")),
        Input::new("text", "link", ask.t("training-f-link"), typed.get("link")),
        Input::new("file", "file", ask.t("training-f-file"), "").help(ask.t("training-file-hint")),
        Input::new("tick", "looked", ask.t("training-f-looked"), typed.get("looked")),
        Input::new("text", "change", ask.t("training-f-change"), typed.get("change")),
    ]
}

async fn new_page(ask: &Ask, typed: &Sent, notes: Notes) -> Result<Page, Problem> {
    let form = FormBlock::new(String::new(), "/training/materials".into(), ask.t("training-save"))
        .back("/training/materials")
        .sends_file()
        .with(material_inputs(ask, typed).await?)
        .with([Input::new("text", "origin", ask.t("training-f-origin"), typed.get("origin"))
            .help(ask.t("training-origin-hint"))])
        .with(edition_inputs(ask, typed));
    Ok(shared::page_of(ask, ask.t("training-material-new"), "/training/materials")
        .block(Block::Form(form))
        .noted(notes))
}

/// `GET /training/materials/new`: begun for the record that the address names as its origin.
pub async fn new(ask: Ask) -> Reply {
    let typed = ["origin", "field", "title", "course_id"]
        .map(|name| (name.to_owned(), ask.param(name).unwrap_or_default()));
    new_page(&ask, &Sent(typed.into()), Notes::default()).await?.answer(&ask)
}

/// `POST /training/materials`
pub async fn create(ask: Ask, form: Multipart) -> Reply {
    let (sent, file) = received(&ask, form).await?;
    let mut work = ask.work().await?;
    match actions::materials::create_material(&mut work, &material_wish(&sent), &edition_wish(&sent), file)
        .await
    {
        Ok(one) => {
            work.commit().await?;
            ask.see_saying(&href(&one.id), &Phrase::new("training-said-saved"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            new_page(&ask, &sent, ask.notes(&notes)).await?.answer(&ask)
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn found(ask: &Ask, tx: &mut Tx, id: &str) -> Result<Material, Problem> {
    let one = store::material(tx, id).await?.ok_or_else(missing)?;
    if one.state != "open" && !ask.actor.may("training.work") { Err(missing()) } else { Ok(one) }
}

fn edition_block(ask: &Ask, names: &Names, edition: &Edition) -> Vec<Block> {
    let title = shared::say1(ask, "training-edition-n", "number", edition.number);
    let mut facts = vec![
        pair(ask.t("training-f-made"), base::seoul_day(edition.made_at)),
        pair(ask.t("training-f-by"), names.person(&edition.made_by)),
    ];
    if !edition.change.is_empty() {
        facts.push(pair(ask.t("training-f-change"), &edition.change));
    }
    let mut blocks = vec![Block::Heading(title), Block::Facts(facts)];
    blocks.extend(
        edition.text.lines().filter(|line| !line.trim().is_empty()).map(|line| Block::Text(line.to_owned())),
    );
    let mut links = Vec::new();
    if !edition.link.is_empty() {
        links.push(web::kit::Link::new(&edition.link, &edition.link));
    }
    if let Some(file) = &edition.file_id {
        links.push(web::kit::Link::new(ask.t("training-file-fetch"), format!("/training/files/{file}")));
    }
    if !links.is_empty() {
        blocks.push(Block::Lines(links));
    }
    blocks
}

async fn material_page(ask: &Ask, id: &str, typed: Option<&Sent>, notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let one = found(ask, &mut tx, id).await?;
    let names = Names::load(ask, &mut tx).await?;
    let from = origin(ask, &one);
    let facts = vec![
        pair(ask.t("training-f-field"), ask.t(&format!("web-need-field-{}", one.field))),
        web::kit::linked(ask.t("training-f-origin"), from.value.words(), from.href),
    ];
    let mut page = shared::page_of(ask, one.title.clone(), "/training/materials")
        .sample(one.sample)
        .block(Block::Facts(facts));
    for edition in store::editions(&mut tx, id).await? {
        page = page.blocks(edition_block(ask, &names, &edition));
    }
    if ask.actor.may("training.work") {
        let stored = [
            ("title", one.title.clone()),
            ("field", one.field.clone()),
            ("course_id", one.course_id.clone().unwrap_or_default()),
            ("state", one.state.clone()),
        ];
        let stored = Sent(stored.into_iter().map(|(key, value)| (key.to_owned(), value)).collect());
        let now = typed.unwrap_or(&stored);
        let empty = Sent::default();
        let add = FormBlock::new(
            ask.t("training-edition-new"),
            format!("{}/editions", href(id)),
            ask.t("training-edition-add"),
        );
        let states = shared::word_choices(ask, "training-material", &["open", "retired"], now.get("state"));
        let edit = FormBlock::new(ask.t("training-material-edit"), href(id), ask.t("training-save"))
            .sends_file()
            .with(material_inputs(ask, now).await?)
            .with([
                Input::select("state", ask.t("training-f-state"), states),
                Input::hidden("version", one.version),
            ]);
        page = page
            .block(Block::Form(add.sends_file().with(edition_inputs(ask, typed.unwrap_or(&empty)))))
            .block(Block::Form(edit));
    }
    Ok(page.noted(notes))
}

/// `GET /training/materials/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    material_page(&ask, &id, None, Notes::default()).await?.answer(&ask)
}

/// Ends a change of a material: back to its page, or the page again with what was typed.
async fn settle<T>(
    ask: &Ask,
    work: register::Work,
    id: &str,
    (done, sent): (Result<T, Problem>, &Sent),
) -> Reply {
    match done {
        Ok(_) => {
            work.commit().await?;
            ask.see_saying(&href(id), &Phrase::new("training-said-saved"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            material_page(ask, id, Some(sent), ask.notes(&notes)).await?.answer(ask)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /training/materials/{id}`
pub async fn update(ask: Ask, Path(id): Path<String>, form: Multipart) -> Reply {
    let (sent, _) = received(&ask, form).await?;
    let mut work = ask.work().await?;
    let done = actions::materials::update_material(&mut work, &id, &material_wish(&sent)).await;
    if let Err(problem) = &done
        && shared::is_changed_meanwhile(problem)
    {
        drop(work);
        let now = found(&ask, &mut ask.read().await?, &id).await?;
        let page = material_page(&ask, &id, Some(&sent), Notes::default()).await?;
        return shared::changed(&ask, page, vec![("training-f-title", now.title)]);
    }
    settle(&ask, work, &id, (done, &sent)).await
}

/// `POST /training/materials/{id}/editions`
pub async fn add_edition(ask: Ask, Path(id): Path<String>, form: Multipart) -> Reply {
    let (sent, file) = received(&ask, form).await?;
    let mut work = ask.work().await?;
    let done = actions::materials::add_edition(&mut work, &id, &edition_wish(&sent), file).await;
    settle(&ask, work, &id, (done, &sent)).await
}

/// `GET /training/files/{id}`
pub async fn fetch(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let file = files::file(&mut tx, &FileId::from(id)).await?.ok_or_else(missing)?;
    let material = file.about.strip_prefix("training-material:").ok_or_else(missing)?.to_owned();
    found(&ask, &mut tx, &material).await?;
    let bytes = files::content(&mut tx, &file).await?;
    ask.file(&file.name, "application/octet-stream", bytes)
}

/// A material as JSON.
pub async fn material_json(ask: &Ask, id: &str) -> Reply {
    let mut tx = ask.read().await?;
    let one = found(ask, &mut tx, id).await?;
    let editions: Vec<_> = store::editions(&mut tx, id)
        .await?
        .iter()
        .map(|edition| json!({ "number": edition.number, "text": edition.text, "link": edition.link, "change": edition.change,
            "made_at": edition.made_at, "file": edition.file_id.as_ref().map(|file| format!("/training/files/{file}")) }))
        .collect();
    ask.json(&json!({ "id": one.id, "title": one.title, "field": one.field, "course": one.course_id, "origin": one.origin,
        "state": one.state, "sample": one.sample, "editions": editions }))
}

/// Everyone who teaches.
pub async fn instructors(ask: &Ask, tx: &mut Tx) -> Result<List, Problem> {
    let mut sample = false;
    let mut rows = Vec::new();
    for one in store::instructors(tx).await? {
        sample |= one.sample;
        let (words, tone) = if one.ended {
            ("training-instructor-ended", "plain")
        } else {
            ("training-instructor-active", "good")
        };
        rows.push(vec![
            Entry::link(one.name.clone(), format!("/training/instructors/{}", one.id)),
            Entry::from(one.organization),
            Entry::from(shared::field_names(ask, &one.fields)),
            Entry::from(Value::Won(one.fee_won.0)),
            Entry::badge(ask.t(words), tone),
        ]);
    }
    let columns = vec![
        ("name", "training-f-name", Kind::Text),
        ("organization", "training-f-organization", Kind::Text),
        ("fields", "training-f-fields", Kind::Text),
        ("fee", "training-f-fee", Kind::Won),
        ("state", "training-f-state", Kind::Text),
    ];
    let list = List::new(
        ask,
        "/training/instructors",
        "training-instructors",
        "training-instructors-title",
        columns,
    );
    Ok(list
        .none(ask.t("training-instructors-none"))
        .rows(rows)
        .sample(sample)
        .personal("training.names-downloaded"))
}

/// `GET /training/instructors`
pub async fn instructor_list(ask: Ask) -> Reply {
    let list = instructors(&ask, &mut ask.read().await?).await?;
    shared::page_of(&ask, ask.t("training-instructors-title"), "/training/instructors")
        .lead(ask.t("training-instructors-lead"))
        .tool(ask.t("training-instructor-new"), "/training/instructors/new")
        .block(list.block(&ask))
        .answer(&ask)
}

/// `POST /training/instructors/download`
pub async fn instructor_download(ask: Ask, PlainForm(wish): PlainForm<Download>) -> Reply {
    let list = instructors(&ask, &mut ask.read().await?).await?;
    list.download(&ask, &wish).await
}

async fn instructor_page(ask: &Ask, id: &str, wish: &SaveInstructor, notes: Notes) -> Result<Page, Problem> {
    let people = users::users(&mut ask.read().await?).await?;
    let people = people.iter().filter(|user| user.agency_id.is_none());
    let accounts = people.map(|user| Choice::new(user.id.as_str(), &user.name, &wish.user_id)).collect();
    let fields = shared::among(shared::word_choices(ask, "web-need-field", &needs::FIELDS, ""), &wish.fields);
    let action = if id.is_empty() {
        "/training/instructors".to_owned()
    } else {
        format!("/training/instructors/{id}")
    };
    let title = if id.is_empty() { "training-instructor-new" } else { "training-instructor-edit" };
    let form =
        FormBlock::new(String::new(), action, ask.t("training-save")).back("/training/instructors").with([
            Input::new("text", "name", ask.t("training-f-name"), &wish.name).needed(),
            Input::new("text", "organization", ask.t("training-f-organization"), &wish.organization),
            Input { kind: "checkbox", ..Input::select("fields", ask.t("training-f-fields"), fields) }
                .needed(),
            Input::new("money", "fee_won", ask.t("training-f-fee"), &wish.fee_won),
            Input::select("user_id", ask.t("training-f-account"), accounts)
                .first(ask.t("training-none-chosen")),
            Input::new("tick", "ended", ask.t("training-f-ended"), &wish.ended),
            Input::hidden("version", wish.version),
        ]);
    Ok(shared::page_of(ask, ask.t(title), "/training/instructors").block(Block::Form(form)).noted(notes))
}

/// `GET /training/instructors/new`
pub async fn instructor_new(ask: Ask) -> Reply {
    instructor_page(&ask, "", &SaveInstructor::default(), Notes::default()).await?.answer(&ask)
}

fn instructor_wish(one: &Instructor) -> SaveInstructor {
    SaveInstructor {
        name: one.name.clone(),
        fields: one.fields.split_whitespace().map(str::to_owned).collect(),
        organization: one.organization.clone(),
        fee_won: one.fee_won.0.to_string(),
        user_id: one.user_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        ended: if one.ended { "yes".into() } else { String::new() },
        version: one.version,
    }
}

/// `GET /training/instructors/{id}`
pub async fn instructor_edit(ask: Ask, Path(id): Path<String>) -> Reply {
    let one = store::instructor(&mut ask.read().await?, &id).await?.ok_or_else(missing)?;
    instructor_page(&ask, &id, &instructor_wish(&one), Notes::default()).await?.answer(&ask)
}

async fn save(ask: Ask, id: Option<String>, mut wish: SaveInstructor) -> Reply {
    let mut work = ask.work().await?;
    let Err(problem) = actions::courses::save_instructor(&mut work, id.as_deref(), &wish).await else {
        work.commit().await?;
        return ask.see_saying("/training/instructors", &Phrase::new("training-said-saved"));
    };
    drop(work);
    let id = id.unwrap_or_default();
    if shared::is_changed_meanwhile(&problem) {
        let now = store::instructor(&mut ask.read().await?, &id).await?.ok_or_else(missing)?;
        wish.version = now.version;
        let page = instructor_page(&ask, &id, &wish, Notes::default()).await?;
        let stored = vec![("training-f-name", now.name), ("training-f-organization", now.organization)];
        return shared::changed(&ask, page, stored);
    }
    let Problem::Fields(notes) = problem else { return Err(problem.into()) };
    instructor_page(&ask, &id, &wish, ask.notes(&notes)).await?.answer(&ask)
}

/// `POST /training/instructors`
pub async fn instructor_create(ask: Ask, Form(wish): Form<SaveInstructor>) -> Reply {
    save(ask, None, wish).await
}

/// `POST /training/instructors/{id}`
pub async fn instructor_update(ask: Ask, Path(id): Path<String>, Form(wish): Form<SaveInstructor>) -> Reply {
    save(ask, Some(id), wish).await
}

/// An instructor as JSON.
pub async fn instructor_json(ask: &Ask, id: &str) -> Reply {
    let one = store::instructor(&mut ask.read().await?, id).await?.ok_or_else(missing)?;
    ask.json(&json!({ "id": one.id, "name": one.name, "organization": one.organization, "ended": one.ended, "sample": one.sample,
        "fields": one.fields.split_whitespace().collect::<Vec<_>>(), "fee_won": one.fee_won.0 }))
}
