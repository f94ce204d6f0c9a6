//! People who work at agencies or at the centre: name, job and time there, and what they have on record.
//!
//! Only what training duties, nominations and hand-overs need is kept: no birth date, no address, no telephone.

use base::{AgencyId, Id, Problem, UserId};
use db::{Tx, row, sql, vals};
use jiff::civil::Date;
use serde::Serialize;

use crate::Work;

/// Jobs a worker may hold; `dedicated` are the staff the duty of yearly training binds.
pub const JOBS: [&str; 6] = ["head", "dedicated", "safety", "accounting", "centre", "other"];

row! {
    /// One person at work at one agency, or at the centre when no agency is named.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct Worker {
        /// Id.
        pub id: String,
        /// Agency; `None` is the centre itself.
        pub agency_id: Option<AgencyId>,
        /// Account, if the person has one.
        pub user_id: Option<UserId>,
        /// Name as known at work.
        pub name: String,
        /// One of [`JOBS`].
        pub job: String,
        /// First day.
        pub from_on: Date,
        /// Last day, if ended or agreed.
        pub until_on: Option<Date>,
        /// Whether it is sample data.
        pub sample: bool,
        /// Version, from 1.
        pub version: i64,
    }
}

row! {
    /// One thing on a worker's record; never changed.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct Entry {
        /// Id.
        pub id: String,
        /// Whose.
        pub worker_id: String,
        /// `training-hours`, `certificate`, `award` or `overseas-training`.
        pub kind: String,
        /// Tenths of an hour for `training-hours`, else 1; negative takes back.
        pub value: i64,
        /// Day it counts for.
        pub recorded_on: Date,
        /// What it was.
        pub title: String,
        /// Record it comes from, such as `training-batch:…`.
        pub source: String,
    }
}

/// Workers of one agency (of the centre when `None`) who are there on `on`, by name.
pub async fn workers_of(tx: &mut Tx, agency: Option<&AgencyId>, on: Date) -> Result<Vec<Worker>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,agency_id,user_id,name,job,from_on,until_on,sample,version FROM register_worker \
                  WHERE COALESCE(agency_id,'')=$1 AND from_on<=$2 AND COALESCE(until_on,$2)>=$2 ORDER BY name,id"),
            vals![agency.map_or("", |id| id.as_str()), on],
        )
        .await?)
}

/// Every worker there on `on`, agencies first, then by name.
pub async fn workers(tx: &mut Tx, on: Date) -> Result<Vec<Worker>, Problem> {
    Ok(tx
        .all(
            sql!(
                "SELECT id,agency_id,user_id,name,job,from_on,until_on,sample,version FROM register_worker \
                  WHERE from_on<=$1 AND COALESCE(until_on,$1)>=$1 ORDER BY agency_id NULLS LAST,name,id"
            ),
            vals![on],
        )
        .await?)
}

/// The worker with `id`.
pub async fn worker(tx: &mut Tx, id: &str) -> Result<Option<Worker>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,agency_id,user_id,name,job,from_on,until_on,sample,version FROM register_worker WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// The worker an account stands for on `on`.
pub async fn worker_of_user(tx: &mut Tx, user: &UserId, on: Date) -> Result<Option<Worker>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,agency_id,user_id,name,job,from_on,until_on,sample,version FROM register_worker \
                  WHERE user_id=$1 AND from_on<=$2 AND COALESCE(until_on,$2)>=$2 ORDER BY from_on DESC,id LIMIT 1"),
            vals![user, on],
        )
        .await?)
}

/// Adds a worker under a new id, which is returned; the id given is not used. The caller notes it.
pub async fn insert_worker(work: &mut Work, worker: &Worker) -> Result<String, Problem> {
    let id = Id::<Worker>::fresh().to_string();
    work.tx
        .exec(
            sql!("INSERT INTO register_worker(id,agency_id,user_id,name,job,from_on,until_on,sample) VALUES($1,$2,$3,$4,$5,$6,$7,$8)"),
            vals![
                &id, worker.agency_id.as_ref(), worker.user_id.as_ref(), &worker.name, &worker.job, worker.from_on,
                worker.until_on, worker.sample
            ],
        )
        .await?;
    Ok(id)
}

/// Writes a worker's name, job and dates; counts 0 when it was changed meanwhile. The caller notes it.
pub async fn update_worker(work: &mut Work, worker: &Worker) -> Result<u64, Problem> {
    Ok(work
        .tx
        .exec(
            sql!("UPDATE register_worker SET name=$3,job=$4,from_on=$5,until_on=$6,user_id=$7,version=version+1 WHERE id=$1 AND version=$2"),
            vals![
                &worker.id, worker.version, &worker.name, &worker.job, worker.from_on, worker.until_on,
                worker.user_id.as_ref()
            ],
        )
        .await?)
}

/// Puts a thing on a worker's record under a new id; the id given is not used. The caller notes it.
pub async fn put_on_record(work: &mut Work, entry: &Entry) -> Result<String, Problem> {
    let id = Id::<Entry>::fresh().to_string();
    work.tx
        .exec(
            sql!("INSERT INTO register_worker_record(id,worker_id,kind,value,recorded_on,title,source) VALUES($1,$2,$3,$4,$5,$6,$7)"),
            vals![&id, &entry.worker_id, &entry.kind, entry.value, entry.recorded_on, &entry.title, &entry.source],
        )
        .await?;
    Ok(id)
}

/// What a worker has on record between two days, both included, oldest first.
pub async fn record_of(tx: &mut Tx, worker: &str, from: Date, until: Date) -> Result<Vec<Entry>, Problem> {
    Ok(tx
        .all(
            sql!(
                "SELECT id,worker_id,kind,value,recorded_on,title,source FROM register_worker_record \
                  WHERE worker_id=$1 AND recorded_on>=$2 AND recorded_on<=$3 ORDER BY recorded_on,id"
            ),
            vals![worker, from, until],
        )
        .await?)
}

/// Sums of one kind on record between two days, by worker.
pub async fn totals(tx: &mut Tx, kind: &str, from: Date, until: Date) -> Result<Vec<(String, i64)>, Problem> {
    Ok(tx
        .all(
            sql!(
                "SELECT worker_id,CAST(SUM(value) AS BIGINT) FROM register_worker_record \
                  WHERE kind=$1 AND recorded_on>=$2 AND recorded_on<=$3 GROUP BY worker_id ORDER BY worker_id"
            ),
            vals![kind, from, until],
        )
        .await?)
}
