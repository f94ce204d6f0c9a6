//! `dure demo`: a practice workspace with real public figures and sample returns, on loopback only.

use std::process::ExitCode;

use base::{Clock, Problem};
use jiff::{Timestamp, civil::Date};
use web::{App, Phrase};

use crate::{Config, config::Refused, errand, index, speak::Speaker, verbs};

/// The practice day the demo begins on: Wednesday 2022-11-23, 09:00 in Seoul. The real projects and
/// places are those of 2022, so the sample returns live in that year; the year before is all sample.
const PRACTICE_DAY: &str = "2022-11-23T00:00:00Z";

/// Prepares the workspace when it is missing, moves it on to `day`, prints the situation, and serves unless `prepare`.
pub(crate) async fn run(
    config: Config,
    speaker: &Speaker,
    prepare: bool,
    day: Option<Date>,
) -> Result<ExitCode, Problem> {
    let config = config.for_demo()?;
    if !config.listen.ip().is_loopback() {
        return Err(Refused::DemoNotLoopback { listen: config.listen.to_string() }.into());
    }
    let practice: Timestamp = PRACTICE_DAY.parse().map_err(Problem::fault)?;
    if let Some(day) = day.filter(|day| *day < base::seoul_day(practice)) {
        let today = base::seoul_day(practice).to_string();
        return Err(Refused::PracticeDayPast { day: day.to_string(), today }.into());
    }
    let mut app = prepared(&config, speaker).await?;
    if let Some(day) = day {
        move_on(&app, day).await?;
        drop(app);
        app = errand::open(&config).await?;
        // A practice year without projects would have nothing to practise on.
        let mut work = app.work().await?;
        returns::sample::next_year(&mut work).await?;
        index::fill(&mut work).await?;
        work.note("office.demo-filled", &day.to_string()).await?;
        work.commit().await?;
    }
    if prepare {
        verbs::situation::print(&app, speaker, false, None).await?;
        return Ok(ExitCode::SUCCESS);
    }
    verbs::serve::serve(app, &config, speaker).await
}

/// The demo workspace: the one that is there, or a new one. A workspace of real work is never touched;
/// one that a stop cut short is filled now.
async fn prepared(config: &Config, speaker: &Speaker) -> Result<App, Problem> {
    let db = errand::database(config).await?;
    let unused = errand::is_unused(&db).await?;
    if !unused && !errand::clock_of(&db).await?.is_shifted() {
        return Err(Refused::NotADemo { address: config.address.to_string() }.into());
    }
    let practice: Timestamp = PRACTICE_DAY.parse().map_err(Problem::fault)?;
    let real = Clock::real();
    errand::migrate(config, &db, &real, true).await?;
    if unused {
        speaker.aside(&Phrase::new("app-demo-making"));
        let shift = practice.as_second() - real.now().as_second();
        let app = errand::assemble(config, db.clone(), Clock::shifted(shift), true).await?;
        fill(&app, shift).await?;
    }
    drop(db);
    errand::open(config).await
}

/// Moves the practice clock on to a later day, nine in the morning in Seoul; what was written before stays before.
async fn move_on(app: &App, day: Date) -> Result<(), Problem> {
    let today = app.clock().today();
    if day < today {
        return Err(Refused::PracticeDayPast { day: day.to_string(), today: today.to_string() }.into());
    }
    if day == today {
        return Ok(());
    }
    let begins: Timestamp = format!("{day}T00:00:00Z").parse().map_err(Problem::fault)?;
    let shift = begins.as_second() - Clock::real().now().as_second();
    let mut work = app.work().await?;
    register::settings::set(&mut work, "demo.shift_seconds", &shift.to_string()).await?;
    work.note("office.demo-moved", &day.to_string()).await?;
    work.commit().await
}

/// Fills a fresh workspace in one work: a demo that was cut short leaves an empty workspace, not half a one.
async fn fill(app: &App, shift: i64) -> Result<(), Problem> {
    let mut work = app.work().await?;
    register::public::load(&mut work).await?;
    index::fill(&mut work).await?;
    let words = app.words();
    register::settings::set(&mut work, "centre.name", &words.plain(web::Lang::Ko, "app-demo-centre")).await?;
    plan::seed(&mut work).await?;
    office::sample::fill(&mut work).await?;
    plan::sample::fill(&mut work).await?;
    returns::sample::last_year(&mut work).await?;
    returns::sample::fill(&mut work).await?;
    evaluation::sample::fill(&mut work).await?;
    consulting::sample::fill(&mut work).await?;
    training::sample::fill(&mut work).await?;
    register::settings::set(&mut work, "demo.shift_seconds", &shift.to_string()).await?;
    work.note("office.demo-made", "demo").await?;
    work.commit().await
}
