//! Made-up cases in every state, visits, advice, experts and notes for the demo; all marked, from a fixed seed.

use std::sync::LazyLock;

use base::{AgencyId, Dice, Problem, UserId, Won};
use jiff::{Span, civil::Date};
use register::{
    Work,
    budget::{self, Commitment, NewLine},
    needs::{self, Need},
    projects, tasks,
    ties::{self, Tie},
    workdays,
};
use serde::Deserialize;
use serde_json::json;

use crate::{
    actions::{self, fresh},
    guideline,
    model::{Advice, Answer, Case, Engagement, Expert, Note, Step, Transfer, Visit, case_subject},
    store,
};

const SEED: u64 = 20_221_123;
/// Who did what in sample data: nobody in particular.
const CLERK: &str = "sample";
/// Regular visits of the spring and summer: these many agencies, from this many days ago.
const REGULAR: (usize, i64) = (14, 215);

#[derive(Deserialize)]
struct Sample {
    line: String,
    line_won: i64,
    expert_note: String,
    visit_notes: Vec<String>,
    case: Vec<SampleCase>,
    expert: Vec<SampleExpert>,
    note: Vec<SampleNote>,
}

#[derive(Deserialize)]
struct SampleCase {
    title: String,
    request: String,
    fields: Vec<String>,
    origin: String,
    state: String,
    template: Option<String>,
    agency: usize,
    asked: i64,
    #[serde(default)]
    urgent: bool,
    #[serde(default)]
    note: String,
    outcome: Option<String>,
    #[serde(default)]
    outcome_text: String,
    expert: Option<usize>,
    #[serde(default)]
    transfer: bool,
    #[serde(default)]
    visit: Vec<SampleVisit>,
    #[serde(default)]
    advice: Vec<SampleAdvice>,
}

#[derive(Deserialize)]
struct SampleVisit {
    way: String,
    purpose: String,
    ago: i64,
    minutes: i64,
    note: String,
}

#[derive(Deserialize)]
struct SampleAdvice {
    field: String,
    text: String,
    due: i64,
    state: String,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
struct SampleExpert {
    name: String,
    belongs: String,
    fields: Vec<String>,
    weekdays: String,
    fee_won: i64,
    tied_to: Option<usize>,
}

#[derive(Deserialize)]
struct SampleNote {
    agency: usize,
    text: String,
}

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/sample.toml")).expect("the sample's file is sound")
});

/// Who plays: agencies with projects, advisers, experts, and the dice.
struct Cast {
    agencies: Vec<AgencyId>,
    advisers: Vec<UserId>,
    experts: Vec<Expert>,
    dice: Dice,
}

impl Cast {
    fn agency(&self, place: usize) -> AgencyId {
        self.agencies[place % self.agencies.len()].clone()
    }

    fn adviser(&self, place: usize) -> UserId {
        self.advisers[place % self.advisers.len()].clone()
    }
}

/// So many days before a day; after it when negative.
fn ago(today: Date, days: i64) -> Date {
    today.checked_sub(Span::new().days(days)).unwrap_or(today)
}

/// Fills the sample once: does nothing when it is there, when no agency has projects this year, or when nobody advises.
pub async fn fill(work: &mut Work) -> Result<(), Problem> {
    let today = work.today;
    let mut agencies: Vec<AgencyId> = projects::with_places(&mut work.tx, today, None)
        .await?
        .into_iter()
        .map(|one| one.agency_id)
        .collect();
    agencies.dedup();
    let advisers: Vec<UserId> = store::advisers(&mut work.tx).await?.into_iter().map(|(id, _)| id).collect();
    if agencies.is_empty() || advisers.is_empty() || store::sample_cases(&mut work.tx).await? > 0 {
        return Ok(());
    }
    let mut cast = Cast { agencies, advisers, experts: Vec::new(), dice: Dice::new(SEED) };
    fill_experts(work, &mut cast).await?;
    for (place, one) in SAMPLE.case.iter().enumerate() {
        fill_case(work, &mut cast, (place, one)).await?;
    }
    fill_regular(work, &mut cast).await?;
    for one in &SAMPLE.note {
        let note = Note {
            id: fresh(),
            agency_id: cast.agency(one.agency),
            body: one.text.clone(),
            written_on: ago(today, cast.dice.between(5, 90)),
            written_by: cast.adviser(one.agency).to_string(),
            sample: true,
        };
        store::insert_note(&mut work.tx, &note).await?;
    }
    work.note("consulting.sample-filled", CLERK).await
}

