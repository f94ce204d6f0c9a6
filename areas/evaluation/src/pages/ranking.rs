//! The ranking with its leagues, intervals and cuts; what moves it; and the same computation once more.

use axum::extract::Path;
use base::Problem;
use db::Tx;
use documents::workbook::Kind;
use web::{
    Ask, Phrase, Reply,
    chart::{Caption, Decimals, Span, SpanChart, SpanHeads},
    kit::{Block, Link, Page, boxed, pair},
    listing::{Entry, List, Value},
};

use super::{
    paper,
    rounds::{href, views},
    shared::{self, Names},
};
use crate::{
    actions,
    model::{Round, ScoreRow, missing},
    store,
};

/// The round asked for.
async fn round(tx: &mut Tx, id: &str) -> Result<Round, Problem> {
    store::rounds::round(tx, id).await?.ok_or_else(missing)
}

/// One agency's line of the ranking.
fn line(ask: &Ask, round: &Round, names: &Names, one: &ScoreRow, confirmed: bool) -> Vec<Entry> {
    let none = ask.t("evaluation-no-score");
    let interval = match (one.place_low, one.place_high) {
        (Some(low), Some(high)) => format!("{low}–{high}"),
        _ => String::new(),
    };
    let book = format!("{}/agencies/{}", href(&round.id), one.agency_id);
    let doubt = if one.doubtful { ask.t("evaluation-doubtful") } else { String::new() };
    let doubt = if doubt.is_empty() { Entry::from("") } else { Entry::badge(doubt, "warn") };
    vec![
        Entry::from(shared::league_word(ask, &one.league)),
        Entry::from(Value::whole(one.place, "")),
        Entry::link(names.agency(one.agency_id.as_str()), book),
        Entry::from(Value::fixed(one.score, 4, &none)),
        Entry::from(interval),
        Entry::from(one.grade.clone()),
        Entry::from(Value::Won(one.reward_won)),
        doubt,
        Entry::from(if confirmed { ask.t("evaluation-confirmed") } else { String::new() }),
    ]
}

/// The ranking as a list, of one league when one is asked for.
async fn ranked(ask: &Ask, tx: &mut Tx, id: &str) -> Result<(Round, Names, List), Problem> {
    let round = round(tx, id).await?;
    let names = Names::load(tx).await?;
    let scores = store::results::scores(tx, &round).await?;
    let done = store::results::confirmations(tx, id).await?;
    let league = ask.param("league").unwrap_or_default();
    let rows = scores
        .iter()
        .filter(|one| league.is_empty() || one.league == league)
        .map(|one| line(ask, &round, &names, one, done.iter().any(|c| c.agency_id == one.agency_id)))
        .collect();
    let columns = vec![
        ("league", "evaluation-f-league", Kind::Text),
        ("place", "evaluation-f-place", Kind::Whole),
        ("agency", "evaluation-f-agency", Kind::Text),
        ("score", "evaluation-f-score", Kind::Rate { digits: 4 }),
        ("interval", "evaluation-f-interval", Kind::Text),
        ("grade", "evaluation-f-grade", Kind::Text),
        ("reward", "evaluation-f-reward", Kind::Won),
        ("doubt", "evaluation-f-doubt", Kind::Text),
        ("confirmed", "evaluation-f-confirmed", Kind::Text),
    ];
    let path = format!("{}/ranking", href(id));
    let list = List::new(ask, &path, "evaluation-ranking", "evaluation-ranking-title", columns)
        .none(ask.t("evaluation-not-computed"))
        .hold("league", &league)
        .rows(rows)
        .sample(round.sample);
    Ok((round, names, list))
}

