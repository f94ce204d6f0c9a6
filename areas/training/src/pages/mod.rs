//! The screens of training: routes and what their views share.

pub mod batches;
pub mod certificates;
pub mod courses;
pub mod duties;
pub mod hours;
pub mod materials;
pub mod people;
pub mod seats;
pub mod sessions;
pub mod shared;

use web::{Routes, open};

/// Every screen with its right.
pub fn routes() -> Routes {
    let routes = Routes::new()
        .get("/", "training.read", seats::home)
        .get("/mine", "training.attend", seats::mine)
        .get("/requests", "training.people", seats::request_list)
        .post("/requests/download", "training.people", seats::request_download);
    papers(seat_routes(session_routes(batch_routes(library(course_routes(people_routes(routes)))))))
}

/// People and their duties.
fn people_routes(routes: Routes) -> Routes {
    routes
        .get("/people", "training.people", people::list)
        .post("/people/download", "training.people", people::download)
        .get("/people/new", "training.keep", people::new)
        .post("/people", "training.keep", people::create)
        .get("/people/{id}", "training.attend", people::show)
        .get("/people/{id}/edit", "training.keep", people::edit)
        .post("/people/{id}", "training.keep", people::update)
        .post("/people/{id}/levels", "training.judge", people::judge)
        .post("/people/{id}/hours", "training.work", people::record)
        .get("/hours", "training.people", hours::list)
        .post("/hours/download", "training.people", hours::download)
        .get("/duties", "training.people", duties::list)
        .post("/duties/download", "training.people", duties::download)
        .get("/duties/participants", "training.people", duties::participants_list)
        .get("/duties/participants.csv", "training.people", duties::participants_csv)
        .get("/duties/participants.xlsx", "training.people", duties::participants_xlsx)
        .get("/matrix", "training.people", duties::matrix)
        .post("/matrix/download", "training.people", duties::gaps_download)
}

/// Courses with their quizzes and reports.
fn course_routes(routes: Routes) -> Routes {
    routes
        .get("/courses", "training.read", courses::list)
        .get("/courses.csv", "training.read", courses::csv)
        .get("/courses.xlsx", "training.read", courses::xlsx)
        .get("/courses/new", "training.work", courses::new)
        .post("/courses", "training.work", courses::create)
        .get("/courses/{id}", "training.read", courses::show)
        .get("/courses/{id}/edit", "training.work", courses::edit)
        .post("/courses/{id}", "training.work", courses::update)
        .get("/courses/{id}/report", "training.people", courses::report)
        .post("/courses/{id}/questions", "training.work", courses::add_question)
        .post("/courses/{id}/questions/{question}", "training.work", courses::retire_question)
}

/// Materials and instructors.
fn library(routes: Routes) -> Routes {
    routes
        .get("/materials", "training.read", materials::list)
        .get("/materials.csv", "training.read", materials::csv)
        .get("/materials.xlsx", "training.read", materials::xlsx)
        .get("/materials/new", "training.work", materials::new)
        .post("/materials", "training.work", materials::create)
        .get("/materials/{id}", "training.read", materials::show)
        .post("/materials/{id}", "training.work", materials::update)
        .post("/materials/{id}/editions", "training.work", materials::add_edition)
        .get("/files/{id}", "training.read", materials::fetch)
        .get("/instructors", "training.work", materials::instructor_list)
        .post("/instructors/download", "training.work", materials::instructor_download)
        .get("/instructors/new", "training.work", materials::instructor_new)
        .post("/instructors", "training.work", materials::instructor_create)
        .get("/instructors/{id}", "training.work", materials::instructor_edit)
        .post("/instructors/{id}", "training.work", materials::instructor_update)
}

/// Batches.
fn batch_routes(routes: Routes) -> Routes {
    routes
        .get("/batches", "training.read", batches::list)
        .get("/batches.csv", "training.read", batches::csv)
        .get("/batches.xlsx", "training.read", batches::xlsx)
        .get("/batches/new", "training.work", batches::new)
        .post("/batches", "training.work", batches::create)
        .get("/batches/{id}", "training.read", batches::show)
        .get("/batches/{id}/edit", "training.work", batches::edit)
        .post("/batches/{id}", "training.work", batches::update)
        .post("/batches/{id}/open", "training.work", batches::open)
        .post("/batches/{id}/close", "training.work", batches::close)
        .post("/batches/{id}/cancel", "training.work", batches::cancel)
        .post("/batches/{id}/sign-up", "training.enrol", batches::sign_up)
        .post("/batches/{id}/seats", "training.approve", batches::decide)
        .post("/batches/{id}/costs", "training.work", batches::add_cost)
        .post("/costs/{id}/remove", "training.work", batches::remove_cost)
        .get("/batches/{id}/complete", "training.work", batches::show_complete)
        .post("/batches/{id}/complete", "training.work", batches::complete)
        .post("/batches/{id}/certificates", "training.work", batches::issue)
}

/// Sessions, their attendance and check-in.
fn session_routes(routes: Routes) -> Routes {
    routes
        .get("/batches/{id}/sessions/new", "training.work", sessions::new)
        .post("/batches/{id}/sessions", "training.work", sessions::create)
        .get("/sessions/{id}", "training.work", sessions::show)
        .get("/sessions/{id}/edit", "training.work", sessions::edit)
        .post("/sessions/{id}", "training.work", sessions::update)
        .post("/sessions/{id}/remove", "training.work", sessions::remove)
        .post("/sessions/{id}/marks", "training.work", sessions::mark)
        .post("/sessions/{id}/heads", "training.work", sessions::heads)
        .post("/sessions/{id}/close", "training.work", sessions::close)
        .post("/sessions/{id}/reopen", "training.work", sessions::reopen)
        .get("/sessions/{id}/sheet", "training.work", sessions::show_sheet)
        .get("/sessions/{id}/sheet/file", "training.work", sessions::sheet_pdf)
        .get("/sessions/{id}/code", "training.work", sessions::code)
        .post("/sessions/{id}/here", "training.attend", sessions::here)
        .get("/check-in/{code}", "training.attend", sessions::check_in_page)
        .post("/check-in/{code}", "training.attend", sessions::check_in)
}

/// One enrolment.
fn seat_routes(routes: Routes) -> Routes {
    routes
        .get("/enrolments/{id}", "training.attend", seats::show)
        .post("/enrolments/{id}/quiz", "training.attend", seats::quiz)
        .post("/enrolments/{id}/feedback", "training.attend", seats::feedback)
        .post("/enrolments/{id}/use", "training.attend", seats::say_use)
        .post("/enrolments/{id}/withdraw", "training.enrol", seats::withdraw)
}

/// Certificates, the public check and the keys.
fn papers(routes: Routes) -> Routes {
    routes
        .get("/certificates", "training.people", certificates::list)
        .post("/certificates/download", "training.people", certificates::download)
        .get("/certificates/{id}", "training.attend", certificates::show)
        .get("/certificates/{id}/file", "training.attend", certificates::file)
        .post("/certificates/{id}/revoke", "training.lead", certificates::revoke)
        .get("/verify", open::PUBLIC, certificates::verify_form)
        .get("/verify/{token}", open::PUBLIC, certificates::verify)
        .get("/verify/{token}/badge", open::PUBLIC, certificates::badge_file)
        .get("/issuer", open::PUBLIC, certificates::issuer)
        .get("/revoked", open::PUBLIC, certificates::revoked)
        .get("/keys", "training.keys", certificates::key_page)
        .post("/keys", "training.keys", certificates::rotate)
}
