//! The outbox: every message is a draft first, then waits, then is sent or fails.
//!
//! Nothing leaves the house while a write runs: an area drafts and releases messages inside its work, and the
//! delivery loop reads [`due`] afterwards. A delivery that failed waits longer each time, then ends as failed.

use base::{AgencyId, Id, Problem, UserId};
use db::{Tx, row, sql, vals};
use jiff::Timestamp;
use serde::Serialize;

use crate::Work;

row! {
    /// A message and how far it is.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct Message {
        /// Id.
        pub id: String,
        /// What it is about, such as `returns:2022-11`.
        pub about: String,
        /// `mail`, `post`, `sms` or `screen`.
        pub channel: String,
        /// Person it goes to, if one.
        pub to_user_id: Option<UserId>,
        /// Agency it goes to, if one.
        pub to_agency_id: Option<AgencyId>,
        /// Address for the channel; empty on the screen.
        pub to_address: String,
        /// Subject.
        pub subject: String,
        /// Text.
        pub body: String,
        /// `draft`, `waiting`, `sent`, `failed` or `discarded`.
        pub state: String,
        /// Tries so far.
        pub attempts: i64,
        /// When it is tried next.
        pub next_try_at: Option<Timestamp>,
        /// When drafted.
        pub made_at: Timestamp,
        /// When sent.
        pub sent_at: Option<Timestamp>,
        /// Why the last try failed; empty when none did.
        pub failure: String,
    }
}

/// A message to be drafted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// What it is about.
    pub about: String,
    /// `mail`, `post`, `sms` or `screen`.
    pub channel: &'static str,
    /// Person it goes to, if one.
    pub to_user: Option<UserId>,
    /// Agency it goes to, if one.
    pub to_agency: Option<AgencyId>,
    /// Address for the channel; empty on the screen.
    pub to_address: String,
    /// Subject.
    pub subject: String,
    /// Text.
    pub body: String,
}

/// Drafts a message; gives its id.
pub async fn draft(work: &mut Work, draft: &Draft) -> Result<String, Problem> {
    let id = Id::<Message>::fresh().to_string();
    work.tx
        .exec(
            sql!("INSERT INTO register_message(id,about,channel,to_user_id,to_agency_id,to_address,subject,body,state,attempts,made_at,failure) \
                  VALUES($1,$2,$3,$4,$5,$6,$7,$8,'draft',0,$9,'')"),
            vals![
                &id, &draft.about, draft.channel, draft.to_user.as_ref(), draft.to_agency.as_ref(), &draft.to_address,
                &draft.subject, &draft.body, work.now
            ],
        )
        .await?;
    Ok(id)
}

/// Changes a draft's address and words; false when it is no draft (any more).
pub async fn edit(
    work: &mut Work,
    id: &str,
    to_address: &str,
    subject: &str,
    body: &str,
) -> Result<bool, Problem> {
    let changed = work
        .tx
        .exec(
            sql!(
                "UPDATE register_message SET to_address=$2,subject=$3,body=$4 WHERE id=$1 AND state='draft'"
            ),
            vals![id, to_address, subject, body],
        )
        .await?;
    Ok(changed == 1)
}

/// Releases a draft, or tries a failed message again; a message on the screen is there at once. False when it is neither.
pub async fn send(work: &mut Work, id: &str) -> Result<bool, Problem> {
    let shown = work
        .tx
        .exec(
            sql!("UPDATE register_message SET state='sent',sent_at=$2,failure='' WHERE id=$1 AND channel='screen' AND state IN ('draft','failed')"),
            vals![id, work.now],
        )
        .await?;
    let released = work
        .tx
        .exec(
            sql!("UPDATE register_message SET state='waiting',attempts=0,next_try_at=$2,failure='' WHERE id=$1 AND state IN ('draft','failed')"),
            vals![id, work.now],
        )
        .await?;
    Ok(shown + released == 1)
}

/// Throws away a draft or a message that waits; false when it is neither.
pub async fn discard(work: &mut Work, id: &str) -> Result<bool, Problem> {
    let changed = work
        .tx
        .exec(
            sql!("UPDATE register_message SET state='discarded',next_try_at=NULL WHERE id=$1 AND state IN ('draft','waiting','failed')"),
            vals![id],
        )
        .await?;
    Ok(changed == 1)
}

/// Messages to be delivered now, oldest first.
pub async fn due(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<Message>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,about,channel,to_user_id,to_agency_id,to_address,subject,body,state,attempts,next_try_at,made_at,sent_at,failure \
                  FROM register_message WHERE state='waiting' AND next_try_at<=$1 ORDER BY next_try_at,id LIMIT $2"),
            vals![now, limit],
        )
        .await?)
}

/// Marks a message as sent.
pub async fn mark_sent(work: &mut Work, id: &str) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("UPDATE register_message SET state='sent',sent_at=$2,next_try_at=NULL,attempts=attempts+1,failure='' WHERE id=$1 AND state='waiting'"),
            vals![id, work.now],
        )
        .await?;
    Ok(())
}

/// Counts a failed try: the message waits until `next_try`, or ends as failed when there is none.
///
/// How long to wait and when to give up is the carrier's knowledge, not the register's.
pub async fn mark_failed(
    work: &mut Work,
    id: &str,
    failure: &str,
    next_try: Option<Timestamp>,
) -> Result<(), Problem> {
    let state = if next_try.is_some() { "waiting" } else { "failed" };
    work.tx
        .exec(
            sql!("UPDATE register_message SET state=$2,attempts=attempts+1,next_try_at=$3,failure=$4 WHERE id=$1 AND state='waiting'"),
            vals![id, state, next_try, failure],
        )
        .await?;
    Ok(())
}

/// The message with `id`.
pub async fn message(tx: &mut Tx, id: &str) -> Result<Option<Message>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,about,channel,to_user_id,to_agency_id,to_address,subject,body,state,attempts,next_try_at,made_at,sent_at,failure \
                  FROM register_message WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Which messages a reader wants; an empty text leaves that part open.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// State.
    pub state: String,
    /// What it is about; a text ending in `:` matches all that begin with it.
    pub about: String,
    /// Agency it goes to.
    pub agency: String,
}

/// Messages that fit, newest first.
pub async fn messages(
    tx: &mut Tx,
    filter: &Filter,
    limit: i64,
    offset: i64,
) -> Result<Vec<Message>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,about,channel,to_user_id,to_agency_id,to_address,subject,body,state,attempts,next_try_at,made_at,sent_at,failure \
                  FROM register_message WHERE ($1='' OR state=$1) \
                  AND ($2='' OR about=$2 OR (SUBSTR($2,LENGTH($2))=':' AND SUBSTR(about,1,LENGTH($2))=$2)) \
                  AND ($3='' OR to_agency_id=$3) ORDER BY made_at DESC,id DESC LIMIT $4 OFFSET $5"),
            vals![&filter.state, &filter.about, &filter.agency, limit, offset],
        )
        .await?)
}

/// How many messages fit.
pub async fn count(tx: &mut Tx, filter: &Filter) -> Result<i64, Problem> {
    let (count,): (i64,) = tx
        .one(
            sql!(
                "SELECT COUNT(*) FROM register_message WHERE ($1='' OR state=$1) \
                  AND ($2='' OR about=$2 OR (SUBSTR($2,LENGTH($2))=':' AND SUBSTR(about,1,LENGTH($2))=$2)) \
                  AND ($3='' OR to_agency_id=$3)"
            ),
            vals![&filter.state, &filter.about, &filter.agency],
        )
        .await?;
    Ok(count)
}
