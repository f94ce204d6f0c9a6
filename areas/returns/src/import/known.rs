//! What the register knows, small enough to hold while a million rows pass; and the import of agencies and projects.

use std::collections::{BTreeSet, HashMap};
use std::io::Read;

use base::{AgencyId, DistrictId, Id, Month, Problem, ProgrammeTypeId, ProjectId};
use db::Tx;
use jiff::civil::{Date, date};
use register::{Work, agencies, districts, programmes, projects};
use tables::{Limits, RowReader};
use web::App;

use super::ImportReport;
use crate::check::runs_in;
use crate::model::Refused;

/// A project, with its agency, district and type as places in lists.
struct Kept {
    id: ProjectId,
    number: String,
    agency: u32,
    group: (DistrictId, ProgrammeTypeId),
    year: i16,
    from_on: Date,
    until_on: Date,
}

/// Every project and agency by the words of a file.
pub struct Known {
    projects: Vec<Kept>,
    by_number: HashMap<(i16, String), u32>,
    /// Id, public number and name.
    agencies: Vec<(AgencyId, String, String)>,
}

impl Known {
    /// Reads them all.
    pub async fn read(tx: &mut Tx) -> Result<Self, Problem> {
        let all = agencies::agencies(tx, date(2000, 1, 1)).await?;
        let agencies: Vec<(AgencyId, String, String)> =
            all.into_iter().map(|one| (one.id, one.public_number.unwrap_or_default(), one.name)).collect();
        let place: HashMap<&AgencyId, u32> =
            agencies.iter().enumerate().map(|(at, one)| (&one.0, at as u32)).collect();
        let (mut list, mut by_number) = (Vec::new(), HashMap::new());
        for year in projects::years(tx).await? {
            for one in projects::projects(tx, year, None).await? {
                by_number.insert((year as i16, one.number.clone()), list.len() as u32);
                list.push(Kept {
                    id: one.id,
                    number: one.number,
                    agency: place.get(&one.agency_id).copied().unwrap_or_default(),
                    group: (one.district_id, one.type_id),
                    year: year as i16,
                    from_on: one.from_on,
                    until_on: one.until_on,
                });
            }
        }
        Ok(Self { projects: list, by_number, agencies })
    }

    /// The project of a year with a number.
    pub fn project(&self, year: i16, number: &str) -> Option<u32> {
        self.by_number.get(&(year, number.to_owned())).copied()
    }

    /// Whether the word names the project's agency, by id or public number.
    pub fn names_agency(&self, project: u32, word: &str) -> bool {
        let (id, number, _) = &self.agencies[self.projects[project as usize].agency as usize];
        id.as_str() == word || number == word
    }

    /// The project's number.
    pub fn number(&self, project: u32) -> &str {
        &self.projects[project as usize].number
    }

    /// The project's id.
    pub fn id(&self, project: u32) -> &ProjectId {
        &self.projects[project as usize].id
    }

    /// The project's agency.
    pub fn agency(&self, project: u32) -> &AgencyId {
        &self.agencies[self.projects[project as usize].agency as usize].0
    }

    /// How many projects there are.
    pub fn len(&self) -> u32 {
        self.projects.len() as u32
    }

    /// Name of the project's agency.
    pub fn agency_name(&self, project: u32) -> &str {
        &self.agencies[self.projects[project as usize].agency as usize].2
    }

    /// The place of the project's agency, and the project's year.
    pub fn agency_year(&self, project: u32) -> (u32, i16) {
        let kept = &self.projects[project as usize];
        (kept.agency, kept.year)
    }

    /// Whether the project runs in a month.
    pub fn runs(&self, project: u32, month: Month) -> bool {
        let kept = &self.projects[project as usize];
        runs_in(month, kept.from_on, kept.until_on)
    }

    /// The project's district and type.
    pub fn group(&self, project: u32) -> &(DistrictId, ProgrammeTypeId) {
        &self.projects[project as usize].group
    }
}

/// A line's number and its cells by column.
type CsvLine = (u64, HashMap<String, String>);

/// The lines of a small CSV file as maps from column to cell.
fn lines(reader: impl Read, needed: &[&str]) -> Result<Vec<CsvLine>, Problem> {
    let mut reader = RowReader::new(reader, &Limits::bulk());
    let mut head: Vec<String> = Vec::new();
    let mut all = Vec::new();
    while let Some(line) = reader.next_row()? {
        if head.is_empty() {
            head = line.iter().map(|cell| cell.trim().to_owned()).collect();
            if let Some(missing) = needed.iter().find(|name| !head.iter().any(|one| one == **name)) {
                let why = format!("column-missing {missing}");
                return Err(
                    Refused::ImportRow { line: line.number(), cell: "A1".into(), why, found: 1 }.into()
                );
            }
            continue;
        }
        let cells = head.iter().cloned().zip(line.iter().map(|cell| cell.trim().to_owned())).collect();
        all.push((line.number(), cells));
    }
    Ok(all)
}

/// A line that does not fit.
fn wrong(line: u64, column: &str, why: &str) -> Problem {
    Refused::ImportRow { line, cell: column.to_owned(), why: why.to_owned(), found: 1 }.into()
}

/// A district by its id or name.
fn district(all: &[districts::District], word: &str) -> Option<DistrictId> {
    all.iter().find(|one| one.id.as_str() == word || one.name == word).map(|one| one.id.clone())
}

