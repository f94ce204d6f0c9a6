//! Letters carried for real: to a mail server on this machine and into files.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail like the test")]

mod server;

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use net::{
    Attachment, Carrier, Credentials, Failure, Letter, Party, Receipt, Refused, Security, SmtpSettings,
};
use proptest::prelude::*;
use server::{Manner, Offer, Server};

fn party(name: &str, address: &str) -> Party {
    Party { name: name.into(), address: address.into() }
}

fn letter() -> Letter {
    Letter {
        id: "019a8c1f3e5b7d2a".into(),
        written_at: "2026-03-02T00:00:00Z".parse::<Timestamp>().unwrap(),
        to: party("강화군 수행기관", "agency@example.test"),
        subject: "3월 실적을 내 주세요".into(),
        body: "안녕하세요.\n.점으로 시작하는 줄\n고맙습니다.\n".into(),
        attachments: Vec::new(),
    }
}

fn with_file() -> Letter {
    let file = Attachment {
        name: "일정.ics".into(),
        media_type: "text/calendar; charset=utf-8".into(),
        bytes: b"BEGIN:VCALENDAR".to_vec(),
    };
    Letter { attachments: vec![file], ..letter() }
}

fn settings(server: &Server, security: Security) -> SmtpSettings {
    SmtpSettings {
        host: "localhost".into(),
        port: server.port,
        security,
        credentials: None,
        from: party("두레", "dure@centre.test"),
        trusted: vec![server.certificate.clone()],
        limit: Duration::from_secs(20),
    }
}

async fn carry(settings: SmtpSettings, letter: &Letter) -> Result<Receipt, Failure> {
    Carrier::Smtp(settings).carry(letter).await
}

fn host() -> String {
    "localhost".into()
}

const LETTER: &str = "From: =?utf-8?b?65GQ66CI?= <dure@centre.test>
To: =?utf-8?b?6rCV7ZmU6rWwIOyImO2Wieq4sOq0gA==?= <agency@example.test>
Subject: =?utf-8?b?M+yblCDsi6TsoIHsnYQg64K0IOyjvOyEuOyalA==?=
Date: Mon, 02 Mar 2026 00:00:00 +0000
Message-ID: <019a8c1f3e5b7d2a@centre.test>
";

#[tokio::test]
async fn a_letter_reaches_a_mail_server_whole() {
    let server = Server::start(Offer::Plain, Manner::Takes).await;
    let receipt = carry(settings(&server, Security::Plain), &letter()).await.unwrap();
    let expected = Receipt {
        message_id: "<019a8c1f3e5b7d2a@centre.test>".into(),
        answer: "250 2.0.0 taken as 42".into(),
    };
    assert_eq!(receipt, expected);
    let taken = server.taken();
    let commands =
        ["EHLO centre.test", "MAIL FROM:<dure@centre.test>", "RCPT TO:<agency@example.test>", "DATA", "QUIT"];
    assert_eq!(taken[0].commands, commands);
    let (head, body) = taken[0].text.split_once("\r\n\r\n").unwrap();
    assert_eq!(
        format!("{}\n", head.replace("\r\n", "\n")),
        format!(
            "{LETTER}MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64
"
        )
    );
    assert_eq!(decoded(body), "안녕하세요.\r\n.점으로 시작하는 줄\r\n고맙습니다.\r\n");
}

/// Decodes base64 with the alphabet of RFC 4648, written out here so that the test shares no code with the mail.
fn decoded(text: &str) -> String {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = Vec::new();
    let (mut bits, mut held) = (0_u32, 0);
    for byte in text.bytes().filter(|byte| alphabet.contains(byte)) {
        bits = bits << 6 | alphabet.iter().position(|&letter| letter == byte).unwrap() as u32;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
        }
    }
    String::from_utf8(out).unwrap()
}

