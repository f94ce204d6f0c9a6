//! Yearly duties: everyone bound by one and how they stand, the participants of each agency, and the competency matrix.

use axum::extract::Form as PlainForm;
use base::Problem;
use db::Tx;
use documents::workbook::Kind;
use register::workers::JOBS;
use web::{
    Ask, Reply,
    kit::{Block, Link, boxed},
    listing::{Download, Entry, List, Value, tenths},
};

use super::{
    people::href,
    shared::{self, Names},
};
use crate::{
    guideline::{self, COMPETENCIES},
    standing::{Ledger, participants},
    store, suggest,
};

/// States of a duty, the worst first.
const STATES: &[&str] = &["missed", "out-of-reach", "reachable", "booked", "reached"];

fn views(ask: &Ask, here: &str) -> Vec<Link> {
    let view = |(key, href): (&str, &str)| Link { here: href == here, ..Link::new(ask.t(key), href) };
    [
        ("training-duties-staff", "/training/duties"),
        ("training-duties-participants", "/training/duties/participants"),
    ]
    .map(view)
    .into()
}

/// Everyone bound by a duty, the worst first.
pub async fn duties(ask: &Ask, tx: &mut Tx) -> Result<List, Problem> {
    let names = Names::load(ask, tx).await?;
    let ledger = Ledger::load(tx, ask.today()).await?;
    let wanted = ask.param("state").unwrap_or_default();
    let mut rows = Vec::new();
    let mut sample = false;
    for one in shared::seen_workers(ask, tx).await? {
        for (duty, at) in ledger.duties(&one, ask.today()) {
            let word = at.state.word();
            if !wanted.is_empty() && wanted != word {
                continue;
            }
            sample |= one.sample;
            let name = Entry::from(shared::duty_name(ask, duty));
            let row =
                vec![
                    Entry::link(one.name.clone(), href(&one.id)),
                    Entry::from(names.agency(one.agency_id.as_ref())),
                    if duty.example { name.small(ask.t("training-duty-example")) } else { name },
                    tenths(at.wanted),
                    Entry::link(tenths(at.done), format!("{}#record", href(&one.id)))
                        .small(shared::elsewhere(ask, &ledger, (&one, duty, &at))),
                    tenths(at.booked),
                    tenths(at.offered),
                    Entry::from(at.until),
                    Entry::badge(ask.t(&format!("training-duty-{word}")), shared::tone(word)),
                ];
            rows.push((STATES.iter().position(|state| *state == word), row));
        }
    }
    rows.sort_by_key(|(place, _)| *place);
    let columns = vec![
        ("name", "training-f-name", Kind::Text),
        ("agency", "training-f-agency", Kind::Text),
        ("duty", "training-f-duty", Kind::Text),
        ("wanted", "training-f-wanted", Kind::Rate { digits: 1 }),
        ("done", "training-f-done", Kind::Rate { digits: 1 }),
        ("booked", "training-f-booked", Kind::Rate { digits: 1 }),
        ("offered", "training-f-offered", Kind::Rate { digits: 1 }),
        ("until", "training-f-until-day", Kind::Date),
        ("state", "training-f-state", Kind::Text),
    ];
    let choices = shared::word_choices(ask, "training-duty", STATES, &wanted);
    let list = List::new(ask, "/training/duties", "training-duties", "training-duties-title", columns);
    let list = list.none(ask.t("training-duties-none")).rows(rows.into_iter().map(|(_, row)| row).collect());
    Ok(list.sample(sample).personal("training.names-downloaded").filter(
        ask,
        "state",
        "training-f-state",
        choices,
    ))
}

/// Rules in force, each with its clause, as lines.
fn rules(ask: &Ask) -> Block {
    let all = ["dedicated", "participants"].into_iter().flat_map(|who| guideline::duties(who, ask.today()));
    let line = |duty: &guideline::Duty| {
        let mark = if duty.example { ask.t("training-duty-example") } else { duty.clause.clone() };
        let name = shared::duty_name(ask, duty);
        let hours = shared::say1(ask, "training-hours", "hours", crate::model::hours(duty.hours_tenths));
        let words = format!("{name}: {hours} · {mark} · {}", duty.as_of);
        Link::new(
            words,
            if duty.source.starts_with("https://") { duty.source.clone() } else { String::new() },
        )
    };
    Block::Lines(all.map(line).collect())
}

