//! Sessions: a random token at the browser, its hash here, an idle limit and an absolute one.

use base::{Actor, Clock, Problem, UserId};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use db::{Db, Tx, row, sql, vals};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use crate::{Work, settings};

/// Idle minutes after which a session ends unless set otherwise (safety standard, art. 6④; the minutes are our own).
pub const IDLE_MINUTES: i64 = 30;
/// Minutes after which a session ends however busy, unless set otherwise.
pub const LONGEST_MINUTES: i64 = 12 * 60;
/// Setting of the idle minutes.
pub const IDLE_KEY: &str = "session.idle-minutes";
/// Setting of the minutes after which a session ends however busy.
pub const LONGEST_KEY: &str = "session.longest-minutes";

/// How long sessions last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Idle minutes after which a session ends.
    pub idle_minutes: i64,
    /// Minutes after which a session ends however busy.
    pub longest_minutes: i64,
}

/// How long sessions last at present; a setting that is no sensible number counts as not set.
pub async fn limits(tx: &mut Tx) -> Result<Limits, Problem> {
    let [idle, longest] = settings::two_numbers(tx, [IDLE_KEY, LONGEST_KEY]).await?;
    let or = |set: Option<i64>, default: i64| {
        set.filter(|minutes| (1..=10_000).contains(minutes)).unwrap_or(default)
    };
    Ok(Limits { idle_minutes: or(idle, IDLE_MINUTES), longest_minutes: or(longest, LONGEST_MINUTES) })
}

row! {
    /// A session in force.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Session {
        /// Hash of the token.
        pub id: String,
        /// Whose.
        pub user_id: UserId,
        /// Whether the second factor was given.
        pub second_factor: bool,
        /// When it began.
        pub began_at: Timestamp,
        /// Last request, to the minute.
        pub seen_at: Timestamp,
        /// When it ends at the latest.
        pub ends_at: Timestamp,
        /// Where from: the network address.
        pub place: String,
    }
}

/// What the database keeps of a token.
fn digest(token: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(token.as_bytes()))
}

/// Begins a session and gives its token: 256 random bits, shown to the browser only.
pub async fn begin(
    work: &mut Work,
    user: &UserId,
    second_factor: bool,
    place: &str,
) -> Result<String, Problem> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|e| Problem::fault(e.to_string()))?;
    let token = BASE64URL_NOPAD.encode(&bytes);
    let ends = work.now + SignedDuration::from_mins(limits(&mut work.tx).await?.longest_minutes);
    work.tx
        .exec(
            sql!("INSERT INTO register_session(id,user_id,second_factor,began_at,seen_at,ends_at,place) VALUES($1,$2,$3,$4,$4,$5,$6)"),
            vals![digest(&token), user, second_factor, work.now, ends, place],
        )
        .await?;
    Ok(token)
}

/// The session of `token` unless it is over at `now`; a limit that was shortened holds for sessions begun before, too.
pub async fn find(tx: &mut Tx, token: &str, now: Timestamp) -> Result<Option<Session>, Problem> {
    let limits = limits(tx).await?;
    let idle = now - SignedDuration::from_mins(limits.idle_minutes);
    let began = now - SignedDuration::from_mins(limits.longest_minutes);
    Ok(tx
        .opt(
            sql!("SELECT id,user_id,second_factor,began_at,seen_at,ends_at,place FROM register_session WHERE id=$1 AND ends_at>$2 AND seen_at>$3 AND began_at>$4"),
            vals![digest(token), now, idle, began],
        )
        .await?)
}

/// Remembers that the session is in use; writes at most once a minute.
///
/// Not a work: no one decides anything, and the journal would drown.
pub async fn touch(db: &Db, clock: &Clock, session: &Session) -> Result<(), Problem> {
    let now = clock.now();
    if now.duration_since(session.seen_at) < SignedDuration::from_mins(1) {
        return Ok(());
    }
    let mut tx = db.write().await?;
    tx.exec(
        sql!("UPDATE register_session SET seen_at=$2 WHERE id=$1 AND seen_at<$2"),
        vals![&session.id, now],
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Puts a session with the second factor in place of one without, and gives its new token: a token that
/// was known before the factor must be worth nothing after it.
pub async fn confirm(work: &mut Work, session: &Session) -> Result<String, Problem> {
    end(work, &session.id).await?;
    begin(work, &session.user_id, true, &session.place).await
}

/// Ends one session.
pub async fn end(work: &mut Work, id: &str) -> Result<(), Problem> {
    work.tx.exec(sql!("DELETE FROM register_session WHERE id=$1"), vals![id]).await?;
    Ok(())
}

/// Ends every session of a person, at once.
pub async fn end_all(work: &mut Work, user: &UserId) -> Result<u64, Problem> {
    Ok(work.tx.exec(sql!("DELETE FROM register_session WHERE user_id=$1"), vals![user]).await?)
}

/// Drops sessions that are over; run by the nightly job.
pub async fn purge(db: &Db, now: Timestamp) -> Result<u64, Problem> {
    let mut tx = db.write().await?;
    let gone = tx.exec(sql!("DELETE FROM register_session WHERE ends_at<=$1"), vals![now]).await?;
    tx.commit().await?;
    Ok(gone)
}

/// The actor behind a session, without permissions: roles are turned into rights by `web`.
pub async fn actor(tx: &mut Tx, session: &Session) -> Result<Option<Actor>, Problem> {
    let Some(user) = crate::users::user(tx, &session.user_id).await?.filter(|user| user.state == "active")
    else {
        return Ok(None);
    };
    let roles = crate::users::roles(tx, &user.id).await?.into_iter().collect();
    Ok(Some(Actor {
        id: user.id,
        name: user.name,
        roles,
        permissions: std::collections::BTreeSet::new(),
        agency: user.agency_id,
        second_factor: session.second_factor,
    }))
}
