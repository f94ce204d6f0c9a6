//! `dure situation`: where present supply cannot meet the coming demand, on the terminal or as JSON.

use std::process::ExitCode;

use base::Problem;
use web::App;

use crate::{
    Config, errand,
    speak::{self, Speaker},
};

/// Opens the workspace and prints.
pub(crate) async fn run(
    config: Config,
    speaker: &Speaker,
    json: bool,
    year: Option<i16>,
) -> Result<ExitCode, Problem> {
    // Without a workspace of one's own the demo's is meant, if it is there.
    let app = match errand::open(&config).await {
        Ok(app) => app,
        Err(problem) if config.named || config.must_exist().is_ok() => return Err(problem),
        Err(problem) => errand::open(&config.for_demo()?).await.map_err(|_| problem)?,
    };
    print(&app, speaker, json, year).await?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the situation of an open workspace.
pub(crate) async fn print(
    app: &App,
    speaker: &Speaker,
    json: bool,
    year: Option<i16>,
) -> Result<(), Problem> {
    let situation = foresight::situation(app, year).await?;
    if json {
        speak::line(serde_json::to_string_pretty(&*situation).map_err(Problem::fault)?);
    } else {
        speak::line(foresight::terminal(&situation, &speaker.words, speaker.lang));
    }
    Ok(())
}
