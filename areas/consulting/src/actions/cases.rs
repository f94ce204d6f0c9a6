//! Cases: request, triage, approval of the plan, closing and reopening.

use base::{AgencyId, Problem, UserId};
use jiff::civil::Date;
use register::{Work, decisions, needs, workdays};
use serde_json::json;
use web::Phrase;

use super::{agency_exists, case, fresh, index, is_adviser, keep, stands, unchanged};
use crate::{
    guideline,
    model::{
        Case, Check, CloseCase, Decide, OUTCOMES, Refused, RequestCase, TriageCase, case_subject, chosen,
        fields,
    },
    store,
};

/// Working days a case without a template may take.
const DAYS: i64 = 60;

/// Asks for advice: an agency for itself, the centre for any.
pub async fn request_case(work: &mut Work, wish: &RequestCase, reasons: &[Phrase]) -> Result<Case, Problem> {
    work.actor.must("consulting.request")?;
    let own = work.actor.agency.clone();
    let by_agency = own.is_some();
    let agency = own.unwrap_or_else(|| AgencyId::from(wish.agency_id.as_str()));
    work.actor.must_see(&agency)?;
    let mut check = Check::default();
    if !agency_exists(&mut work.tx, agency.as_str()).await? {
        check.note("agency_id", "consulting-field-agency");
    }
    let (title, request) =
        (check.text("title", &wish.title, 120), check.text("request", &wish.request, 2000));
    let fields = fields(&mut check, "fields", &wish.fields);
    check.done()?;
    let year = i64::from(work.today.year());
    let number = format!("{year}-{:03}", store::cases_of_year(&mut work.tx, year).await? + 1);
    let origin = match wish.origin.as_str() {
        _ if by_agency => "agency",
        "risk-list" => "risk-list",
        _ => "centre",
    };
    let reasons = if origin == "risk-list" { reasons } else { &[] };
    let one = Case {
        id: fresh(),
        number,
        year,
        agency_id: agency,
        title,
        origin: origin.to_owned(),
        request,
        fields,
        urgent: wish.urgent == "yes",
        state: "requested".to_owned(),
        owner_id: None,
        template_id: None,
        reasons: serde_json::to_string(reasons).map_err(Problem::fault)?,
        note: String::new(),
        asked_on: work.today,
        asked_by: work.actor.id.to_string(),
        due_on: None,
        accepted_on: None,
        approved_on: None,
        approved_by: None,
        closed_on: None,
        outcome: None,
        outcome_text: String::new(),
        sample: false,
        version: 1,
    };
    store::insert_case(&mut work.tx, &one).await?;
    index(work, &one).await?;
    work.note_with(
        "consulting.case-requested",
        &one.id,
        &json!({ "agency": one.agency_id, "origin": origin }),
    )
    .await?;
    Ok(one)
}

/// Changes what is asked for: the agency until triage, the centre until the case is over.
pub async fn change_case(work: &mut Work, id: &str, wish: &RequestCase) -> Result<Case, Problem> {
    work.actor.must("consulting.request")?;
    let mut one = case(work, id).await?;
    if work.actor.agency.is_some() {
        stands(&one, &["requested"])?;
    }
    stands(&one, &["requested", "diagnosis", "planning", "approval", "running"])?;
    let mut check = Check::default();
    one.title = check.text("title", &wish.title, 120);
    one.request = check.text("request", &wish.request, 2000);
    one.fields = fields(&mut check, "fields", &wish.fields);
    one.urgent = wish.urgent == "yes";
    check.done()?;
    one.version = wish.version;
    unchanged(store::update_case(&mut work.tx, &one).await?)?;
    index(work, &one).await?;
    work.note("consulting.case-changed", id).await?;
    Ok(one)
}

/// Takes a request on with an owner and perhaps a template, or declines it with a reason.
pub async fn triage_case(work: &mut Work, id: &str, wish: &TriageCase) -> Result<Case, Problem> {
    work.actor.must("consulting.work")?;
    let mut one = case(work, id).await?;
    stands(&one, &["requested"])?;
    one.version = wish.version;
    let mut check = Check::default();
    let accepts = check.one_of("decision", &wish.decision, &["accept", "decline"]) == "accept";
    if !accepts {
        one.note = check.text("note", &wish.note, 500);
        check.done()?;
        "declined".clone_into(&mut one.state);
        keep(work, &one).await?;
        work.note("consulting.case-declined", id).await?;
        return Ok(one);
    }
    if !is_adviser(&mut work.tx, &wish.owner_id).await? {
        check.note("owner_id", "consulting-field-owner");
    }
    let template = chosen(&wish.template_id).map(|id| (id, guideline::template(id, work.today)));
    if matches!(template, Some((_, None))) {
        check.note("template_id", "web-field-choice");
    }
    check.done()?;
    let template = template.and_then(|(_, template)| template);
    one.owner_id = Some(UserId::from(wish.owner_id.as_str()));
    one.template_id = template.map(|template| template.id.clone());
    let added = template.map(|template| template.fields.as_slice()).unwrap_or_default();
    let all = needs::FIELDS.into_iter().filter(|field| {
        one.fields.split_whitespace().any(|own| own == *field) || added.iter().any(|own| own == field)
    });
    one.fields = all.collect::<Vec<_>>().join(" ");
    one.accepted_on = Some(work.today);
    one.due_on = Some(due(work, template.map_or(DAYS, |template| template.days)).await?);
    "diagnosis".clone_into(&mut one.state);
    one.note.clear();
    keep(work, &one).await?;
    let detail = json!({ "owner": one.owner_id, "template": one.template_id });
    work.note_with("consulting.case-accepted", id, &detail).await?;
    work.fact("consulting.cases", &one.agency_id, work.today, 1, id).await?;
    Ok(one)
}

