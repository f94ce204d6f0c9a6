//! The rows of returns: one per project.

use base::{AgencyId, Month, Problem, ProjectId};
use db::{Row, RowReader, Tx, Val, sql, vals};
use register::Work;

use crate::model::{Figures, Line, MEASURES};

/// The columns of a row, in the order in which rows are loaded: the keys, then the figures.
pub const COLUMNS: &[&str] = &columns();

const fn columns() -> [&'static str; 33] {
    let mut names = ["return_id"; 33];
    names[1] = "project_id";
    let mut place = 0;
    while place < MEASURES.len() {
        names[place + 2] = MEASURES[place];
        place += 1;
    }
    names
}

impl Row for Figures {
    fn read(reader: &mut RowReader<'_>) -> Result<Self, db::Error> {
        let mut figures = Self::default();
        for (place, name) in MEASURES.iter().enumerate() {
            figures.0[place] = reader.next(name)?;
        }
        Ok(figures)
    }
}

/// A row as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRow {
    /// Project.
    pub project: ProjectId,
    /// Its number.
    pub number: String,
    /// Its figures.
    pub figures: Figures,
}

impl Row for KeptRow {
    fn read(reader: &mut RowReader<'_>) -> Result<Self, db::Error> {
        let (project, number) = (reader.next("project_id")?, reader.next("number")?);
        Ok(Self { project, number, figures: Figures::read(reader)? })
    }
}

impl From<KeptRow> for Line {
    fn from(kept: KeptRow) -> Self {
        Self { row: 0, project: kept.project, number: kept.number, figures: kept.figures }
    }
}

/// A row as it is loaded.
pub fn row_vals(return_id: &str, project: &ProjectId, figures: &Figures) -> Vec<Val> {
    let mut vals = Vec::with_capacity(COLUMNS.len());
    vals.push(Val::from(return_id));
    vals.push(Val::from(project));
    vals.extend(figures.0.iter().map(|figure| Val::Int(*figure)));
    vals
}

/// The rows of an agency's return for a month, by project number.
pub async fn rows_of(tx: &mut Tx, agency: &AgencyId, month: Month) -> Result<Vec<KeptRow>, Problem> {
    rows_of_id(tx, &crate::model::return_id(agency, month)).await
}

/// The rows of a return, by project number.
pub async fn rows_of_id(tx: &mut Tx, return_id: &str) -> Result<Vec<KeptRow>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT r.project_id,p.number,r.target,r.applicants,r.people_women_60_64,r.people_women_65_69,r.people_women_70_79,r.people_women_80,r.people_men_60_64,r.people_men_65_69,r.people_men_70_79,r.people_men_80,r.people_since_january,r.joined,r.left_health,r.left_better_job,r.left_misfit,r.left_moved,r.left_died,r.left_other,r.waiting,r.hours,r.pay_won,r.subsidy_won,r.trained,r.trained_hours,r.accidents_light,r.accidents_serious,r.accidents_fatal,r.safety_checks,r.dedicated_staff,r.safety_officers,r.registered_early \
                  FROM returns_row r JOIN register_project p ON p.id=r.project_id WHERE r.return_id=$1 ORDER BY p.number"),
            vals![return_id],
        )
        .await?)
}

/// Takes all rows of a return away.
pub async fn delete_rows(work: &mut Work, return_id: &str) -> Result<(), Problem> {
    work.tx.exec(sql!("DELETE FROM returns_row WHERE return_id=$1"), vals![return_id]).await?;
    Ok(())
}

/// Puts the rows of a return in, which has none.
pub async fn insert_rows(work: &mut Work, return_id: &str, lines: &[Line]) -> Result<(), Problem> {
    let mut loader = work.tx.loader("returns_row", COLUMNS).await?;
    for line in lines {
        loader.push(&row_vals(return_id, &line.project, &line.figures)).await?;
    }
    loader.finish().await?;
    Ok(())
}

/// Puts one row in, in place of the one before.
pub async fn put_row(work: &mut Work, return_id: &str, line: &Line) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("DELETE FROM returns_row WHERE return_id=$1 AND project_id=$2"),
            vals![return_id, &line.project],
        )
        .await?;
    work.tx
        .exec(
            sql!("INSERT INTO returns_row(return_id,project_id,target,applicants,people_women_60_64,people_women_65_69,people_women_70_79,people_women_80,people_men_60_64,people_men_65_69,people_men_70_79,people_men_80,people_since_january,joined,left_health,left_better_job,left_misfit,left_moved,left_died,left_other,waiting,hours,pay_won,subsidy_won,trained,trained_hours,accidents_light,accidents_serious,accidents_fatal,safety_checks,dedicated_staff,safety_officers,registered_early) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27,$28,$29,$30,$31,$32,$33)"),
            &row_vals(return_id, &line.project, &line.figures),
        )
        .await?;
    Ok(())
}
