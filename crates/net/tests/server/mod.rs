//! A small mail server for tests (RFC 5321): speaks plain, STARTTLS or TLS, misbehaves on request, keeps what it got.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

/// What the server does with a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Takes it.
    Takes,
    /// Answers the receiver with this reply.
    Answers(&'static str),
    /// Closes the connection after the letter's text, before the answer.
    Drops,
    /// Never greets.
    Silent,
    /// Does not accept any password.
    KnowsNobody,
}

/// How the server protects its connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// Not at all.
    Plain,
    /// After STARTTLS.
    StartTls,
    /// From the first byte.
    Tls,
}

/// One letter as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// The commands, in order, without the greeting's own name.
    pub commands: Vec<String>,
    /// The text between DATA and the dot, dots unstuffed.
    pub text: String,
}

/// A running server.
pub struct Server {
    /// Where it listens.
    pub port: u16,
    /// The certificate it shows, as PEM.
    pub certificate: String,
    taken: Arc<Mutex<Vec<Taken>>>,
}

impl Server {
    /// Starts a server on a free port of this machine, with a fresh certificate for `localhost`.
    pub async fn start(offer: Offer, manner: Manner) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let signed = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let key = PrivatePkcs8KeyDer::from(signed.signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![signed.cert.der().clone()], key.into())
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let taken = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&taken);
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(serve(socket, acceptor.clone(), offer, manner, Arc::clone(&kept)));
            }
        });
        Self { port, certificate: signed.cert.pem(), taken }
    }

    /// What has come so far, broken conversations included.
    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }
}

async fn serve(
    socket: TcpStream,
    acceptor: TlsAcceptor,
    offer: Offer,
    manner: Manner,
    kept: Arc<Mutex<Vec<Taken>>>,
) {
    if manner == Manner::Silent {
        tokio::time::sleep(std::time::Duration::from_mins(1)).await;
        return;
    }
    let mut taken = Taken::default();
    let finished = match offer {
        Offer::Tls => match acceptor.accept(socket).await {
            Ok(stream) => talk(stream, false, true, manner, &mut taken).await.is_some(),
            Err(_) => true,
        },
        Offer::Plain | Offer::StartTls => {
            match talk(socket, offer == Offer::StartTls, true, manner, &mut taken).await {
                Some(Some(socket)) => match acceptor.accept(socket).await {
                    Ok(stream) => talk(stream, false, false, manner, &mut taken).await.is_some(),
                    Err(_) => true,
                },
                Some(None) | None => true,
            }
        }
    };
    assert!(finished || manner != Manner::Takes);
    kept.lock().unwrap().push(taken);
}

/// Talks until QUIT or the end; gives the stream back when it must change to TLS.
async fn talk<S>(
    stream: S,
    starttls: bool,
    greet: bool,
    manner: Manner,
    taken: &mut Taken,
) -> Option<Option<S>>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut stream = BufReader::new(stream);
    if greet {
        say(&mut stream, "220 mail.test ready").await?;
    }
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return Some(None);
        }
        let line = line.trim_end().to_owned();
        let verb = line.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        taken.commands.push(if verb == "AUTH" { "AUTH".to_owned() } else { line.clone() });
        let reply = match verb.as_str() {
            "EHLO" if starttls => "250-mail.test\r\n250 STARTTLS",
            "EHLO" => "250-mail.test\r\n250 AUTH PLAIN",
            "STARTTLS" if starttls => {
                say(&mut stream, "220 go").await?;
                return Some(Some(stream.into_inner()));
            }
            "AUTH" if manner == Manner::KnowsNobody => "535 5.7.8 unknown",
            "AUTH" => "235 welcome",
            "RCPT" => match manner {
                Manner::Answers(reply) => reply,
                _ => "250 ok",
            },
            "DATA" => {
                say(&mut stream, "354 go on").await?;
                taken.text = text(&mut stream).await?;
                if manner == Manner::Drops {
                    return Some(None);
                }
                "250 2.0.0 taken as 42"
            }
            "QUIT" => {
                say(&mut stream, "221 bye").await?;
                return Some(None);
            }
            _ => "250 ok",
        };
        say(&mut stream, reply).await?;
    }
}

async fn text<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> Option<String> {
    let mut text = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        if line == ".\r\n" {
            return Some(text);
        }
        text.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}

async fn say<S: AsyncWrite + Unpin>(stream: &mut S, reply: &str) -> Option<()> {
    stream.write_all(format!("{reply}\r\n").as_bytes()).await.ok()?;
    stream.flush().await.ok()
}
