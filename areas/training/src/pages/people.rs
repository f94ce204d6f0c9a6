//! People: the list of workers, one worker with record, duties, gaps, suggestions and certificates, and their forms.

use axum::extract::{Form as PlainForm, Path};
use axum_extra::extract::Form;
use base::{AgencyId, Problem};
use db::Tx;
use documents::workbook::Kind;
use jiff::{ToSpan, civil::Date};
use register::{
    needs, users,
    workers::{self, JOBS, Worker},
};
use serde_json::json;
use web::{
    Ask, Notes, Phrase, Reply,
    kit::{Badge, Block, FormBlock, Input, Page, Sent, linked, pair},
    listing::{Download, Entry, List, tenths},
};

use super::shared::{self, Names};
use crate::{
    actions,
    guideline::COMPETENCIES,
    model::{KINDS, RecordHours, SaveWorker, hours, missing},
    standing::Ledger,
    store, suggest,
};

/// The address of a worker's page.
pub fn href(id: &str) -> String {
    format!("/training/people/{id}")
}

/// The list of workers that the visitor may see.
pub async fn people(ask: &Ask, tx: &mut Tx) -> Result<List, Problem> {
    let names = Names::load(ask, tx).await?;
    let ledger = Ledger::load(tx, ask.today()).await?;
    let year = Date::new(ask.today().year(), 1, 1).map_err(Problem::fault)?;
    let end = year.checked_add(1.year()).map_err(Problem::fault)?.yesterday().map_err(Problem::fault)?;
    let totals = workers::totals(tx, "training-hours", year, end).await?;
    let param = |name: &str| ask.param(name).unwrap_or_default();
    let (job, agency) = (param("job"), param("agency"));
    let mut rows = Vec::new();
    let mut sample = false;
    for one in shared::seen_workers(ask, tx).await? {
        let of = one.agency_id.as_ref().map_or("centre", AgencyId::as_str);
        if (!job.is_empty() && one.job != job) || (!agency.is_empty() && of != agency) {
            continue;
        }
        sample |= one.sample;
        let duties = ledger.duties(&one, ask.today());
        let worst = duties.iter().map(|(_, standing)| standing.state.word()).max_by_key(|word| weight(word));
        let taken = totals.iter().find(|(id, _)| *id == one.id).map_or(0, |(_, value)| *value);
        let yearly = duties.iter().find(|(duty, _)| duty.within_days.is_none());
        let counted = yearly.map(|(_, standing)| standing.done).filter(|done| *done != taken);
        let counted = counted.map(|done| shared::say1(ask, "training-hours-for-duty", "hours", hours(done)));
        let state = worst.map_or_else(
            || Entry::from(ask.t("training-duty-none")),
            |word| Entry::badge(ask.t(&format!("training-duty-{word}")), shared::tone(word)),
        );
        rows.push(vec![
            Entry::link(one.name.clone(), href(&one.id)),
            Entry::from(names.agency(one.agency_id.as_ref())),
            Entry::from(ask.t(&format!("web-worker-job-{}", one.job))),
            Entry::from(one.from_on),
            tenths(taken).small(counted.unwrap_or_default()),
            state,
        ]);
    }
    let columns = vec![
        ("name", "training-f-name", Kind::Text),
        ("agency", "training-f-agency", Kind::Text),
        ("job", "training-f-job", Kind::Text),
        ("from", "training-f-from", Kind::Date),
        ("hours", "training-f-hours-year", Kind::Rate { digits: 1 }),
        ("duty", "training-f-duty", Kind::Text),
    ];
    let list = List::new(ask, "/training/people", "training-people", "training-people-title", columns);
    let list = list
        .none(ask.t("training-people-none"))
        .rows(rows)
        .sample(sample)
        .personal("training.names-downloaded");
    let list =
        list.filter(ask, "job", "training-f-job", shared::word_choices(ask, "web-worker-job", &JOBS, &job));
    if ask.actor.agency.is_some() {
        return Ok(list);
    }
    Ok(list.filter(ask, "agency", "training-f-agency", names.agency_choices(&agency)))
}

/// The worse a duty's state, the more it weighs.
fn weight(word: &str) -> i64 {
    ["reached", "booked", "reachable", "out-of-reach", "missed"]
        .iter()
        .position(|one| *one == word)
        .unwrap_or(0) as i64
}

