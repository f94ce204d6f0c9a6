//! The journal: who did what to what, when; whether the chain is whole; the lines as a file.

use askama::Template;
use axum_extra::extract::Form;
use base::Problem;
use documents::Cell;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use register::{journal, users};
use web::{Ask, Reply, filters, pager::Pager};

use super::{
    lists::{PageItem, Table, href, page_items},
    said,
};
use crate::{
    actions::settings,
    model::{Download, JournalFilter},
    store::people,
};

/// The year 3000, after every line there will be.
const END: i64 = 32_503_680_000;
/// Lines of one download at most.
const FILE_LINES: i64 = 100_000;

struct Row {
    line: journal::Line,
    actor: String,
    /// The deed in words; empty while it has none.
    deed: String,
    /// What it was done to: a setting in words, else its id.
    subject: String,
    /// What was written down, in words.
    detail: String,
}

#[derive(Template)]
#[template(path = "journal.html")]
struct JournalPage {
    rows: Vec<Row>,
    total: i64,
    filter: JournalFilter,
    from: String,
    until: String,
    pages: Vec<PageItem>,
    download: String,
}

/// What the address asks for.
pub(crate) fn filter(ask: &Ask) -> JournalFilter {
    let param = |name: &str| ask.param(name).unwrap_or_default().trim().to_owned();
    let day = |name: &str| param(name).parse::<Date>().ok();
    JournalFilter {
        deed: param("deed"),
        subject: param("subject"),
        actor: param("actor"),
        from: day("from"),
        until: day("until"),
    }
}

/// First instant and the instant after the last, in Seoul.
pub(crate) fn span(filter: &JournalFilter) -> (Timestamp, Timestamp) {
    let seoul = TimeZone::fixed(jiff::tz::offset(9));
    let start = |day: Date| seoul.to_timestamp(day.at(0, 0, 0, 0)).ok();
    let first = filter.from.and_then(start).unwrap_or(Timestamp::UNIX_EPOCH);
    let last = filter.until.and_then(|day| start(day.tomorrow().ok()?));
    (first, last.unwrap_or_else(|| Timestamp::from_second(END).unwrap_or(Timestamp::MAX)))
}

/// `GET /office/journal`
pub(super) async fn list(ask: Ask) -> Reply {
    let filter = filter(&ask);
    let span = span(&filter);
    let mut tx = ask.read().await?;
    let total = people::journal_count(&mut tx, &filter, span).await?;
    let text = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let (from, until) = (text(filter.from), text(filter.until));
    let params = [
        ("deed", filter.deed.as_str()),
        ("subject", &filter.subject),
        ("actor", &filter.actor),
        ("from", &from),
        ("until", &until),
    ];
    let pager = Pager::new(ask.page_number(), total, &href("/office/journal", &params));
    let lines = people::journal_lines(&mut tx, &filter, span, web::pager::ROWS, pager.offset()).await?;
    // Names are looked up now and for this page only: the journal itself holds opaque ids.
    let names = if ask.actor.may("office.users-see") { users::users(&mut tx).await? } else { Vec::new() };
    let name =
        |id: &str| names.iter().find(|user| user.id.as_str() == id).map_or(id, |user| &user.name).to_owned();
    let download = href("/office/journal/download", &params);
    let told = said::Told { ask: &ask, people: &names };
    let row = |line: journal::Line| Row {
        actor: if line.actor_id == "system" {
            ask.t("office-settings-by-house")
        } else {
            name(&line.actor_id)
        },
        deed: said::deed(&ask, &line.deed).unwrap_or_default(),
        subject: said::setting(&ask, &line.subject).unwrap_or_else(|| said::short(&line.subject)),
        detail: told.detail(&line.detail),
        line,
    };
    ask.page(&JournalPage {
        rows: lines.into_iter().map(row).collect(),
        total,
        pages: page_items(&pager),
        filter,
        from,
        until,
        download,
    })
}

#[derive(Template)]
#[template(path = "journal_verdict.html")]
struct VerdictPage {
    sound: bool,
    seq: i64,
    hash: String,
    why: String,
    qr: String,
}

/// `GET /office/journal/verify`: recomputes the whole chain and shows its head to be kept elsewhere.
pub(super) async fn verify(ask: Ask) -> Reply {
    let verdict = journal::verify(&mut ask.read().await?, None).await?;
    let view = match verdict {
        journal::Verdict::Sound { head } => {
            let qr = documents::qr::svg(
                &format!("dure-journal {} {}", head.seq, head.hash),
                &ask.t("office-journal-head"),
            );
            let qr = qr.map_err(Problem::fault)?;
            VerdictPage { sound: true, seq: head.seq, hash: head.hash, why: String::new(), qr }
        }
        journal::Verdict::Broken { seq, why } => {
            let why = ask.t(&format!("office-journal-broken-{why}"));
            VerdictPage { sound: false, seq, hash: String::new(), why, qr: String::new() }
        }
    };
    ask.page_real(&view)
}

/// `POST /office/journal/download`: the lines that fit as CSV or XLSX, with a reason.
pub(super) async fn download(ask: Ask, Form(wish): Form<Download>) -> Reply {
    let filter = filter(&ask);
    let lines = people::journal_lines(&mut ask.read().await?, &filter, span(&filter), FILE_LINES, 0).await?;
    let cells = |line: &journal::Line| -> Vec<Cell> {
        vec![
            Cell::Whole(line.seq),
            line.recorded_at.to_string().into(),
            line.actor_id.as_str().into(),
            line.deed.as_str().into(),
            line.subject.as_str().into(),
            line.detail.as_str().into(),
            line.previous.as_str().into(),
            line.hash.as_str().into(),
        ]
    };
    let keys = ["seq", "at", "actor", "deed", "subject", "detail", "previous", "hash"];
    let table = Table {
        name: "journal".into(),
        title: ask.t("office-journal-title"),
        columns: keys.iter().map(|key| ask.t(&format!("office-journal-{key}"))).collect(),
        rows: lines.iter().map(cells).collect(),
    };
    let (bytes, ending, mime) = table.bytes(&ask, &wish.format)?;
    let mut work = ask.work().await?;
    settings::note_download(&mut work, "journal", &wish.reason, table.rows.len(), &bytes).await?;
    work.commit().await?;
    ask.file(&format!("journal.{ending}"), mime, bytes)
}
