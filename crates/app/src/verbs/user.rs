//! `dure user`: the first account of a new workspace, and a list.

use std::process::ExitCode;

use base::Problem;
use web::Phrase;

use crate::{
    Config,
    cli::UserVerb,
    errand,
    speak::{self, Speaker},
};

/// Runs one of them.
pub(crate) async fn run(config: Config, speaker: &Speaker, what: UserVerb) -> Result<ExitCode, Problem> {
    let app = errand::open(&config).await?;
    match what {
        UserVerb::Add { login, name, role } => {
            let path = office::cli::add_user(&app, &login, &name, &role).await?;
            let place = if config.public_url.is_empty() {
                format!("http://{}", config.listen)
            } else {
                config.public_url
            };
            speaker.say(
                &Phrase::new("app-user-added").with("login", login).with("link", format!("{place}{path}")),
            );
        }
        UserVerb::List => {
            for (login, name, state, roles) in office::cli::list(&app).await? {
                speak::line(format_args!("{login}\t{name}\t{state}\t{}", roles.join(",")));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
