//! Letters that hold a set-up link: their words go as soon as they are not needed. SQL only.

use base::Problem;
use db::{Tx, sql, vals};

/// Throws away the letters about something that have not gone out, and forgets their words.
pub async fn forget_about(tx: &mut Tx, about: &str) -> Result<(), Problem> {
    tx.exec(
        sql!("UPDATE register_message SET body='',next_try_at=NULL,state='discarded' WHERE about=$1 AND state IN ('draft','waiting','failed')"),
        vals![about],
    )
    .await?;
    Ok(())
}

/// Forgets the words of one letter.
pub async fn forget_body(tx: &mut Tx, id: &str) -> Result<(), Problem> {
    tx.exec(sql!("UPDATE register_message SET body='' WHERE id=$1"), vals![id]).await?;
    Ok(())
}

/// Who last changed each setting: key and opaque id, as the journal has it.
pub async fn changers(tx: &mut Tx) -> Result<Vec<(String, String)>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT subject,actor_id FROM register_journal WHERE seq IN \
                  (SELECT MAX(seq) FROM register_journal WHERE deed='office.setting-changed' GROUP BY subject) ORDER BY subject"),
            vals![],
        )
        .await?)
}

/// How many people were invited and have not come in yet.
pub async fn invited(tx: &mut Tx) -> Result<i64, Problem> {
    let (count,): (i64,) =
        tx.one(sql!("SELECT COUNT(*) FROM register_user WHERE state='invited'"), vals![]).await?;
    Ok(count)
}
