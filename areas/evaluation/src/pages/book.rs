//! The result book of one agency: every number with where it comes from, and what would change the grade.

use axum::{Form, extract::Path};
use base::{AgencyId, Month, Problem};
use db::Tx;
use documents::workbook::Kind;
use serde::Deserialize;
use web::{
    Ask, Phrase, Reply,
    kit::{Block, FormBlock, Input, Link, Page, Pair, boxed, linked, pair},
    listing::{Entry, List, Value, fixed},
};

use super::{
    appeals::{FileForm, appeal_form, appeal_rows},
    paper,
    rounds::{href, views},
    rows::Rows,
    shared::{self, Names},
};
use crate::{
    actions::{self, results},
    guideline::{self, Source, Take},
    model::{Confirmation, Refused, Round, ScoreRow, ValueRow, missing},
    sources, store,
};

/// Everything the book of one agency shows.
pub struct Book {
    /// Round.
    pub round: Round,
    /// Agency.
    pub agency: AgencyId,
    /// Its score.
    pub score: ScoreRow,
    /// Its values, in the order of the indicators.
    pub values: Vec<ValueRow>,
    /// Its confirmation, if a person made it final.
    pub confirmation: Option<Confirmation>,
    /// Agencies of its league that have a place.
    pub of: i64,
    /// First and last month of the round that the agency filed, as known to the computation.
    pub filed: Option<(Month, Month)>,
    /// Whether the reader may see the panels.
    pub panels: bool,
}

impl Book {
    /// Reads a book that the visitor may see; an agency sees its own once it was sent.
    pub async fn read(ask: &Ask, tx: &mut Tx, round: &str, agency: &str) -> Result<Self, Problem> {
        let agency = AgencyId::from(agency);
        shared::must_see(ask, &agency)?;
        let round = store::rounds::round(tx, round).await?.ok_or_else(missing)?;
        if ask.actor.agency.is_some() && !round.is_sent() {
            return Err(missing());
        }
        let score = store::results::score(tx, &round, &agency).await?;
        let score = score.ok_or_else(|| Problem::from(Refused::NoResult))?;
        let mut values = store::results::values(tx, &round, agency.as_str()).await?;
        values
            .sort_by_key(|one| guideline::INDICATORS.indicator.iter().position(|of| of.id == one.indicator));
        let all = store::results::scores(tx, &round).await?;
        let of = all.iter().filter(|one| one.league == score.league && one.place.is_some()).count() as i64;
        let done = store::results::confirmations(tx, &round.id).await?;
        let confirmation = done.into_iter().find(|one| one.agency_id == agency);
        let days = sources::filed_days(tx, &agency, actions::rounds::period(&round)).await?;
        let filed = days.first().zip(days.last()).map(|(first, last)| (Month::of(*first), Month::of(*last)));
        Ok(Self {
            round,
            agency,
            score,
            values,
            confirmation,
            of,
            filed,
            panels: ask.actor.may("evaluation.all"),
        })
    }

    /// Its address.
    pub fn href(&self) -> String {
        format!("{}/agencies/{}", href(&self.round.id), self.agency)
    }
}

/// Where one side of an indicator's line comes from.
pub fn fact_href(book: &Book, name: &str, take: Take) -> String {
    rows_of(book).href(name, take)
}

/// Whose rows of which days stand behind the figures of a book.
fn rows_of(book: &Book) -> Rows<'_> {
    Rows {
        agency: &book.agency,
        year: book.round.year,
        from: book.round.from_on,
        until: book.round.until_on,
        filed: book.filed,
        panels: book.panels,
    }
}

/// Both sides of an indicator's line in words: which returns of which months, or which register.
fn origin(ask: &Ask, book: &Book, one: &ValueRow) -> String {
    let Some(source) = guideline::source(&one.indicator) else { return String::new() };
    let rows = rows_of(book);
    let mut told: Vec<String> = Vec::new();
    for above in [true, false] {
        let (name, take) = source.side(above);
        let words = rows.origin(name, take).map(|phrase| ask.say(&phrase)).unwrap_or_default();
        if !words.is_empty() && !told.contains(&words) {
            told.push(words);
        }
    }
    told.join(" · ")
}

/// A count of the ledger with its address; money and people alike are whole numbers.
fn side(book: &Book, source: Option<&Source>, value: Option<i64>, above: bool) -> Entry {
    let Some(source) = source else { return Entry::from("") };
    let (name, take) = source.side(above);
    let shown = if name == "panel.points" { Value::fixed(value, 2, "") } else { Value::whole(value, "") };
    Entry::link(Entry::from(shown), fact_href(book, name, take))
}

