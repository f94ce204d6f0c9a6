//! The outbox loop: letters that wait go out by the way that is set, or wait on.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use base::Problem;
use net::{Carrier, Credentials, Letter, Party, Security, SmtpSettings};
use observe::metrics;
use office::{actions::letters, model::SETTINGS};
use register::messages;
use web::App;

use crate::{
    Config, Mail,
    config::{Refused, others_may_read},
};

/// Pause between looks.
const PAUSE: Duration = Duration::from_secs(5);
/// Letters carried per look.
const PER_LOOK: i64 = 20;
/// Longest time for one letter.
const LIMIT: Duration = Duration::from_mins(1);

/// How letters leave: the environment wins, else the settings say it, at each look anew.
#[derive(Debug, Clone, Default)]
pub(crate) struct Post {
    /// The way that the environment names.
    fixed: Option<Carrier>,
    /// File with the password for the server of the settings.
    password_file: Option<PathBuf>,
}

impl Post {
    /// What `config` names; a word of the environment that cannot be right is refused at the start.
    pub(crate) fn new(config: &Config) -> Result<Self, Problem> {
        let fixed = match &config.mail {
            Mail::AsSet => None,
            Mail::Folder(folder) => Some(Carrier::File { folder: folder.clone(), from: sender("") }),
            Mail::Server(url) => {
                let settings = settings(url)?;
                settings.check()?;
                Some(Carrier::Smtp(settings))
            }
        };
        Ok(Self { fixed, password_file: config.mail_password_file.clone() })
    }

    /// The way out at this moment; none while letters wait.
    async fn carrier(&self, app: &App) -> Result<Option<Carrier>, Problem> {
        if self.fixed.is_some() {
            return Ok(self.fixed.clone());
        }
        let stored = register::settings::all(&mut app.db().read().await?).await?;
        let Some(mut way) = as_set(&stored) else { return Ok(None) };
        if let Some(credentials) = &mut way.credentials {
            let Some(file) = &self.password_file else {
                let detail = "DURE_MAIL_PASSWORD_FILE is not set".to_owned();
                return Err(Refused::BadMailPassword { detail }.into());
            };
            credentials.password = password(file)?;
        }
        way.check()?;
        Ok(Some(Carrier::Smtp(way)))
    }
}

/// The password in a file that only its owner may read.
fn password(file: &Path) -> Result<String, Problem> {
    let bad = |detail: String| Problem::from(Refused::BadMailPassword { detail });
    let shown = file.display();
    if others_may_read(file) {
        return Err(bad(format!("{shown}: chmod 600")));
    }
    let text = std::fs::read_to_string(file).map_err(|error| bad(format!("{shown}: {error}")))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// The server that the settings name, its password still empty; none without a server.
fn as_set(stored: &[(String, String)]) -> Option<SmtpSettings> {
    let of = |key: &str| {
        let own = stored.iter().find(|(one, _)| one == key).map(|(_, value)| value.as_str());
        let default = SETTINGS.iter().find(|setting| setting.key == key).map(|setting| setting.default);
        own.or(default).unwrap_or_default()
    };
    let (host, user) = (of("mail.host"), of("mail.user"));
    if host.is_empty() {
        return None;
    }
    let from = if of("mail.from").is_empty() { user } else { of("mail.from") };
    Some(SmtpSettings {
        host: host.to_owned(),
        port: of("mail.port").parse().ok()?,
        security: match of("mail.security") {
            "tls" => Security::Tls,
            "plain" => Security::Plain,
            _ => Security::StartTls,
        },
        credentials: (!user.is_empty())
            .then(|| Credentials { user: user.to_owned(), password: String::new() }),
        from: sender(from),
        trusted: Vec::new(),
        limit: LIMIT,
    })
}

/// Who writes: `DURE_MAIL_FROM`, else the address given, or a name at this machine for letters into files.
fn sender(user: &str) -> Party {
    let named = std::env::var("DURE_MAIL_FROM").ok().filter(|from| !from.is_empty());
    let address = named.or_else(|| user.contains('@').then(|| user.to_owned()));
    Party { name: String::new(), address: address.unwrap_or_else(|| "dure@localhost.localdomain".to_owned()) }
}

/// Reads `smtp://`, `smtps://` or `starttls://[USER:PASSWORD@]HOST[:PORT]`.
fn settings(url: &str) -> Result<SmtpSettings, Problem> {
    let bad = |detail: &str| Problem::from(Refused::BadMail { detail: detail.to_owned() });
    let (scheme, rest) = url.split_once("://").ok_or_else(|| bad("no scheme"))?;
    let (security, default_port) = match scheme {
        "smtps" => (Security::Tls, 465),
        "starttls" => (Security::StartTls, 587),
        "smtp" => (Security::Plain, 25),
        _ => return Err(bad("the scheme is smtp, smtps or starttls")),
    };
    let (login, place) = rest.rsplit_once('@').map_or((None, rest), |(login, place)| (Some(login), place));
    let place = place.trim_end_matches('/');
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) => (host, port.parse().map_err(|_| bad("the port is no number"))?),
        None => (place, default_port),
    };
    let credentials = login
        .and_then(|login| login.split_once(':'))
        .map(|(user, password)| Credentials { user: user.to_owned(), password: password.to_owned() });
    let from = sender(credentials.as_ref().map_or("", |c| c.user.as_str()));
    Ok(SmtpSettings {
        host: host.to_owned(),
        port,
        security,
        credentials,
        from,
        trusted: Vec::new(),
        limit: LIMIT,
    })
}

