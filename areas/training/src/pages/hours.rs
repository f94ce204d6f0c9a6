//! Hours on record, one line each: what the hours of an agency's people are the sum of.

use axum::extract::Form as PlainForm;
use base::Problem;
use db::Tx;
use documents::workbook::Kind;
use jiff::civil::Date;
use web::{
    Ask, Reply,
    kit::{Block, pair},
    listing::{Download, Entry, List, fixed, tenths},
};

use super::{
    people,
    shared::{self, Names},
};
use crate::store;

/// The days asked for; this year where none are.
fn days(ask: &Ask) -> (Date, Date) {
    let year = ask.today().year();
    let asked = |name: &str| ask.param(name).and_then(|day| day.parse::<Date>().ok());
    let from = asked("from").unwrap_or(jiff::civil::date(year, 1, 1));
    (from, asked("until").unwrap_or(jiff::civil::date(year, 12, 31)))
}

/// Hours of the people the visitor may see, and their sum in tenths.
pub async fn hours(ask: &Ask, tx: &mut Tx) -> Result<(List, i64), Problem> {
    let names = Names::load(ask, tx).await?;
    let own = ask.actor.agency.as_ref().map(ToString::to_string);
    let agency = own.unwrap_or_else(|| ask.param("agency").unwrap_or_default());
    let (from, until) = days(ask);
    let all = store::hours_between(tx, &agency, (from, until)).await?;
    let sum = all.iter().map(|one| one.value).sum();
    let sample = all.iter().any(|one| one.sample);
    let row = |one: &crate::model::HourRow| {
        vec![
            Entry::from(one.recorded_on),
            Entry::link(one.name.clone(), people::href(&one.worker_id)),
            Entry::from(names.agency(one.agency_id.as_ref())),
            Entry::from(one.title.clone()),
            tenths(one.value),
        ]
    };
    let columns = vec![
        ("day", "training-f-day", Kind::Date),
        ("name", "training-f-name", Kind::Text),
        ("agency", "training-f-agency", Kind::Text),
        ("title", "training-f-title", Kind::Text),
        ("hours", "training-f-hours", Kind::Rate { digits: 1 }),
    ];
    let list = List::new(ask, "/training/hours", "training-hours", "training-hours-title", columns);
    let list = list
        .none(ask.t("training-hours-none"))
        .rows(all.iter().map(row).collect())
        .sample(sample)
        .personal("training.names-downloaded")
        .hold("from", &from.to_string())
        .hold("until", &until.to_string());
    if ask.actor.agency.is_some() {
        return Ok((list, sum));
    }
    Ok((list.filter(ask, "agency", "training-f-agency", names.agency_choices(&agency)), sum))
}

/// `GET /training/hours`
pub async fn list(ask: Ask) -> Reply {
    let (list, sum) = hours(&ask, &mut ask.read().await?).await?;
    let (from, until) = days(&ask);
    shared::page_of(&ask, ask.t("training-hours-title"), "/training/people")
        .lead(ask.t("training-hours-lead"))
        .block(Block::Facts(vec![
            pair(ask.t("training-f-days"), format!("{from} – {until}")),
            pair(ask.t("training-f-hours-sum"), fixed(sum * 100_000, 1)),
        ]))
        .block(list.block(&ask))
        .answer(&ask)
}

/// `POST /training/hours/download`
pub async fn download(ask: Ask, PlainForm(wish): PlainForm<Download>) -> Reply {
    let (list, _) = hours(&ask, &mut ask.read().await?).await?;
    list.download(&ask, &wish).await
}
