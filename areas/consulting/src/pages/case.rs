//! One case: everything known of it and, at each stage, what is to be done next.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use base::{Problem, UserId};
use db::Tx;
use jiff::{Timestamp, civil::Date};
use register::{files, journal, modes, needs, users};
use web::{Ask, Notes, Phrase, Reply, filters};

use super::{
    advice::AdviceRow,
    cases::{self, CaseRow},
    shared::{self, Choice, Names, Nav},
    visits::VisitRow,
};
use crate::{
    actions::diagnosis::FINDING,
    guideline::{self, Item},
    model::{
        AddStep, Answer, Case, CloseCase, Engagement, GiveAdvice, OUTCOMES, OfferTransfer, Step, Transfer,
        TriageCase, case_subject, in_words,
    },
    store,
};

/// What was typed into the forms of the page.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Triage.
    pub triage: TriageCase,
    /// A step.
    pub step: AddStep,
    /// Advice.
    pub advice: GiveAdvice,
    /// Closing.
    pub close: CloseCase,
    /// A transfer.
    pub transfer: OfferTransfer,
    /// A remark with a decision.
    pub note: String,
}

/// An item of the checklist with its answer.
pub struct ItemRow {
    /// Field's name.
    pub field: String,
    /// Id.
    pub id: String,
    /// Law or paper the item rests on.
    pub source: &'static str,
    /// The statement.
    pub text: String,
    /// What each level means, and whether it was chosen.
    pub anchors: Vec<(i64, String, bool)>,
    /// The answer, if there is one.
    pub answer: Option<Answer>,
    /// Whether the answer is a finding.
    pub found: bool,
    /// What the level means, or that the item does not apply; empty when not answered.
    pub said: String,
}

impl ItemRow {
    /// Whether the item was said not to apply.
    pub fn is_none(&self) -> bool {
        self.answer.as_ref().is_some_and(|answer| answer.level.is_none())
    }

    /// The remark.
    pub fn note(&self) -> &str {
        self.answer.as_ref().map_or("", |answer| &answer.note)
    }
}

/// A step with its words.
pub struct StepRow {
    /// The step.
    pub one: Step,
    /// Title in the reader's language.
    pub title: String,
    /// Whether it should have been done by now.
    pub overdue: bool,
    /// How its state is shown.
    pub tone: &'static str,
}

/// A line of the case's history.
pub struct HistoryRow {
    /// When.
    pub at: Timestamp,
    /// Message key of what was done.
    pub key: String,
    /// By whom.
    pub by: String,
}

/// A file kept beside the case.
pub struct FileRow {
    /// Where it is fetched.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Its size in kilobytes, rounded up.
    pub kilobytes: i64,
    /// When it was kept.
    pub stored_at: Timestamp,
}

/// A transfer with names.
pub struct TransferRow {
    /// The transfer.
    pub one: Transfer,
    /// Who hands over.
    pub from: String,
    /// Who is to take it.
    pub to: String,
    /// Whether the reader is asked.
    pub mine: bool,
}

/// An engaged expert.
pub struct EngagementRow {
    /// The engagement.
    pub one: Engagement,
    /// Name of the expert.
    pub expert: String,
    /// How the expert was ranked.
    pub reasons: Vec<Phrase>,
}

/// Everything a case holds, for its page and its report.
pub struct Whole {
    /// The case.
    pub row: CaseRow,
    /// Who asked.
    pub asked_by: String,
    /// Who approved the plan.
    pub approved_by: String,
    /// Words of the role in which the plan was approved, or has to be.
    pub approver: &'static str,
    /// Reasons of the risk list when it was opened.
    pub reasons: Vec<Phrase>,
    /// Template's name.
    pub template: String,
    /// Where the template comes from.
    pub template_source: &'static str,
    /// The checklist.
    pub items: Vec<ItemRow>,
    /// Items without an answer.
    pub unanswered: i64,
    /// Needs the case found.
    pub needs: Vec<(String, Phrase, Option<Date>)>,
    /// Steps.
    pub steps: Vec<StepRow>,
    /// Visits.
    pub visits: Vec<VisitRow>,
    /// Minutes of visits held, without travel, and with it.
    pub minutes: (i64, i64),
    /// Advice.
    pub advice: Vec<AdviceRow>,
    /// Experts.
    pub experts: Vec<EngagementRow>,
}

#[derive(Template)]
#[template(path = "case.html")]
struct CasePage {
    nav: Nav,
    whole: Whole,
    files: Vec<FileRow>,
    transfers: Vec<TransferRow>,
    history: Vec<HistoryRow>,
    owners: Vec<Choice>,
    templates: Vec<Choice>,
    advice_fields: Vec<Choice>,
    advice_owners: Vec<Choice>,
    colleagues: Vec<Choice>,
    outcomes: Vec<Choice>,
    typed: Typed,
    notes: Notes,
}