/// The places of one league with the interval of each, as a drawing with its table; none without intervals.
fn chart(
    ask: &Ask,
    round: &Round,
    names: &Names,
    (league, at): (&str, usize),
    all: &[ScoreRow],
) -> Option<Block> {
    let span = |one: &ScoreRow| {
        Some(Span {
            label: names.agency(one.agency_id.as_str()),
            low: one.place_low?,
            point: one.place?,
            high: one.place_high?,
            note: one.grade.clone(),
            href: Some(format!("{}/agencies/{}", href(&round.id), one.agency_id)),
        })
    };
    let spans: Vec<Span> = all.iter().filter(|one| one.league == league).filter_map(span).collect();
    if spans.is_empty() {
        return None;
    }
    let said = |key: &str| {
        let word = shared::league_word(ask, league);
        ask.say(&Phrase::new(key).with("league", word).with("count", spans.len() as i64))
    };
    let caption = Caption {
        id: format!("ranks-{at}"),
        title: said("evaluation-chart-ranks"),
        description: said("evaluation-chart-ranks-text"),
        unit: ask.t("evaluation-chart-unit"),
        row_head: ask.t("evaluation-f-agency"),
    };
    let heads = SpanHeads {
        point: ask.t("evaluation-f-place"),
        low: ask.t("evaluation-f-place-low"),
        high: ask.t("evaluation-f-place-high"),
        note: ask.t("evaluation-f-grade"),
    };
    let chart = SpanChart { caption, heads, spans, from: 1, decimals: Decimals(0) };
    Some(Block::Figure(chart.figure(&ask.t("evaluation-chart-table"))))
}

/// The ranking as a page for the screen, with its leagues to choose from, or for paper, with every row.
async fn view(ask: &Ask, id: &str, on_screen: bool) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let (round, names, list) = ranked(ask, &mut tx, id).await?;
    let scores = store::results::scores(&mut tx, &round).await?;
    let mut page = shared::page_of(ask, ask.t("evaluation-ranking-title"), "/evaluation")
        .lead(ask.t("evaluation-ranking-lead"))
        .views(views(ask, id, "/ranking"))
        .tool(ask.t("evaluation-pdf"), format!("{}/ranking.pdf", href(id)))
        .sample(round.sample);
    let doubtful: Vec<String> =
        scores.iter().filter(|one| one.doubtful).map(|one| names.agency(one.agency_id.as_str())).collect();
    if !doubtful.is_empty() {
        let said = Phrase::new("evaluation-cut-warning").with("agencies", doubtful.join(", "));
        page = page.block(boxed("warning", ask.say(&said), ask.t("evaluation-cut-warning.next")));
    }
    let mut leagues: Vec<String> = scores.iter().map(|one| one.league.clone()).collect();
    leagues.dedup();
    if leagues.len() > 1 && on_screen {
        let at = format!("{}/ranking", href(id));
        let link =
            |league: &String| Link::new(shared::league_word(ask, league), format!("{at}?league={league}"));
        let all = Link::new(ask.t("evaluation-all"), at.clone());
        page = page.block(Block::Lines(std::iter::once(all).chain(leagues.iter().map(link)).collect()));
    }
    let wanted = ask.param("league").unwrap_or_default();
    let shown = leagues.iter().enumerate().filter(|(_, league)| wanted.is_empty() || wanted == **league);
    let charts = shown.filter_map(|(at, league)| chart(ask, &round, &names, (league, at), &scores));
    let list = if on_screen { list.block(ask) } else { list.plain(ask) };
    Ok(page.block(list).blocks(charts))
}

/// `GET /evaluation/rounds/{id}/ranking`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    view(&ask, &id, true).await?.answer(&ask)
}

/// `GET /evaluation/rounds/{id}/ranking.pdf`
pub async fn pdf(ask: Ask, Path(id): Path<String>) -> Reply {
    let page = view(&ask, &id, false).await?;
    paper::print(&ask, &page, "evaluation-ranking").await
}

/// `GET /evaluation/rounds/{id}/ranking.csv`
pub async fn csv(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    ranked(&ask, &mut tx, &id).await?.2.csv(&ask)
}

/// `GET /evaluation/rounds/{id}/ranking.xlsx`
pub async fn xlsx(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    ranked(&ask, &mut tx, &id).await?.2.xlsx(&ask)
}

/// A factor's name in words.
pub fn factor_word(ask: &Ask, factor: &str) -> String {
    match factor.strip_prefix("weight:") {
        Some(indicator) => {
            let name = shared::indicator_name(ask, indicator);
            ask.say(&Phrase::new("evaluation-factor-weight").with("name", name))
        }
        None => ask.t(&format!("evaluation-factor-{factor}")),
    }
}