#[tokio::test]
async fn a_letter_in_ascii_with_dots_at_the_beginning_of_lines_arrives_unchanged() {
    let server = Server::start(Offer::Plain, Manner::Takes).await;
    let plain = Letter { body: ".\n..\nplain\n.end".into(), ..letter() };
    carry(settings(&server, Security::Plain), &plain).await.unwrap();
    let text = server.taken()[0].text.clone();
    assert_eq!(text.split_once("\r\n\r\n").unwrap().1, ".\r\n..\r\nplain\r\n.end\r\n\r\n");
}

#[tokio::test]
async fn no_line_is_longer_than_a_mail_server_takes() {
    let server = Server::start(Offer::Plain, Manner::Takes).await;
    let long = Letter { subject: "긴 제목 ".repeat(80), body: "a".repeat(5_000), ..letter() };
    carry(settings(&server, Security::Plain), &long).await.unwrap();
    let longest = server.taken()[0].text.lines().map(str::len).max().unwrap();
    assert_eq!(longest.max(78), 78);
}

#[tokio::test]
async fn letters_go_over_tls_and_over_starttls_with_a_password() {
    for (offer, security) in [(Offer::Tls, Security::Tls), (Offer::StartTls, Security::StartTls)] {
        let server = Server::start(offer, Manner::Takes).await;
        let mut settings = settings(&server, security);
        settings.credentials = Some(Credentials { user: "dure".into(), password: "secret".into() });
        carry(settings, &with_file()).await.unwrap();
        let taken = server.taken().pop().unwrap();
        let first: Vec<&str> =
            taken.commands.iter().map(|line| line.split_whitespace().next().unwrap()).collect();
        let expected = match offer {
            Offer::StartTls => vec!["EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"],
            _ => vec!["EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"],
        };
        assert_eq!(first, expected);
        assert!(taken.text.contains("Content-Type: text/calendar; charset=utf-8\r\n"), "{}", taken.text);
    }
}

#[tokio::test]
async fn the_same_letter_has_the_same_bytes_every_time() {
    let server = Server::start(Offer::Plain, Manner::Takes).await;
    for _ in 0..2 {
        carry(settings(&server, Security::Plain), &with_file()).await.unwrap();
    }
    let taken = server.taken();
    assert_eq!(taken.len(), 2);
    assert_eq!(taken[0].text, taken[1].text);
    assert!(taken[0].text.contains("Message-ID: <019a8c1f3e5b7d2a@centre.test>\r\n"));
}

#[tokio::test]
async fn nothing_is_said_to_a_server_without_the_encryption_asked_for() {
    let server = Server::start(Offer::Plain, Manner::Takes).await;
    let mut wanted = settings(&server, Security::StartTls);
    wanted.credentials = Some(Credentials { user: "dure".into(), password: "secret".into() });
    let failure = carry(wanted, &letter()).await.unwrap_err();
    assert_eq!(failure, Failure::Temporary(Refused::ConnectionUntrusted { host: host() }));
    tokio::time::sleep(Duration::from_millis(50)).await;
    let said: Vec<String> = server.taken().into_iter().flat_map(|taken| taken.commands).collect();
    assert!(said.iter().all(|line| line.starts_with("EHLO") || line == "QUIT"), "{said:?}");
}

#[tokio::test]
async fn a_certificate_nobody_vouches_for_is_not_trusted() {
    for (offer, security) in [(Offer::Tls, Security::Tls), (Offer::StartTls, Security::StartTls)] {
        let server = Server::start(offer, Manner::Takes).await;
        let wanted = SmtpSettings { trusted: Vec::new(), ..settings(&server, security) };
        let failure = carry(wanted, &letter()).await.unwrap_err();
        assert_eq!(failure, Failure::Temporary(Refused::ConnectionUntrusted { host: host() }));
    }
}

#[tokio::test]
async fn a_busy_server_means_later_and_a_refusing_one_means_never() {
    let cases = [
        ("451 4.3.0 later", Failure::Temporary(Refused::ServerBusy { status: 451 })),
        ("421 4.7.0 too many", Failure::Temporary(Refused::ServerBusy { status: 421 })),
        ("550 5.1.1 no such user", Failure::Permanent(Refused::LetterRefused { status: 550 })),
    ];
    for (reply, expected) in cases {
        let server = Server::start(Offer::Plain, Manner::Answers(reply)).await;
        assert_eq!(carry(settings(&server, Security::Plain), &letter()).await.unwrap_err(), expected);
    }
}

