//! Training as JSON: the same figures and rows as the screens, by words that do not change with the columns of the tables.

use axum::{Json, extract::Path};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use web::{Ask, Reply, Routes, open};

use crate::{
    actions,
    model::SignUp,
    pages::{batches, certificates, courses, duties, hours, materials, people, seats, sessions},
};

/// Every JSON route with its right.
pub fn routes() -> Routes {
    Routes::new()
        .get("/", "training.read", home)
        .get("/mine", "training.attend", mine)
        .get("/requests", "training.people", requests)
        .get("/people", "training.people", people_)
        .get("/people/{id}", "training.attend", person)
        .get("/hours", "training.people", hours_)
        .get("/duties", "training.people", duties_)
        .get("/duties/participants", "training.people", participants)
        .get("/matrix", "training.people", matrix)
        .get("/courses", "training.read", courses_)
        .get("/courses/{id}", "training.read", course)
        .get("/courses/{id}/report", "training.people", report)
        .get("/materials", "training.read", materials_)
        .get("/materials/{id}", "training.read", material)
        .get("/instructors", "training.work", instructors)
        .get("/instructors/{id}", "training.work", instructor)
        .get("/batches", "training.read", batches_)
        .get("/batches/{id}", "training.read", batch)
        .get("/batches/{id}/complete", "training.work", complete)
        .get("/sessions/{id}", "training.work", session)
        .get("/check-in/{code}", "training.attend", check_in)
        .get("/enrolments/{id}", "training.attend", enrolment)
        .get("/certificates", "training.people", certificates_)
        .get("/certificates/{id}", "training.attend", certificate)
        .get("/verify", open::PUBLIC, verify_number)
        .get("/verify/{token}", open::PUBLIC, verify)
        .get("/issuer", open::PUBLIC, issuer)
        .get("/revoked", open::PUBLIC, revoked)
        .get("/keys", "training.keys", keys)
        .post("/batches/{id}/sign-up", "training.enrol", sign_up)
}

#[derive(OpenApi)]
#[openapi(
    paths(
        home,
        mine,
        requests,
        people_,
        person,
        hours_,
        duties_,
        participants,
        matrix,
        courses_,
        course,
        report,
        materials_,
        material,
        instructors,
        instructor,
        batches_,
        batch,
        complete,
        session,
        check_in,
        enrolment,
        certificates_,
        certificate,
        verify_number,
        verify,
        issuer,
        revoked,
        keys,
        sign_up
    ),
    components(schemas(ListWire, SignUpWire, AskedWire))
)]
struct Document;

/// The OpenAPI paths of training.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// A list: its rows as objects by the words of its columns.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListWire {
    rows: Vec<serde_json::Value>,
    /// Whether any of it is made up.
    sample: bool,
}

/// Workers to be signed up.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SignUpWire {
    workers: Vec<String>,
    /// Need it answers.
    need: Option<String>,
    /// Why.
    why: Option<String>,
}

/// Enrolments that were asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct AskedWire {
    enrolments: Vec<String>,
}

/// Figures of training with the rows they count.
#[utoipa::path(get, path = "/",
    responses((status = 200, description = "Figures of training with the rows they count", content_type = "application/json")))]
async fn home(ask: Ask) -> Reply {
    seats::home_json(&ask).await
}

/// One's own seats.
#[utoipa::path(get, path = "/mine",
    responses((status = 200, description = "One's own seats", content_type = "application/json")))]
async fn mine(ask: Ask) -> Reply {
    seats::mine_json(&ask).await
}

/// Everyone who asked for a seat and waits for a decision.
#[utoipa::path(get, path = "/requests",
    responses((status = 200, description = "Everyone who asked for a seat and waits for a decision", body = ListWire)))]
async fn requests(ask: Ask) -> Reply {
    let list = seats::requests(&ask, &mut ask.read().await?).await?;
    list.json(&ask)
}

/// Workers: name, agency, job, from, hours, duty.
#[utoipa::path(get, path = "/people",
    responses((status = 200, description = "Workers", body = ListWire)))]
async fn people_(ask: Ask) -> Reply {
    let list = people::people(&ask, &mut ask.read().await?).await?;
    list.json(&ask)
}

/// A worker: duties, gaps, suggestions with reasons, certificates.
#[utoipa::path(get, path = "/people/{id}",
    params(("id" = String, Path)),
    responses((status = 200, description = "A worker", content_type = "application/json"), (status = 404, description = "Not there, or not to be seen")))]
async fn person(ask: Ask, Path(id): Path<String>) -> Reply {
    people::person_json(&ask, &id).await
}

