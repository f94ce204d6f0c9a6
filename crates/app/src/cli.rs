//! What can be typed after `dure`; each verb is a file in `verbs/`.

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand, ValueEnum};

use crate::{Config, speak, typed, verbs};

/// The system a regional senior-employment centre runs its year on.
#[derive(Debug, Parser)]
#[command(name = "dure", version, disable_help_subcommand = true)]
pub(crate) struct Cli {
    /// Database: sqlite:PATH or postgres://USER@HOST/DATABASE?schema=NAME
    #[arg(long, global = true, env = "DURE_DATABASE", hide_env_values = true)]
    pub(crate) database: Option<String>,
    /// Language of what is printed
    #[arg(long, global = true, env = "DURE_LANG", default_value = "ko", value_parser = ["ko", "en"])]
    pub(crate) lang: String,
    #[command(subcommand)]
    verb: Verb,
}

/// The verbs.
#[derive(Debug, Subcommand)]
enum Verb {
    /// Serve the pages
    Serve,
    /// Make and serve a practice workspace with real public figures and sample returns
    Demo {
        /// Make the workspace, print the situation and stop
        #[arg(long)]
        prepare: bool,
        /// Practice day: a later one moves a workspace that is there on (for example 2023-11-23)
        #[arg(long, value_name = "DAY")]
        day: Option<jiff::civil::Date>,
    },
    /// Print the situation: supply against coming demand, by district and type
    Situation {
        /// As JSON
        #[arg(long)]
        json: bool,
        /// Year of the places; the latest year with projects when left out
        #[arg(long)]
        year: Option<i16>,
    },
    /// Bring a file into the workspace
    Import {
        /// What the file holds
        kind: ImportKind,
        /// The file; - for standard input
        file: PathBuf,
        /// Change rows that are there with other figures (returns only)
        #[arg(long)]
        replace: bool,
        /// Year of the budget (budget only); this year when left out
        #[arg(long)]
        year: Option<i16>,
    },
    /// Write a table of the workspace to standard output
    Export {
        /// What to write
        kind: ExportKind,
        /// Form of the file
        #[arg(long, default_value = "csv")]
        format: ExportFormat,
    },
    /// Look after the database
    Db {
        #[command(subcommand)]
        what: DbVerb,
    },
    /// Check the journal
    Audit {
        #[command(subcommand)]
        what: AuditVerb,
    },
    /// Look after accounts
    User {
        #[command(subcommand)]
        what: UserVerb,
    },
    /// Check a table against a Frictionless Table Schema
    Check(verbs::check::CheckArgs),
    /// Evaluate agencies: scores, ranks and how sure they are, grades, rewards
    Evaluate(verbs::evaluate::EvaluateArgs),
    /// Compare agencies with the frontier of the best, and say whom to learn from
    Efficiency(verbs::efficiency::EfficiencyArgs),
    /// Place people: fairly by choices and scores, or at the least cost
    Match {
        #[command(subcommand)]
        what: verbs::matching::MatchVerb,
    },
    /// Decide who may take part, with points and reasons, by a dated rulebook
    Select(verbs::select::SelectArgs),
    /// Check a result of `match` with code that shares nothing with the solvers
    Verify(verbs::verify::VerifyArgs),
    /// Look whether everything is in order
    Doctor,
}

/// Kinds of file that can be imported.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ImportKind {
    /// The public figures that ship with the product (the file is not read; pass -)
    Public,
    /// Agencies: id,name,kind,league,district
    Agencies,
    /// Projects: number,name,year,agency,type,district,places and, if known, budget_won
    Projects,
    /// Monthly returns of past months
    Returns,
    /// The real split of the budget over tasks: task_no,line,planned_won
    Budget,
}

/// Tables that can be exported.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ExportKind {
    /// The situation by district
    Situation,
    /// The journal
    Journal,
}

/// Forms of an exported table.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ExportFormat {
    /// Comma-separated, UTF-8
    Csv,
    /// Spreadsheet
    Xlsx,
    /// JSON
    Json,
}

/// What can be done to the database.
#[derive(Debug, Subcommand)]
pub(crate) enum DbVerb {
    /// Bring the schema up to date, after a backup
    Migrate {
        /// Say that a PostgreSQL workspace was backed up
        #[arg(long)]
        backed_up: bool,
    },
    /// Write a consistent copy to FILE (a SQLite database)
    Backup {
        /// Target; must not exist
        file: PathBuf,
    },
    /// Put a backup into this empty workspace
    Restore {
        /// The backup
        file: PathBuf,
    },
    /// Copy a workspace into another, empty one
    Copy {
        /// Source address
        #[arg(long)]
        from: String,
        /// Target address
        #[arg(long)]
        to: String,
    },
}

/// What can be asked of the journal.
#[derive(Debug, Subcommand)]
pub(crate) enum AuditVerb {
    /// Recompute the whole chain
    Verify {
        /// A head kept elsewhere: SEQ:HASH, or a file that holds it
        #[arg(long)]
        against: Option<String>,
    },
    /// Print the head of the chain, to be kept elsewhere
    Head,
}

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum UserVerb {
    /// Make an account and print its one-time set-up link
    Add {
        /// Login
        login: String,
        /// Name as shown
        #[arg(long)]
        name: String,
        /// Role, such as system-admin
        #[arg(long)]
        role: String,
        /// Id of the agency, for agency staff only
        #[arg(long)]
        agency: Option<String>,
    },
    /// List accounts
    List,
}

/// Parses the arguments, runs the verb and turns what happened into an exit status.
pub(crate) fn run() -> ExitCode {
    let words = match speak::words() {
        Ok(words) => words,
        Err(error) => return speak::fault(&error.to_string()),
    };
    let cli = match typed::read(&words) {
        Ok(cli) => cli,
        Err(status) => return status,
    };
    let lang = cli.lang.parse().unwrap_or_default();
    let speaker = speak::Speaker { words, lang };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return speak::fault(&error.to_string()),
    };
    let done = runtime.block_on(async {
        let config = Config::new(cli.database.as_deref())?;
        dispatch(cli.verb, config, &speaker).await
    });
    match done {
        Ok(code) => code,
        Err(problem) => speaker.problem(&problem),
    }
}

/// Runs one verb.
async fn dispatch(verb: Verb, config: Config, speaker: &speak::Speaker) -> Result<ExitCode, base::Problem> {
    match verb {
        Verb::Serve => verbs::serve::run(config, speaker).await,
        Verb::Demo { prepare, day } => verbs::demo::run(config, speaker, prepare, day).await,
        Verb::Situation { json, year } => verbs::situation::run(config, speaker, json, year).await,
        Verb::Import { kind, file, replace, year } => {
            verbs::import::run(config, speaker, kind, &file, verbs::import::Choice { replace, year }).await
        }
        Verb::Export { kind, format } => verbs::export::run(config, speaker, kind, format).await,
        Verb::Db { what } => verbs::db::run(config, speaker, what).await,
        Verb::Audit { what } => verbs::audit::run(config, speaker, what).await,
        Verb::User { what } => verbs::user::run(config, speaker, what).await,
        Verb::Check(args) => verbs::check::run(speaker, &args),
        Verb::Evaluate(args) => verbs::evaluate::run(speaker, &args),
        Verb::Efficiency(args) => verbs::efficiency::run(speaker, &args),
        Verb::Match { what } => verbs::matching::run(speaker, &what),
        Verb::Select(args) => verbs::select::run(speaker, &args),
        Verb::Verify(args) => verbs::verify::run(speaker, &args),
        Verb::Doctor => verbs::doctor::run(config, speaker).await,
    }
}