/// One indicator of the book.
fn line(ask: &Ask, book: &Book, one: &ValueRow) -> Vec<Entry> {
    let source = guideline::source(&one.indicator);
    let missing = if one.missing.is_empty() {
        String::new()
    } else {
        ask.t(&format!("evaluation-missing-{}", one.missing))
    };
    let unit = source.map(|source| shared::unit_word(ask, source)).unwrap_or_default();
    let change = one.level.zip(one.past).map(|(level, past)| level - past);
    let difference = one.level.zip(one.expected).map(|(level, expected)| level - expected);
    let unit = if one.value.is_some() { unit } else { String::new() };
    let small = if one.corrected { ask.t("evaluation-corrected") } else { unit };
    let percent = |millionths: Option<i64>| millionths.map(|weight| weight * 100);
    vec![
        Entry::from(shared::indicator_name(ask, &one.indicator)),
        side(book, source, one.numerator, true),
        side(book, source, one.denominator, false),
        Entry::from(Value::fixed(one.value, 2, &missing)).small(small),
        Entry::from(Value::fixed(change, 2, "")),
        Entry::from(Value::fixed(difference, 2, "")),
        Entry::from(Value::fixed(one.normalised, 4, "")),
        Entry::from(Value::fixed(percent(one.weight), 2, "")),
        Entry::from(Value::fixed(one.contribution, 4, "")),
    ]
}

/// The indicators of the book as a list; off the screen, where nothing can be pressed, with where they come from.
fn values(ask: &Ask, book: &Book, on_screen: bool) -> List {
    let mut columns = vec![
        ("indicator", "evaluation-f-indicator", Kind::Text),
        ("numerator", "evaluation-f-numerator", Kind::Whole),
        ("denominator", "evaluation-f-denominator", Kind::Whole),
        ("value", "evaluation-f-value", Kind::Rate { digits: 2 }),
        ("change", "evaluation-f-change", Kind::Rate { digits: 2 }),
        ("difference", "evaluation-f-difference", Kind::Rate { digits: 2 }),
        ("normalised", "evaluation-f-normalised", Kind::Rate { digits: 4 }),
        ("weight", "evaluation-f-weight", Kind::Rate { digits: 2 }),
        ("contribution", "evaluation-f-contribution", Kind::Rate { digits: 4 }),
    ];
    let mut rows: Vec<Vec<Entry>> = book.values.iter().map(|one| line(ask, book, one)).collect();
    if !on_screen {
        columns.push(("origin", "evaluation-f-origin", Kind::Text));
        for (row, one) in rows.iter_mut().zip(&book.values) {
            row.push(Entry::from(origin(ask, book, one)));
        }
    }
    let path = format!("{}/values", book.href());
    List::new(ask, &path, "evaluation-result", "evaluation-values-title", columns)
        .on_page(&book.href())
        .rows(rows)
        .sample(book.round.sample)
}

/// Score, place, grade and reward.
fn head(ask: &Ask, book: &Book, names: &Names) -> Vec<Pair> {
    let score = &book.score;
    let place = score
        .place
        .map(|place| ask.say(&Phrase::new("evaluation-place-of").with("place", place).with("of", book.of)));
    let mut pairs = vec![
        pair(ask.t("evaluation-f-league"), shared::league_word(ask, &score.league)),
        pair(
            ask.t("evaluation-f-score"),
            Value::fixed(score.score, 6, &ask.t("evaluation-no-score")).words(),
        ),
        pair(ask.t("evaluation-f-place"), place.unwrap_or_default()),
    ];
    if let (Some(low), Some(high)) = (score.place_low, score.place_high) {
        pairs.push(pair(ask.t("evaluation-f-interval"), format!("{low}–{high}")));
    }
    pairs.push(pair(ask.t("evaluation-f-grade"), &score.grade));
    pairs.push(pair(ask.t("evaluation-f-reward"), Value::Won(score.reward_won).words()));
    let scheme = format!("/evaluation/schemes/{}", book.round.scheme_id);
    pairs.push(linked(ask.t("evaluation-f-hash"), &book.round.scheme_hash, scheme));
    if let Some(until) = book.round.appeal_until_on {
        pairs.push(pair(ask.t("evaluation-f-appeal-until"), until));
    }
    if let Some(done) = &book.confirmation {
        let who = names.person(ask, Some(&done.confirmed_by));
        let day = base::seoul_day(done.confirmed_at);
        pairs.push(pair(ask.t("evaluation-f-confirmed"), format!("{day} · {who}")));
    }
    pairs.into_iter().filter(|one| !one.value.is_empty()).collect()
}

