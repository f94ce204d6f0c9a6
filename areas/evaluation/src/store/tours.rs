//! Tours with nominees, opinions, itinerary and costs.

use base::Problem;
use db::{Tx, sql, vals};
use jiff::Timestamp;

use crate::model::{Cost, Leg, Nominee, Opinion, Tour};

/// Columns of a tour in the order of its row.
macro_rules! tour {
    () => {
        "id,year,title,destination,from_on,until_on,nominate_until_on,seats_multi,seats_single,seats_centre,reserve,round_id,line_id,state,\
         rationale,sample,version"
    };
}

/// Columns of a nominee in the order of its row.
macro_rules! nominee {
    () => {
        "id,tour_id,worker_id,route,reason,nominated_at,nominated_by,league,fits,why,why_args,result_points,training_points,award_points,\
         panel_points,total_points,place,standing,decision,decided_at,decided_by,decided_why,task_id,version"
    };
}

/// Every tour, newest first.
pub async fn tours(tx: &mut Tx) -> Result<Vec<Tour>, Problem> {
    Ok(tx
        .all(sql!(concat!("SELECT ", tour!(), " FROM evaluation_tour ORDER BY from_on DESC,id")), vals![])
        .await?)
}

/// The tour with `id`.
pub async fn tour(tx: &mut Tx, id: &str) -> Result<Option<Tour>, Problem> {
    Ok(tx.opt(sql!(concat!("SELECT ", tour!(), " FROM evaluation_tour WHERE id=$1")), vals![id]).await?)
}

/// Adds a tour that is open for nominations.
pub async fn insert_tour(tx: &mut Tx, one: &Tour) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO evaluation_tour(id,year,title,destination,from_on,until_on,nominate_until_on,seats_multi,seats_single,seats_centre,\
              reserve,round_id,line_id,state,rationale,sample) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,'open','',$14)"),
        vals![
            &one.id, one.year, &one.title, &one.destination, one.from_on, one.until_on, one.nominate_until_on, one.seats_multi,
            one.seats_single, one.seats_centre, one.reserve, one.round_id.as_ref(), one.line_id.as_ref(), one.sample
        ],
    )
    .await?;
    Ok(())
}

/// Changes a tour that is open; tells whether nobody changed it meanwhile.
pub async fn update_tour(tx: &mut Tx, one: &Tour) -> Result<bool, Problem> {
    let changed = tx
        .exec(
            sql!("UPDATE evaluation_tour SET title=$3,destination=$4,from_on=$5,until_on=$6,nominate_until_on=$7,seats_multi=$8,seats_single=$9,\
                  seats_centre=$10,reserve=$11,round_id=$12,line_id=$13,version=version+1 WHERE id=$1 AND version=$2 AND state='open'"),
            vals![
                &one.id, one.version, &one.title, &one.destination, one.from_on, one.until_on, one.nominate_until_on, one.seats_multi,
                one.seats_single, one.seats_centre, one.reserve, one.round_id.as_ref(), one.line_id.as_ref()
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Moves a tour to another state with its rationale.
pub async fn set_tour_state(tx: &mut Tx, id: &str, state: &str, rationale: &str) -> Result<(), Problem> {
    tx.exec(
        sql!("UPDATE evaluation_tour SET state=$2,rationale=$3,version=version+1 WHERE id=$1"),
        vals![id, state, rationale],
    )
    .await?;
    Ok(())
}

/// Nominees of a tour, by league and place.
pub async fn nominees(tx: &mut Tx, tour: &str) -> Result<Vec<Nominee>, Problem> {
    Ok(tx
        .all(
            sql!(concat!(
                "SELECT ",
                nominee!(),
                " FROM evaluation_nominee WHERE tour_id=$1 ORDER BY league,place NULLS LAST,id"
            )),
            vals![tour],
        )
        .await?)
}

/// The nominee with `id`.
pub async fn nominee(tx: &mut Tx, id: &str) -> Result<Option<Nominee>, Problem> {
    Ok(tx
        .opt(sql!(concat!("SELECT ", nominee!(), " FROM evaluation_nominee WHERE id=$1")), vals![id])
        .await?)
}

/// Adds a nominee.
pub async fn insert_nominee(tx: &mut Tx, one: &Nominee) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO evaluation_nominee(id,tour_id,worker_id,route,reason,nominated_at,nominated_by,league,fits,why,why_args,result_points,\
              training_points,award_points,total_points,standing,decision,decided_why) \
              VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,'nominated','','')"),
        vals![
            &one.id, &one.tour_id, &one.worker_id, &one.route, &one.reason, one.nominated_at, &one.nominated_by, &one.league, one.fits,
            &one.why, &one.why_args, one.result_points, one.training_points, one.award_points, one.total_points
        ],
    )
    .await?;
    Ok(())
}