/// `GET /training/duties`
pub async fn list(ask: Ask) -> Reply {
    let list = duties(&ask, &mut ask.read().await?).await?;
    shared::page_of(&ask, ask.t("training-duties-title"), "/training/duties")
        .lead(ask.t("training-duties-lead"))
        .views(views(&ask, "/training/duties"))
        .block(rules(&ask))
        .block(list.block(&ask))
        .answer(&ask)
}

/// `POST /training/duties/download`
pub async fn download(ask: Ask, PlainForm(wish): PlainForm<Download>) -> Reply {
    let list = duties(&ask, &mut ask.read().await?).await?;
    list.download(&ask, &wish).await
}

/// The participants' duty of each agency.
pub async fn of_participants(ask: &Ask, tx: &mut Tx) -> Result<List, Problem> {
    let names = Names::load(ask, tx).await?;
    let duty = guideline::duties("participants", ask.today()).into_iter().next();
    let wanted = duty.map_or(0, |duty| duty.hours_tenths);
    let mut rows = Vec::new();
    let figures = match duty {
        Some(duty) => participants(tx, ask.today(), duty).await?,
        None => Vec::new(),
    };
    let asked = ask.param("state").unwrap_or_default();
    let year = ask.today().year();
    for agency in register::agencies::agencies(tx, ask.today()).await? {
        if ask.actor.agency.as_ref().is_some_and(|own| *own != agency.id) {
            continue;
        }
        let at = figures.iter().find(|one| one.agency == agency.id);
        let missing = ask.t("training-not-filed");
        let of = |value: Option<i64>| Entry::from(Value::whole(value, &missing));
        let state = at.and_then(|one| one.state).map(crate::duties::State::word);
        if !asked.is_empty() && state != Some(asked.as_str()) {
            continue;
        }
        let link = format!("/returns/figures?agency={}&year={year}", agency.id);
        rows.push(vec![
            Entry::from(names.agency(Some(&agency.id))),
            of(at.map(|one| one.months)),
            Entry { href: if at.is_some() { link } else { String::new() }, ..of(at.map(|one| one.hours)) },
            of(at.map(|one| if one.months > 0 { one.people / one.months } else { 0 })),
            at.and_then(|one| one.tenths).map_or_else(|| Value::None(missing.clone()).into(), tenths),
            tenths(wanted),
            at.and_then(|one| one.possible).map_or_else(|| Value::None(missing.clone()).into(), tenths),
            state.map_or_else(
                || Entry::badge(missing.clone(), "plain"),
                |word| Entry::badge(ask.t(&format!("training-duty-{word}")), shared::tone(word)),
            ),
        ]);
    }
    let columns = vec![
        ("agency", "training-f-agency", Kind::Text),
        ("months", "training-f-months", Kind::Whole),
        ("hours", "training-f-hours", Kind::Whole),
        ("people", "training-f-people", Kind::Whole),
        ("each", "training-f-each", Kind::Rate { digits: 1 }),
        ("wanted", "training-f-wanted", Kind::Rate { digits: 1 }),
        ("possible", "training-f-possible", Kind::Rate { digits: 1 }),
        ("state", "training-f-state", Kind::Text),
    ];
    let path = "/training/duties/participants";
    let list = List::new(ask, path, "training-participants", "training-duties-participants", columns);
    let choices =
        shared::word_choices(ask, "training-duty", &["out-of-reach", "reachable", "reached"], &asked);
    let list = list.none(ask.t("training-duties-none")).rows(rows);
    Ok(list.filter(ask, "state", "training-f-state", choices))
}

/// The warning that some agencies cannot reach their participants' duty any more; none when all can.
async fn out_of_reach(ask: &Ask, tx: &mut Tx) -> Result<Option<Block>, Problem> {
    let duty = guideline::duties("participants", ask.today()).into_iter().next();
    let Some(duty) = duty else { return Ok(None) };
    let lost = participants(tx, ask.today(), duty).await?.into_iter().filter(|one| {
        one.state == Some(crate::duties::State::OutOfReach)
            && ask.actor.agency.as_ref().is_none_or(|own| *own == one.agency)
    });
    let count = lost.count() as i64;
    let words = || {
        (shared::count(ask, "training-participants-lost", count), ask.t("training-participants-lost.next"))
    };
    Ok((count > 0).then(|| boxed("warning", words().0, words().1)))
}

/// `GET /training/duties/participants`
pub async fn participants_list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let list = of_participants(&ask, &mut tx).await?;
    let warning = out_of_reach(&ask, &mut tx).await?;
    shared::page_of(&ask, ask.t("training-duties-participants"), "/training/duties")
        .lead(ask.t("training-participants-lead"))
        .maybe(warning)
        .views(views(&ask, "/training/duties/participants"))
        .block(rules(&ask))
        .block(list.block(&ask))
        .answer(&ask)
}