/// What would lift the agency by one grade.
pub async fn lifts(tx: &mut Tx, book: &Book) -> Result<indicators::NextGrade, Problem> {
    let (scheme, inputs) = actions::rounds::inputs(tx, &book.round).await?;
    let table = inputs.table(&scheme)?;
    let unit = book.agency.to_string();
    let found = tokio::task::spawn_blocking(move || indicators::next_grade(&scheme, &table, &unit));
    Ok(found.await.map_err(Problem::fault)??)
}

/// What would lift the agency by one grade in words: single changes, the smallest first.
async fn next_grade(ask: &Ask, tx: &mut Tx, book: &Book) -> Result<Vec<Block>, Problem> {
    let found = match lifts(tx, book).await {
        Ok(found) => found,
        Err(problem) => return Err(shared::named(ask, problem).await),
    };
    let mut blocks = vec![Block::Heading(ask.t("evaluation-next-title"))];
    let Some(next) = found.next else {
        blocks.push(Block::Text(ask.t("evaluation-next-best")));
        return Ok(blocks);
    };
    if found.changes.is_empty() {
        let said = Phrase::new("evaluation-next-none").with("grade", next);
        blocks.push(Block::Text(ask.say(&said)));
        return Ok(blocks);
    }
    let line = |change: &indicators::Change| {
        let unit = guideline::source(&change.indicator).map(|source| shared::unit_word(ask, source));
        let from = change.from.map_or_else(|| "–".to_owned(), |from| fixed(from.millionths(), 2));
        let said = Phrase::new("evaluation-next-change")
            .with("name", shared::indicator_name(ask, &change.indicator))
            .with("from", from)
            .with("to", fixed(change.to.millionths(), 2))
            .with("unit", unit.unwrap_or_default())
            .with("grade", next.clone());
        Link::new(ask.say(&said), "")
    };
    blocks.push(Block::Text(ask.t("evaluation-next-lead")));
    blocks.push(Block::Lines(found.changes.iter().map(line).collect()));
    Ok(blocks)
}

/// The needs that the result found: each field with its reason.
pub async fn needs_found(tx: &mut Tx, book: &Book) -> Result<Vec<(String, Phrase)>, Problem> {
    let source = results::result_subject(&book.round.id, &book.agency);
    let all = register::needs::of_agency(tx, &book.agency).await?;
    let own = all.into_iter().filter(|need| need.source == source);
    let reason = |need: register::needs::Need| {
        let args = serde_json::from_str(&need.reason_args).unwrap_or_default();
        (need.field, Phrase { key: need.reason, args })
    };
    Ok(own.map(reason).collect())
}

/// The needs that the result found, in words.
async fn needs(ask: &Ask, tx: &mut Tx, book: &Book) -> Result<Vec<Block>, Problem> {
    let line = |(field, reason): (String, Phrase)| {
        let field = ask.t(&format!("web-need-field-{field}"));
        Link::new(format!("{field}: {}", ask.say(&reason)), "")
    };
    let own: Vec<Link> = needs_found(tx, book).await?.into_iter().map(line).collect();
    if own.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![Block::Heading(ask.t("evaluation-needs-title")), Block::Lines(own)])
}

/// The table of the book: on the screen with its ways to the rows, on paper with the months in words.
fn table(ask: &Ask, book: &Book, on_screen: bool) -> Vec<Block> {
    let list = values(ask, book, on_screen);
    if !on_screen {
        return vec![list.plain(ask), Block::Text(ask.t("evaluation-values-print"))];
    }
    vec![
        Block::Heading(ask.t("evaluation-values-title")),
        Block::Text(ask.t("evaluation-values-lead")),
        list.block(ask),
    ]
}

/// The book as a page; `form` is an appeal shown again.
pub async fn view(ask: &Ask, ids: (&str, &str), form: FileForm) -> Result<Page, Problem> {
    shown(ask, ids, form, true).await
}