/// Experts with a made-up budget line for their fees.
async fn fill_experts(work: &mut Work, cast: &mut Cast) -> Result<(), Problem> {
    let year = i64::from(work.today.year());
    let line = NewLine {
        year,
        about: "consulting-experts",
        name: &SAMPLE.line,
        unit_id: None,
        planned: Won(SAMPLE.line_won),
        sample: true,
        source: CLERK,
    };
    let line_id = budget::insert_line(work, &line).await?;
    for one in &SAMPLE.expert {
        let expert = Expert {
            id: fresh(),
            name: one.name.clone(),
            belongs: one.belongs.clone(),
            fields: one.fields.join(" "),
            weekdays: one.weekdays.clone(),
            from_on: work.today.first_of_year(),
            until_on: None,
            line_id: Some(line_id.clone()),
            fee_won: Won(one.fee_won),
            sample: true,
            version: 1,
        };
        store::insert_expert(&mut work.tx, &expert).await?;
        if let Some(place) = one.tied_to {
            let tie = Tie {
                id: String::new(),
                person: expert.person(),
                agency_id: cast.agency(place),
                kind: "board".to_owned(),
                from_on: work.today.first_of_year(),
                until_on: None,
                source: "declared".to_owned(),
            };
            ties::declare(work, &tie).await?;
        }
        cast.experts.push(expert);
    }
    Ok(())
}

/// One case with everything its state has gone through.
async fn fill_case(
    work: &mut Work,
    cast: &mut Cast,
    (place, one): (usize, &SampleCase),
) -> Result<(), Problem> {
    let today = work.today;
    let asked_on = ago(today, one.asked);
    let accepted = !matches!(one.state.as_str(), "requested" | "declined");
    let approved = matches!(one.state.as_str(), "running" | "closed");
    let template = one.template.as_ref().and_then(|id| guideline::template(id, today));
    let calendar = workdays::calendar(&mut work.tx).await?;
    let mut fields: Vec<&str> = one.fields.iter().map(String::as_str).collect();
    fields.extend(template.iter().flat_map(|template| template.fields.iter().map(String::as_str)));
    let fields: Vec<&str> = needs::FIELDS.into_iter().filter(|field| fields.contains(field)).collect();
    let year = i64::from(asked_on.year());
    let case = Case {
        id: fresh(),
        number: format!("{year}-{:03}", store::cases_of_year(&mut work.tx, year).await? + 1),
        year,
        agency_id: cast.agency(one.agency),
        title: one.title.clone(),
        origin: one.origin.clone(),
        request: one.request.clone(),
        fields: fields.join(" "),
        urgent: one.urgent,
        state: one.state.clone(),
        owner_id: accepted.then(|| cast.adviser(place)),
        template_id: template.filter(|_| accepted).map(|template| template.id.clone()),
        reasons: "[]".to_owned(),
        note: one.note.clone(),
        asked_on,
        asked_by: CLERK.to_owned(),
        due_on: accepted.then(|| calendar.add(asked_on, template.map_or(60, |template| template.days))),
        accepted_on: accepted.then(|| calendar.add(asked_on, 2).min(today)),
        approved_on: approved.then(|| calendar.add(asked_on, 8).min(today)),
        approved_by: approved.then(|| cast.adviser(place + 1).to_string()),
        closed_on: one.outcome.as_ref().map(|_| ago(today, one.asked / 2)),
        outcome: one.outcome.clone(),
        outcome_text: one.outcome_text.clone(),
        sample: true,
        version: 1,
    };
    store::insert_case(&mut work.tx, &case).await?;
    actions::index(work, &case).await?;
    if let Some(on) = case.accepted_on {
        work.fact("consulting.cases", &case.agency_id, on, 1, &case.id).await?;
        fill_answers(work, cast, &case).await?;
    }
    if matches!(one.state.as_str(), "planning" | "approval" | "running" | "closed") {
        fill_steps(work, &case).await?;
    }
    for visit in &one.visit {
        fill_visit(work, cast, (place, &case), visit).await?;
    }
    for advice in &one.advice {
        fill_advice(work, cast, (place, &case), advice).await?;
    }
    fill_rest(work, cast, (place, &case), one).await?;
    work.note("consulting.sample-filled", &case.id).await
}

