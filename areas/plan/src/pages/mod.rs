//! The screens of the plan: routes and what their views share.

pub mod activities;
pub mod board;
pub mod budget;
pub mod documents;
mod downloads;
mod files;
pub mod materials;
pub mod modes;
pub mod overview;
pub mod shared;
pub mod sheets;
mod source;
pub mod transfers;
pub mod work;

use web::Routes;

/// Every screen with its right.
pub fn routes() -> Routes {
    money(papers(work_routes(Routes::new())))
        .get("/", "plan.read", overview::show)
        .get("/tasks/{id}", "plan.read", overview::task)
        .post("/tasks/{id}/unit", "plan.edit", overview::assign)
        .get("/copy", "plan.approve", overview::copy_form)
        .post("/copy", "plan.approve", overview::copy)
        .get("/load", "plan.read", work::load)
        .get("/gantt", "plan.read", work::gantt)
        .get("/board", "plan.read", board::show)
        .get("/modes", "plan.read", modes::list)
        .get("/modes/switch", "plan.mode", modes::form)
        .get("/modes/preview", "plan.mode", modes::preview)
        .post("/modes", "plan.mode", modes::switch)
        .post("/modes/{id}/undo", "plan.mode", modes::undo)
}

/// Activities, material and sheets.
fn work_routes(routes: Routes) -> Routes {
    routes
        .get("/activities", "plan.read", activities::list)
        .get("/activities.csv", "plan.read", activities::csv)
        .get("/activities.xlsx", "plan.read", activities::xlsx)
        .post("/activities", "plan.edit", activities::create)
        .get("/activities/new", "plan.edit", activities::new)
        .get("/activities/{id}", "plan.read", activities::show)
        .get("/activities/{id}/edit", "plan.edit", activities::edit)
        .post("/activities/{id}", "plan.edit", activities::update)
        .post("/activities/{id}/state", "plan.edit", activities::set_state)
        .post("/activities/{id}/milestones", "plan.edit", activities::add_milestone)
        .post("/milestones/{id}", "plan.edit", activities::toggle_milestone)
        .get("/materials", "plan.read", materials::list)
        .get("/materials.csv", "plan.read", materials::csv)
        .get("/materials.xlsx", "plan.read", materials::xlsx)
        .get("/materials/new", "plan.edit", materials::new)
        .post("/materials", "plan.edit", materials::create)
        .get("/materials/{id}", "plan.read", materials::edit)
        .post("/materials/{id}", "plan.edit", materials::update)
        .post("/materials/{id}/state", "plan.edit", materials::set_state)
        .get("/sheets", "plan.read", sheets::list)
        .get("/sheets.csv", "plan.read", sheets::csv)
        .get("/sheets.xlsx", "plan.read", sheets::xlsx)
        .get("/sheets/new", "plan.edit", sheets::new)
        .post("/sheets", "plan.edit", sheets::create)
        .get("/sheets/{id}", "plan.read", sheets::show)
        .get("/sheets/{id}/edit", "plan.edit", sheets::edit)
        .post("/sheets/{id}", "plan.edit", sheets::update)
        .post("/sheets/{id}/steps", "plan.edit", sheets::add_step)
        .post("/sheets/{id}/steps/{step}", "plan.edit", sheets::remove_step)
        .post("/sheets/{id}/ready", "plan.edit", sheets::ready)
}

/// Documents and files.
fn papers(routes: Routes) -> Routes {
    routes
        .get("/documents", "plan.read", documents::list)
        .get("/documents/{id}", "plan.read", documents::show)
        .get("/documents/{id}/edit", "plan.edit", documents::edit)
        .post("/documents/{id}", "plan.edit", documents::update)
        .post("/documents/{id}/revise", "plan.edit", documents::revise)
        .post("/documents/{id}/approve", "plan.approve", documents::approve)
        .post("/files", "plan.edit", files::keep)
        .get("/files/{id}", "plan.money", files::fetch)
}

/// Money.
fn money(routes: Routes) -> Routes {
    routes
        .get("/budget", "plan.money", budget::list)
        .get("/budget.csv", "plan.money", budget::csv)
        .get("/budget.xlsx", "plan.money", budget::xlsx)
        .get("/budget/import", "plan.approve", budget::import_form)
        .post("/budget/import", "plan.approve", budget::import)
        .get("/budget/{id}", "plan.money", budget::show)
        .post("/budget/{id}/commitments", "plan.edit", budget::commit)
        .post("/budget/{id}/payments", "plan.edit", budget::pay)
        .post("/commitments/{id}", "plan.edit", budget::end_commitment)
        .get("/transfers", "plan.money", transfers::list)
        .post("/transfers", "plan.edit", transfers::ask)
        .post("/transfers/{id}", "plan.approve", transfers::decide)
}