/// Imports agencies: `id,name,kind,league,district`; those that are there stay as they are.
pub async fn import_agencies(app: &App, reader: impl Read + Send + 'static) -> Result<ImportReport, Problem> {
    let lines = lines(reader, &["id", "name", "kind", "league", "district"])?;
    let mut work = app.work().await?;
    let all = districts::all(&mut work.tx).await?;
    let mut report = ImportReport::default();
    for (line, row) in &lines {
        report.rows += 1;
        let id = AgencyId::from(row["id"].as_str());
        if agencies::agency(&mut work.tx, &id).await?.is_some() {
            report.unchanged += 1;
            continue;
        }
        let district_id =
            district(&all, &row["district"]).ok_or_else(|| wrong(*line, "district", "unknown-district"))?;
        let source = "import".to_owned();
        let (name, public_number) = (row["name"].clone(), Some(row["id"].clone()));
        let agency = agencies::Agency {
            id: id.clone(),
            name,
            public_number,
            phone: String::new(),
            sample: false,
            source,
            version: 1,
        };
        agencies::insert(&mut work, &agency).await?;
        let term = agencies::Term {
            id: Id::<agencies::Term>::fresh().to_string(),
            agency_id: id,
            kind: row["kind"].clone(),
            league: row["league"].clone(),
            district_id,
            from_on: date(2000, 1, 1),
            until_on: None,
        };
        agencies::add_term(&mut work, &term).await?;
        report.added += 1;
    }
    finish(work, "returns.agencies-imported", report).await
}

/// A project's budget in whole won from its optional column; 0 where the column is missing or blank.
fn budget(line: u64, row: &HashMap<String, String>) -> Result<i64, Problem> {
    let text = row.get("budget_won").map(String::as_str).unwrap_or_default();
    if text.is_empty() {
        return Ok(0);
    }
    let won: i64 = text.parse().map_err(|_| wrong(line, "budget_won", "not-a-number"))?;
    if won < 0 { Err(wrong(line, "budget_won", "out-of-range")) } else { Ok(won) }
}

/// Imports projects: `number,name,year,agency,type,district,places` and, where it is known, `budget_won`.
///
/// Projects that are there stay as they are, their budget too.
pub async fn import_projects(app: &App, reader: impl Read + Send + 'static) -> Result<ImportReport, Problem> {
    let lines = lines(reader, &["number", "name", "year", "agency", "type", "district", "places"])?;
    let mut work = app.work().await?;
    let all = districts::all(&mut work.tx).await?;
    let types: BTreeSet<ProgrammeTypeId> =
        programmes::types(&mut work.tx).await?.into_iter().map(|kind| kind.id).collect();
    let known: BTreeSet<AgencyId> =
        agencies::names(&mut work.tx).await?.into_iter().map(|(id, _)| id).collect();
    let there = Known::read(&mut work.tx).await?;
    let mut report = ImportReport::default();
    for (line, row) in &lines {
        report.rows += 1;
        let year: i16 = row["year"].parse().map_err(|_| wrong(*line, "year", "not-a-year"))?;
        let places: i64 = row["places"].parse().map_err(|_| wrong(*line, "places", "not-a-number"))?;
        let budget_won = budget(*line, row)?;
        if there.project(year, &row["number"]).is_some() {
            report.unchanged += 1;
            continue;
        }
        let agency_id = AgencyId::from(row["agency"].as_str());
        let type_id = ProgrammeTypeId::from(row["type"].as_str());
        if !(2000..=2200).contains(&year) {
            return Err(wrong(*line, "year", "out-of-range"));
        }
        if places < 0 {
            return Err(wrong(*line, "places", "out-of-range"));
        }
        if !known.contains(&agency_id) {
            return Err(wrong(*line, "agency", "unknown-agency"));
        }
        if !types.contains(&type_id) {
            return Err(wrong(*line, "type", "unknown-type"));
        }
        let district_id =
            district(&all, &row["district"]).ok_or_else(|| wrong(*line, "district", "unknown-district"))?;
        put_project(&mut work, row, year, (agency_id, type_id, district_id), (places, budget_won)).await?;
        report.added += 1;
    }
    finish(work, "returns.projects-imported", report).await
}

/// Puts one project with its quota in.
async fn put_project(
    work: &mut Work,
    row: &HashMap<String, String>,
    year: i16,
    (agency_id, type_id, district_id): (AgencyId, ProgrammeTypeId, DistrictId),
    (places, budget_won): (i64, i64),
) -> Result<(), Problem> {
    let id = ProjectId::from(format!("{year}.{}", row["number"]));
    let project = projects::Project {
        id: id.clone(),
        number: row["number"].clone(),
        name: row["name"].clone(),
        year: i64::from(year),
        agency_id,
        type_id,
        district_id,
        activity_code: String::new(),
        activity_name: String::new(),
        from_on: date(year, 1, 1),
        until_on: date(year, 12, 31),
        first_year: None,
        withdrawn: false,
        sample: false,
        source: "import".to_owned(),
        as_of: String::new(),
        version: 1,
    };
    projects::insert_project(work, &project).await?;
    let quota = projects::Quota {
        id: format!("{id}.quota"),
        project_id: id,
        places,
        budget_won,
        from_on: date(year, 1, 1),
        until_on: None,
        source: "import".to_owned(),
    };
    projects::insert_quota(work, &quota).await
}

/// Commits when anything was added.
async fn finish(mut work: Work, deed: &'static str, report: ImportReport) -> Result<ImportReport, Problem> {
    if report.added > 0 {
        work.note_with(deed, "import", &report).await?;
        work.commit().await?;
    }
    Ok(report)
}