/// Runs until the process ends. A way that cannot be used is told once, until it can be.
pub(crate) async fn run(app: App, post: Post) {
    let mut told = String::new();
    loop {
        match post.carrier(&app).await {
            Ok(Some(carrier)) => {
                told.clear();
                if let Err(problem) = look(&app, &carrier).await {
                    tracing::error!(%problem, "the outbox could not be looked through");
                }
            }
            Ok(None) => told.clear(),
            Err(problem) if told == problem.to_string() => {}
            Err(problem) => {
                tracing::error!(%problem, "letters wait: the way out cannot be used");
                told = problem.to_string();
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Carries what is due. A letter is marked after it went out; its id in the Message-ID lets a mail
/// server recognise the one that was carried twice because the mark was lost.
pub(crate) async fn look(app: &App, carrier: &Carrier) -> Result<(), Problem> {
    let due = messages::due(&mut app.db().read().await?, app.clock().now(), PER_LOOK).await?;
    for message in due {
        if letters::is_over(&message, app.clock().now()) {
            give_up(app, &message).await?;
            continue;
        }
        let outcome = carrier.carry(&letter(&message)).await;
        let mut work = app.work().await?;
        match outcome {
            Ok(receipt) => {
                metrics::count(&metrics::LETTERS, &[("outcome", "sent")], 1);
                messages::mark_sent(&mut work, &message.id).await?;
                letters::forget_words(&mut work, &message).await?;
                let detail = serde_json::json!({ "message_id": receipt.message_id });
                work.note_with("office.message-sent", &message.id, &detail).await?;
            }
            Err(failure) => {
                metrics::count(&metrics::LETTERS, &[("outcome", "failed")], 1);
                let wait = net::backoff(message.attempts as u32 + 1) as i64;
                let last = !failure.is_temporary() || message.attempts + 1 >= i64::from(net::ATTEMPTS);
                let next = (!last).then(|| app.clock().now() + jiff::SignedDuration::from_secs(wait));
                messages::mark_failed(&mut work, &message.id, &failure.refused().to_string(), next).await?;
                if last {
                    letters::forget_words(&mut work, &message).await?;
                }
                work.note("office.message-failed", &message.id).await?;
            }
        }
        work.commit().await?;
    }
    Ok(())
}

/// Throws away a letter whose link is over.
async fn give_up(app: &App, message: &messages::Message) -> Result<(), Problem> {
    let mut work = app.work().await?;
    messages::discard(&mut work, &message.id).await?;
    letters::forget_words(&mut work, message).await?;
    work.note("office.message-discarded", &message.id).await?;
    work.commit().await
}

/// A message as the carrier takes it.
fn letter(message: &messages::Message) -> Letter {
    Letter {
        id: message.id.clone(),
        written_at: message.made_at,
        to: Party { name: String::new(), address: message.to_address.clone() },
        subject: message.subject.clone(),
        body: message.body.clone(),
        attachments: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use base::UserId;
    use office::{actions::users, model::InviteUser};
    use register::users::user;
    use testkit::House;
    use web::Options;

    use super::*;

    #[test]
    fn the_settings_name_a_server_with_defaults_for_what_was_not_set() {
        let set = |pairs: &[(&str, &str)]| {
            let owned: Vec<_> = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
            as_set(&owned).map(|way| (way.host, way.port, way.security, way.credentials.map(|c| c.user)))
        };
        assert_eq!(set(&[]), None);
        assert_eq!(set(&[("mail.from", "a@example.kr"), ("mail.host", "")]), None);
        let host = ("mail.host", "mail.example.kr");
        assert_eq!(set(&[host]), Some(("mail.example.kr".into(), 587, Security::StartTls, None)));
        let whole = [host, ("mail.port", "465"), ("mail.security", "tls"), ("mail.user", "center")];
        assert_eq!(set(&whole), Some(("mail.example.kr".into(), 465, Security::Tls, Some("center".into()))));
    }

    #[test]
    fn a_password_is_taken_only_from_a_file_of_its_owners_own() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("password");
        std::fs::write(&file, "only for the post\n").expect("written");
        let set = |mode| std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).expect("set");
        set(0o644);
        assert!(password(&file).is_err());
        set(0o600);
        assert_eq!(password(&file).expect("it can be read"), "only for the post");
        assert!(password(&folder.path().join("none")).is_err());
    }

    /// A house whose outbox holds one letter with a set-up link, and the ids of the person and the letter.
    async fn invited() -> (House, UserId, String) {
        let options = Options { public_url: "https://dure.example.kr".into(), ..Options::default() };
        let house = House::with_options(&[&office::AREA], options).await;
        let wish = InviteUser {
            login: "new.person".into(),
            name: "name".into(),
            email: "new@example.kr".into(),
            role: "team-lead".into(),
            reason: "reason".into(),
            ..InviteUser::default()
        };
        let app = house.app.clone();
        let id = house
            .set(async |work| {
                let (id, token) = users::invite(work, &wish).await?;
                let person = user(&mut work.tx, &id).await?.expect("the person is there");
                assert!(letters::send_link(&app, work, &person, &token).await?);
                Ok(id)
            })
            .await;
        let due = messages::due(&mut app.db().read().await.expect("a read"), app.clock().now(), 10).await;
        let letter = due.expect("letters").remove(0).id;
        (house, id, letter)
    }

    async fn letter_of(house: &House, id: &str) -> messages::Message {
        let mut tx = house.app.db().read().await.expect("a read");
        messages::message(&mut tx, id).await.expect("a read").expect("the letter is kept")
    }

    #[tokio::test]
    async fn a_letter_with_a_set_up_link_is_carried_and_its_words_are_gone_after() {
        let (house, _, id) = invited().await;
        assert!(letter_of(&house, &id).await.body.contains("https://dure.example.kr/office/set-up?token="));
        let folder = tempfile::tempdir().expect("a folder");
        let carrier = Carrier::File { folder: folder.path().join("out"), from: sender("") };
        look(&house.app, &carrier).await.expect("the outbox is looked through");
        let after = letter_of(&house, &id).await;
        assert_eq!((after.state.as_str(), after.body.as_str()), ("sent", ""));
        let carried = std::fs::read_dir(folder.path().join("out")).expect("a folder").count();
        assert_eq!(carried, 1);
    }

    #[tokio::test]
    async fn a_letter_whose_link_is_over_is_not_carried_any_more() {
        let (house, _, id) = invited().await;
        house.app.clock().advance(24 * 3_600);
        let folder = tempfile::tempdir().expect("a folder");
        let carrier = Carrier::File { folder: folder.path().join("out"), from: sender("") };
        look(&house.app, &carrier).await.expect("the outbox is looked through");
        let after = letter_of(&house, &id).await;
        assert_eq!((after.state.as_str(), after.body.as_str()), ("discarded", ""));
        assert!(!folder.path().join("out").exists());
    }

    #[tokio::test]
    async fn a_new_link_throws_away_the_letter_with_the_one_before() {
        let (house, person, id) = invited().await;
        house.set(async |work| users::renew_link(work, &person).await).await;
        let after = letter_of(&house, &id).await;
        assert_eq!((after.state.as_str(), after.body.as_str()), ("discarded", ""));
    }
}
