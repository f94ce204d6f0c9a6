//! Values, scores, corrections and confirmations of rounds.

use base::{AgencyId, Problem};
use db::{Tx, sql, vals};

use crate::model::{Confirmation, Correction, FactorRow, Round, ScoreRow, ValueRow};

/// Values of the round's last run: of one agency, or of all when `agency` is empty.
pub async fn values(tx: &mut Tx, round: &Round, agency: &str) -> Result<Vec<ValueRow>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT agency_id,indicator,numerator,denominator,value,level,past,expected,missing,corrected,treated,normalised,weight,contribution \
                  FROM evaluation_value WHERE round_id=$1 AND run=$2 AND ($3='' OR agency_id=$3) ORDER BY agency_id,indicator"),
            vals![&round.id, round.run, agency],
        )
        .await?)
}

/// Scores of the round's last run, by league and place.
pub async fn scores(tx: &mut Tx, round: &Round) -> Result<Vec<ScoreRow>, Problem> {
    scores_of(tx, &round.id, round.run).await
}

/// Scores of one run, by league and place.
pub async fn scores_of(tx: &mut Tx, round: &str, run: i64) -> Result<Vec<ScoreRow>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT agency_id,league,score,place,place_low,place_high,grade,reward_won,doubtful,reasons \
                  FROM evaluation_score WHERE round_id=$1 AND run=$2 ORDER BY league,place NULLS LAST,agency_id"),
            vals![round, run],
        )
        .await?)
}

/// The score of one agency in the round's last run.
pub async fn score(tx: &mut Tx, round: &Round, agency: &AgencyId) -> Result<Option<ScoreRow>, Problem> {
    Ok(tx
        .opt(
            sql!(
                "SELECT agency_id,league,score,place,place_low,place_high,grade,reward_won,doubtful,reasons \
                  FROM evaluation_score WHERE round_id=$1 AND run=$2 AND agency_id=$3"
            ),
            vals![&round.id, round.run, agency],
        )
        .await?)
}

/// What moves the ranks in the round's last run.
pub async fn factors(tx: &mut Tx, round: &Round) -> Result<Vec<FactorRow>, Problem> {
    Ok(tx
        .all(
            sql!(
                "SELECT position,factor,first_order,total,mean_shift,moves_most FROM evaluation_sensitivity \
                  WHERE round_id=$1 AND run=$2 ORDER BY position"
            ),
            vals![&round.id, round.run],
        )
        .await?)
}

/// Corrections of a round, the newest last, so that a later one stands.
pub async fn corrections(tx: &mut Tx, round: &str) -> Result<Vec<Correction>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,round_id,agency_id,indicator,value,reason,appeal_id,made_at,made_by FROM evaluation_correction \
                  WHERE round_id=$1 ORDER BY made_at,id"),
            vals![round],
        )
        .await?)
}

/// Adds a correction.
pub async fn insert_correction(tx: &mut Tx, one: &Correction) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO evaluation_correction(id,round_id,agency_id,indicator,value,reason,appeal_id,made_at,made_by) \
              VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9)"),
        vals![
            &one.id, &one.round_id, &one.agency_id, &one.indicator, one.value, &one.reason, &one.appeal_id, one.made_at, &one.made_by
        ],
    )
    .await?;
    Ok(())
}

/// Results of a round that named persons confirmed.
pub async fn confirmations(tx: &mut Tx, round: &str) -> Result<Vec<Confirmation>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,round_id,agency_id,run,grade,reward_won,confirmed_at,confirmed_by,note FROM evaluation_confirmation \
                  WHERE round_id=$1 ORDER BY confirmed_at,id"),
            vals![round],
        )
        .await?)
}

/// Confirms one result.
pub async fn insert_confirmation(tx: &mut Tx, one: &Confirmation) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO evaluation_confirmation(id,round_id,agency_id,run,grade,reward_won,confirmed_at,confirmed_by,note) \
              VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9)"),
        vals![
            &one.id, &one.round_id, &one.agency_id, one.run, &one.grade, one.reward_won, one.confirmed_at, &one.confirmed_by, &one.note
        ],
    )
    .await?;
    Ok(())
}
