//! Cases: the list with its files, the form for asking and for changing what was asked.

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use base::{AgencyId, Problem};
use db::Tx;
use documents::{Cell, workbook::Kind};
use web::{
    Ask, Notes, Phrase, Reply, filters,
    listing::{Filter, Table},
    pager::Pager,
};

use super::shared::{self, Choice, Names, Nav, Stored};
use crate::{
    actions,
    model::{CASE_STATES, Case, ORIGINS, RequestCase, missing},
    risk, store,
};

/// A case as a list shows it.
#[derive(Debug, Clone)]
pub struct CaseRow {
    /// The case.
    pub one: Case,
    /// Agency's name.
    pub agency: String,
    /// District's name.
    pub district: String,
    /// District's name to stand beside the agency's; empty where the agency's name ends with it.
    pub beside: String,
    /// Owner's name; empty when nobody answers for it yet.
    pub owner: String,
    /// Names of its fields.
    pub fields: String,
    /// How its state is shown.
    pub tone: &'static str,
    /// Whether it should have been closed by now.
    pub overdue: bool,
}

impl CaseRow {
    /// A case with its words.
    pub fn of(ask: &Ask, names: &Names, one: Case) -> Self {
        Self {
            agency: names.agency(&one.agency_id),
            district: names.district(&one.agency_id),
            beside: names.district_beside(&one.agency_id),
            owner: one.owner_id.as_ref().map(|id| names.person(ask, id.as_str())).unwrap_or_default(),
            fields: shared::field_names(ask, &one.fields),
            tone: shared::tone(&one.state),
            overdue: !one.is_over() && one.due_on.is_some_and(|due| due < ask.today()),
            one,
        }
    }
}

/// What the list is narrowed to; `mine=yes` takes the reader's own cases, `offered=yes` those offered to them.
pub fn filter(ask: &Ask) -> Filter {
    Filter::of(ask, "/consulting/cases", &["q", "agency", "state", "origin", "field", "mine", "offered"])
}

/// The wanted cases, sorted; agency staff get their own agency's only.
pub async fn wanted(ask: &Ask, tx: &mut Tx) -> Result<Vec<CaseRow>, Problem> {
    let filter = filter(ask);
    let names = Names::load(ask, tx).await?;
    let all = store::cases(tx, &shared::agency_asked(ask)).await?;
    let offered = store::transfers_to(tx, ask.actor.id.as_str()).await?;
    let mut rows: Vec<CaseRow> = all.into_iter().map(|one| CaseRow::of(ask, &names, one)).collect();
    rows.retain(|row| {
        let field = filter.get("field");
        let mine = filter.get("mine").is_empty() || row.one.owner_id.as_ref() == Some(&ask.actor.id);
        filter.finds(&format!("{} {} {} {}", row.one.number, row.one.title, row.agency, row.owner))
            && filter.fits("state", &row.one.state)
            && filter.fits("origin", &row.one.origin)
            && (field.is_empty() || row.one.fields.split_whitespace().any(|own| own == field))
            && mine
            && (filter.get("offered").is_empty() || offered.iter().any(|one| one.case_id == row.one.id))
    });
    match filter.sort() {
        "agency" => rows.sort_by(|a, b| (&a.agency, &a.one.number).cmp(&(&b.agency, &b.one.number))),
        "due" => rows.sort_by(|a, b| {
            (a.one.due_on.is_none(), a.one.due_on, &a.one.number).cmp(&(
                b.one.due_on.is_none(),
                b.one.due_on,
                &b.one.number,
            ))
        }),
        "owner" => rows.sort_by(|a, b| (&a.owner, &a.one.number).cmp(&(&b.owner, &b.one.number))),
        _ => {}
    }
    Ok(rows)
}

#[derive(Template)]
#[template(path = "cases.html")]
struct CasesPage {
    nav: Nav,
    filter: Filter,
    rows: Vec<CaseRow>,
    pager: Pager,
    states: Vec<Choice>,
    origins: Vec<Choice>,
    fields: Vec<Choice>,
}