/// `GET /training/duties/participants.csv`
pub async fn participants_csv(ask: Ask) -> Reply {
    of_participants(&ask, &mut ask.read().await?).await?.csv(&ask)
}

/// `GET /training/duties/participants.xlsx`
pub async fn participants_xlsx(ask: Ask) -> Reply {
    of_participants(&ask, &mut ask.read().await?).await?.xlsx(&ask)
}

/// What each job needs to know, as a table.
fn matrix_block(ask: &Ask) -> Block {
    let mut columns =
        vec![("competency", "training-f-competency", Kind::Text), ("field", "training-f-field", Kind::Text)];
    for job in JOBS {
        let key = match job {
            "head" => "web-worker-job-head",
            "dedicated" => "web-worker-job-dedicated",
            "safety" => "web-worker-job-safety",
            "accounting" => "web-worker-job-accounting",
            "centre" => "web-worker-job-centre",
            _ => "web-worker-job-other",
        };
        columns.push((job, key, Kind::Whole));
    }
    let row = |one: &guideline::Competency| {
        let mut row = vec![
            Entry::from(shared::competency_name(ask, one)),
            Entry::from(ask.t(&format!("web-need-field-{}", one.field))),
        ];
        row.extend(JOBS.iter().map(|job| Entry::from(one.level(job))));
        row
    };
    let rows = COMPETENCIES.competency.iter().map(row).collect();
    List::new(ask, "", "", "training-matrix-jobs", columns).rows(rows).plain(ask)
}

/// Gaps of everyone the visitor may see, the widest first.
pub async fn gaps(ask: &Ask, tx: &mut Tx) -> Result<List, Problem> {
    let names = Names::load(ask, tx).await?;
    let all = store::levels(tx, "").await?;
    let job = ask.param("job").unwrap_or_default();
    let mut rows = Vec::new();
    let mut sample = false;
    for one in shared::seen_workers(ask, tx).await? {
        if !job.is_empty() && one.job != job {
            continue;
        }
        let own: Vec<_> = all.iter().filter(|level| level.worker_id == one.id).cloned().collect();
        for gap in suggest::gaps(&one, &own) {
            sample |= one.sample;
            rows.push(vec![
                Entry::link(one.name.clone(), href(&one.id)),
                Entry::from(names.agency(one.agency_id.as_ref())),
                Entry::from(ask.t(&format!("web-worker-job-{}", one.job))),
                Entry::from(shared::competency_name(ask, gap.competency)),
                Entry::from(gap.wants),
                Entry::from(gap.has),
                Entry::from(gap.wants - gap.has),
            ]);
        }
    }
    let columns = vec![
        ("name", "training-f-name", Kind::Text),
        ("agency", "training-f-agency", Kind::Text),
        ("job", "training-f-job", Kind::Text),
        ("competency", "training-f-competency", Kind::Text),
        ("wants", "training-f-wants", Kind::Whole),
        ("has", "training-f-has", Kind::Whole),
        ("gap", "training-f-gap", Kind::Whole),
    ];
    let list = List::new(ask, "/training/matrix", "training-gaps", "training-gaps-title", columns);
    let choices = shared::word_choices(ask, "web-worker-job", &JOBS, &job);
    let list = list
        .none(ask.t("training-gaps-none"))
        .rows(rows)
        .sample(sample)
        .personal("training.names-downloaded");
    Ok(list.filter(ask, "job", "training-f-job", choices))
}

/// `GET /training/matrix`
pub async fn matrix(ask: Ask) -> Reply {
    let list = gaps(&ask, &mut ask.read().await?).await?;
    shared::page_of(&ask, ask.t("training-matrix-title"), "/training/matrix")
        .lead(ask.t("training-matrix-lead"))
        .block(matrix_block(&ask))
        .block(boxed(
            "info",
            ask.t("training-levels-scale"),
            shared::say1(&ask, "training-in-force", "day", COMPETENCIES.from()),
        ))
        .block(Block::Heading(ask.t("training-gaps-title")))
        .block(list.block(&ask))
        .source(COMPETENCIES.source(shared::english(&ask)), &COMPETENCIES.as_of)
        .answer(&ask)
}

/// `POST /training/matrix/download`
pub async fn gaps_download(ask: Ask, PlainForm(wish): PlainForm<Download>) -> Reply {
    let list = gaps(&ask, &mut ask.read().await?).await?;
    list.download(&ask, &wish).await
}