/// The items of a checklist with their answers.
pub fn item_rows(ask: &Ask, one: &Case, answers: &[Answer]) -> Vec<ItemRow> {
    let english = shared::english(ask);
    let row = |item: &'static Item| {
        let answer = answers.iter().find(|answer| answer.item == item.id).cloned();
        let anchors = if english { &item.anchors_en } else { &item.anchors_ko };
        let said = match answer.as_ref().map(|answer| answer.level) {
            None => String::new(),
            Some(None) => ask.t("consulting-level-none"),
            Some(Some(level)) => {
                usize::try_from(level).ok().and_then(|at| anchors.get(at).cloned()).unwrap_or_default()
            }
        };
        let level = answer.as_ref().and_then(|answer| answer.level);
        let anchor = |(at, text): (usize, &String)| (at as i64, text.clone(), level == Some(at as i64));
        ItemRow {
            field: ask.t(&format!("web-need-field-{}", item.field)),
            id: item.id.clone(),
            source: item.source(english),
            text: in_words(english, &item.ko, &item.en).to_owned(),
            anchors: anchors.iter().enumerate().map(anchor).collect(),
            found: level.is_some_and(|level| level <= FINDING),
            said,
            answer,
        }
    };
    guideline::items(&one.fields, one.accepted_on.unwrap_or(one.asked_on)).into_iter().map(row).collect()
}

fn step_row(ask: &Ask, one: Step) -> StepRow {
    let overdue = one.state == "open" && one.due_on.is_some_and(|due| due < ask.today());
    StepRow {
        title: in_words(shared::english(ask), &one.title, &one.title_en).to_owned(),
        tone: shared::tone(if overdue { "overdue" } else { &one.state }),
        overdue,
        one,
    }
}

/// The needs a case found, met or not, with their words.
async fn needs_of(
    ask: &Ask,
    tx: &mut Tx,
    one: &Case,
) -> Result<Vec<(String, Phrase, Option<Date>)>, Problem> {
    let subject = case_subject(&one.id);
    let all = needs::of_agency(tx, &one.agency_id).await?;
    let own = all.into_iter().filter(|need| need.source == subject);
    let words = |need: needs::Need| {
        let field = ask.t(&format!("web-need-field-{}", need.field));
        (field, shared::phrase(&need.reason, &need.reason_args), need.met_on)
    };
    Ok(own.map(words).collect())
}

/// Words of the highest role of the centre that the one who approved a plan holds; a team lead is wanted for a plan that
/// waits.
async fn approver(tx: &mut Tx, by: Option<&str>) -> Result<&'static str, Problem> {
    let Some(by) = by else { return Ok("consulting-report-by-lead") };
    let held = users::roles(tx, &UserId::from(by)).await?;
    let words = [
        ("director", "consulting-report-by-director"),
        ("team-lead", "consulting-report-by-lead"),
        ("centre-staff", "consulting-report-by-staff"),
    ];
    let found = words.into_iter().find(|(role, _)| held.iter().any(|one| one == role));
    Ok(found.map_or("consulting-report-by-approver", |(_, words)| words))
}

/// Reads everything of a case.
pub async fn whole(ask: &Ask, tx: &mut Tx, one: Case) -> Result<Whole, Problem> {
    let names = Names::load(ask, tx).await?;
    let answers = store::answers(tx, &one.id).await?;
    let items = item_rows(ask, &one, &answers);
    let history = modes::history(tx).await?;
    let visitors = store::visitors(tx, "").await?;
    let visits = store::visits(tx, "", &one.id).await?;
    let held = || visits.iter().filter(|visit| visit.state == "held");
    let minutes: i64 = held().map(|visit| visit.minutes).sum();
    let travel: i64 = held().map(|visit| visit.travel_minutes).sum();
    let template = one.template_id.as_ref().and_then(|id| guideline::template(id, one.asked_on));
    let experts: BTreeMap<String, String> =
        store::experts(tx).await?.into_iter().map(|one| (one.id, one.name)).collect();
    let engaged = |one: Engagement| EngagementRow {
        expert: experts.get(&one.expert_id).cloned().unwrap_or_default(),
        reasons: shared::phrases(&one.reasons),
        one,
    };
    Ok(Whole {
        asked_by: names.person(ask, &one.asked_by),
        approved_by: one.approved_by.as_ref().map(|id| names.person(ask, id)).unwrap_or_default(),
        approver: approver(tx, one.approved_by.as_deref()).await?,
        reasons: shared::phrases(&one.reasons),
        template: template
            .map(|one| in_words(shared::english(ask), &one.ko, &one.en).to_owned())
            .unwrap_or_default(),
        template_source: template.map_or("", |one| one.source(shared::english(ask))),
        unanswered: items.iter().filter(|item| item.answer.is_none()).count() as i64,
        items,
        needs: needs_of(ask, tx, &one).await?,
        steps: store::steps(tx, &one.id).await?.into_iter().map(|step| step_row(ask, step)).collect(),
        minutes: (minutes, minutes + travel),
        visits: visits
            .into_iter()
            .map(|visit| VisitRow::of(ask, (&names, &history, &visitors), visit))
            .collect(),
        advice: store::advice(tx, "", &one.id)
            .await?
            .into_iter()
            .map(|one| AdviceRow::of(ask, &names, one))
            .collect(),
        experts: store::engagements(tx, &one.id).await?.into_iter().map(engaged).collect(),
        row: CaseRow::of(ask, &names, one),
    })
}