#[tokio::test]
async fn a_connection_that_breaks_off_means_later() {
    let server = Server::start(Offer::Plain, Manner::Drops).await;
    let failure = carry(settings(&server, Security::Plain), &letter()).await.unwrap_err();
    assert_eq!(failure, Failure::Temporary(Refused::ConversationBroken { host: host() }));
}

#[tokio::test]
async fn a_server_that_says_nothing_is_left_after_the_limit() {
    let server = Server::start(Offer::Plain, Manner::Silent).await;
    let wanted = SmtpSettings { limit: Duration::from_secs(1), ..settings(&server, Security::Plain) };
    let failure = carry(wanted, &letter()).await.unwrap_err();
    assert_eq!(failure, Failure::Temporary(Refused::ServerSlow { host: host(), seconds: 1 }));
}

#[tokio::test]
async fn a_server_that_is_not_there_means_later() {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let free = listener.local_addr().unwrap().port();
    drop(listener);
    let server = Server::start(Offer::Plain, Manner::Takes).await;
    let wanted = SmtpSettings { port: free, ..settings(&server, Security::Plain) };
    let failure = carry(wanted, &letter()).await.unwrap_err();
    assert_eq!(failure, Failure::Temporary(Refused::ServerUnreachable { host: host() }));
}

#[tokio::test]
async fn a_wrong_password_is_the_settings_fault_and_the_letter_waits() {
    let server = Server::start(Offer::Plain, Manner::KnowsNobody).await;
    let mut wanted = settings(&server, Security::Plain);
    wanted.credentials = Some(Credentials { user: "dure".into(), password: "secret".into() });
    assert!(!format!("{wanted:?}").contains("secret"));
    let failure = carry(wanted, &letter()).await.unwrap_err();
    assert_eq!(failure, Failure::Temporary(Refused::SignInRefused { host: host() }));
}

#[tokio::test]
async fn plain_mail_leaves_this_machine_for_no_other() {
    let server = Server::start(Offer::Plain, Manner::Takes).await;
    for outside in [
        "mail.example.test",
        "192.0.2.1",
        "10.0.0.1",
        "0.0.0.0",
        "localhost.example.test",
        "127.1",
        "2130706433",
    ] {
        let wanted = SmtpSettings { host: outside.into(), ..settings(&server, Security::Plain) };
        let refused = Refused::PlainOutward { host: outside.into() };
        assert_eq!(wanted.check(), Err(refused.clone()));
        assert_eq!(carry(wanted, &letter()).await.unwrap_err(), Failure::Temporary(refused));
    }
    for inside in ["localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1"] {
        let wanted = SmtpSettings { host: inside.into(), ..settings(&server, Security::Plain) };
        assert_eq!(wanted.check(), Ok(()));
    }
    assert_eq!(server.taken(), []);
}

fn in_files(folder: &Path) -> Carrier {
    Carrier::File { folder: folder.join("letters"), from: party("두레", "dure@centre.test") }
}

#[tokio::test]
async fn a_letter_becomes_one_file_that_only_its_owner_reads() {
    let folder = tempfile::tempdir().unwrap();
    let receipt = in_files(folder.path()).carry(&with_file()).await.unwrap();
    assert_eq!(receipt.answer, "019a8c1f3e5b7d2a.eml");
    let again = in_files(folder.path()).carry(&with_file()).await.unwrap();
    assert_eq!(again, receipt);
    let names: Vec<String> = std::fs::read_dir(folder.path().join("letters"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names, ["019a8c1f3e5b7d2a.eml"]);
    let path = folder.path().join("letters/019a8c1f3e5b7d2a.eml");
    let text = std::fs::read_to_string(&path).unwrap();
    let head: Vec<&str> = text.lines().take(5).collect();
    assert_eq!(head, LETTER.lines().collect::<Vec<_>>());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::metadata(path.parent().unwrap()).unwrap().permissions().mode() & 0o777, 0o700);
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_means_later() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("letters"), "a file").unwrap();
    let failure = in_files(folder.path()).carry(&letter()).await.unwrap_err();
    assert_eq!(failure, Failure::Temporary(Refused::FolderUnwritable));
}