/// `GET /consulting/cases`
pub async fn list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let filter = filter(&ask);
    let (pager, rows) = filter.cut(wanted(&ask, &mut tx).await?);
    ask.page(&CasesPage {
        nav: shared::nav(&ask, &mut tx, "/consulting/cases").await?,
        states: shared::word_choices(&ask, "consulting-state", CASE_STATES, filter.get("state")),
        origins: shared::word_choices(&ask, "consulting-origin", ORIGINS, filter.get("origin")),
        fields: shared::word_choices(&ask, "web-need-field", &register::needs::FIELDS, filter.get("field")),
        rows,
        pager,
        filter,
    })
}

async fn table(ask: &Ask) -> Result<Table, Problem> {
    let rows = wanted(ask, &mut ask.read().await?).await?;
    let columns = vec![
        ("number", "consulting-f-number", Kind::Text),
        ("agency", "consulting-f-agency", Kind::Text),
        ("title", "consulting-f-title", Kind::Text),
        ("fields", "consulting-f-fields", Kind::Text),
        ("state", "consulting-f-state", Kind::Text),
        ("owner", "consulting-f-owner", Kind::Text),
        ("asked", "consulting-f-asked", Kind::Date),
        ("due", "consulting-f-due", Kind::Date),
        ("closed", "consulting-f-closed", Kind::Date),
        ("outcome", "consulting-f-outcome", Kind::Text),
    ];
    let day = |day: Option<jiff::civil::Date>| day.map_or(Cell::Empty, Cell::Date);
    let cells = |row: &CaseRow| {
        let outcome = row.one.outcome.as_ref().map(|word| ask.t(&format!("consulting-outcome-{word}")));
        vec![
            Cell::from(row.one.number.as_str()),
            Cell::from(row.agency.as_str()),
            Cell::from(row.one.title.as_str()),
            Cell::from(row.fields.as_str()),
            Cell::from(ask.t(&format!("consulting-state-{}", row.one.state))),
            Cell::from(row.owner.as_str()),
            Cell::Date(row.one.asked_on),
            day(row.one.due_on),
            day(row.one.closed_on),
            outcome.map_or(Cell::Empty, Cell::from),
        ]
    };
    let sample = rows.iter().any(|row| row.one.sample);
    let rows = rows.iter().map(cells).collect();
    Ok(Table { name: "consulting-cases", title: ask.t("consulting-cases-title"), columns, rows, sample })
}

/// `GET /consulting/cases.csv`
pub async fn csv(ask: Ask) -> Reply {
    table(&ask).await?.csv(&ask)
}

/// `GET /consulting/cases.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    table(&ask).await?.xlsx(&ask)
}

#[derive(Template)]
#[template(path = "case_form.html")]
struct CaseForm {
    nav: Nav,
    action: String,
    back: String,
    is_new: bool,
    agencies: Vec<Choice>,
    agency: String,
    fields: Vec<Choice>,
    reasons: Vec<Phrase>,
    wish: RequestCase,
    stored: Vec<Stored>,
    notes: Notes,
}

async fn form_view(
    ask: &Ask,
    one: Option<&Case>,
    wish: RequestCase,
    notes: Notes,
) -> Result<CaseForm, Problem> {
    let reasons = if one.is_none() { risk_reasons(ask, &wish).await? } else { Vec::new() };
    let mut tx = ask.read().await?;
    let names = Names::load(ask, &mut tx).await?;
    let path =
        one.map_or_else(|| "/consulting/cases".to_owned(), |one| format!("/consulting/cases/{}", one.id));
    let agency = match (one, &ask.actor.agency) {
        (Some(one), _) => names.agency(&one.agency_id),
        (None, Some(own)) => names.agency(own),
        (None, None) => String::new(),
    };
    Ok(CaseForm {
        nav: shared::nav(ask, &mut tx, "").await?,
        agencies: names.agency_choices(&wish.agency_id),
        agency,
        fields: shared::field_choices(ask, &wish.fields),
        back: path.clone(),
        action: path,
        is_new: one.is_none(),
        reasons,
        wish,
        stored: Vec::new(),
        notes,
    })
}

/// The risk list's sentences on the agency, when the case is begun from there.
pub async fn risk_reasons(ask: &Ask, wish: &RequestCase) -> Result<Vec<Phrase>, Problem> {
    if wish.origin != "risk-list" || !ask.actor.may("consulting.compare") {
        return Ok(Vec::new());
    }
    let (_, risks) = risk::list(ask).await?;
    let found = risks.into_iter().find(|one| one.agency.id.as_str() == wish.agency_id);
    Ok(found.map(|one| one.reasons.into_iter().map(|reason| reason.phrase).collect()).unwrap_or_default())
}