/// `GET /training/people`
pub async fn list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let list = people(&ask, &mut tx).await?;
    shared::page_of(&ask, ask.t("training-people-title"), "/training/people")
        .lead(ask.t("training-people-lead"))
        .tool_if(ask.actor.may("training.keep"), ask.t("training-person-new"), "/training/people/new")
        .block(list.block(&ask))
        .answer(&ask)
}

/// `POST /training/people/download`
pub async fn download(ask: Ask, PlainForm(wish): PlainForm<Download>) -> Reply {
    let list = people(&ask, &mut ask.read().await?).await?;
    list.download(&ask, &wish).await
}

async fn form_page(ask: &Ask, id: &str, wish: &SaveWorker, notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let names = Names::load(ask, &mut tx).await?;
    let own = ask.actor.agency.clone().map(|agency| agency.to_string());
    let agency = own.clone().unwrap_or_else(|| wish.agency_id.clone());
    let of_agency = |user: &users::User| user.agency_id.as_ref().map_or("", |id| id.as_str()) == agency;
    let accounts = users::users(&mut tx).await?;
    let accounts: Vec<_> = accounts
        .iter()
        .filter(|user| own.is_none() || of_agency(user))
        .map(|user| {
            web::kit::Choice::new(user.id.as_str(), &format!("{} ({})", user.name, user.login), &wish.user_id)
        })
        .collect();
    let (title, action) = if id.is_empty() {
        ("training-person-new", "/training/people".to_owned())
    } else {
        ("training-person-edit", href(id))
    };
    let mut form = FormBlock::new(String::new(), action, ask.t("training-save")).back("/training/people");
    if id.is_empty() && own.is_none() {
        let choices = names.agency_choices(&wish.agency_id);
        form = form
            .with([Input::select("agency_id", ask.t("training-f-agency"), choices)
                .first(ask.t("training-centre"))]);
    }
    let jobs = shared::word_choices(ask, "web-worker-job", &JOBS, &wish.job);
    let form = form.with([
        Input::new("text", "name", ask.t("training-f-name"), &wish.name)
            .help(ask.t("training-name-hint"))
            .needed(),
        Input::select("job", ask.t("training-f-job"), jobs).needed(),
        Input::new("date", "from_on", ask.t("training-f-from"), &wish.from_on).needed(),
        Input::new("date", "until_on", ask.t("training-f-until"), &wish.until_on)
            .help(ask.t("training-until-hint")),
        Input::select("user_id", ask.t("training-f-account"), accounts)
            .first(ask.t("training-none-chosen"))
            .help(ask.t("training-account-hint")),
        Input::hidden("version", wish.version),
    ]);
    Ok(shared::page_of(ask, ask.t(title), "/training/people").block(Block::Form(form)).noted(notes))
}

/// `GET /training/people/new`
pub async fn new(ask: Ask) -> Reply {
    let wish = SaveWorker {
        job: "dedicated".into(),
        from_on: ask.today().to_string(),
        agency_id: ask.param("agency").unwrap_or_default(),
        ..SaveWorker::default()
    };
    form_page(&ask, "", &wish, Notes::default()).await?.answer(&ask)
}