/// Hours on record, one row each, newest first.
#[utoipa::path(get, path = "/hours", params(
    ("agency" = Option<String>, Query, description = "Agency"), ("from" = Option<String>, Query, description = "First day"),
    ("until" = Option<String>, Query, description = "Last day")),
    responses((status = 200, description = "Rows of the list")))]
async fn hours_(ask: Ask) -> Reply {
    hours::hours(&ask, &mut ask.read().await?).await?.0.json(&ask)
}

/// Everyone bound by a duty, the worst first.
#[utoipa::path(get, path = "/duties",
    responses((status = 200, description = "Everyone bound by a duty, the worst first", body = ListWire)))]
async fn duties_(ask: Ask) -> Reply {
    let list = duties::duties(&ask, &mut ask.read().await?).await?;
    list.json(&ask)
}

/// The participants' duty of each agency; null where nothing was filed.
#[utoipa::path(get, path = "/duties/participants",
    responses((status = 200, description = "The participants' duty of each agency; null where nothing was filed", body = ListWire)))]
async fn participants(ask: Ask) -> Reply {
    let list = duties::of_participants(&ask, &mut ask.read().await?).await?;
    list.json(&ask)
}

/// Gaps between judged and needed levels.
#[utoipa::path(get, path = "/matrix",
    responses((status = 200, description = "Gaps between judged and needed levels", body = ListWire)))]
async fn matrix(ask: Ask) -> Reply {
    let list = duties::gaps(&ask, &mut ask.read().await?).await?;
    list.json(&ask)
}

/// Courses.
#[utoipa::path(get, path = "/courses",
    responses((status = 200, description = "Courses", body = ListWire)))]
async fn courses_(ask: Ask) -> Reply {
    let list = courses::courses(&ask, &mut ask.read().await?).await?;
    list.json(&ask)
}

/// A course.
#[utoipa::path(get, path = "/courses/{id}",
    params(("id" = String, Path)),
    responses((status = 200, description = "A course", content_type = "application/json"), (status = 404, description = "Not there, or not to be seen")))]
async fn course(ask: Ask, Path(id): Path<String>) -> Reply {
    courses::course_json(&ask, &id).await
}

/// What came of a course: satisfaction at once, use at three months, change at six.
#[utoipa::path(get, path = "/courses/{id}/report",
    params(("id" = String, Path)),
    responses((status = 200, description = "What came of a course", content_type = "application/json"), (status = 404, description = "Not there, or not to be seen")))]
async fn report(ask: Ask, Path(id): Path<String>) -> Reply {
    courses::report_json(&ask, &id).await
}

/// Materials.
#[utoipa::path(get, path = "/materials",
    responses((status = 200, description = "Materials", body = ListWire)))]
async fn materials_(ask: Ask) -> Reply {
    let list = materials::materials(&ask, &mut ask.read().await?).await?;
    list.json(&ask)
}

/// A material with its editions.
#[utoipa::path(get, path = "/materials/{id}",
    params(("id" = String, Path)),
    responses((status = 200, description = "A material with its editions", content_type = "application/json"), (status = 404, description = "Not there, or not to be seen")))]
async fn material(ask: Ask, Path(id): Path<String>) -> Reply {
    materials::material_json(&ask, &id).await
}

/// Instructors.
#[utoipa::path(get, path = "/instructors",
    responses((status = 200, description = "Instructors", body = ListWire)))]
async fn instructors(ask: Ask) -> Reply {
    let list = materials::instructors(&ask, &mut ask.read().await?).await?;
    list.json(&ask)
}

/// An instructor.
#[utoipa::path(get, path = "/instructors/{id}",
    params(("id" = String, Path)),
    responses((status = 200, description = "An instructor", content_type = "application/json"), (status = 404, description = "Not there, or not to be seen")))]
async fn instructor(ask: Ask, Path(id): Path<String>) -> Reply {
    materials::instructor_json(&ask, &id).await
}

/// Batches.
#[utoipa::path(get, path = "/batches",
    responses((status = 200, description = "Batches", body = ListWire)))]
async fn batches_(ask: Ask) -> Reply {
    let list = batches::rows(&ask, &mut ask.read().await?, None).await?;
    list.json(&ask)
}

/// A batch with sessions, seats and costs.
#[utoipa::path(get, path = "/batches/{id}",
    params(("id" = String, Path)),
    responses((status = 200, description = "A batch with sessions, seats and costs", content_type = "application/json"), (status = 404, description = "Not there, or not to be seen")))]
async fn batch(ask: Ask, Path(id): Path<String>) -> Reply {
    batches::batch_json(&ask, &id).await
}

