//! Rounds and what each computation of them gave.

use base::Problem;
use db::{Tx, sql, vals};
use jiff::{Timestamp, civil::Date};

use crate::model::{FactorRow, Round, ScoreRow, ValueRow};

/// Columns of a round in the order of its row.
macro_rules! columns {
    () => {
        "id,year,title,scheme_id,scheme_hash,state,run,from_on,until_on,known_at,computed_at,computed_by,outcome_hash,published_at,\
         published_by,appeal_from_on,appeal_until_on,decided_at,decided_by,closing,final_at,final_by,variants,seed,reasons,rewards_won,\
         unspent_won,sample,version"
    };
}

/// Every round, newest first.
pub async fn rounds(tx: &mut Tx) -> Result<Vec<Round>, Problem> {
    Ok(tx
        .all(
            sql!(concat!("SELECT ", columns!(), " FROM evaluation_round ORDER BY year DESC,id DESC")),
            vals![],
        )
        .await?)
}

/// The round with `id`.
pub async fn round(tx: &mut Tx, id: &str) -> Result<Option<Round>, Problem> {
    Ok(tx.opt(sql!(concat!("SELECT ", columns!(), " FROM evaluation_round WHERE id=$1")), vals![id]).await?)
}

/// Adds a round as a draft.
pub async fn insert_round(tx: &mut Tx, one: &Round) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO evaluation_round(id,year,title,scheme_id,scheme_hash,state,from_on,until_on,outcome_hash,variants,seed,reasons,sample) \
              VALUES($1,$2,$3,$4,$5,'draft',$6,$7,'',$8,$9,'[]',$10)"),
        vals![
            &one.id, one.year, &one.title, &one.scheme_id, &one.scheme_hash, one.from_on, one.until_on, one.variants, &one.seed,
            one.sample
        ],
    )
    .await?;
    Ok(())
}

/// Keeps the head of a computation; the state becomes `computed` from a draft and stays otherwise.
pub async fn keep_run(tx: &mut Tx, one: &Round) -> Result<(), Problem> {
    tx.exec(
        sql!("UPDATE evaluation_round SET run=$2,known_at=$3,computed_at=$4,computed_by=$5,outcome_hash=$6,reasons=$7,rewards_won=$8, \
              unspent_won=$9,state=CASE WHEN state='draft' THEN 'computed' ELSE state END,version=version+1 WHERE id=$1"),
        vals![
            &one.id, one.run, one.known_at, one.computed_at, one.computed_by.as_ref(), &one.outcome_hash, &one.reasons,
            one.rewards_won, one.unspent_won
        ],
    )
    .await?;
    Ok(())
}

/// Keeps the values of a run.
pub async fn insert_values(tx: &mut Tx, round: &str, run: i64, rows: &[ValueRow]) -> Result<(), Problem> {
    let columns = &[
        "round_id",
        "run",
        "agency_id",
        "indicator",
        "numerator",
        "denominator",
        "value",
        "level",
        "past",
        "expected",
        "missing",
        "corrected",
        "treated",
        "normalised",
        "weight",
        "contribution",
    ];
    let mut loader = tx.loader("evaluation_value", columns).await?;
    for row in rows {
        loader
            .push(vals![
                round,
                run,
                &row.agency_id,
                &row.indicator,
                row.numerator,
                row.denominator,
                row.value,
                row.level,
                row.past,
                row.expected,
                &row.missing,
                row.corrected,
                row.treated,
                row.normalised,
                row.weight,
                row.contribution
            ])
            .await?;
    }
    loader.finish().await?;
    Ok(())
}

/// Keeps the scores of a run.
pub async fn insert_scores(tx: &mut Tx, round: &str, run: i64, rows: &[ScoreRow]) -> Result<(), Problem> {
    for row in rows {
        tx.exec(
            sql!("INSERT INTO evaluation_score(round_id,run,agency_id,league,score,place,place_low,place_high,grade,reward_won,doubtful,reasons) \
                  VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)"),
            vals![
                round, run, &row.agency_id, &row.league, row.score, row.place, row.place_low, row.place_high, &row.grade,
                row.reward_won, row.doubtful, &row.reasons
            ],
        )
        .await?;
    }
    Ok(())
}

/// Keeps what moves the ranks in a run.
pub async fn insert_factors(tx: &mut Tx, round: &str, run: i64, rows: &[FactorRow]) -> Result<(), Problem> {
    for row in rows {
        tx.exec(
            sql!("INSERT INTO evaluation_sensitivity(round_id,run,position,factor,first_order,total,mean_shift,moves_most) \
                  VALUES($1,$2,$3,$4,$5,$6,$7,$8)"),
            vals![round, run, row.position, &row.factor, row.first_order, row.total, row.mean_shift, &row.moves_most],
        )
        .await?;
    }
    Ok(())
}

/// Sends the provisional results: appeals may be filed between two days.
pub async fn publish(
    tx: &mut Tx,
    id: &str,
    (at, by): (Timestamp, &str),
    (from, until): (Date, Date),
) -> Result<(), Problem> {
    tx.exec(
        sql!("UPDATE evaluation_round SET state='provisional',published_at=$2,published_by=$3,appeal_from_on=$4,appeal_until_on=$5, \
              version=version+1 WHERE id=$1"),
        vals![id, at, by, from, until],
    )
    .await?;
    Ok(())
}

/// Closes the appeals; `closing` says why before their last day.
pub async fn decide(
    tx: &mut Tx,
    id: &str,
    (at, by): (Timestamp, &str),
    closing: &str,
) -> Result<(), Problem> {
    tx.exec(
        sql!("UPDATE evaluation_round SET state='decided',decided_at=$2,decided_by=$3,closing=$4,version=version+1 WHERE id=$1"),
        vals![id, at, by, closing],
    )
    .await?;
    Ok(())
}

/// Makes the round final.
pub async fn finish(tx: &mut Tx, id: &str, at: Timestamp, by: &str) -> Result<(), Problem> {
    tx.exec(
        sql!(
            "UPDATE evaluation_round SET state='final',final_at=$2,final_by=$3,version=version+1 WHERE id=$1"
        ),
        vals![id, at, by],
    )
    .await?;
    Ok(())
}
