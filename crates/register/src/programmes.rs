//! Programme types with the lineage of their names.
//!
//! The ministry renamed every type for 2025; a report of a year uses the name of that year. A type keeps one
//! id through all its names. The names come from `guidelines/programme_types.toml`.

use std::collections::BTreeMap;

use base::{Problem, ProgrammeTypeId};
use db::{Tx, row, sql, vals};
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::Work;

row! {
    /// A programme type (사업유형), whatever it is called this year.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct ProgrammeType {
        /// Kebab-case English id, such as `public-interest`.
        pub id: ProgrammeTypeId,
        /// Place in lists, from 1.
        pub position: i64,
        /// Whether it belongs to the public group (공공형).
        pub public: bool,
    }
}

row! {
    /// One name of a type and the days it was in force.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct ProgrammeName {
        /// Id of this name.
        pub id: String,
        /// The type it names.
        pub type_id: ProgrammeTypeId,
        /// Korean name.
        pub name: String,
        /// English name.
        pub name_en: String,
        /// First day in force.
        pub from_on: Date,
        /// Last day in force; none while it is.
        pub until_on: Option<Date>,
        /// Where the name comes from.
        pub source: String,
    }
}

row! {
    /// A type with the name it has on a day.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct NamedType {
        /// The type.
        pub id: ProgrammeTypeId,
        /// Place in lists.
        pub position: i64,
        /// Whether it belongs to the public group.
        pub public: bool,
        /// Korean name on that day.
        pub name: String,
        /// English name on that day.
        pub name_en: String,
    }
}

/// Every type, in the order of lists.
pub async fn types(tx: &mut Tx) -> Result<Vec<ProgrammeType>, Problem> {
    Ok(tx
        .all(sql!("SELECT id,position,public FROM register_programme_type ORDER BY position,id"), vals![])
        .await?)
}

/// The types that have a name on `day`, each with that name.
pub async fn types_on(tx: &mut Tx, day: Date) -> Result<Vec<NamedType>, Problem> {
    Ok(tx
        .all(
            sql!(
                "SELECT t.id,t.position,t.public,n.name,n.name_en FROM register_programme_type t \
                  JOIN register_programme_name n ON n.type_id=t.id \
                  WHERE n.from_on<=$1 AND (n.until_on IS NULL OR n.until_on>=$1) ORDER BY t.position,t.id"
            ),
            vals![day],
        )
        .await?)
}

/// The name `type_id` has on `day`, if it exists then.
pub async fn name_on(
    tx: &mut Tx,
    type_id: &ProgrammeTypeId,
    day: Date,
) -> Result<Option<ProgrammeName>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,type_id,name,name_en,from_on,until_on,source FROM register_programme_name \
                  WHERE type_id=$1 AND from_on<=$2 AND (until_on IS NULL OR until_on>=$2) ORDER BY from_on DESC LIMIT 1"),
            vals![type_id, day],
        )
        .await?)
}

/// Every name of a type, oldest first.
pub async fn lineage(tx: &mut Tx, type_id: &ProgrammeTypeId) -> Result<Vec<ProgrammeName>, Problem> {
    Ok(tx
        .all(
            sql!(
                "SELECT id,type_id,name,name_en,from_on,until_on,source FROM register_programme_name \
                  WHERE type_id=$1 ORDER BY from_on,id"
            ),
            vals![type_id],
        )
        .await?)
}

/// Puts a type into the register, or moves it in the list.
pub async fn put_type(work: &mut Work, kind: &ProgrammeType) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!(
                "INSERT INTO register_programme_type(id,position,public) VALUES($1,$2,$3) \
                  ON CONFLICT (id) DO UPDATE SET position=excluded.position,public=excluded.public"
            ),
            vals![&kind.id, kind.position, kind.public],
        )
        .await?;
    Ok(())
}

/// Puts a name into the lineage, or corrects it.
pub async fn put_name(work: &mut Work, name: &ProgrammeName) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("INSERT INTO register_programme_name(id,type_id,name,name_en,from_on,until_on,source) VALUES($1,$2,$3,$4,$5,$6,$7) \
                  ON CONFLICT (id) DO UPDATE SET name=excluded.name,name_en=excluded.name_en,from_on=excluded.from_on,until_on=excluded.until_on,source=excluded.source"),
            vals![&name.id, &name.type_id, &name.name, &name.name_en, name.from_on, name.until_on, &name.source],
        )
        .await?;
    Ok(())
}

#[derive(Deserialize)]
struct GuidelineFile {
    #[serde(rename = "type")]
    types: Vec<TypeEntry>,
}

#[derive(Deserialize)]
struct TypeEntry {
    id: String,
    group: String,
    #[serde(default)]
    data_names: Vec<String>,
    #[serde(default)]
    data_codes: Vec<String>,
    #[serde(default)]
    name: Vec<NameEntry>,
}

#[derive(Deserialize)]
struct NameEntry {
    from: i16,
    to: Option<i16>,
    ko: String,
    en: String,
    source: String,
}

/// Fills the types and their lineage from the guideline; a second time changes nothing. Counts the types.
pub async fn load_guideline(work: &mut Work, text: &str) -> Result<usize, Problem> {
    let file: GuidelineFile = toml::from_str(text).map_err(Problem::fault)?;
    for (index, entry) in file.types.iter().enumerate() {
        let id = ProgrammeTypeId::from(entry.id.as_str());
        let kind =
            ProgrammeType { id: id.clone(), position: index as i64 + 1, public: entry.group == "public" };
        put_type(work, &kind).await?;
        for name in &entry.name {
            let named = ProgrammeName {
                id: format!("{}-{}", entry.id, name.from),
                type_id: id.clone(),
                name: name.ko.clone(),
                name_en: name.en.clone(),
                from_on: date(name.from, 1, 1),
                until_on: name.to.map(|year| date(year, 12, 31)),
                source: name.source.clone(),
            };
            put_name(work, &named).await?;
        }
    }
    Ok(file.types.len())
}

/// The type that each word of the public files means, by the guideline: data names and data codes.
pub fn data_words(text: &str) -> Result<BTreeMap<String, ProgrammeTypeId>, Problem> {
    let file: GuidelineFile = toml::from_str(text).map_err(Problem::fault)?;
    let mut words = BTreeMap::new();
    for entry in file.types {
        for word in entry.data_names.into_iter().chain(entry.data_codes) {
            words.insert(word, ProgrammeTypeId::from(entry.id.as_str()));
        }
    }
    Ok(words)
}
