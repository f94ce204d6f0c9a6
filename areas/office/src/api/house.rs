//! The hub, units, journal, settings, jobs and the outbox as JSON.

use axum::extract::Path;
use base::Problem;
use register::{jobs, journal, messages, organization, users};
use serde::Serialize;
use utoipa::ToSchema;
use web::{
    Ask, Reply,
    pager::{self, Pager},
};

use super::List;
use crate::{
    actions::letters,
    pages,
    store::{organization as reorganizations, people},
};

/// Something that waits, with the list that shows exactly these.
#[derive(Debug, Serialize, ToSchema)]
struct Waiting {
    what: &'static str,
    count: i64,
    href: &'static str,
}

/// What the asker may open, and what waits there.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Hub {
    rooms: Vec<&'static str>,
    waiting: Vec<Waiting>,
}

/// The rooms of the office and what waits in them.
#[utoipa::path(get, path = "/", responses((status = 200, body = Hub)))]
pub(super) async fn hub(ask: Ask) -> Reply {
    let wire = |one: pages::hub::Waiting| Waiting { what: one.what, count: one.count, href: one.href };
    let waiting = pages::hub::waiting(&ask).await?.into_iter().map(wire).collect();
    ask.json(&Hub { rooms: pages::hub::rooms(&ask), waiting })
}

/// A unit with its people's ids and shares.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Unit {
    id: String,
    structure_id: String,
    name: String,
    kind: String,
    from_on: String,
    until_on: Option<String>,
    members: Vec<Member>,
}

/// A person in a unit.
#[derive(Debug, Serialize, ToSchema)]
struct Member {
    user_id: String,
    role: String,
    share_percent: i64,
}

/// Units in force on `on`, of all structures.
#[utoipa::path(get, path = "/units", params(("on" = Option<String>, Query)), responses((status = 200, body = [Unit])))]
pub(super) async fn units_list(ask: Ask) -> Reply {
    let on = pages::agencies::day(&ask);
    let mut tx = ask.read().await?;
    let members = organization::members(&mut tx, on).await?;
    let member = |one: &organization::Member| Member {
        user_id: one.user_id.to_string(),
        role: one.role.clone(),
        share_percent: one.share_percent,
    };
    let wire = |one: organization::Unit| Unit {
        members: members.iter().filter(|m| m.unit_id == one.id).map(member).collect(),
        id: one.id,
        structure_id: one.structure_id,
        name: one.name,
        kind: one.kind,
        from_on: one.from_on.to_string(),
        until_on: one.until_on.map(|day| day.to_string()),
    };
    let units = organization::units(&mut tx, on).await?;
    ask.json(&units.into_iter().map(wire).collect::<Vec<_>>())
}

/// A reorganization with what it plans.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Reorganization {
    id: String,
    title: String,
    decided: String,
    effective_on: String,
    state: String,
    /// Units that begin and end.
    #[schema(value_type = Object)]
    plan: serde_json::Value,
    made_at: String,
    applied_at: Option<String>,
    version: i64,
}

/// One reorganization.
#[utoipa::path(get, path = "/reorganizations/{id}", params(("id" = String, Path)), responses((status = 200, body = Reorganization), (status = 404)))]
pub(super) async fn reorganization_one(ask: Ask, Path(id): Path<String>) -> Reply {
    let one = reorganizations::reorganization(&mut ask.read().await?, &id).await?;
    let one = one.ok_or_else(|| Problem::from(web::Refused::NoSuchRecord))?;
    ask.json(&Reorganization {
        plan: serde_json::to_value(one.plan()).map_err(Problem::fault)?,
        id: one.id,
        title: one.title,
        decided: one.decided,
        effective_on: one.effective_on.to_string(),
        state: one.state,
        made_at: one.made_at.to_string(),
        applied_at: one.applied_at.map(|at| at.to_string()),
        version: one.version,
    })
}

/// A line of the journal.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Line {
    seq: i64,
    recorded_at: String,
    actor_id: String,
    /// Name of the actor, for those who may see people.
    actor: Option<String>,
    deed: String,
    subject: String,
    detail: String,
    previous: String,
    hash: String,
}

/// Lines of the journal that fit, newest first.
#[utoipa::path(
    get,
    path = "/journal",
    params(
        ("deed" = Option<String>, Query, description = "A deed or the beginning of one"),
        ("subject" = Option<String>, Query), ("actor" = Option<String>, Query),
        ("from" = Option<String>, Query), ("until" = Option<String>, Query), ("page" = Option<i64>, Query)
    ),
    responses((status = 200, body = List<Line>))
)]
pub(super) async fn journal_list(ask: Ask) -> Reply {
    let filter = pages::journal::filter(&ask);
    let span = pages::journal::span(&filter);
    let mut tx = ask.read().await?;
    let total = people::journal_count(&mut tx, &filter, span).await?;
    let pager = Pager::new(ask.page_number(), total, "");
    let found = people::journal_lines(&mut tx, &filter, span, pager::ROWS, pager.offset()).await?;
    let names = if ask.actor.may("office.users-see") { users::users(&mut tx).await? } else { Vec::new() };
    let wire = |one: journal::Line| Line {
        actor: names.iter().find(|user| user.id.as_str() == one.actor_id).map(|user| user.name.clone()),
        seq: one.seq,
        recorded_at: one.recorded_at.to_string(),
        actor_id: one.actor_id,
        deed: one.deed,
        subject: one.subject,
        detail: one.detail,
        previous: one.previous,
        hash: one.hash,
    };
    ask.json(&List::of(&pager, found.into_iter().map(wire).collect()))
}

