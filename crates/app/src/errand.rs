//! Opening a workspace: database, schema, words, clock, key.

use base::{Clock, Problem};
use db::{Db, Migration};
use web::{App, Messages, Options, Words};

use crate::{AREAS, Config, MESSAGES, config::Refused};

/// Every step of the schema.
pub fn migrations() -> Vec<Migration> {
    let areas = AREAS.iter().flat_map(|area| area.migrations);
    register::MIGRATIONS.iter().chain(areas).copied().collect()
}

/// Every source of words beside the house's own.
pub fn messages() -> Vec<Messages> {
    AREAS.iter().map(|area| area.words).chain([MESSAGES]).collect()
}

/// Opens the database of `config`; its refusals are told in words.
pub(crate) async fn database(config: &Config) -> Result<Db, Problem> {
    match Db::open(&config.address).await {
        Ok(db) => Ok(db),
        Err(error) if matches!(error.kind, db::ErrorKind::Corrupt | db::ErrorKind::Newer) => {
            Err(error.into())
        }
        Err(error) => {
            Err(Refused::CannotOpen { address: config.address.to_string(), detail: error.to_string() }.into())
        }
    }
}

/// Brings the schema up to date; a SQLite workspace with data is backed up beside itself first.
pub(crate) async fn migrate(config: &Config, db: &Db, clock: &Clock) -> Result<Vec<&'static str>, Problem> {
    let steps = migrations();
    let pending = db.pending(&steps).await?;
    if pending.is_empty() {
        return Ok(pending);
    }
    let used = pending.len() < steps.len();
    if let (true, db::Address::Sqlite(path)) = (used, &config.address) {
        let mark = clock.machine_now().strftime("%Y%m%dT%H%M%SZ").to_string();
        db.snapshot(&path.with_extension(format!("before-{mark}.db"))).await?;
    }
    let ran = db.migrate(&steps).await?.ran;
    let app = assemble(config, db.clone(), clock.clone(), false)?;
    let mut work = app.work().await?;
    work.note_with("office.schema-migrated", "schema", &serde_json::json!({ "steps": ran })).await?;
    work.commit().await?;
    Ok(ran)
}

/// Puts an app together over an open database.
pub(crate) fn assemble(config: &Config, db: Db, clock: Clock, demo: bool) -> Result<App, Problem> {
    let words = Words::new(messages()).map_err(Problem::fault)?;
    let program = std::env::current_exe().map_err(Problem::fault)?;
    let options = Options {
        demo,
        public_url: config.public_url.clone(),
        parser_child: vec![program.display().to_string(), intake::VERB.to_owned()],
        master_key: config.master_key()?,
    };
    Ok(App::new(db, clock, words, AREAS, options))
}

/// The clock of a workspace: the machine's, or a demo's practice day running on from when it was made.
async fn clock_of(db: &Db) -> Result<Clock, Problem> {
    let shift = register::settings::get(&mut db.read().await?, "demo.shift_seconds").await?;
    Ok(shift.and_then(|text| text.parse().ok()).map_or_else(Clock::real, Clock::shifted))
}

/// Opens a workspace whose schema is up to date.
pub async fn open(config: &Config) -> Result<App, Problem> {
    let db = database(config).await?;
    let pending = db.pending(&migrations()).await?;
    if !pending.is_empty() {
        return Err(Refused::SchemaBehind { steps: pending.len() as i64 }.into());
    }
    let clock = clock_of(&db).await?;
    let demo = clock.is_shifted();
    let app = assemble(config, db, clock, demo)?;
    app.refresh_facade().await?;
    Ok(app)
}
