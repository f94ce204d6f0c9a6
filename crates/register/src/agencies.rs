//! Agencies with dated kind, league and district, and the directory of institutions.
//!
//! What an agency *is* (its name) is one row; what it is *for a time* (kind, league, district) is a
//! term with first and last day, so that an old report shows what was true then. The directory of
//! institutions is a list of its own and is never joined to agencies: the public project file knows
//! numbers without names.

use base::{AgencyId, DistrictId, Id, Problem};
use db::{Tx, row, sql, vals};
use jiff::civil::Date;
use serde::Serialize;

use crate::Work;

row! {
    /// An agency (수행기관).
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Agency {
        /// Id.
        pub id: AgencyId,
        /// Name as shown.
        pub name: String,
        /// Number of the body in the national project file, if known.
        pub public_number: Option<String>,
        /// Telephone number; empty when unknown.
        pub phone: String,
        /// Made up for the demo.
        pub sample: bool,
        /// Where this is known from.
        pub source: String,
        /// Counts changes; guards against two editors.
        pub version: i64,
    }
}

row! {
    /// What an agency is for a time.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Term {
        /// Id of the term.
        pub id: String,
        /// Whose.
        pub agency_id: AgencyId,
        /// Kind, such as `senior-club`; `unknown` when the source does not tell.
        pub kind: String,
        /// League in the evaluation: `multi`, `single` or `unknown`.
        pub league: String,
        /// District it belongs to.
        pub district_id: DistrictId,
        /// First day.
        pub from_on: Date,
        /// Last day; none while it holds.
        pub until_on: Option<Date>,
    }
}

row! {
    /// An agency with what it is on one day; the dated parts are empty when no term covers the day.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct AgencyOn {
        /// Id.
        pub id: AgencyId,
        /// Name as shown.
        pub name: String,
        /// Number of the body in the national project file, if known.
        pub public_number: Option<String>,
        /// Telephone number; empty when unknown.
        pub phone: String,
        /// Made up for the demo.
        pub sample: bool,
        /// Where this is known from.
        pub source: String,
        /// Counts changes.
        pub version: i64,
        /// Kind on that day.
        pub kind: Option<String>,
        /// League on that day.
        pub league: Option<String>,
        /// District on that day.
        pub district_id: Option<DistrictId>,
        /// Name of the district.
        pub district_name: Option<String>,
    }
}

row! {
    /// An institution of the public directory (사회복지시설 현황); no agency of this house.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Institution {
        /// Id in the directory file, such as `IC001`.
        pub id: String,
        /// Name.
        pub name: String,
        /// Kind.
        pub kind: String,
        /// Category in the public register.
        pub category: String,
        /// District before 2026-07-01.
        pub district_before: String,
        /// District from 2026-07-01 on; empty when it is not known.
        pub district_after: String,
        /// Address.
        pub address: String,
        /// Where it is seen running senior jobs; empty when it is not.
        pub evidence: String,
        /// Where this is known from.
        pub source: String,
        /// Day or month the source describes.
        pub as_of: String,
    }
}

/// The collective agency that facts of imported history stand under: a heading of the ledger, no agency.
///
/// [`agencies()`] leaves it out, and with it every list, late list and choice of receivers made from there; a page
/// that names the agency of a fact finds it with [`agency()`].
pub const COLLECTIVE: &str = "imported-history";

/// Every agency with what it is on a day, by name; without the [`COLLECTIVE`] one, and without those whose last term
/// ended before that day. [`names`] has them all.
pub async fn agencies(tx: &mut Tx, on: Date) -> Result<Vec<AgencyOn>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT a.id,a.name,a.public_number,a.phone,a.sample,a.source,a.version,t.kind,t.league,t.district_id,d.name \
                  FROM register_agency a \
                  LEFT JOIN register_agency_term t ON t.agency_id=a.id AND t.from_on<=$1 AND (t.until_on IS NULL OR t.until_on>=$1) \
                  LEFT JOIN register_district d ON d.id=t.district_id WHERE a.id<>$2 AND (t.id IS NOT NULL \
                  OR NOT EXISTS(SELECT 1 FROM register_agency_term e WHERE e.agency_id=a.id) \
                  OR EXISTS(SELECT 1 FROM register_agency_term l WHERE l.agency_id=a.id AND l.from_on>$1)) ORDER BY a.name,a.id"),
            vals![on, COLLECTIVE],
        )
        .await?)
}

/// Ids and names of every agency there ever was, for records that name one: also of those that have ended.
pub async fn names(tx: &mut Tx) -> Result<Vec<(AgencyId, String)>, Problem> {
    Ok(tx
        .all(sql!("SELECT id,name FROM register_agency WHERE id<>$1 ORDER BY name,id"), vals![COLLECTIVE])
        .await?)
}