/// What the journal says of a case, newest first.
async fn history(ask: &Ask, tx: &mut Tx, names: &Names, id: &str) -> Result<Vec<HistoryRow>, Problem> {
    let filter = journal::Filter { subject: id.to_owned(), ..journal::Filter::default() };
    let lines = journal::lines(tx, &filter, 200).await?;
    let row = |line: journal::Line| HistoryRow {
        at: line.recorded_at,
        key: format!("consulting-deed-{}", line.deed.trim_start_matches("consulting.")),
        by: names.person(ask, &line.actor_id),
    };
    Ok(lines.into_iter().map(row).collect())
}

/// The page of a case, with what was typed into its forms.
pub async fn view(ask: &Ask, id: &str, typed: Typed, notes: Notes) -> Result<impl Template, Problem> {
    let one = cases::found(ask, id).await?;
    let mut tx = ask.read().await?;
    let names = Names::load(ask, &mut tx).await?;
    let transfers = store::transfers(&mut tx, id).await?;
    let transfer_row = |one: Transfer| TransferRow {
        from: names.person(ask, &one.from_user_id),
        to: names.person(ask, one.to_user_id.as_str()),
        mine: one.state == "offered" && one.to_user_id == ask.actor.id,
        one,
    };
    let file_row = |file: files::File| FileRow {
        href: format!("/consulting/files/{}", file.id),
        name: file.name,
        kilobytes: (file.bytes + 1023) / 1024,
        stored_at: file.stored_at,
    };
    let owner = one.owner_id.as_ref().map(ToString::to_string).unwrap_or_default();
    let wanted = |typed: &str, other: &str| vec![if typed.is_empty() { other } else { typed }.to_owned()];
    let own_people = store::people_of(&mut tx, one.agency_id.as_str()).await?;
    let mut advice_owners = shared::adviser_choices(&mut tx, &wanted(&typed.advice.owner_id, &owner)).await?;
    let agency_person = |(id, name): &(UserId, String)| {
        Choice::new(
            id.as_str(),
            &format!("{name} ({})", names.agency(&one.agency_id)),
            &typed.advice.owner_id,
        )
    };
    advice_owners.splice(0..0, own_people.iter().map(agency_person));
    let fields: Vec<&str> = one.fields.split_whitespace().collect();
    let colleagues =
        shared::adviser_choices(&mut tx, std::slice::from_ref(&typed.transfer.to_user_id)).await?;
    let english = shared::english(ask);
    let me = ask.actor.id.to_string();
    Ok(CasePage {
        nav: shared::nav(ask, &mut tx, "").await?,
        files: files::files(&mut tx, &case_subject(id)).await?.into_iter().map(file_row).collect(),
        transfers: transfers.into_iter().map(transfer_row).collect(),
        history: history(ask, &mut tx, &names, id).await?,
        owners: shared::adviser_choices(&mut tx, &wanted(&typed.triage.owner_id, &me)).await?,
        templates: guideline::templates(ask.today())
            .into_iter()
            .map(|one| Choice::new(&one.id, in_words(english, &one.ko, &one.en), &typed.triage.template_id))
            .collect(),
        advice_fields: shared::word_choices(ask, "web-need-field", &fields, &typed.advice.field),
        advice_owners,
        colleagues: colleagues.into_iter().filter(|choice| choice.value != owner).collect(),
        outcomes: shared::word_choices(ask, "consulting-outcome", OUTCOMES, &typed.close.outcome),
        whole: whole(ask, &mut tx, one).await?,
        typed,
        notes,
    })
}

/// `GET /consulting/cases/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    ask.page(&view(&ask, &id, Typed::default(), Notes::default()).await?)
}
