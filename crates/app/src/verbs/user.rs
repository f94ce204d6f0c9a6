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
        UserVerb::Add { login, name, role, agency } => {
            let agency = agency.map(base::AgencyId::from);
            let added = office::cli::add_user(&app, &login, &name, &role, agency.as_ref()).await?;
            let place = if config.public_url.is_empty() {
                format!("http://{}", config.listen)
            } else {
                String::new()
            };
            let link = format!("{place}{}", added.link);
            speaker.say(&Phrase::new("app-user-added").with("login", login).with("link", link));
        }
        UserVerb::List => {
            for user in office::cli::list(&app).await? {
                let roles = user.roles.join(",");
                speak::line(format_args!("{}\t{}\t{}\t{roles}", user.login, user.name, user.state));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
