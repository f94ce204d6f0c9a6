//! Opening a workspace: database, schema, words, clock, key.

use base::{Actor, Clock, Problem};
use data_encoding::HEXLOWER;
use db::{Db, Migration};
use register::{Work, journal};
use sha2::{Digest, Sha256};
use web::{App, Messages, Options, Words};

use crate::{AREAS, Config, MESSAGES, config::Refused};

/// Every step of the schema.
pub fn migrations() -> Vec<Migration> {
    let areas = AREAS.iter().flat_map(|area| area.migrations);
    register::MIGRATIONS.iter().chain(areas).copied().collect()
}

/// Every source of words beside the house's own.
pub fn messages() -> Vec<Messages> {
    let engines = [
        Messages { ko: indicators::WORDS_KO, en: indicators::WORDS_EN },
        Messages { ko: matching::WORDS_KO, en: matching::WORDS_EN },
        Messages { ko: matching_verify::WORDS_KO, en: matching_verify::WORDS_EN },
        Messages { ko: rules::WORDS_KO, en: rules::WORDS_EN },
    ];
    AREAS.iter().map(|area| area.words).chain(engines).chain([MESSAGES]).collect()
}

/// Opens the database of `config`; its refusals are told in words.
pub(crate) async fn database(config: &Config) -> Result<Db, Problem> {
    match Db::open(&config.address).await {
        Ok(db) => Ok(db),
        Err(error) if matches!(error.kind, db::ErrorKind::Corrupt | db::ErrorKind::Newer) => {
            Err(error.refused())
        }
        Err(error) => {
            Err(Refused::CannotOpen { address: config.address.to_string(), detail: error.to_string() }.into())
        }
    }
}

/// Steps that would run; a newer database is refused in words.
pub(crate) async fn pending(db: &Db) -> Result<Vec<&'static str>, Problem> {
    db.pending(&migrations()).await.map_err(db::Error::refused)
}

/// Whether nobody has ever worked in this database: no journal line but those of its own making.
pub(crate) async fn is_unused(db: &Db) -> Result<bool, Problem> {
    if pending(db).await?.len() == migrations().len() {
        return Ok(true);
    }
    let lines = journal::lines(&mut db.read().await?, &journal::Filter::default(), 100).await?;
    Ok(lines.iter().all(|line| [MIGRATED, KEY_NOTED].contains(&line.deed.as_str())))
}

/// The deed of a schema change.
const MIGRATED: &str = "office.schema-migrated";
/// The deed of remembering which key belongs to the workspace.
const KEY_NOTED: &str = "office.key-noted";
/// The setting that tells one key from another without telling the key.
const KEY_MARK: &str = "office.key-mark";

/// Brings the schema up to date. A workspace with data is backed up first: a SQLite file beside itself, a
/// PostgreSQL schema by the operator, who says so with `backed_up`.
pub(crate) async fn migrate(
    config: &Config,
    db: &Db,
    clock: &Clock,
    backed_up: bool,
) -> Result<Vec<&'static str>, Problem> {
    let steps = migrations();
    let to_run = pending(db).await?;
    let used = to_run.len() < steps.len();
    if used && !to_run.is_empty() {
        match config.file() {
            Some(path) => {
                let mark = clock.machine_now().strftime("%Y%m%dT%H%M%SZ").to_string();
                db.snapshot(&path.with_extension(format!("before-{mark}.db"))).await?;
            }
            None if !backed_up => return Err(Refused::BackUpFirst { text: to_run.join(", ") }.into()),
            None => {}
        }
    }
    let ran = db.migrate(&steps).await.map_err(db::Error::refused)?.ran;
    note_steps(db, clock).await?;
    Ok(ran)
}

/// Writes a journal line for each step that has none yet; also for one whose line a crash prevented.
async fn note_steps(db: &Db, clock: &Clock) -> Result<(), Problem> {
    let filter = journal::Filter { deed: MIGRATED.to_owned(), ..journal::Filter::default() };
    let noted = journal::lines(&mut db.read().await?, &filter, i64::MAX).await?;
    let missing: Vec<&str> = migrations()
        .iter()
        .map(|step| step.name)
        .filter(|name| noted.iter().all(|line| line.subject != *name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut work = Work::begin(db, clock, Actor::system()).await?;
    for name in missing {
        work.note(MIGRATED, name).await?;
    }
    work.commit().await
}

/// The key of the workspace: made at its first start, and from then on only that one will do.
async fn key(config: &Config, db: &Db) -> Result<Vec<u8>, Problem> {
    let known = register::settings::get(&mut db.read().await?, KEY_MARK).await?;
    let key = config.master_key(known.is_none())?;
    let mark = HEXLOWER.encode(&Sha256::digest([b"dure key mark ".as_slice(), &key].concat()));
    match known {
        Some(known) if known == mark => {}
        Some(_) => {
            let detail = format!("{} belongs to another workspace", config.key_file.display());
            return Err(Refused::BadKey { detail }.into());
        }
        None => {
            let mut work = Work::begin(db, &Clock::real(), Actor::system()).await?;
            register::settings::set(&mut work, KEY_MARK, &mark).await?;
            work.note(KEY_NOTED, "key").await?;
            work.commit().await?;
        }
    }
    Ok(key)
}

/// Puts an app together over an open database.
pub(crate) async fn assemble(config: &Config, db: Db, clock: Clock, demo: bool) -> Result<App, Problem> {
    let words = Words::new(messages()).map_err(Problem::fault)?;
    let program = std::env::current_exe().map_err(Problem::fault)?;
    let options = Options {
        demo,
        public_url: config.public_url.clone(),
        parser_child: vec![program.display().to_string(), intake::VERB.to_owned()],
        master_key: key(config, &db).await?,
        trusted_proxies: config.trusted_proxies.clone(),
    };
    Ok(App::new(db, clock, words, AREAS, options))
}

/// The clock of a workspace: the machine's, or a demo's practice day running on from when it was made.
pub(crate) async fn clock_of(db: &Db) -> Result<Clock, Problem> {
    let shift = register::settings::get(&mut db.read().await?, "demo.shift_seconds").await?;
    Ok(shift.and_then(|text| text.parse().ok()).map_or_else(Clock::real, Clock::shifted))
}

/// Opens a workspace that is there and whose schema is up to date.
pub async fn open(config: &Config) -> Result<App, Problem> {
    config.must_exist()?;
    let db = database(config).await?;
    let behind = pending(&db).await?;
    if !behind.is_empty() {
        return Err(Refused::SchemaBehind { steps: behind.len() as i64 }.into());
    }
    let clock = clock_of(&db).await?;
    let demo = clock.is_shifted();
    let app = assemble(config, db, clock, demo).await?;
    app.refresh_facade().await?;
    Ok(app)
}