/// Who completes a batch by its rule.
#[utoipa::path(get, path = "/batches/{id}/complete",
    params(("id" = String, Path)),
    responses((status = 200, description = "Who completes a batch by its rule", body = ListWire), (status = 404, description = "Not there, or not to be seen")))]
async fn complete(ask: Ask, Path(id): Path<String>) -> Reply {
    batches::complete_json(&ask, &id).await
}

/// A session with its attendance.
#[utoipa::path(get, path = "/sessions/{id}",
    params(("id" = String, Path)),
    responses((status = 200, description = "A session with its attendance", content_type = "application/json"), (status = 404, description = "Not there, or not to be seen")))]
async fn session(ask: Ask, Path(id): Path<String>) -> Reply {
    sessions::session_json(&ask, &id).await
}

/// The session behind a code and one's own mark.
#[utoipa::path(get, path = "/check-in/{code}",
    params(("code" = String, Path)),
    responses((status = 200, description = "The session behind a code and one's own mark", content_type = "application/json"), (status = 404, description = "Not there, or not to be seen")))]
async fn check_in(ask: Ask, Path(code): Path<String>) -> Reply {
    sessions::check_in_json(&ask, &code).await
}

/// An enrolment with attendance and quiz.
#[utoipa::path(get, path = "/enrolments/{id}",
    params(("id" = String, Path)),
    responses((status = 200, description = "An enrolment with attendance and quiz", content_type = "application/json"), (status = 404, description = "Not there, or not to be seen")))]
async fn enrolment(ask: Ask, Path(id): Path<String>) -> Reply {
    seats::seat_json(&ask, &id).await
}

/// Certificates.
#[utoipa::path(get, path = "/certificates",
    responses((status = 200, description = "Certificates", body = ListWire)))]
async fn certificates_(ask: Ask) -> Reply {
    let list = certificates::certificates(&ask, &mut ask.read().await?).await?;
    list.json(&ask)
}

/// A certificate.
#[utoipa::path(get, path = "/certificates/{id}",
    params(("id" = String, Path)),
    responses((status = 200, description = "A certificate", content_type = "application/json"), (status = 404, description = "Not there, or not to be seen")))]
async fn certificate(ask: Ask, Path(id): Path<String>) -> Reply {
    certificates::certificate_json(&ask, &id).await
}

/// Public: a certificate by number and holder's name (parameters `number` and `name`).
#[utoipa::path(get, path = "/verify",
    responses((status = 200, description = "Public", content_type = "application/json")))]
async fn verify_number(ask: Ask) -> Reply {
    certificates::verify_number_json(&ask).await
}

/// Public: a certificate by its check address; the name is hidden unless given as `name`.
#[utoipa::path(get, path = "/verify/{token}",
    params(("token" = String, Path)),
    responses((status = 200, description = "Public", content_type = "application/json"), (status = 404, description = "Not there, or not to be seen")))]
async fn verify(ask: Ask, Path(token): Path<String>) -> Reply {
    certificates::verify_json(&ask, &token).await
}

/// Public: the keys that sign badges, retired ones with the moment.
#[utoipa::path(get, path = "/issuer",
    responses((status = 200, description = "Public", content_type = "application/json")))]
async fn issuer(ask: Ask) -> Reply {
    certificates::issuer_json(&ask).await
}

/// Public: ids of revoked badges.
#[utoipa::path(get, path = "/revoked",
    responses((status = 200, description = "Public", content_type = "application/json")))]
async fn revoked(ask: Ask) -> Reply {
    certificates::revoked_json(&ask).await
}

/// Keys with what each signed.
#[utoipa::path(get, path = "/keys",
    responses((status = 200, description = "Keys with what each signed", body = ListWire)))]
async fn keys(ask: Ask) -> Reply {
    let list = certificates::key_list(&ask, &mut ask.read().await?).await?;
    list.json(&ask)
}

/// Signs workers up for a batch.
#[utoipa::path(post, path = "/batches/{id}/sign-up", params(("id" = String, Path)), request_body = SignUpWire,
    responses((status = 200, description = "Asked for", body = AskedWire), (status = 409, description = "Refused with a next step")))]
async fn sign_up(ask: Ask, Path(id): Path<String>, Json(wire): Json<SignUpWire>) -> Reply {
    let wish = SignUp {
        worker: wire.workers,
        need_id: wire.need.unwrap_or_default(),
        why: wire.why.unwrap_or_default(),
    };
    let mut work = ask.work().await?;
    let enrolments = actions::enrolments::sign_up(&mut work, &id, &wish).await?;
    work.commit().await?;
    ask.json(&AskedWire { enrolments })
}
