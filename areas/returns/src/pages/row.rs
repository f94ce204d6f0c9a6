//! One project's figures as a form: the way for agencies without a spreadsheet.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum_extra::extract::Form;
use base::{Problem, ProjectId};
use web::{Ask, Failure, Notes, Phrase, Reply, filters};

use super::agency_month;
use crate::model::{Figures, FillRow, MEASURES, Refused};
use crate::{actions, store};

/// One field of the form.
struct Field {
    name: &'static str,
    label: String,
    value: String,
    error: String,
    theirs: String,
    kind: &'static str,
}

/// Fields that belong together.
struct Group {
    title: String,
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "row_form.html")]
struct RowPage {
    agency: String,
    month: String,
    back: String,
    action: String,
    number: String,
    project: String,
    version: i64,
    conflict: bool,
    errors: Vec<web::Note>,
    groups: Vec<Group>,
}

/// Groups by their first column.
const GROUPS: [(&str, usize, usize); 6] = [
    ("returns-group-target", 0, 2),
    ("returns-group-people", 2, 11),
    ("returns-group-changes", 11, 19),
    ("returns-group-money", 19, 22),
    ("returns-group-safety", 22, 28),
    ("returns-group-staff", 28, 31),
];

type Place = Path<(String, String, String)>;

/// Builds the form; `typed` are the texts shown, `theirs` what is kept when someone else changed it meanwhile.
async fn form(
    ask: &Ask,
    place: &Place,
    typed: Option<&FillRow>,
    notes: &Notes,
    conflict: bool,
) -> Result<RowPage, Failure> {
    let mut tx = ask.read().await?;
    let (agency, month) = agency_month(ask, &mut tx, &place.0.0, &place.0.1).await?;
    let known = actions::context(&mut tx, &agency.id, month).await?;
    let project = ProjectId::from(place.0.2.as_str());
    let Some(expected) = known.projects.into_iter().find(|one| one.id == project) else {
        return Err(Failure(Refused::NoSuchProject.into()));
    };
    let kept = store::rows_of(&mut tx, &agency.id, month).await?;
    let kept = kept.into_iter().find(|row| row.project == project).map(|row| row.figures);
    let version = store::return_of(&mut tx, &agency.id, month).await?.map_or(0, |one| one.version);
    let target = expected.places;
    let field = |place: usize| {
        let name = MEASURES[place];
        let own = kept.map(|figures: Figures| figures.at(place).to_string());
        let first = own.clone().or_else(|| if place == 0 { target.map(|t| t.to_string()) } else { None });
        let shown = typed.map_or_else(
            || first.unwrap_or_default(),
            |wish| wish.typed.get(name).cloned().unwrap_or_default(),
        );
        let shown = if tables::holds_resident_number(&shown) { String::new() } else { shown };
        Field {
            name,
            label: ask.t(&format!("returns-column-{}", name.replace('_', "-"))),
            theirs: if conflict {
                own.filter(|own| *own != shown).unwrap_or_default()
            } else {
                String::new()
            },
            value: shown,
            error: notes.at(name),
            kind: if name.ends_with("_won") { "money" } else { "number" },
        }
    };
    let groups = GROUPS
        .iter()
        .map(|(key, from, until)| Group { title: ask.t(key), fields: (*from..*until).map(field).collect() });
    let back = format!("/returns/{}/{month}", agency.id);
    Ok(RowPage {
        agency: agency.name,
        month: month.to_string(),
        action: format!("{back}/rows/{project}"),
        back,
        number: expected.number,
        project: expected.name,
        version,
        conflict,
        errors: notes.0.clone(),
        groups: groups.collect(),
    })
}

/// `GET /returns/{agency}/{month}/rows/{project}`
pub async fn edit(ask: Ask, place: Place) -> Reply {
    let view = form(&ask, &place, None, &Notes::default(), false).await?;
    ask.page(&view)
}

/// `POST /returns/{agency}/{month}/rows/{project}`
pub async fn update(ask: Ask, place: Place, Form(wish): Form<FillRow>) -> Reply {
    let (agency, month) = agency_month(&ask, &mut ask.read().await?, &place.0.0, &place.0.1).await?;
    let project = ProjectId::from(place.0.2.as_str());
    let mut work = ask.work().await?;
    match actions::fill_row(&mut work, &agency.id, month, &project, &wish).await {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying(&format!("/returns/{}/{month}", agency.id), &Phrase::new("returns-said-row"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            let view = form(&ask, &place, Some(&wish), &ask.notes(&notes), false).await?;
            ask.page_again(&view)
        }
        Err(problem) if problem.code().as_deref() == Some("web/changed-meanwhile") => {
            drop(work);
            let view = form(&ask, &place, Some(&wish), &Notes::default(), true).await?;
            let mut reply = ask.page_again(&view)?;
            *reply.status_mut() = StatusCode::CONFLICT;
            Ok(reply)
        }
        Err(problem) => Err(Failure(problem)),
    }
}
