//! The journal: who did what to what, when, as a hash chain from the first line on.
//!
//! Line *n* holds SHA-256 over its own fields and the hash of line *n − 1*; the line before the first
//! has the hash of 64 zeros. Changing, dropping, adding or reordering a line breaks the chain at the
//! first place touched; [`verify`] names it. A head kept elsewhere also shows a rollback of the whole.

use base::{Actor, Problem};
use data_encoding::HEXLOWER;
use db::{Tx, row, sql, vals};
use jiff::Timestamp;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The hash before the first line.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// Lines read at a time while verifying.
const BATCH: i64 = 10_000;

row! {
    /// One line of the journal.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct Line {
        /// Number, from 1 without gaps.
        pub seq: i64,
        /// When.
        pub recorded_at: Timestamp,
        /// Opaque id of who did it; never a name.
        pub actor_id: String,
        /// What was done, `<area>.<noun>-<past>`.
        pub deed: String,
        /// Id of what it was done to.
        pub subject: String,
        /// Details as JSON.
        pub detail: String,
        /// Hash of the line before.
        pub previous: String,
        /// Hash of this line.
        pub hash: String,
    }
}

impl Line {
    /// The hash this line must have: SHA-256 over its fields, each preceded by its length in bytes
    /// as decimal text and a colon, in the order of the columns.
    pub fn expected_hash(&self) -> String {
        let mut digest = Sha256::new();
        let seq = self.seq.to_string();
        let at = self.recorded_at.as_microsecond().to_string();
        for field in [&seq, &at, &self.actor_id, &self.deed, &self.subject, &self.detail, &self.previous] {
            digest.update(format!("{}:", field.len()));
            digest.update(field);
        }
        HEXLOWER.encode(&digest.finalize())
    }
}

/// The end of the chain: what one keeps elsewhere to prove that nothing before it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Head {
    /// Number of the last line; 0 when the journal is empty.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "result", rename_all = "kebab-case")]
pub enum Verdict {
    /// Every line follows from the one before.
    Sound {
        /// The end of the chain.
        head: Head,
    },
    /// The chain breaks.
    Broken {
        /// Number of the first line that does not follow.
        seq: i64,
        /// What is wrong there: `gap`, `previous`, `hash`, `head-missing` or `head-differs`.
        why: &'static str,
    },
}

/// The last line's number and hash.
pub async fn head(tx: &mut Tx) -> Result<Head, Problem> {
    let last: Option<(i64, String)> =
        tx.opt(sql!("SELECT seq,hash FROM register_journal ORDER BY seq DESC LIMIT 1"), vals![]).await?;
    let (seq, hash) = last.unwrap_or((0, GENESIS.to_owned()));
    Ok(Head { seq, hash })
}

/// Adds a line. Only [`crate::Work`] calls it, so that every writer leaves one.
pub(crate) async fn append(
    tx: &mut Tx,
    at: Timestamp,
    actor: &Actor,
    deed: &str,
    subject: &str,
    detail: &str,
) -> Result<(), Problem> {
    let head = head(tx).await?;
    let mut line = Line {
        seq: head.seq + 1,
        recorded_at: at,
        actor_id: actor.id.to_string(),
        deed: deed.to_owned(),
        subject: subject.to_owned(),
        detail: detail.to_owned(),
        previous: head.hash,
        hash: String::new(),
    };
    line.hash = line.expected_hash();
    tx.exec(
        sql!("INSERT INTO register_journal(seq,recorded_at,actor_id,deed,subject,detail,previous,hash) VALUES($1,$2,$3,$4,$5,$6,$7,$8)"),
        vals![line.seq, line.recorded_at, &line.actor_id, &line.deed, &line.subject, &line.detail, &line.previous, &line.hash],
    )
    .await?;
    Ok(())
}

/// Recomputes the whole chain; with `against`, also proves that it still contains that head.
pub async fn verify(tx: &mut Tx, against: Option<&Head>) -> Result<Verdict, Problem> {
    let mut head = Head { seq: 0, hash: GENESIS.to_owned() };
    let mut met = against.is_none_or(|kept| kept.seq == 0);
    loop {
        let lines: Vec<Line> = tx
            .all(
                sql!("SELECT seq,recorded_at,actor_id,deed,subject,detail,previous,hash FROM register_journal WHERE seq > $1 ORDER BY seq LIMIT $2"),
                vals![head.seq, BATCH],
            )
            .await?;
        if lines.is_empty() {
            break;
        }
        for line in lines {
            if let Some(why) = flaw(&line, &head) {
                return Ok(Verdict::Broken { seq: head.seq + 1, why });
            }
            head = Head { seq: line.seq, hash: line.hash };
            if against.is_some_and(|kept| kept.seq == head.seq) {
                if against != Some(&head) {
                    return Ok(Verdict::Broken { seq: head.seq, why: "head-differs" });
                }
                met = true;
            }
        }
    }
    if met { Ok(Verdict::Sound { head }) } else { Ok(Verdict::Broken { seq: head.seq, why: "head-missing" }) }
}

/// What keeps `line` from following `head`.
fn flaw(line: &Line, head: &Head) -> Option<&'static str> {
    if line.seq != head.seq + 1 {
        Some("gap")
    } else if line.previous != head.hash {
        Some("previous")
    } else if line.hash != line.expected_hash() {
        Some("hash")
    } else {
        None
    }
}

/// Which lines a reader wants.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Only this deed, or all when empty; `plan.` matches all deeds of an area.
    pub deed: String,
    /// Only this subject, or all when empty.
    pub subject: String,
    /// Only this actor, or all when empty.
    pub actor: String,
    /// Lines before this number; 0 = from the end.
    pub before: i64,
}

/// The newest `limit` lines that fit, newest first.
pub async fn lines(tx: &mut Tx, filter: &Filter, limit: i64) -> Result<Vec<Line>, Problem> {
    let before = if filter.before > 0 { filter.before } else { i64::MAX };
    Ok(tx
        .all(
            sql!(
                "SELECT seq,recorded_at,actor_id,deed,subject,detail,previous,hash FROM register_journal \
                  WHERE ($1 = '' OR deed = $1 OR deed LIKE $1 || '%') AND ($2 = '' OR subject = $2) \
                  AND ($3 = '' OR actor_id = $3) AND seq < $4 ORDER BY seq DESC LIMIT $5"
            ),
            vals![&filter.deed, &filter.subject, &filter.actor, before, limit],
        )
        .await?)
}
