//! The ways a letter can go.

use std::path::PathBuf;

use crate::smtp::SmtpSettings;
use crate::{Failure, Letter, Party, files, mail, smtp};

/// A way out. The choice is made once, in the settings.
#[derive(Debug, Clone)]
pub enum Carrier {
    /// Each letter becomes a file that mail programs open: for demos, tests and houses without a mail server.
    File {
        /// The folder; made when missing, readable by its owner only.
        folder: PathBuf,
        /// Who writes.
        from: Party,
    },
    /// Each letter goes to a mail server.
    Smtp(SmtpSettings),
}

/// What a carrier says about a letter that went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The Message-ID, the same for every repeat of a letter.
    pub message_id: String,
    /// The server's last reply or the name of the file.
    pub answer: String,
}

impl Carrier {
    /// Carries one letter, or says why not and whether waiting helps.
    ///
    /// A letter may arrive twice when the server's answer gets lost; both copies have the same Message-ID.
    pub async fn carry(&self, letter: &Letter) -> Result<Receipt, Failure> {
        let outcome = self.attempt(letter).await;
        match &outcome {
            Ok(_) => tracing::info!(letter = %letter.id, "letter carried"),
            Err(failure) => tracing::warn!(letter = %letter.id, %failure, "letter not carried"),
        }
        outcome
    }

    async fn attempt(&self, letter: &Letter) -> Result<Receipt, Failure> {
        match self {
            Self::File { folder, from } => {
                let message = mail::message(letter, from)?;
                let answer = files::store(folder, &letter.id, &message.formatted()).await?;
                Ok(Receipt { message_id: mail::message_id(&letter.id, from), answer })
            }
            Self::Smtp(settings) => {
                settings.check()?;
                let message = mail::message(letter, &settings.from)?;
                let answer = smtp::send(settings, &message).await?;
                Ok(Receipt { message_id: mail::message_id(&letter.id, &settings.from), answer })
            }
        }
    }
}