/// The book as a page for the screen or for paper.
async fn shown(ask: &Ask, ids: (&str, &str), form: FileForm, on_screen: bool) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let book = Book::read(ask, &mut tx, ids.0, ids.1).await?;
    let names = Names::load(&mut tx).await?;
    let state = if book.confirmation.is_some() { "final" } else { book.round.state.as_str() };
    let word = ask.t(&format!("evaluation-result-{state}"));
    let mut page = shared::page_of(ask, names.agency(ids.1), "/evaluation")
        .lead(book.round.title.clone())
        .views(views(ask, ids.0, "-"))
        .tool(ask.t("evaluation-pdf"), format!("{}/book.pdf", book.href()))
        .sample(book.round.sample)
        .block(Block::State(web::kit::Badge { words: word, tone: shared::tone(state), after: String::new() }))
        .block(Block::Facts(head(ask, &book, &names)));
    if book.score.doubtful {
        let (words, next) = (ask.t("evaluation-book-doubt"), ask.t("evaluation-book-doubt.next"));
        page = page.block(boxed("warning", words, next));
    }
    let told = shared::reasons(ask, &names, &book.score.reasons);
    page = page.maybe((!told.is_empty()).then_some(Block::Lines(told)));
    page = page
        .blocks(table(ask, &book, on_screen))
        .blocks(next_grade(ask, &mut tx, &book).await?)
        .blocks(needs(ask, &mut tx, &book).await?);
    let appeals = appeal_rows(ask, &mut tx, Some(&book.agency), Some(&book.round.id)).await?;
    page = page.block(appeals.plain(ask));
    let open = book.round.state == "provisional";
    if ask.actor.may("evaluation.appeal") && open {
        page = page.block(appeal_form(ask, &book, &form));
    }
    if ask.actor.may("evaluation.confirm") && book.round.state == "decided" && book.confirmation.is_none() {
        page = page.block(confirm_form(ask, &book));
    }
    Ok(page.block(Block::Print).noted(form.notes))
}

/// The form that makes one result final.
fn confirm_form(ask: &Ask, book: &Book) -> Block {
    let said = Phrase::new("evaluation-confirm-lead")
        .with("grade", book.score.grade.clone())
        .with("won", book.score.reward_won);
    let form = FormBlock::new(
        ask.t("evaluation-confirm-title"),
        format!("{}/confirm", book.href()),
        ask.t("evaluation-confirm-do"),
    );
    let note = Input::new("area", "note", ask.t("evaluation-f-note"), "");
    Block::Form(form.lead(ask.say(&said)).with([note]).grave())
}

/// `GET /evaluation/rounds/{id}/agencies/{agency}`
pub async fn show(ask: Ask, Path((id, agency)): Path<(String, String)>) -> Reply {
    view(&ask, (&id, &agency), FileForm::default()).await?.answer(&ask)
}

/// `GET /evaluation/rounds/{id}/agencies/{agency}/book.pdf`
pub async fn pdf(ask: Ask, Path((id, agency)): Path<(String, String)>) -> Reply {
    let page = shown(&ask, (&id, &agency), FileForm::default(), false).await?;
    paper::print(&ask, &page, "evaluation-result").await
}

/// `GET /evaluation/rounds/{id}/agencies/{agency}/values.csv`
pub async fn csv(ask: Ask, Path((id, agency)): Path<(String, String)>) -> Reply {
    let mut tx = ask.read().await?;
    let book = Book::read(&ask, &mut tx, &id, &agency).await?;
    values(&ask, &book, false).csv(&ask)
}

/// `GET /evaluation/rounds/{id}/agencies/{agency}/values.xlsx`
pub async fn xlsx(ask: Ask, Path((id, agency)): Path<(String, String)>) -> Reply {
    let mut tx = ask.read().await?;
    let book = Book::read(&ask, &mut tx, &id, &agency).await?;
    values(&ask, &book, false).xlsx(&ask)
}

/// What is noted with a confirmation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Confirm {
    note: String,
}

/// `POST /evaluation/rounds/{id}/agencies/{agency}/confirm`
pub async fn confirm(
    ask: Ask,
    Path((id, agency)): Path<(String, String)>,
    Form(wish): Form<Confirm>,
) -> Reply {
    let mut work = ask.work().await?;
    results::confirm_result(&mut work, &id, &AgencyId::from(agency.as_str()), &wish.note).await?;
    work.commit().await?;
    let back = format!("{}/agencies/{agency}", href(&id));
    ask.see_saying(&back, &Phrase::new("evaluation-said-confirmed"))
}
