//! The outbox's way out: mail by SMTP or to files; the only crate that talks outward.
//!
//! The job loop takes a waiting letter, calls [`Carrier::carry`], and writes down what came of it. A failure says
//! whether waiting helps; [`backoff()`] says how long. The same letter always has the same bytes and the same
//! Message-ID, so a repeat after a lost answer is recognised by the mail server and by the reader.

mod backoff;
mod carrier;
mod failure;
mod files;
mod letter;
mod mail;
mod smtp;

pub use backoff::{ATTEMPTS, backoff};
pub use carrier::{Carrier, Receipt};
pub use failure::{Failure, Refused};
pub use letter::{Attachment, Letter, Party};
pub use smtp::{Credentials, Security, SmtpSettings};