/// Keeps what the ranking made of a nominee.
pub async fn rank_nominee(tx: &mut Tx, one: &Nominee) -> Result<(), Problem> {
    tx.exec(
        sql!("UPDATE evaluation_nominee SET fits=$2,why=$3,why_args=$4,result_points=$5,training_points=$6,award_points=$7,panel_points=$8,\
              total_points=$9,place=$10,standing=$11,version=version+1 WHERE id=$1"),
        vals![
            &one.id, one.fits, &one.why, &one.why_args, one.result_points, one.training_points, one.award_points, one.panel_points,
            one.total_points, one.place, &one.standing
        ],
    )
    .await?;
    Ok(())
}

/// Decides about a nominee.
pub async fn decide_nominee(
    tx: &mut Tx,
    id: &str,
    (decision, why): (&str, &str),
    (at, by): (Timestamp, &str),
    task: Option<&String>,
) -> Result<(), Problem> {
    tx.exec(
        sql!("UPDATE evaluation_nominee SET decision=$2,decided_why=$3,decided_at=$4,decided_by=$5,task_id=$6,version=version+1 WHERE id=$1"),
        vals![id, decision, why, at, by, task],
    )
    .await?;
    Ok(())
}

/// Opinions about the nominees of a tour.
pub async fn opinions(tx: &mut Tx, tour: &str) -> Result<Vec<Opinion>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT o.nominee_id,o.user_id,o.points,o.note FROM evaluation_opinion o \
                  JOIN evaluation_nominee n ON n.id=o.nominee_id WHERE n.tour_id=$1 ORDER BY o.nominee_id,o.user_id"),
            vals![tour],
        )
        .await?)
}

/// Gives an opinion, or changes it.
pub async fn put_opinion(tx: &mut Tx, one: &Opinion) -> Result<(), Problem> {
    tx.exec(
        sql!(
            "INSERT INTO evaluation_opinion(nominee_id,user_id,points,note) VALUES($1,$2,$3,$4) \
              ON CONFLICT (nominee_id,user_id) DO UPDATE SET points=excluded.points,note=excluded.note"
        ),
        vals![&one.nominee_id, &one.user_id, one.points, &one.note],
    )
    .await?;
    Ok(())
}

/// The itinerary of a tour.
pub async fn legs(tx: &mut Tx, tour: &str) -> Result<Vec<Leg>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,held_on,place,what FROM evaluation_leg WHERE tour_id=$1 ORDER BY held_on,id"),
            vals![tour],
        )
        .await?)
}

/// Adds a day to the itinerary.
pub async fn insert_leg(tx: &mut Tx, tour: &str, one: &Leg) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO evaluation_leg(id,tour_id,held_on,place,what) VALUES($1,$2,$3,$4,$5)"),
        vals![&one.id, tour, one.held_on, &one.place, &one.what],
    )
    .await?;
    Ok(())
}

/// Costs of a tour.
pub async fn costs(tx: &mut Tx, tour: &str) -> Result<Vec<Cost>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,title,won,commitment_id FROM evaluation_cost WHERE tour_id=$1 ORDER BY id"),
            vals![tour],
        )
        .await?)
}

/// Adds a cost.
pub async fn insert_cost(tx: &mut Tx, tour: &str, one: &Cost) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO evaluation_cost(id,tour_id,title,won,commitment_id) VALUES($1,$2,$3,$4,$5)"),
        vals![&one.id, tour, &one.title, one.won, &one.commitment_id],
    )
    .await?;
    Ok(())
}