/// `GET /consulting/cases/new`: empty, or begun from the risk list with its fields and sentences.
pub async fn new(ask: Ask) -> Reply {
    let mut wish = RequestCase {
        agency_id: ask.param("agency").unwrap_or_default(),
        origin: ask.param("origin").unwrap_or_default(),
        ..RequestCase::default()
    };
    if wish.origin == "risk-list" && ask.actor.may("consulting.compare") {
        let (_, risks) = risk::list(&ask).await?;
        if let Some(found) = risks.iter().find(|one| one.agency.id.as_str() == wish.agency_id) {
            wish.title = ask.t("consulting-case-from-risk");
            wish.fields = found.fields().into_iter().map(str::to_owned).collect();
            let said: Vec<String> = found.reasons.iter().map(|one| ask.say(&one.phrase)).collect();
            wish.request = said.join("\n");
        }
    }
    ask.page(&form_view(&ask, None, wish, Notes::default()).await?)
}

/// `POST /consulting/cases`
pub async fn create(ask: Ask, Form(wish): Form<RequestCase>) -> Reply {
    let reasons = risk_reasons(&ask, &wish).await?;
    let mut work = ask.work().await?;
    match actions::cases::request_case(&mut work, &wish, &reasons).await {
        Ok(one) => {
            work.commit().await?;
            let said = Phrase::new("consulting-said-requested").with("number", one.number);
            ask.see_saying(&format!("/consulting/cases/{}", one.id), &said)
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            ask.page_again(&form_view(&ask, None, wish, ask.notes(&notes)).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// A stored case as its form.
fn as_wish(one: &Case) -> RequestCase {
    RequestCase {
        agency_id: one.agency_id.to_string(),
        title: one.title.clone(),
        request: one.request.clone(),
        fields: one.fields.split_whitespace().map(str::to_owned).collect(),
        urgent: if one.urgent { "yes" } else { "" }.to_owned(),
        origin: one.origin.clone(),
        version: one.version,
    }
}

/// The case with `id`, if the reader may see it.
pub async fn found(ask: &Ask, id: &str) -> Result<Case, Problem> {
    let one = store::case(&mut ask.read().await?, id).await?.ok_or_else(missing)?;
    ask.actor.must_see(&one.agency_id)?;
    Ok(one)
}

/// `GET /consulting/cases/{id}/edit`
pub async fn edit(ask: Ask, Path(id): Path<String>) -> Reply {
    let one = found(&ask, &id).await?;
    ask.page(&form_view(&ask, Some(&one), as_wish(&one), Notes::default()).await?)
}

/// `POST /consulting/cases/{id}`
pub async fn update(ask: Ask, Path(id): Path<String>, Form(mut wish): Form<RequestCase>) -> Reply {
    let mut work = ask.work().await?;
    let problem = match actions::cases::change_case(&mut work, &id, &wish).await {
        Ok(one) => {
            work.commit().await?;
            return ask
                .see_saying(&format!("/consulting/cases/{}", one.id), &Phrase::new("consulting-said-saved"));
        }
        Err(problem) => problem,
    };
    drop(work);
    let now = found(&ask, &id).await?;
    if shared::is_changed_meanwhile(&problem) {
        wish.version = now.version;
        let mut view = form_view(&ask, Some(&now), wish, Notes::default()).await?;
        view.stored = vec![
            Stored::new(&ask, "consulting-f-title", &now.title),
            Stored::new(&ask, "consulting-f-request", &now.request),
            Stored::new(&ask, "consulting-f-fields", &shared::field_names(&ask, &now.fields)),
        ];
        return ask.page_again(&view);
    }
    let Problem::Fields(notes) = problem else { return Err(problem.into()) };
    ask.page_again(&form_view(&ask, Some(&now), wish, ask.notes(&notes)).await?)
}

/// Cases of one agency for its card's twin.
pub async fn of_agency(ask: &Ask, tx: &mut Tx, agency: &AgencyId) -> Result<Vec<CaseRow>, Problem> {
    let names = Names::load(ask, tx).await?;
    let all = store::cases(tx, agency.as_str()).await?;
    Ok(all.into_iter().map(|one| CaseRow::of(ask, &names, one)).collect())
}
