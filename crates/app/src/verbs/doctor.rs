//! `dure doctor`: looks whether everything is in order, line by line.

use std::process::ExitCode;

use base::Problem;
use register::journal::{self, Verdict};
use web::Phrase;

use crate::{Config, errand, speak::Speaker};

/// Checks schema, pages of the file, journal and key; status 1 when something is wrong.
pub(crate) async fn run(config: Config, speaker: &Speaker) -> Result<ExitCode, Problem> {
    speaker.say(&Phrase::new("app-doctor-database").with("address", config.address.to_string()));
    let app = errand::open(&config).await?;
    speaker.say(&Phrase::new("app-doctor-schema").with("steps", errand::migrations().len() as i64));
    app.db().check().await?;
    speaker.say(&Phrase::new("app-doctor-pages"));
    let verdict = journal::verify(&mut app.db().read().await?, None).await?;
    let Verdict::Sound { head } = verdict else {
        speaker.say(&Phrase::new("app-doctor-journal-broken"));
        return Ok(ExitCode::from(1));
    };
    speaker.say(&Phrase::new("app-doctor-journal").with("seq", head.seq));
    speaker.say(&Phrase::new("app-doctor-well"));
    Ok(ExitCode::SUCCESS)
}
