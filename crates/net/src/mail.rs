//! From a letter to the bytes of a mail (RFC 5322), the same bytes every time.

use std::time::SystemTime;

use lettre::message::header::ContentType;
use lettre::message::{Attachment as Part, Mailbox, Message, MultiPart, SinglePart};
use lettre::{Address, message};

use crate::{Attachment, Letter, Party, Refused};

/// Largest letter in bytes before encoding, a common limit of mail servers less the third that encoding adds.
const LARGEST: u64 = 15 * 1_024 * 1_024;
/// Longest id that becomes a file name and a Message-ID.
const LONGEST_ID: usize = 64;

/// Builds the mail, or says what in the letter or the sender cannot be right.
pub fn message(letter: &Letter, from: &Party) -> Result<Message, Refused> {
    check(letter)?;
    let from_mailbox = mailbox(from)?.ok_or(Refused::SenderInvalid)?;
    let to = mailbox(&letter.to)?.ok_or(Refused::AddressInvalid)?;
    let head = Message::builder()
        .from(from_mailbox)
        .to(to)
        .subject(&letter.subject)
        .date(SystemTime::from(letter.written_at))
        .message_id(Some(message_id(&letter.id, from)));
    let text = SinglePart::plain(letter.body.clone());
    let built = if letter.attachments.is_empty() {
        head.singlepart(text)
    } else {
        head.multipart(mixed(letter, text)?)
    };
    built.map_err(|error: lettre::error::Error| {
        tracing::warn!(letter = %letter.id, %error, "the mail cannot be built");
        Refused::HeadInvalid
    })
}

/// The Message-ID of a letter: its id at the sender's domain.
pub fn message_id(id: &str, from: &Party) -> String {
    let domain = from.address.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    format!("<{id}@{domain}>")
}

/// Text and files in one body; the boundary comes from the id, so that a repeat has the same bytes.
fn mixed(letter: &Letter, text: SinglePart) -> Result<MultiPart, Refused> {
    let boundary = format!("=_dure_{}", letter.id);
    let mut parts = MultiPart::mixed().boundary(boundary).singlepart(text);
    for (at, attachment) in letter.attachments.iter().enumerate() {
        parts = parts.singlepart(part(attachment).ok_or(Refused::AttachmentInvalid { number: at + 1 })?);
    }
    Ok(parts)
}

/// One file; nothing when its type cannot be read or its name is empty or holds a folder.
fn part(attachment: &Attachment) -> Option<SinglePart> {
    if attachment.name.trim().is_empty() || attachment.name.contains(['/', '\\']) {
        return None;
    }
    let media_type = ContentType::parse(&attachment.media_type).ok()?;
    let encoded = message::Body::new_with_encoding(
        attachment.bytes.clone(),
        message::header::ContentTransferEncoding::Base64,
    )
    .ok()?;
    Some(Part::new(attachment.name.clone()).body(encoded, media_type))
}

/// Refuses what could smuggle further lines into the head, and what is too large.
fn check(letter: &Letter) -> Result<(), Refused> {
    let id_fits = !letter.id.is_empty() && letter.id.len() <= LONGEST_ID;
    if !id_fits || !letter.id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return Err(Refused::IdInvalid);
    }
    let names = letter.attachments.iter().flat_map(|file| [&file.name, &file.media_type]);
    if std::iter::once(&letter.subject).chain(names).any(|line| breaks(line)) {
        return Err(Refused::HeadInvalid);
    }
    let files: usize = letter.attachments.iter().map(|file| file.bytes.len()).sum();
    let size = (files + letter.body.len()) as u64;
    if size > LARGEST {
        const MEGABYTE: u64 = 1_024 * 1_024;
        return Err(Refused::TooLarge { megabytes: size.div_ceil(MEGABYTE), limit: LARGEST / MEGABYTE });
    }
    Ok(())
}

/// A party as a mailbox; nothing when the address is none a server takes; refused when it could smuggle lines.
fn mailbox(party: &Party) -> Result<Option<Mailbox>, Refused> {
    if breaks(&party.name) || breaks(&party.address) {
        return Err(Refused::HeadInvalid);
    }
    if !party.address.is_ascii() {
        return Ok(None);
    }
    let address: Option<Address> = party.address.parse().ok();
    let name = Some(party.name.trim().to_owned()).filter(|name| !name.is_empty());
    Ok(address.map(|address| Mailbox::new(name, address)))
}

/// Whether a line of the head would break: control characters, and the line separators of Unicode.
fn breaks(line: &str) -> bool {
    line.chars().any(|character| character.is_control() || matches!(character, '\u{2028}' | '\u{2029}'))
}