/// Whether the chain of the journal is whole.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Verdict {
    sound: bool,
    seq: i64,
    hash: String,
    why: String,
}

/// Recomputes the chain from the first line on.
#[utoipa::path(get, path = "/journal/verdict", responses((status = 200, body = Verdict)))]
pub(super) async fn journal_verdict(ask: Ask) -> Reply {
    ask.json(&match journal::verify(&mut ask.read().await?, None).await? {
        journal::Verdict::Sound { head } => {
            Verdict { sound: true, seq: head.seq, hash: head.hash, why: String::new() }
        }
        journal::Verdict::Broken { seq, why } => {
            Verdict { sound: false, seq, hash: String::new(), why: why.to_owned() }
        }
    })
}

/// A setting as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SettingNow {
    key: &'static str,
    group: &'static str,
    /// What it is, in words.
    words: String,
    value: String,
    default: &'static str,
    changed_at: Option<String>,
    /// Name of who changed it; empty while the default holds.
    changed_by: String,
    /// The variable of the environment that wins over it.
    overridden_by: Option<&'static str>,
}

/// Settings with their defaults, and who changed them when.
#[utoipa::path(get, path = "/settings", responses((status = 200, body = [SettingNow])))]
pub(super) async fn settings_list(ask: Ask) -> Reply {
    let wire = |one: pages::settings::Known| SettingNow {
        key: one.setting.key,
        group: one.setting.group,
        words: ask.t(&one.setting.words()),
        value: one.value,
        default: one.setting.default,
        changed_at: one.changed_at.map(|at| at.to_string()),
        changed_by: one.changed_by,
        overridden_by: one.overridden,
    };
    ask.json(&pages::settings::known(&ask).await?.into_iter().map(wire).collect::<Vec<_>>())
}

/// A job of the background.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct JobRow {
    id: String,
    kind: String,
    about: String,
    state: String,
    done: i64,
    total: i64,
    attempts: i64,
    made_at: String,
}

/// The newest jobs, of one state or of all.
#[utoipa::path(get, path = "/jobs", params(("state" = Option<String>, Query)), responses((status = 200, body = [JobRow])))]
pub(super) async fn jobs_list(ask: Ask) -> Reply {
    let wire = |job: jobs::Job| JobRow {
        id: job.id,
        kind: job.kind,
        about: job.about,
        state: job.state,
        done: job.done,
        total: job.total,
        attempts: job.attempts,
        made_at: job.made_at.to_string(),
    };
    let found = pages::settings::jobs_in(&ask, &ask.param("state").unwrap_or_default()).await?;
    ask.json(&found.into_iter().map(wire).collect::<Vec<_>>())
}

/// A message of the outbox.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Letter {
    id: String,
    about: String,
    channel: String,
    to_user_id: Option<String>,
    to_agency_id: Option<String>,
    /// Name of the person or agency it goes to; empty when it has an address only.
    to: String,
    to_address: String,
    subject: String,
    /// Its words; absent in lists, and where they hold a set-up link.
    body: Option<String>,
    state: String,
    attempts: i64,
    made_at: String,
    sent_at: Option<String>,
    failure: String,
}

impl From<messages::Message> for Letter {
    fn from(one: messages::Message) -> Self {
        Self {
            id: one.id,
            about: one.about,
            channel: one.channel,
            to_user_id: one.to_user_id.map(|id| id.to_string()),
            to_agency_id: one.to_agency_id.map(|id| id.to_string()),
            to: String::new(),
            to_address: one.to_address,
            subject: one.subject,
            body: None,
            state: one.state,
            attempts: one.attempts,
            made_at: one.made_at.to_string(),
            sent_at: one.sent_at.map(|at| at.to_string()),
            failure: one.failure,
        }
    }
}

/// Messages of one state or of all, newest first, without their words.
#[utoipa::path(
    get,
    path = "/outbox",
    params(("state" = Option<String>, Query), ("page" = Option<i64>, Query)),
    responses((status = 200, body = List<Letter>))
)]
pub(super) async fn outbox_list(ask: Ask) -> Reply {
    let state = ask.param("state").unwrap_or_default();
    let filter = messages::Filter { state, ..messages::Filter::default() };
    let mut tx = ask.read().await?;
    let pager = Pager::new(ask.page_number(), messages::count(&mut tx, &filter).await?, "");
    let found = messages::messages(&mut tx, &filter, pager::ROWS, pager.offset()).await?;
    let mut rows = Vec::new();
    for one in found {
        let to = pages::outbox::receiver(&ask, &mut tx, &one).await?.name;
        rows.push(Letter { to, ..Letter::from(one) });
    }
    ask.json(&List::of(&pager, rows))
}

/// One message; words that hold a set-up link are shown to nobody.
#[utoipa::path(get, path = "/outbox/{id}", params(("id" = String, Path)), responses((status = 200, body = Letter), (status = 404)))]
pub(super) async fn message_one(ask: Ask, Path(id): Path<String>) -> Reply {
    let found = pages::outbox::found(&ask, &id).await?;
    let body = (!letters::holds_link(&found.about)).then(|| found.body.clone());
    let to = pages::outbox::receiver(&ask, &mut ask.read().await?, &found).await?.name;
    ask.json(&Letter { to, body, ..Letter::from(found) })
}
