//! `dure audit`: the journal's chain recomputed, or compared with a head kept elsewhere.

use std::{process::ExitCode, str::FromStr};

use base::Problem;
use register::journal::{self, Head, Verdict};
use web::Phrase;

use crate::{
    Config,
    cli::AuditVerb,
    config::Refused,
    errand,
    speak::{self, Speaker},
};

/// Runs one of them; a broken chain ends with status 1.
pub(crate) async fn run(config: Config, speaker: &Speaker, what: AuditVerb) -> Result<ExitCode, Problem> {
    let app = errand::open(&config).await?;
    let mut tx = app.db().read().await?;
    match what {
        AuditVerb::Head => {
            let head = journal::head(&mut tx).await?;
            speak::line(format_args!("{}:{}", head.seq, head.hash));
            Ok(ExitCode::SUCCESS)
        }
        AuditVerb::Verify { against } => {
            let kept = against.map(|text| kept(&text)).transpose()?;
            match journal::verify(&mut tx, kept.as_ref()).await? {
                Verdict::Sound { head } => {
                    let phrase = Phrase::new("app-journal-sound").with("seq", head.seq);
                    speaker.say(&phrase.with("head", format!("{}:{}", head.seq, head.hash)));
                    Ok(ExitCode::SUCCESS)
                }
                Verdict::Broken { seq, why } => {
                    speaker.say(&Phrase::new(format!("app-journal-broken-{why}")).with("seq", seq));
                    Ok(ExitCode::from(1))
                }
            }
        }
    }
}

/// A head written on the command line, or in the first line of a file.
fn kept(text: &str) -> Result<Head, Problem> {
    if let Ok(head) = parse(text) {
        return Ok(head);
    }
    let in_file = std::fs::read_to_string(text).ok();
    let line = in_file.as_deref().and_then(|file| file.lines().next()).unwrap_or_default();
    parse(line).map_err(|()| Refused::BadHead { text: text.to_owned() }.into())
}

/// `SEQ:HASH`.
fn parse(text: &str) -> Result<Head, ()> {
    let (seq, hash) = text.trim().split_once(':').ok_or(())?;
    let seq = i64::from_str(seq).map_err(|_| ())?;
    let hex = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    if hex { Ok(Head { seq, hash: hash.to_ascii_lowercase() }) } else { Err(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_as_it_is_printed() {
        let hash = "ab".repeat(32);
        assert_eq!(parse(&format!("7:{hash}")), Ok(Head { seq: 7, hash }));
        assert!(parse("7:xyz").is_err());
        assert!(parse("seven").is_err());
    }
}