/// The agency with `id` and what it is on a day.
pub async fn agency_on(tx: &mut Tx, id: &AgencyId, on: Date) -> Result<Option<AgencyOn>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT a.id,a.name,a.public_number,a.phone,a.sample,a.source,a.version,t.kind,t.league,t.district_id,d.name \
                  FROM register_agency a \
                  LEFT JOIN register_agency_term t ON t.agency_id=a.id AND t.from_on<=$2 AND (t.until_on IS NULL OR t.until_on>=$2) \
                  LEFT JOIN register_district d ON d.id=t.district_id WHERE a.id=$1"),
            vals![id, on],
        )
        .await?)
}

/// The agency with `id`.
pub async fn agency(tx: &mut Tx, id: &AgencyId) -> Result<Option<Agency>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,name,public_number,phone,sample,source,version FROM register_agency WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// The agency behind a number of the national project file.
pub async fn agency_by_number(tx: &mut Tx, number: &str) -> Result<Option<Agency>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,name,public_number,phone,sample,source,version FROM register_agency WHERE public_number=$1 ORDER BY id"),
            vals![number],
        )
        .await?)
}

/// The terms of an agency, the latest first.
pub async fn terms(tx: &mut Tx, id: &AgencyId) -> Result<Vec<Term>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,agency_id,kind,league,district_id,from_on,until_on FROM register_agency_term WHERE agency_id=$1 ORDER BY from_on DESC,id"),
            vals![id],
        )
        .await?)
}

/// Adds an agency, without a term yet; the caller notes it.
pub async fn insert(work: &mut Work, agency: &Agency) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("INSERT INTO register_agency(id,name,public_number,phone,sample,source,version) VALUES($1,$2,$3,$4,$5,$6,1)"),
            vals![&agency.id, &agency.name, agency.public_number.as_ref(), &agency.phone, agency.sample, &agency.source],
        )
        .await?;
    Ok(())
}

/// Changes name, number and telephone if nobody else has since `agency.version`; tells whether it did.
pub async fn update(work: &mut Work, agency: &Agency) -> Result<bool, Problem> {
    let changed = work
        .tx
        .exec(
            sql!("UPDATE register_agency SET name=$2,public_number=$3,phone=$4,version=version+1 WHERE id=$1 AND version=$5"),
            vals![&agency.id, &agency.name, agency.public_number.as_ref(), &agency.phone, agency.version],
        )
        .await?;
    Ok(changed == 1)
}

/// Renames an agency if nobody else has changed it since `version`; tells whether it did.
pub async fn rename(work: &mut Work, id: &AgencyId, name: &str, version: i64) -> Result<bool, Problem> {
    let changed = work
        .tx
        .exec(
            sql!("UPDATE register_agency SET name=$2,version=version+1 WHERE id=$1 AND version=$3"),
            vals![id, name, version],
        )
        .await?;
    Ok(changed == 1)
}

/// Adds a term and ends the one before on the day before; gives its id, or nothing when a term begins
/// on that day or later (history is corrected by a later term, never overwritten). The caller notes it.
pub async fn add_term(work: &mut Work, term: &Term) -> Result<Option<String>, Problem> {
    let (later,): (i64,) = work
        .tx
        .one(
            sql!("SELECT COUNT(*) FROM register_agency_term WHERE agency_id=$1 AND from_on>=$2"),
            vals![&term.agency_id, term.from_on],
        )
        .await?;
    if later > 0 {
        return Ok(None);
    }
    let before = term.from_on.yesterday().map_err(Problem::fault)?;
    work.tx
        .exec(
            sql!("UPDATE register_agency_term SET until_on=$2 WHERE agency_id=$1 AND (until_on IS NULL OR until_on>$2)"),
            vals![&term.agency_id, before],
        )
        .await?;
    let id = if term.id.is_empty() { Id::<Term>::fresh().to_string() } else { term.id.clone() };
    work.tx
        .exec(
            sql!("INSERT INTO register_agency_term(id,agency_id,kind,league,district_id,from_on,until_on) VALUES($1,$2,$3,$4,$5,$6,$7)"),
            vals![&id, &term.agency_id, &term.kind, &term.league, &term.district_id, term.from_on, term.until_on],
        )
        .await?;
    Ok(Some(id))
}

/// The directory of institutions, by name.
pub async fn institutions(tx: &mut Tx) -> Result<Vec<Institution>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,name,kind,category,district_before,district_after,address,evidence,source,as_of FROM register_institution ORDER BY name,id"),
            vals![],
        )
        .await?)
}

/// Adds an institution to the directory, or corrects the one with its id; the caller notes it.
pub async fn put_institution(work: &mut Work, one: &Institution) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("INSERT INTO register_institution(id,name,kind,category,district_before,district_after,address,evidence,source,as_of) \
                  VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) ON CONFLICT (id) DO UPDATE SET name=excluded.name,kind=excluded.kind, \
                  category=excluded.category,district_before=excluded.district_before,district_after=excluded.district_after, \
                  address=excluded.address,evidence=excluded.evidence,source=excluded.source,as_of=excluded.as_of"),
            vals![
                &one.id, &one.name, &one.kind, &one.category, &one.district_before, &one.district_after, &one.address,
                &one.evidence, &one.source, &one.as_of
            ],
        )
        .await?;
    Ok(())
}
