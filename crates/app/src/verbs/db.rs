//! `dure db`: migrate, backup, restore, copy.

use std::{path::Path, process::ExitCode};

use ::db::{Address, Db};
use base::{Clock, Problem};
use web::Phrase;

use crate::{Config, cli::DbVerb, config::Refused, errand, speak::Speaker};

/// Runs one of them.
pub(crate) async fn run(config: Config, speaker: &Speaker, what: DbVerb) -> Result<ExitCode, Problem> {
    match what {
        DbVerb::Migrate { backed_up } => migrate(&config, speaker, backed_up).await?,
        DbVerb::Backup { file } => backup(&config, speaker, &file).await?,
        DbVerb::Restore { file } => {
            if !file.exists() {
                return Err(Refused::NoBackup { file: file.display().to_string() }.into());
            }
            let from = Config { address: Address::sqlite(&file), ..config.clone() };
            copy(&from, &config, speaker).await?;
        }
        DbVerb::Copy { from, to } => {
            let named = |text: &str| -> Result<Config, Problem> {
                let address =
                    text.parse().map_err(|e: ::db::Error| Refused::BadAddress { detail: e.to_string() })?;
                Ok(Config { address, ..config.clone() })
            };
            copy(&named(&from)?, &named(&to)?, speaker).await?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn migrate(config: &Config, speaker: &Speaker, backed_up: bool) -> Result<(), Problem> {
    let db = errand::database(config).await?;
    let ran = errand::migrate(config, &db, &Clock::real(), backed_up).await?;
    speaker.say(&Phrase::new("app-migrated").with("steps", ran.len() as i64));
    Ok(())
}

/// Copies the workspace to a new SQLite file beside the target's name and renames it when whole.
async fn backup(config: &Config, speaker: &Speaker, file: &Path) -> Result<(), Problem> {
    if file.exists() {
        return Err(Refused::FileExists { file: file.display().to_string() }.into());
    }
    config.must_exist()?;
    let db = errand::database(config).await?;
    let part = file.with_extension("part");
    // A part left by a backup that was cut short is of no use to anyone.
    for ending in ["part", "part-wal", "part-shm"] {
        drop(std::fs::remove_file(file.with_extension(ending)));
    }
    if db.is_sqlite() {
        db.snapshot(&part).await?;
    } else {
        let target = Db::open(&Address::sqlite(&part)).await?;
        target.migrate(&errand::migrations()).await?;
        db.copy_to(&target).await?;
        target.settle().await?;
        drop(target);
    }
    std::fs::rename(&part, file).map_err(Problem::fault)?;
    let head = register::journal::head(&mut db.read().await?).await?;
    let phrase = Phrase::new("app-backed-up").with("file", file.display().to_string());
    speaker.say(&phrase.with("head", format!("{}:{}", head.seq, head.hash)));
    Ok(())
}

/// Copies one workspace into another, empty one, and proves that both journals end alike.
async fn copy(from: &Config, to: &Config, speaker: &Speaker) -> Result<(), Problem> {
    from.must_exist()?;
    let source = errand::database(from).await?;
    // The source must be of this program's schema; anything else is refused before a byte is written.
    let behind = errand::pending(&source).await?;
    if !behind.is_empty() {
        return Err(Refused::SchemaBehind { steps: behind.len() as i64 }.into());
    }
    let target = errand::database(to).await?;
    let used = register::journal::head(&mut source.read().await?).await?;
    if !errand::is_unused(&target).await? {
        return Err(Refused::TargetNotEmpty { table: to.address.to_string() }.into());
    }
    target.migrate(&errand::migrations()).await?;
    // What stands there are lines of its own making only; the source's journal takes their place.
    target.clear().await?;
    let report = source.copy_to(&target).await?;
    let arrived = register::journal::head(&mut target.read().await?).await?;
    if arrived != used {
        return Err(Problem::fault("the copy's journal does not end as the source's does"));
    }
    target.settle().await?;
    let rows: u64 = report.rows.values().sum();
    let phrase = Phrase::new("app-copied").with("tables", report.rows.len() as i64).with("rows", rows as i64);
    speaker.say(&phrase.with("head", format!("{}:{}", arrived.seq, arrived.hash)));
    Ok(())
}