/// So many working days from today.
async fn due(work: &mut Work, days: i64) -> Result<Date, Problem> {
    Ok(workdays::calendar(&mut work.tx).await?.add(work.today, days))
}

/// Hands a plan in for approval.
pub async fn submit_plan(work: &mut Work, id: &str, version: i64) -> Result<(), Problem> {
    work.actor.must("consulting.work")?;
    let mut one = case(work, id).await?;
    stands(&one, &["planning"])?;
    if store::steps(&mut work.tx, id).await?.is_empty() {
        return Err(Refused::PlanEmpty.into());
    }
    one.version = version;
    "approval".clone_into(&mut one.state);
    keep(work, &one).await?;
    work.note("consulting.plan-submitted", id).await
}

/// Approves a plan or sends it back with a reason; nobody approves the plan of their own case.
pub async fn decide_plan(work: &mut Work, id: &str, wish: &Decide) -> Result<Case, Problem> {
    work.actor.must("consulting.approve")?;
    let mut one = case(work, id).await?;
    stands(&one, &["approval"])?;
    if one.owner_id.as_ref() == Some(&work.actor.id) {
        return Err(Refused::OwnPlan.into());
    }
    one.version = wish.version;
    let mut check = Check::default();
    let approves = check.one_of("decision", &wish.decision, &["approve", "send-back"]) == "approve";
    let note =
        if approves { check.short("note", &wish.note, 500) } else { check.text("note", &wish.note, 500) };
    check.done()?;
    one.note = note;
    let (state, deed) = if approves {
        one.approved_on = Some(work.today);
        one.approved_by = Some(work.actor.id.to_string());
        ("running", "consulting.plan-approved")
    } else {
        ("planning", "consulting.plan-sent-back")
    };
    state.clone_into(&mut one.state);
    keep(work, &one).await?;
    let decision = decisions::NewDecision {
        about: &case_subject(id),
        body: "team-lead",
        title: &one.title,
        outcome: if approves { "approved" } else { "sent-back" },
        decided_on: work.today,
        file: None,
    };
    decisions::record(work, &decision).await?;
    work.note(deed, id).await?;
    Ok(one)
}

/// Closes a case with its outcome; open mandatory steps, planned visits and open advice keep it open.
pub async fn close_case(work: &mut Work, id: &str, wish: &CloseCase) -> Result<Case, Problem> {
    work.actor.must("consulting.work")?;
    let mut one = case(work, id).await?;
    stands(&one, &["running"])?;
    let mut check = Check::default();
    let outcome = check.one_of("outcome", &wish.outcome, OUTCOMES);
    one.outcome_text = check.text("outcome_text", &wish.outcome_text, 2000);
    check.done()?;
    nothing_open(work, id).await?;
    one.version = wish.version;
    one.outcome = Some(outcome);
    one.closed_on = Some(work.today);
    "closed".clone_into(&mut one.state);
    keep(work, &one).await?;
    if wish.needs_met == "yes" {
        meet_needs(work, &one).await?;
    }
    work.note_with("consulting.case-closed", id, &json!({ "outcome": one.outcome })).await?;
    Ok(one)
}

/// Refuses while mandatory steps, advice or planned visits are open.
async fn nothing_open(work: &mut Work, id: &str) -> Result<(), Problem> {
    let steps = store::steps(&mut work.tx, id).await?;
    let open: Vec<String> = steps
        .into_iter()
        .filter(|step| step.mandatory && step.state != "done")
        .map(|step| step.title)
        .collect();
    if !open.is_empty() {
        return Err(Refused::StepsOpen { count: open.len() as i64, titles: open.join(", ") }.into());
    }
    let advice = store::advice(&mut work.tx, "", id).await?;
    let count = advice.iter().filter(|one| one.state == "open").count() as i64;
    if count > 0 {
        return Err(Refused::AdviceOpen { count }.into());
    }
    let visits = store::visits(&mut work.tx, "", id).await?;
    let count = visits.iter().filter(|one| one.state == "planned").count() as i64;
    if count > 0 {
        return Err(Refused::VisitsOpen { count }.into());
    }
    Ok(())
}

/// Marks the needs that a case found as met by it.
async fn meet_needs(work: &mut Work, case: &Case) -> Result<(), Problem> {
    let subject = case_subject(&case.id);
    let today = work.today;
    for need in needs::open(&mut work.tx, Some(&case.agency_id)).await? {
        if need.source == subject {
            needs::meet(work, &need.id, today, &subject).await?;
        }
    }
    Ok(())
}

/// Opens a case again that was closed or declined, with a reason.
pub async fn reopen_case(work: &mut Work, id: &str, wish: &Decide) -> Result<Case, Problem> {
    work.actor.must("consulting.work")?;
    let mut one = case(work, id).await?;
    stands(&one, &["closed", "declined"])?;
    let mut check = Check::default();
    one.note = check.text("note", &wish.note, 500);
    check.done()?;
    one.version = wish.version;
    let state = if one.state == "closed" { "running" } else { "requested" };
    state.clone_into(&mut one.state);
    one.closed_on = None;
    one.outcome = None;
    keep(work, &one).await?;
    work.note("consulting.case-reopened", id).await?;
    Ok(one)
}