/// Answers of the checklist; half of them while the diagnosis is under way; findings become needs afterwards.
async fn fill_answers(work: &mut Work, cast: &mut Cast, case: &Case) -> Result<(), Problem> {
    let on = case.accepted_on.unwrap_or(case.asked_on);
    let open = case.state == "diagnosis";
    let mut found: std::collections::BTreeMap<&str, i64> = std::collections::BTreeMap::new();
    for (at, item) in guideline::items(&case.fields, on).into_iter().enumerate() {
        if open && at % 2 == 1 {
            continue;
        }
        let level = cast.dice.between(0, 3);
        if level <= 1 {
            *found.entry(&item.field).or_default() += 1;
        }
        let answer = Answer {
            case_id: case.id.clone(),
            item: item.id.clone(),
            level: Some(level),
            note: String::new(),
            answered_on: on,
            answered_by: CLERK.to_owned(),
        };
        store::put_answer(&mut work.tx, &answer).await?;
    }
    let subject = case_subject(&case.id);
    for (field, count) in found.into_iter().filter(|_| !open) {
        let need = Need {
            id: String::new(),
            agency_id: case.agency_id.clone(),
            field: field.to_owned(),
            source: subject.clone(),
            reason: "consulting-need-diagnosis".to_owned(),
            reason_args: json!({ "number": case.number, "count": count }).to_string(),
            found_on: on,
            met_on: None,
            met_by: None,
        };
        let id = needs::find(work, &need).await?;
        if case.outcome.as_deref() == Some("solved") {
            needs::meet(work, &id, case.closed_on.unwrap_or(on), &subject).await?;
        }
    }
    Ok(())
}

/// Steps of the template: all mandatory ones done in a closed case, the first two in a running one.
async fn fill_steps(work: &mut Work, case: &Case) -> Result<(), Problem> {
    let calendar = workdays::calendar(&mut work.tx).await?;
    let begun = case.accepted_on.unwrap_or(case.asked_on);
    let template = case.template_id.as_ref().and_then(|id| guideline::template(id, work.today));
    let Some(template) = template else { return Ok(()) };
    for (at, step) in template.step.iter().enumerate() {
        let due = calendar.add(begun, step.after_days);
        let done = match case.state.as_str() {
            "closed" => step.mandatory,
            "running" => at < 2,
            _ => false,
        };
        let state = match (done, case.state.as_str()) {
            (true, _) => "done",
            (false, "closed") => "unneeded",
            _ => "open",
        };
        let step = Step {
            id: fresh(),
            case_id: case.id.clone(),
            position: at as i64 + 1,
            title: step.ko.clone(),
            title_en: step.en.clone(),
            mandatory: step.mandatory,
            due_on: Some(due),
            state: state.to_owned(),
            done_on: (state != "open").then(|| due.min(case.closed_on.unwrap_or(work.today))),
            note: String::new(),
        };
        store::insert_step(&mut work.tx, &step).await?;
    }
    Ok(())
}

/// A visit that was held, with its facts and ties.
async fn fill_visit(
    work: &mut Work,
    cast: &Cast,
    (place, case): (usize, &Case),
    one: &SampleVisit,
) -> Result<(), Problem> {
    let visit = Visit {
        case_id: Some(case.id.clone()),
        ..held_visit(work.today, case.agency_id.clone(), (&one.way, one.ago, one.minutes))
    };
    let visit = Visit { purpose: one.purpose.clone(), note: one.note.clone(), ..visit };
    keep_visit(work, &visit, &cast.adviser(place)).await
}

/// A visit held so many days ago.
fn held_visit(today: Date, agency: AgencyId, (way, days, minutes): (&str, i64, i64)) -> Visit {
    let on = ago(today, days);
    Visit {
        id: fresh(),
        case_id: None,
        agency_id: agency,
        way: way.to_owned(),
        purpose: "regular".to_owned(),
        state: "held".to_owned(),
        visit_on: on,
        minutes,
        travel_minutes: if way == "in-person" { 60 } else { 0 },
        note: String::new(),
        expert_id: None,
        week_on: None,
        made_on: on,
        made_by: CLERK.to_owned(),
        sample: true,
        version: 1,
    }
}

async fn keep_visit(work: &mut Work, visit: &Visit, who: &UserId) -> Result<(), Problem> {
    store::insert_visit(&mut work.tx, visit).await?;
    store::put_visitors(&mut work.tx, &visit.id, std::slice::from_ref(who)).await?;
    if visit.state == "held" {
        actions::visits::held(work, visit, std::slice::from_ref(who)).await?;
    }
    Ok(())
}