/// What moves the ranks, as a list.
async fn factors(ask: &Ask, tx: &mut Tx, id: &str) -> Result<(Round, List), Problem> {
    let round = round(tx, id).await?;
    let names = Names::load(tx).await?;
    let rows = store::results::factors(tx, &round).await?.into_iter().map(|one| {
        let nobody = ask.t("evaluation-nobody");
        vec![
            Entry::from(factor_word(ask, &one.factor)),
            Entry::from(Value::fixed(one.first_order, 3, "")),
            Entry::from(Value::fixed(one.total, 3, "")),
            Entry::from(Value::fixed(one.mean_shift, 2, "")),
            Entry::from(if one.moves_most.is_empty() { nobody } else { names.agency(&one.moves_most) }),
        ]
    });
    let columns = vec![
        ("factor", "evaluation-f-factor", Kind::Text),
        ("first", "evaluation-f-first-order", Kind::Rate { digits: 3 }),
        ("total", "evaluation-f-total-order", Kind::Rate { digits: 3 }),
        ("shift", "evaluation-f-shift", Kind::Rate { digits: 2 }),
        ("most", "evaluation-f-moves-most", Kind::Text),
    ];
    let path = format!("{}/sensitivity", href(id));
    let list = List::new(ask, &path, "evaluation-sensitivity", "evaluation-sensitivity-title", columns);
    let list = list.none(ask.t("evaluation-sensitivity-none")).rows(rows.collect()).sample(round.sample);
    Ok((round, list))
}

/// `GET /evaluation/rounds/{id}/sensitivity`
pub async fn sensitivity(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let (round, list) = factors(&ask, &mut tx, &id).await?;
    shared::page_of(&ask, ask.t("evaluation-sensitivity-title"), "/evaluation")
        .lead(ask.t("evaluation-sensitivity-lead"))
        .views(views(&ask, &id, "/sensitivity"))
        .sample(round.sample)
        .block(Block::Facts(vec![
            pair(ask.t("evaluation-f-variants"), Value::Whole(round.variants).words()),
            pair(ask.t("evaluation-f-seed"), &round.seed),
        ]))
        .block(list.block(&ask))
        .answer(&ask)
}

/// `GET /evaluation/rounds/{id}/sensitivity.csv`
pub async fn sensitivity_csv(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    factors(&ask, &mut tx, &id).await?.1.csv(&ask)
}

/// `GET /evaluation/rounds/{id}/sensitivity.xlsx`
pub async fn sensitivity_xlsx(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    factors(&ask, &mut tx, &id).await?.1.xlsx(&ask)
}

/// What a difference is about, in words.
fn what_word(ask: &Ask, what: &str) -> String {
    match what {
        "score" | "place" | "grade" | "reward" => ask.t(&format!("evaluation-f-{what}")),
        indicator => shared::indicator_name(ask, indicator),
    }
}

/// `GET /evaluation/rounds/{id}/again`
pub async fn again(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let round = round(&mut tx, &id).await?;
    let names = Names::load(&mut tx).await?;
    let again = actions::rounds::again(&mut tx, &round).await?;
    let same = again.hash == round.outcome_hash;
    let (tone, key) =
        if same { ("success", "evaluation-again-same") } else { ("warning", "evaluation-again-differs") };
    let next = ask.t(&format!("{key}.next"));
    let rows = again.differences.into_iter().map(|one| {
        vec![
            Entry::from(names.agency(&one.agency_id)),
            Entry::from(what_word(&ask, &one.what)),
            Entry::from(one.kept),
            Entry::from(one.now),
        ]
    });
    let columns = vec![
        ("agency", "evaluation-f-agency", Kind::Text),
        ("what", "evaluation-f-what", Kind::Text),
        ("kept", "evaluation-f-kept", Kind::Text),
        ("now", "evaluation-f-now", Kind::Text),
    ];
    let list = List::new(&ask, "", "evaluation-again", "evaluation-again-title", columns)
        .none(ask.t("evaluation-again-none"))
        .rows(rows.collect());
    shared::page_of(&ask, ask.t("evaluation-again-title"), "/evaluation")
        .lead(ask.t("evaluation-again-lead"))
        .views(views(&ask, &id, "/again"))
        .sample(round.sample)
        .block(boxed(tone, ask.t(key), next))
        .block(Block::Facts(vec![
            pair(ask.t("evaluation-f-outcome-hash"), &round.outcome_hash),
            pair(ask.t("evaluation-f-hash-again"), &again.hash),
            pair(ask.t("evaluation-f-known-at"), round.known_at.map(|at| at.to_string()).unwrap_or_default()),
        ]))
        .block(list.plain(&ask))
        .answer(&ask)
}
