//! SQL of courses, their questions, materials with editions, and instructors.

use base::Problem;
use db::{Tx, sql, vals};

use crate::model::{Course, Edition, Instructor, Material, Question};

/// Every course, by title.
pub async fn courses(tx: &mut Tx) -> Result<Vec<Course>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,title,aim,audience,kind,field,competencies,hours_tenths,valid_months,pass_percent,attend_percent,certified,state,sample,version FROM training_course ORDER BY title,id"),
            vals![],
        )
        .await?)
}

/// The course with `id`.
pub async fn course(tx: &mut Tx, id: &str) -> Result<Option<Course>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,title,aim,audience,kind,field,competencies,hours_tenths,valid_months,pass_percent,attend_percent,certified,state,sample,version FROM training_course WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Adds a course.
pub async fn insert_course(tx: &mut Tx, course: &Course) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO training_course(id,title,aim,audience,kind,field,competencies,hours_tenths,valid_months,pass_percent,attend_percent,certified,state,sample) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)"),
        vals![&course.id, &course.title, &course.aim, &course.audience, &course.kind, &course.field, &course.competencies, course.hours_tenths, course.valid_months, course.pass_percent, course.attend_percent, course.certified, &course.state, course.sample],
    )
    .await?;
    Ok(())
}

/// Writes a course; counts 0 when it was changed meanwhile.
pub async fn update_course(tx: &mut Tx, course: &Course) -> Result<u64, Problem> {
    Ok(tx
        .exec(
            sql!("UPDATE training_course SET title=$3,aim=$4,audience=$5,kind=$6,field=$7,competencies=$8,hours_tenths=$9,valid_months=$10,pass_percent=$11,attend_percent=$12,certified=$13,state=$14,version=version+1 WHERE id=$1 AND version=$2"),
            vals![&course.id, course.version, &course.title, &course.aim, &course.audience, &course.kind, &course.field, &course.competencies, course.hours_tenths, course.valid_months, course.pass_percent, course.attend_percent, course.certified, &course.state],
        )
        .await?)
}

/// The questions still asked in a course, in order.
pub async fn questions(tx: &mut Tx, course: &str) -> Result<Vec<Question>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,course_id,position,text,choices,answer,retired FROM training_question WHERE course_id=$1 AND NOT retired ORDER BY position,id"),
            vals![course],
        )
        .await?)
}

/// Adds a question.
pub async fn insert_question(tx: &mut Tx, question: &Question) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO training_question(id,course_id,position,text,choices,answer,retired) VALUES($1,$2,$3,$4,$5,$6,$7)"),
        vals![&question.id, &question.course_id, question.position, &question.text, &question.choices, question.answer, question.retired],
    )
    .await?;
    Ok(())
}

/// Asks a question no more; counts 0 when it is unknown or retired already.
pub async fn retire_question(tx: &mut Tx, id: &str) -> Result<u64, Problem> {
    Ok(tx
        .exec(sql!("UPDATE training_question SET retired=TRUE WHERE id=$1 AND NOT retired"), vals![id])
        .await?)
}

/// Every material, by title.
pub async fn materials(tx: &mut Tx) -> Result<Vec<Material>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,course_id,title,field,origin,state,sample,version FROM training_material ORDER BY title,id"),
            vals![],
        )
        .await?)
}

/// The material with `id`.
pub async fn material(tx: &mut Tx, id: &str) -> Result<Option<Material>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,course_id,title,field,origin,state,sample,version FROM training_material WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Adds a material.
pub async fn insert_material(tx: &mut Tx, material: &Material) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO training_material(id,course_id,title,field,origin,state,sample) VALUES($1,$2,$3,$4,$5,$6,$7)"),
        vals![&material.id, material.course_id.as_ref(), &material.title, &material.field, &material.origin, &material.state, material.sample],
    )
    .await?;
    Ok(())
}

/// Writes a material; counts 0 when it was changed meanwhile.
pub async fn update_material(tx: &mut Tx, material: &Material) -> Result<u64, Problem> {
    Ok(tx
        .exec(
            sql!("UPDATE training_material SET course_id=$3,title=$4,field=$5,state=$6,version=version+1 WHERE id=$1 AND version=$2"),
            vals![&material.id, material.version, material.course_id.as_ref(), &material.title, &material.field, &material.state],
        )
        .await?)
}

/// The editions of a material, newest first.
pub async fn editions(tx: &mut Tx, material: &str) -> Result<Vec<Edition>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,material_id,number,text,link,file_id,change,made_at,made_by FROM training_edition WHERE material_id=$1 ORDER BY number DESC"),
            vals![material],
        )
        .await?)
}

/// Adds an edition.
pub async fn insert_edition(tx: &mut Tx, edition: &Edition) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO training_edition(id,material_id,number,text,link,file_id,change,made_at,made_by) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9)"),
        vals![&edition.id, &edition.material_id, edition.number, &edition.text, &edition.link, edition.file_id.as_ref(), &edition.change, edition.made_at, &edition.made_by],
    )
    .await?;
    Ok(())
}

/// Every instructor, by name.
pub async fn instructors(tx: &mut Tx) -> Result<Vec<Instructor>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,name,fields,organization,fee_won,user_id,ended,sample,version FROM training_instructor ORDER BY ended,name,id"),
            vals![],
        )
        .await?)
}

/// The instructor with `id`.
pub async fn instructor(tx: &mut Tx, id: &str) -> Result<Option<Instructor>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,name,fields,organization,fee_won,user_id,ended,sample,version FROM training_instructor WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Adds an instructor.
pub async fn insert_instructor(tx: &mut Tx, instructor: &Instructor) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO training_instructor(id,name,fields,organization,fee_won,user_id,ended,sample) VALUES($1,$2,$3,$4,$5,$6,$7,$8)"),
        vals![&instructor.id, &instructor.name, &instructor.fields, &instructor.organization, instructor.fee_won, instructor.user_id.as_ref(), instructor.ended, instructor.sample],
    )
    .await?;
    Ok(())
}

/// Writes an instructor; counts 0 when it was changed meanwhile.
pub async fn update_instructor(tx: &mut Tx, instructor: &Instructor) -> Result<u64, Problem> {
    Ok(tx
        .exec(
            sql!("UPDATE training_instructor SET name=$3,fields=$4,organization=$5,fee_won=$6,user_id=$7,ended=$8,version=version+1 WHERE id=$1 AND version=$2"),
            vals![&instructor.id, instructor.version, &instructor.name, &instructor.fields, &instructor.organization, instructor.fee_won, instructor.user_id.as_ref(), instructor.ended],
        )
        .await?)
}