/// A piece of advice with its task and facts.
async fn fill_advice(
    work: &mut Work,
    cast: &Cast,
    (place, case): (usize, &Case),
    one: &SampleAdvice,
) -> Result<(), Problem> {
    let today = work.today;
    let id = fresh();
    let people = store::people_of(&mut work.tx, case.agency_id.as_str()).await?;
    let owner = people.into_iter().next().map_or_else(|| cast.adviser(place), |(id, _)| id);
    let due_on = ago(today, -one.due);
    let task = tasks::NewTask {
        about: &format!("consulting-advice:{id}"),
        title: &one.text,
        owner: Some(&owner),
        unit: None,
        year: None,
        due_on: Some(due_on),
    };
    let task_id = tasks::open(work, &task).await?;
    let ends = one.state != "open";
    let advice = Advice {
        id,
        case_id: case.id.clone(),
        agency_id: case.agency_id.clone(),
        field: one.field.clone(),
        body: one.text.clone(),
        given_on: ago(due_on, 30),
        given_by: cast.adviser(place).to_string(),
        owner_id: owner,
        due_on,
        task_id,
        state: one.state.clone(),
        ended_on: ends.then_some(due_on),
        ended_by: ends.then(|| CLERK.to_owned()),
        note: one.note.clone(),
        sample: true,
        version: 1,
    };
    store::insert_advice(&mut work.tx, &advice).await?;
    work.fact("consulting.advice", &advice.agency_id, advice.given_on, 1, &advice.id).await?;
    if ends {
        tasks::close(work, &advice.task_id, &advice.state).await?;
    }
    if advice.state == "done" {
        let source = format!("{}:done", advice.id);
        work.fact("consulting.advice_done", &advice.agency_id, due_on, 1, &source).await?;
    }
    Ok(())
}

/// An engaged expert and a transfer that waits for its answer, where the case has them.
async fn fill_rest(
    work: &mut Work,
    cast: &Cast,
    (place, case): (usize, &Case),
    one: &SampleCase,
) -> Result<(), Problem> {
    if let Some(expert) = one.expert.map(|at| &cast.experts[at]) {
        let commitment = Commitment {
            id: fresh(),
            line_id: expert.line_id.clone().unwrap_or_default(),
            title: SAMPLE.expert_note.clone(),
            won: expert.fee_won,
            committed_on: ago(work.today, 20),
            state: "open".to_owned(),
            sample: true,
        };
        budget::insert_commitment(work, &commitment).await?;
        let engagement = Engagement {
            id: fresh(),
            case_id: case.id.clone(),
            expert_id: expert.id.clone(),
            held_on: ago(work.today, -7),
            fee_won: expert.fee_won,
            commitment_id: Some(commitment.id),
            reasons: "[]".to_owned(),
            chosen_on: ago(work.today, 20),
            chosen_by: cast.adviser(place).to_string(),
            state: "engaged".to_owned(),
            sample: true,
        };
        store::insert_engagement(&mut work.tx, &engagement).await?;
    }
    if one.transfer && cast.advisers.len() > 1 {
        let transfer = Transfer {
            id: fresh(),
            case_id: case.id.clone(),
            from_user_id: cast.adviser(place).to_string(),
            to_user_id: cast.adviser(place + 1),
            note: one.request.clone(),
            answer: String::new(),
            state: "offered".to_owned(),
            offered_on: ago(work.today, 1),
            answered_on: None,
        };
        store::insert_transfer(&mut work.tx, &transfer).await?;
    }
    Ok(())
}

/// Regular visits of spring and summer, and some planned for the days to come.
async fn fill_regular(work: &mut Work, cast: &mut Cast) -> Result<(), Problem> {
    let calendar = workdays::calendar(&mut work.tx).await?;
    let (count, from) = REGULAR;
    for place in 0..count {
        let days = from - place as i64 * 6;
        let way = if place % 4 == 3 { "phone" } else { "in-person" };
        let minutes = cast.dice.between(60, 150);
        let mut visit = held_visit(work.today, cast.agency(place * 2 + 1), (way, days, minutes));
        visit.note.clone_from(&SAMPLE.visit_notes[place % SAMPLE.visit_notes.len()]);
        keep_visit(work, &visit, &cast.adviser(place)).await?;
    }
    for place in 0..4 {
        let mut visit = held_visit(work.today, cast.agency(place * 5 + 2), ("in-person", 0, 0));
        "planned".clone_into(&mut visit.state);
        visit.made_on = work.today;
        visit.visit_on = calendar.add(work.today, place as i64 + 2);
        keep_visit(work, &visit, &cast.adviser(place)).await?;
    }
    Ok(())
}
