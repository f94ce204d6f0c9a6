//! The screens of consulting: routes and what their views share.

mod advice;
mod agencies;
mod card;
mod case;
mod cases;
mod diagnosis;
mod experts;
mod files;
mod learn;
mod letter;
mod report;
mod risks;
mod shared;
mod verbs;
mod visits;
mod week;

use web::Routes;

pub use advice::{AdviceRow, of_agency as advice_of_agency, wanted as advice_wanted};
pub use agencies::{AgencyRow, rows as agency_rows};
pub use card::{MonthRow, need_rows, standing};
pub use case::{ItemRow, item_rows, whole as whole_case};
pub use cases::{
    CaseRow, found as found_case, of_agency as cases_of_agency, risk_reasons, wanted as cases_wanted,
};
pub use experts::{found as found_expert, ranked as ranked_experts};
pub use learn::{effect_of, shown as shown_effect};
pub use letter::written as written_letter;
pub use visits::{
    VisitRow, found as found_visit, of_agency as visits_of_agency, row as visit_row, wanted as visits_wanted,
};
pub use week::asked as week_asked;

/// Every screen with its right.
pub fn routes() -> Routes {
    pool(visiting(case_routes(case_list(Routes::new()))))
        .get("/", "consulting.read", risks::home)
        .get("/risk.csv", "consulting.compare", risks::csv)
        .get("/risk.xlsx", "consulting.compare", risks::xlsx)
        .get("/agencies", "consulting.compare", agencies::list)
        .get("/agencies.csv", "consulting.compare", agencies::csv)
        .get("/agencies.xlsx", "consulting.compare", agencies::xlsx)
        .get("/agencies/{id}", "consulting.read", card::show)
        .post("/agencies/{id}/notes", "consulting.work", card::write_note)
        .get("/learn", "consulting.compare", learn::learn)
        .get("/learn.csv", "consulting.compare", learn::csv)
        .get("/learn.xlsx", "consulting.compare", learn::xlsx)
        .get("/effects", "consulting.compare", learn::effects)
        .get("/effects.csv", "consulting.compare", learn::effects_csv)
        .get("/effects.xlsx", "consulting.compare", learn::effects_xlsx)
}

/// Lists and forms of cases.
fn case_list(routes: Routes) -> Routes {
    routes
        .get("/cases", "consulting.read", cases::list)
        .get("/cases.csv", "consulting.read", cases::csv)
        .get("/cases.xlsx", "consulting.read", cases::xlsx)
        .get("/cases/new", "consulting.request", cases::new)
        .post("/cases", "consulting.request", cases::create)
        .get("/cases/{id}/edit", "consulting.request", cases::edit)
        .post("/cases/{id}", "consulting.request", cases::update)
        .get("/advice", "consulting.read", advice::list)
        .get("/advice.csv", "consulting.read", advice::csv)
        .get("/advice.xlsx", "consulting.read", advice::xlsx)
        .post("/advice/{id}", "consulting.carry-out", verbs::decide_advice)
        .get("/advice/{id}/letter", "consulting.read", letter::show)
        .get("/advice/{id}/letter.pdf", "consulting.read", letter::pdf)
        .post("/advice/{id}/letter", "consulting.work", letter::send)
}

/// One case and everything done to it.
fn case_routes(routes: Routes) -> Routes {
    routes
        .get("/cases/{id}", "consulting.read", case::show)
        .get("/cases/{id}/report", "consulting.read", report::show)
        .get("/cases/{id}/report.pdf", "consulting.read", report::pdf)
        .post("/cases/{id}/triage", "consulting.work", verbs::triage)
        .get("/cases/{id}/diagnosis", "consulting.work", diagnosis::form)
        .post("/cases/{id}/diagnosis", "consulting.work", diagnosis::save)
        .post("/cases/{id}/steps", "consulting.work", verbs::add_step)
        .post("/steps/{id}", "consulting.work", verbs::decide_step)
        .post("/cases/{id}/submit", "consulting.work", verbs::submit_plan)
        .post("/cases/{id}/plan", "consulting.approve", verbs::decide_plan)
        .post("/cases/{id}/advice", "consulting.work", verbs::give_advice)
        .post("/cases/{id}/close", "consulting.work", verbs::close)
        .post("/cases/{id}/reopen", "consulting.work", verbs::reopen)
        .post("/cases/{id}/transfer", "consulting.work", verbs::offer_transfer)
        .post("/transfers/{id}", "consulting.work", verbs::answer_transfer)
        .post("/cases/{id}/files", "consulting.request", files::keep)
        .get("/files/{id}", "consulting.read", files::fetch)
}

/// Visits and the week's plan.
fn visiting(routes: Routes) -> Routes {
    routes
        .get("/visits", "consulting.read", visits::list)
        .get("/visits.csv", "consulting.read", visits::csv)
        .get("/visits.xlsx", "consulting.read", visits::xlsx)
        .get("/visits/new", "consulting.work", visits::new)
        .post("/visits", "consulting.work", visits::create)
        .get("/visits/{id}", "consulting.work", visits::edit)
        .post("/visits/{id}", "consulting.work", visits::update)
        .post("/visits/{id}/cancel", "consulting.work", visits::cancel)
        .post("/visits/{id}/take-back", "consulting.work", visits::take_back)
        .post("/visits/{id}/way", "consulting.work", visits::change_way)
        .get("/week", "consulting.work", week::show)
        .post("/week", "consulting.work", week::accept)
}

/// The pool of experts.
fn pool(routes: Routes) -> Routes {
    routes
        .get("/experts", "consulting.internal", experts::list)
        .post("/experts/download", "consulting.internal", experts::download)
        .get("/experts/new", "consulting.work", experts::new)
        .post("/experts", "consulting.work", experts::create)
        .get("/experts/{id}", "consulting.internal", experts::show)
        .post("/experts/{id}", "consulting.work", experts::update)
        .post("/experts/{id}/ties", "consulting.work", experts::declare_tie)
        .get("/cases/{id}/experts", "consulting.work", experts::matched)
        .post("/cases/{id}/experts", "consulting.work", experts::engage)
        .post("/engagements/{id}", "consulting.work", experts::release)
}