/// `POST /training/people`
pub async fn create(ask: Ask, Form(wish): Form<SaveWorker>) -> Reply {
    let mut work = ask.work().await?;
    match actions::people::create_worker(&mut work, &wish).await {
        Ok(one) => {
            work.commit().await?;
            ask.see_saying(&href(&one.id), &Phrase::new("training-said-saved"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            form_page(&ask, "", &wish, ask.notes(&notes)).await?.answer(&ask)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// The worker with `id`, if the visitor may see them.
pub async fn found(ask: &Ask, tx: &mut Tx, id: &str) -> Result<Worker, Problem> {
    let one = workers::worker(tx, id).await?.ok_or_else(missing)?;
    if let Some(agency) = &one.agency_id
        && one.user_id.as_ref() != Some(&ask.actor.id)
    {
        ask.actor.must_see(agency)?;
    }
    if shared::sees(ask, &one) { Ok(one) } else { Err(missing()) }
}

fn as_wish(one: &Worker) -> SaveWorker {
    SaveWorker {
        agency_id: one.agency_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        name: one.name.clone(),
        job: one.job.clone(),
        from_on: one.from_on.to_string(),
        until_on: one.until_on.map(|day| day.to_string()).unwrap_or_default(),
        user_id: one.user_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        version: one.version,
    }
}

/// `GET /training/people/{id}/edit`
pub async fn edit(ask: Ask, Path(id): Path<String>) -> Reply {
    let one = found(&ask, &mut ask.read().await?, &id).await?;
    form_page(&ask, &id, &as_wish(&one), Notes::default()).await?.answer(&ask)
}

/// `POST /training/people/{id}`
pub async fn update(ask: Ask, Path(id): Path<String>, Form(mut wish): Form<SaveWorker>) -> Reply {
    let mut work = ask.work().await?;
    let Err(problem) = actions::people::update_worker(&mut work, &id, &wish).await else {
        work.commit().await?;
        return ask.see_saying(&href(&id), &Phrase::new("training-said-saved"));
    };
    drop(work);
    if shared::is_changed_meanwhile(&problem) {
        let now = found(&ask, &mut ask.read().await?, &id).await?;
        wish.version = now.version;
        let page = form_page(&ask, &id, &wish, Notes::default()).await?;
        let job = ask.t(&format!("web-worker-job-{}", now.job));
        let until = now.until_on.map(|day| day.to_string()).unwrap_or_default();
        let stored =
            vec![("training-f-name", now.name), ("training-f-job", job), ("training-f-until", until)];
        return shared::changed(&ask, page, stored);
    }
    let Problem::Fields(notes) = problem else { return Err(problem.into()) };
    form_page(&ask, &id, &wish, ask.notes(&notes)).await?.answer(&ask)
}

/// Duties of a worker as a table.
fn duty_block(ask: &Ask, ledger: &Ledger, one: &Worker) -> Block {
    let row = |(duty, standing): (&'static crate::guideline::Duty, crate::duties::Standing)| {
        let word = standing.state.word();
        let name = Entry::from(shared::duty_name(ask, duty));
        vec![
            if duty.example { name.small(ask.t("training-duty-example")) } else { name },
            Entry::from(format!("{} – {}", standing.from, standing.until)),
            tenths(standing.wanted),
            Entry::link(tenths(standing.done), "#record").small(shared::elsewhere(
                ask,
                ledger,
                (one, duty, &standing),
            )),
            tenths(standing.booked),
            tenths(standing.offered),
            Entry::badge(ask.t(&format!("training-duty-{word}")), shared::tone(word)),
        ]
    };
    let columns = vec![
        ("duty", "training-f-duty", Kind::Text),
        ("span", "training-f-span", Kind::Text),
        ("wanted", "training-f-wanted", Kind::Rate { digits: 1 }),
        ("done", "training-f-done", Kind::Rate { digits: 1 }),
        ("booked", "training-f-booked", Kind::Rate { digits: 1 }),
        ("offered", "training-f-offered", Kind::Rate { digits: 1 }),
        ("state", "training-f-state", Kind::Text),
    ];
    let rows = ledger.duties(one, ask.today()).into_iter().map(row).collect();
    let list = List::new(ask, "", "", "training-duties-title", columns);
    list.none(ask.t("training-duty-none")).rows(rows).plain(ask)
}

/// What is suggested to a worker.
async fn suggestion_block(ask: &Ask, tx: &mut Tx, ledger: &Ledger, one: &Worker) -> Result<Block, Problem> {
    let all = suggest::of_worker(tx, ledger, one, ask.today()).await?;
    let row = |found: suggest::Suggestion| {
        let need = found.need().map(|need| need.id.clone()).unwrap_or_default();
        let batch = match &found.batch {
            Some(batch) => Entry::link(
                batch.title.clone(),
                format!("/training/batches/{}?worker={}&need={need}#sign-up", batch.id, one.id),
            ),
            None => Entry::from(ask.t("training-no-batch")),
        };
        vec![
            Entry::link(found.course.title.clone(), format!("/training/courses/{}", found.course.id)),
            Entry::from(shared::reasons(ask, &found)),
            batch,
        ]
    };
    let columns = vec![
        ("course", "training-f-course", Kind::Text),
        ("reasons", "training-f-reasons", Kind::Text),
        ("batch", "training-f-batch", Kind::Text),
    ];
    let rows = all.into_iter().map(row).collect();
    let list = List::new(ask, "", "", "training-suggestions-title", columns);
    Ok(list.none(ask.t("training-suggestions-none")).rows(rows).plain(ask))
}

/// Competencies with needed and judged levels, and the form that judges.
async fn level_blocks(ask: &Ask, tx: &mut Tx, one: &Worker) -> Result<Vec<Block>, Problem> {
    let levels = store::levels(tx, &one.id).await?;
    let names = Names::load(ask, tx).await?;
    let row = |competency: &'static crate::guideline::Competency| {
        let judged = levels.iter().find(|level| level.competency == competency.id);
        let wants = competency.level(&one.job);
        let (state, tone) = match judged.map(|level| level.value) {
            None => ("training-level-unjudged", "plain"),
            Some(has) if has < wants => ("training-level-gap", "warn"),
            Some(_) => ("training-level-enough", "good"),
        };
        let who = judged.map(|level| format!("{} · {}", level.judged_on, names.person(&level.judged_by)));
        vec![
            Entry::from(shared::competency_name(ask, competency)),
            Entry::from(ask.t(&format!("web-need-field-{}", competency.field))),
            Entry::from(wants),
            web::listing::Value::whole(judged.map(|level| level.value), &ask.t("training-level-unjudged"))
                .into(),
            Entry::badge(ask.t(state), tone).small(who.unwrap_or_default()),
        ]
    };
    let columns = vec![
        ("competency", "training-f-competency", Kind::Text),
        ("field", "training-f-field", Kind::Text),
        ("wants", "training-f-wants", Kind::Whole),
        ("has", "training-f-has", Kind::Whole),
        ("state", "training-f-state", Kind::Text),
    ];
    let rows = COMPETENCIES.competency.iter().map(row).collect();
    let table = List::new(ask, "", "", "training-levels-title", columns).rows(rows).plain(ask);
    let mut blocks = vec![table, Block::Text(ask.t("training-levels-scale"))];
    if ask.actor.may("training.judge") {
        let now = |id: &str| suggest::level(&levels, id).map(|level| level.to_string()).unwrap_or_default();
        let needed = COMPETENCIES.competency.iter().filter(|one_| one_.level(&one.job) > 0);
        let inputs = needed.map(|competency| {
            let choices =
                shared::word_choices(ask, "training-level", &["0", "1", "2", "3"], &now(&competency.id));
            let words = shared::competency_name(ask, competency);
            Input::select(&format!("level-{}", competency.id), words, choices)
                .first(ask.t("training-level-unjudged"))
        });
        let form = FormBlock::new(
            ask.t("training-judge-title"),
            format!("{}/levels", href(&one.id)),
            ask.t("training-judge"),
        );
        let source = Input::new("text", "source", ask.t("training-f-rests-on"), "")
            .help(ask.t("training-rests-on-hint"));
        blocks.push(Block::Form(form.with(inputs).with([source])));
    }
    Ok(blocks)
}

/// The record of the last years.
async fn record_block(ask: &Ask, tx: &mut Tx, one: &Worker) -> Result<Block, Problem> {
    let from = ask.today().checked_sub(5.years()).map_err(Problem::fault)?;
    let until = ask.today().checked_add(1.year()).map_err(Problem::fault)?;
    let mut rows = Vec::new();
    for entry in workers::record_of(tx, &one.id, from, until).await?.into_iter().rev() {
        let source = match entry.source.split_once(':') {
            Some(("training-session", id)) => format!("/training/sessions/{id}"),
            Some(("training-certificate", id)) => format!("/training/certificates/{id}"),
            _ => String::new(),
        };
        let is_hours = entry.kind == "training-hours";
        let ours =
            entry.source.starts_with("training-session:") || entry.source.starts_with("training-outside:");
        let kind = if is_hours && !ours {
            "training-record-elsewhere".to_owned()
        } else {
            format!("training-record-{}", entry.kind)
        };
        rows.push(vec![
            Entry::from(entry.recorded_on),
            Entry::from(ask.t(&kind)),
            Entry::link(entry.title, source),
            if is_hours { tenths(entry.value) } else { Entry::from(entry.value) },
        ]);
    }
    let columns = vec![
        ("day", "training-f-day", Kind::Date),
        ("kind", "training-f-kind", Kind::Text),
        ("title", "training-f-title", Kind::Text),
        ("value", "training-f-value", Kind::Rate { digits: 1 }),
    ];
    let list = List::new(ask, "", "", "training-record-title", columns);
    Ok(list.none(ask.t("training-record-none")).rows(rows).plain(ask))
}

/// What a worker has asked for and where they have a seat.
async fn seat_block(ask: &Ask, tx: &mut Tx, one: &Worker) -> Result<Block, Problem> {
    let mut rows = Vec::new();
    for seat in store::enrolments_of_worker(tx, &one.id).await? {
        let Some(batch) = store::batch(tx, &seat.batch_id).await? else { continue };
        rows.push(vec![
            Entry::link(batch.title, format!("/training/enrolments/{}", seat.id)),
            Entry::from(base::seoul_day(seat.asked_at)),
            Entry::badge(ask.t(&format!("training-seat-{}", seat.state)), shared::tone(&seat.state)),
        ]);
    }
    let columns = vec![
        ("batch", "training-f-batch", Kind::Text),
        ("asked", "training-f-asked", Kind::Date),
        ("state", "training-f-state", Kind::Text),
    ];
    let list = List::new(ask, "", "", "training-asked-title", columns);
    Ok(list.none(ask.t("training-asked-none")).rows(rows).plain(ask))
}

async fn certificate_block(ask: &Ask, tx: &mut Tx, one: &Worker) -> Result<Block, Problem> {
    let all = store::certificates_of_worker(tx, &one.id).await?;
    let line = |certificate: crate::model::Certificate| {
        let state = super::certificates::state(&certificate, ask.today());
        let words = format!(
            "{} · {} · {}",
            certificate.number,
            certificate.course,
            ask.t(&format!("training-certificate-{state}"))
        );
        web::kit::Link::new(words, format!("/training/certificates/{}", certificate.id))
    };
    let lines: Vec<_> = all.into_iter().map(line).collect();
    Ok(if lines.is_empty() { Block::Text(ask.t("training-certificates-none")) } else { Block::Lines(lines) })
}

/// The page of a worker.
pub async fn person_page(ask: &Ask, id: &str, typed: &Sent, notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let one = found(ask, &mut tx, id).await?;
    let names = Names::load(ask, &mut tx).await?;
    let ledger = Ledger::load(&mut tx, ask.today()).await?;
    let mut facts = vec![
        pair(ask.t("training-f-agency"), names.agency(one.agency_id.as_ref())),
        pair(ask.t("training-f-job"), ask.t(&format!("web-worker-job-{}", one.job))),
        pair(ask.t("training-f-from"), one.from_on),
    ];
    facts.extend(one.until_on.map(|day| pair(ask.t("training-f-until"), day)));
    if let Some(agency) = &one.agency_id {
        let open = needs::open(&mut tx, Some(agency)).await?.len() as i64;
        facts.push(linked(ask.t("training-f-needs"), open, format!("/consulting/agencies/{agency}")));
    }
    let may_keep = ask.actor.may("training.keep");
    let mut page = shared::page_of(ask, one.name.clone(), "/training/people")
        .tool_if(may_keep, ask.t("training-edit"), format!("{}/edit", href(id)))
        .sample(one.sample)
        .block(Block::Facts(facts))
        .maybe(one.until_on.filter(|day| *day < ask.today()).map(|_| {
            Block::State(Badge { words: ask.t("training-person-ended"), tone: "plain", after: String::new() })
        }))
        .block(duty_block(ask, &ledger, &one))
        .block(suggestion_block(ask, &mut tx, &ledger, &one).await?)
        .block(seat_block(ask, &mut tx, &one).await?)
        .blocks(level_blocks(ask, &mut tx, &one).await?)
        .block(Block::Heading(ask.t("training-certificates-title")))
        .block(certificate_block(ask, &mut tx, &one).await?)
        .block(Block::Anchor("record"))
        .block(record_block(ask, &mut tx, &one).await?);
    if ask.actor.may("training.work") {
        let kinds = shared::word_choices(ask, "training-kind", KINDS, typed.get("kind"));
        let form = FormBlock::new(
            ask.t("training-outside-title"),
            format!("{}/hours", href(id)),
            ask.t("training-outside"),
        );
        page = page.block(Block::Form(form.lead(ask.t("training-outside-lead")).with([
            Input::new("text", "title", ask.t("training-f-course"), typed.get("title")).needed(),
            Input::select("kind", ask.t("training-f-kind"), kinds).needed(),
            Input::new("text", "hours", ask.t("training-f-hours"), typed.get("hours")).needed(),
            Input::new("date", "day", ask.t("training-f-day"), typed.get("day")).needed(),
        ])));
    }
    Ok(page.noted(notes))
}

/// `GET /training/people/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    person_page(&ask, &id, &Sent::default(), Notes::default()).await?.answer(&ask)
}

/// `POST /training/people/{id}/levels`
pub async fn judge(
    ask: Ask,
    Path(id): Path<String>,
    PlainForm(sent): PlainForm<Vec<(String, String)>>,
) -> Reply {
    let levels: Vec<(String, String)> = sent
        .iter()
        .filter_map(|(key, value)| Some((key.strip_prefix("level-")?.to_owned(), value.clone())))
        .collect();
    let sent = Sent(sent);
    let mut work = ask.work().await?;
    match actions::people::judge(&mut work, &id, &levels, sent.get("source")).await {
        Ok(count) => {
            work.commit().await?;
            ask.see_saying(&href(&id), &Phrase::new("training-said-judged").with("count", count))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            person_page(&ask, &id, &sent, ask.notes(&notes)).await?.answer(&ask)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /training/people/{id}/hours`
pub async fn record(ask: Ask, Path(id): Path<String>, PlainForm(wish): PlainForm<RecordHours>) -> Reply {
    let mut work = ask.work().await?;
    match actions::people::record_hours(&mut work, &id, &wish).await {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying(&href(&id), &Phrase::new("training-said-hours"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            let typed =
                [("title", wish.title), ("kind", wish.kind), ("hours", wish.hours), ("day", wish.day)];
            let typed = Sent(typed.into_iter().map(|(key, value)| (key.to_owned(), value)).collect());
            person_page(&ask, &id, &typed, ask.notes(&notes)).await?.answer(&ask)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// A worker as JSON: duties, gaps, suggestions and certificates.
pub async fn person_json(ask: &Ask, id: &str) -> Reply {
    let mut tx = ask.read().await?;
    let one = found(ask, &mut tx, id).await?;
    let ledger = Ledger::load(&mut tx, ask.today()).await?;
    let duties = ledger.duties(&one, ask.today());
    let duties: Vec<_> = duties
        .iter()
        .map(|(duty, at)| {
            json!({ "duty": duty.id, "for_each": duty.for_each, "example": duty.example, "from": at.from, "until": at.until, "wanted_tenths": at.wanted,
                "done_tenths": at.done, "booked_tenths": at.booked, "offered_tenths": at.offered, "state": at.state.word() })
        })
        .collect();
    let levels = store::levels(&mut tx, id).await?;
    let gaps: Vec<_> = suggest::gaps(&one, &levels)
        .iter()
        .map(|gap| json!({ "competency": gap.competency.id, "has": gap.has, "wants": gap.wants }))
        .collect();
    let suggestions: Vec<_> = suggest::of_worker(&mut tx, &ledger, &one, ask.today())
        .await?
        .iter()
        .map(|found| {
            let reasons: Vec<String> = found.reasons.iter().map(|one| shared::reason(ask, one)).collect();
            json!({ "course": found.course.id, "title": found.course.title, "reasons": reasons,
                "batch": found.batch.as_ref().map(|batch| batch.id.clone()), "need": found.need().map(|need| need.id.clone()) })
        })
        .collect();
    let certificates: Vec<_> = store::certificates_of_worker(&mut tx, id)
        .await?
        .iter()
        .map(|own| json!({ "id": own.id, "number": own.number, "course": own.course, "state": super::certificates::state(own, ask.today()) }))
        .collect();
    ask.json(&json!({ "id": one.id, "name": one.name, "agency": one.agency_id, "job": one.job, "from": one.from_on, "until": one.until_on,
        "duties": duties, "gaps": gaps, "suggestions": suggestions, "certificates": certificates, "sample": one.sample }))
}

/// The line that a worker's name is shown with elsewhere.
pub fn named(ask: &Ask, names: &Names, one: &Worker) -> String {
    let job = ask.t(&format!("web-worker-job-{}", one.job));
    let phrase = Phrase::new("training-person-named").with("name", one.name.as_str()).with("job", job);
    ask.say(&phrase.with("agency", names.agency(one.agency_id.as_ref())))
}
