//! Letters to a mail server (RFC 5321): encrypted, or plain to this very machine; within a time limit.

use std::error::Error as _;
use std::fmt;
use std::io::{self, ErrorKind};
use std::net::IpAddr;
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials as Secret;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

use crate::{Party, Refused};

/// How to reach the mail server.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    /// The server's name, as in its certificate.
    pub host: String,
    /// The server's port: usually 465 for TLS, 587 for STARTTLS.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// User name and password, if the server asks for them.
    pub credentials: Option<Credentials>,
    /// Who writes.
    pub from: Party,
    /// Certificates (PEM) trusted beside the system's: for an institution that signs its own.
    pub trusted: Vec<String>,
    /// Longest time for one letter, from connecting to the last answer.
    pub limit: Duration,
}

/// How a connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// Begins plain and must change to TLS before anything is said; a server that cannot is left.
    StartTls,
    /// Not at all: only to this machine.
    Plain,
}

/// User name and password; printing shows neither.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The user name.
    pub user: String,
    /// The password.
    pub password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Credentials(..)")
    }
}

impl SmtpSettings {
    /// Refuses settings that would send letters unencrypted over a network.
    ///
    /// Only a literal loopback address or `localhost` counts as this machine; another name could be pointed elsewhere.
    pub fn check(&self) -> Result<(), Refused> {
        if self.security == Security::Plain && loopback(&self.host).is_none() {
            return Err(Refused::PlainOutward { host: self.host.clone() });
        }
        Ok(())
    }
}

/// The address to connect to without encryption; `localhost` is taken as 127.0.0.1 without asking a name server.
fn loopback(host: &str) -> Option<IpAddr> {
    if host.eq_ignore_ascii_case("localhost") {
        return Some(IpAddr::from([127, 0, 0, 1]));
    }
    host.parse::<IpAddr>().ok().filter(IpAddr::is_loopback)
}

/// Sends one mail over a connection of its own and returns the server's last reply.
pub async fn send(settings: &SmtpSettings, message: &Message) -> Result<String, Refused> {
    let transport = transport(settings)?;
    let Ok(done) = tokio::time::timeout(settings.limit, transport.send(message.clone())).await else {
        return Err(slow(settings));
    };
    let reply = done.map_err(|error| refused(settings, &error))?;
    Ok(format!("{} {}", reply.code(), reply.first_line().unwrap_or_default()).trim_end().to_owned())
}

/// Builds the connection; nothing is said to the server yet.
fn transport(settings: &SmtpSettings) -> Result<AsyncSmtpTransport<Tokio1Executor>, Refused> {
    let host = match (settings.security, loopback(&settings.host)) {
        (Security::Plain, Some(address)) => address.to_string(),
        (Security::Plain, None) => return Err(Refused::PlainOutward { host: settings.host.clone() }),
        (Security::Tls | Security::StartTls, _) => settings.host.clone(),
    };
    let tls = match settings.security {
        Security::Plain => Tls::None,
        Security::StartTls => Tls::Required(parameters(settings)?),
        Security::Tls => Tls::Wrapper(parameters(settings)?),
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
        .port(settings.port)
        .tls(tls)
        .timeout(Some(settings.limit))
        .hello_name(ClientId::Domain(greeting(&settings.from)));
    if let Some(Credentials { user, password }) = &settings.credentials {
        builder = builder.credentials(Secret::new(user.clone(), password.clone()));
    }
    Ok(builder.build())
}

/// What we call ourselves: the sender's domain, so that the machine's name stays inside.
fn greeting(from: &Party) -> String {
    from.address.rsplit_once('@').map_or("localhost", |(_, domain)| domain).to_owned()
}

/// TLS 1.2 or newer, the system's certificates and those of the settings.
fn parameters(settings: &SmtpSettings) -> Result<TlsParameters, Refused> {
    let untrusted = |error: Error| {
        tracing::error!(%error, host = %settings.host, "encryption cannot be set up");
        Refused::ConnectionUntrusted { host: settings.host.clone() }
    };
    let mut builder = TlsParameters::builder(settings.host.clone());
    for pem in &settings.trusted {
        builder = builder.add_root_certificate(Certificate::from_pem(pem.as_bytes()).map_err(untrusted)?);
    }
    builder.build_rustls().map_err(untrusted)
}

/// Reads what went wrong out of the error.
fn refused(settings: &SmtpSettings, error: &Error) -> Refused {
    tracing::debug!(%error, "mail server");
    let host = settings.host.clone();
    if let Some(status) = error.status().map(u16::from) {
        return match status {
            530 | 534 | 535 | 538 => Refused::SignInRefused { host },
            500..600 => Refused::LetterRefused { status },
            _ => Refused::ServerBusy { status },
        };
    }
    if error.is_timeout() {
        return slow(settings);
    }
    let encrypted = settings.security != Security::Plain;
    if error.is_tls() || certificate_refused(error) || (encrypted && error.is_client()) {
        return Refused::ConnectionUntrusted { host };
    }
    if error.is_client() && settings.credentials.is_some() {
        return Refused::SignInRefused { host };
    }
    if never_reached(error) {
        Refused::ServerUnreachable { host }
    } else {
        Refused::ConversationBroken { host }
    }
}

fn slow(settings: &SmtpSettings) -> Refused {
    Refused::ServerSlow { host: settings.host.clone(), seconds: settings.limit.as_secs() }
}

/// Whether an input or output error of one of these kinds is behind an error.
fn caused_by(error: &Error, kinds: &[ErrorKind]) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(|error| kinds.contains(&error.kind())) {
            return true;
        }
        cause = error.source();
    }
    false
}

/// Whether rustls refused the other side; it says so through an input error.
fn certificate_refused(error: &Error) -> bool {
    caused_by(error, &[ErrorKind::InvalidData])
}

/// Whether no connection came about at all: refused, unknown name, no way there.
fn never_reached(error: &Error) -> bool {
    caused_by(
        error,
        &[ErrorKind::ConnectionRefused, ErrorKind::HostUnreachable, ErrorKind::NetworkUnreachable],
    ) || error.to_string().starts_with("Connection error")
}