#[tokio::test]
async fn a_letter_that_cannot_be_right_is_refused_for_good() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, media_type: &str| {
        vec![Attachment { name: name.into(), media_type: media_type.into(), bytes: vec![0] }]
    };
    let huge =
        vec![Attachment { name: "a".into(), media_type: "a/b".into(), bytes: vec![0; 16 * 1_024 * 1_024] }];
    let cases = [
        (Letter { subject: "a\r\nBcc: x@example.test".into(), ..letter() }, Refused::HeadInvalid),
        (Letter { subject: "a\u{2028}b".into(), ..letter() }, Refused::HeadInvalid),
        (Letter { to: party("a\nb", "a@example.test"), ..letter() }, Refused::HeadInvalid),
        (
            Letter { to: party("a", "a@example.test\r\nRCPT TO:<b@example.test>"), ..letter() },
            Refused::HeadInvalid,
        ),
        (Letter { to: party("a", "a@example.test, b@example.test"), ..letter() }, Refused::AddressInvalid),
        (Letter { to: party("a", "<a@example.test>"), ..letter() }, Refused::AddressInvalid),
        (Letter { to: party("a", "노인@example.test"), ..letter() }, Refused::AddressInvalid),
        (Letter { to: party("a", ""), ..letter() }, Refused::AddressInvalid),
        (Letter { id: "../../etc/passwd".into(), ..letter() }, Refused::IdInvalid),
        (Letter { id: "a\r\nb".into(), ..letter() }, Refused::IdInvalid),
        (Letter { id: String::new(), ..letter() }, Refused::IdInvalid),
        (Letter { attachments: file("a\r\nb.txt", "text/plain"), ..letter() }, Refused::HeadInvalid),
        (
            Letter { attachments: file("../a", "text/plain"), ..letter() },
            Refused::AttachmentInvalid { number: 1 },
        ),
        (Letter { attachments: file("a", "nonsense"), ..letter() }, Refused::AttachmentInvalid { number: 1 }),
        (Letter { attachments: huge, ..letter() }, Refused::TooLarge { megabytes: 17, limit: 15 }),
    ];
    for (wrong, expected) in cases {
        let failure = in_files(folder.path()).carry(&wrong).await.unwrap_err();
        assert_eq!(failure, Failure::Permanent(expected));
    }
    assert!(!folder.path().join("letters").exists());
}

#[tokio::test]
async fn a_wrong_sender_is_the_settings_fault_and_the_letter_waits() {
    let folder = tempfile::tempdir().unwrap();
    let carrier = Carrier::File { folder: folder.path().into(), from: party("두레", "dure") };
    assert_eq!(carrier.carry(&letter()).await.unwrap_err(), Failure::Temporary(Refused::SenderInvalid));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_subject_or_name_can_add_a_line_to_the_head(subject in any::<String>(), name in any::<String>()) {
        let folder = tempfile::tempdir().unwrap();
        let letter = Letter { subject, to: party(&name, "a@example.test"), ..letter() };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        if runtime.block_on(in_files(folder.path()).carry(&letter)).is_ok() {
            let text = std::fs::read_to_string(folder.path().join("letters/019a8c1f3e5b7d2a.eml")).unwrap();
            let head = text.split_once("\r\n\r\n").unwrap().0.replace("\r\n ", " ");
            let keys: Vec<&str> = head.split("\r\n").map(|line| line.split(':').next().unwrap()).collect();
            prop_assert_eq!(keys, ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"]);
        }
    }
}
