//! The outbox loop: letters that wait go out by the way that is set, or wait on.

use std::time::Duration;

use base::Problem;
use net::{Carrier, Credentials, Letter, Party, Security, SmtpSettings};
use observe::metrics;
use register::messages;
use web::App;

use crate::{Config, Mail, config::Refused};

/// Pause between looks.
const PAUSE: Duration = Duration::from_secs(5);
/// Letters carried per look.
const PER_LOOK: i64 = 20;
/// Longest time for one letter.
const LIMIT: Duration = Duration::from_mins(1);

/// The way out that `config` names; none means that letters wait.
pub(crate) fn carrier(config: &Config) -> Result<Option<Carrier>, Problem> {
    match &config.mail {
        Mail::Nowhere => Ok(None),
        Mail::Folder(folder) => Ok(Some(Carrier::File { folder: folder.clone(), from: sender("") })),
        Mail::Server(url) => {
            let settings = settings(url)?;
            settings.check()?;
            Ok(Some(Carrier::Smtp(settings)))
        }
    }
}

/// Who writes: `DURE_MAIL_FROM`, or a name at this machine for letters into files.
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

/// Runs until the process ends.
pub(crate) async fn run(app: App, carrier: Option<Carrier>) {
    let Some(carrier) = carrier else { return };
    loop {
        if let Err(problem) = look(&app, &carrier).await {
            tracing::error!(%problem, "the outbox could not be looked through");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Carries what is due. A letter is marked after it went out; its id in the Message-ID lets a mail
/// server recognise the one that was carried twice because the mark was lost.
pub(crate) async fn look(app: &App, carrier: &Carrier) -> Result<(), Problem> {
    let due = messages::due(&mut app.db().read().await?, app.clock().now(), PER_LOOK).await?;
    for message in due {
        let outcome = carrier.carry(&letter(&message)).await;
        let mut work = app.work().await?;
        match outcome {
            Ok(receipt) => {
                metrics::count(&metrics::LETTERS, &[("outcome", "sent")], 1);
                messages::mark_sent(&mut work, &message.id).await?;
                let detail = serde_json::json!({ "message_id": receipt.message_id });
                work.note_with("office.message-sent", &message.id, &detail).await?;
            }
            Err(failure) => {
                metrics::count(&metrics::LETTERS, &[("outcome", "failed")], 1);
                let wait = net::backoff(message.attempts as u32 + 1) as i64;
                let last = !failure.is_temporary() || message.attempts + 1 >= i64::from(net::ATTEMPTS);
                let next = (!last).then(|| app.clock().now() + jiff::SignedDuration::from_secs(wait));
                messages::mark_failed(&mut work, &message.id, &failure.refused().to_string(), next).await?;
                work.note("office.message-failed", &message.id).await?;
            }
        }
        work.commit().await?;
    }
    Ok(())
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
