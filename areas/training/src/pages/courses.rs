//! Courses: the list, one course with its quiz and batches, the form, and the report of what came of it.

use axum::extract::{Form as PlainForm, Path};
use axum_extra::extract::Form;
use base::Problem;
use db::Tx;
use documents::workbook::Kind;
use indicators::{Effect, Verdict};
use serde_json::json;
use web::{
    Ask, Notes, Phrase, Reply,
    kit::{Block, FormBlock, Input, Page, Sent, boxed, pair},
    listing::{Entry, List, Value, tenths},
};

use super::shared;
use crate::{
    actions::{self, learning},
    effects,
    guideline::COMPETENCIES,
    model::{AUDIENCES, AddQuestion, COURSE_STATES, Course, KINDS, SaveCourse, hours, missing},
    store,
};

fn href(id: &str) -> String {
    format!("/training/courses/{id}")
}

/// The courses; drafts are seen by those who make them.
pub async fn courses(ask: &Ask, tx: &mut Tx) -> Result<List, Problem> {
    let param = |name: &str| ask.param(name).unwrap_or_default();
    let (field, kind) = (param("field"), param("kind"));
    let mut rows = Vec::new();
    let mut sample = false;
    let batches = store::batches(tx).await?;
    for one in store::courses(tx).await? {
        let hidden = one.state == "draft" && !ask.actor.may("training.work");
        if hidden || (!field.is_empty() && one.field != field) || (!kind.is_empty() && one.kind != kind) {
            continue;
        }
        sample |= one.sample;
        let open =
            batches.iter().filter(|batch| batch.course_id == one.id && batch.state == "open").count() as i64;
        rows.push(vec![
            Entry::link(one.title.clone(), href(&one.id)),
            Entry::from(ask.t(&format!("training-audience-{}", one.audience))),
            Entry::from(ask.t(&format!("training-kind-{}", one.kind))),
            Entry::from(ask.t(&format!("web-need-field-{}", one.field))),
            tenths(one.hours_tenths),
            Entry::link(open, format!("/training/batches?course={}&state=open", one.id)),
            Entry::badge(ask.t(&format!("training-course-{}", one.state)), shared::tone(&one.state)),
        ]);
    }
    let columns = vec![
        ("title", "training-f-course", Kind::Text),
        ("audience", "training-f-audience", Kind::Text),
        ("kind", "training-f-kind", Kind::Text),
        ("field", "training-f-field", Kind::Text),
        ("hours", "training-f-hours", Kind::Rate { digits: 1 }),
        ("open", "training-f-open-batches", Kind::Whole),
        ("state", "training-f-state", Kind::Text),
    ];
    let list = List::new(ask, "/training/courses", "training-courses", "training-courses-title", columns);
    let list = list.none(ask.t("training-courses-none")).rows(rows).sample(sample);
    let kinds = shared::word_choices(ask, "training-kind", KINDS, &kind);
    let list = list.filter(ask, "field", "training-f-field", shared::field_choices(ask, &field));
    Ok(list.filter(ask, "kind", "training-f-kind", kinds))
}

/// `GET /training/courses`
pub async fn list(ask: Ask) -> Reply {
    let list = courses(&ask, &mut ask.read().await?).await?;
    shared::page_of(&ask, ask.t("training-courses-title"), "/training/courses")
        .lead(ask.t("training-courses-lead"))
        .tool_if(ask.actor.may("training.work"), ask.t("training-course-new"), "/training/courses/new")
        .block(list.block(&ask))
        .answer(&ask)
}

/// `GET /training/courses.csv`
pub async fn csv(ask: Ask) -> Reply {
    courses(&ask, &mut ask.read().await?).await?.csv(&ask)
}

/// `GET /training/courses.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    courses(&ask, &mut ask.read().await?).await?.xlsx(&ask)
}

fn form_page(ask: &Ask, id: &str, wish: &SaveCourse, notes: Notes) -> Page {
    let competencies = COMPETENCIES
        .competency
        .iter()
        .map(|one| web::kit::Choice::new(&one.id, &shared::competency_name(ask, one), ""))
        .collect();
    let several = |key: &str, words: &str, choices| Input {
        kind: "checkbox",
        ..Input::select(key, ask.t(words), choices)
    };
    let action = if id.is_empty() { "/training/courses".to_owned() } else { href(id) };
    let title = if id.is_empty() { "training-course-new" } else { "training-course-edit" };
    let choice = |key: &str, words: &str, prefix: &str, of: &[&str], now: &str| {
        Input::select(key, ask.t(words), shared::word_choices(ask, prefix, of, now)).needed()
    };
    let form =
        FormBlock::new(String::new(), action, ask.t("training-save")).back("/training/courses").with([
            Input::new("text", "title", ask.t("training-f-course"), &wish.title).needed(),
            Input::new("area", "aim", ask.t("training-f-aim"), &wish.aim).needed(),
            choice("audience", "training-f-audience", "training-audience", AUDIENCES, &wish.audience),
            choice("kind", "training-f-kind", "training-kind", KINDS, &wish.kind)
                .help(ask.t("training-kind-hint")),
            Input::select("field", ask.t("training-f-field"), shared::field_choices(ask, &wish.field))
                .needed(),
            several(
                "competencies",
                "training-f-competencies",
                shared::among(competencies, &wish.competencies),
            ),
            Input::new("text", "hours", ask.t("training-f-hours"), &wish.hours).needed(),
            Input::new("number", "attend_percent", ask.t("training-f-attend-percent"), &wish.attend_percent)
                .needed(),
            Input::new("number", "pass_percent", ask.t("training-f-pass-percent"), &wish.pass_percent)
                .help(ask.t("training-pass-hint")),
            Input::new("tick", "certified", ask.t("training-f-certified"), &wish.certified),
            Input::new("number", "valid_months", ask.t("training-f-valid-months"), &wish.valid_months)
                .help(ask.t("training-valid-hint")),
            choice("state", "training-f-state", "training-course", COURSE_STATES, &wish.state),
            Input::hidden("version", wish.version),
        ]);
    shared::page_of(ask, ask.t(title), "/training/courses").block(Block::Form(form)).noted(notes)
}

/// `GET /training/courses/new`
pub async fn new(ask: Ask) -> Reply {
    let wish = SaveCourse {
        audience: "staff".into(),
        kind: "job".into(),
        field: ask.param("field").unwrap_or_default(),
        attend_percent: "80".into(),
        certified: "yes".into(),
        state: "open".into(),
        ..SaveCourse::default()
    };
    form_page(&ask, "", &wish, Notes::default()).answer(&ask)
}

/// `POST /training/courses`
pub async fn create(ask: Ask, Form(wish): Form<SaveCourse>) -> Reply {
    let mut work = ask.work().await?;
    match actions::courses::create_course(&mut work, &wish).await {
        Ok(one) => {
            work.commit().await?;
            ask.see_saying(&href(&one.id), &Phrase::new("training-said-saved"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            form_page(&ask, "", &wish, ask.notes(&notes)).answer(&ask)
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn found(ask: &Ask, tx: &mut Tx, id: &str) -> Result<Course, Problem> {
    let one = store::course(tx, id).await?.ok_or_else(missing)?;
    if one.state == "draft" && !ask.actor.may("training.work") { Err(missing()) } else { Ok(one) }
}

fn as_wish(one: &Course) -> SaveCourse {
    let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    SaveCourse {
        title: one.title.clone(),
        aim: one.aim.clone(),
        audience: one.audience.clone(),
        kind: one.kind.clone(),
        field: one.field.clone(),
        competencies: one.competencies.split_whitespace().map(str::to_owned).collect(),
        hours: hours(one.hours_tenths),
        valid_months: number(one.valid_months),
        pass_percent: number(one.pass_percent),
        attend_percent: one.attend_percent.to_string(),
        certified: if one.certified { "yes".into() } else { String::new() },
        state: one.state.clone(),
        version: one.version,
    }
}

/// `GET /training/courses/{id}/edit`
pub async fn edit(ask: Ask, Path(id): Path<String>) -> Reply {
    let one = found(&ask, &mut ask.read().await?, &id).await?;
    form_page(&ask, &id, &as_wish(&one), Notes::default()).answer(&ask)
}

/// `POST /training/courses/{id}`
pub async fn update(ask: Ask, Path(id): Path<String>, Form(mut wish): Form<SaveCourse>) -> Reply {
    let mut work = ask.work().await?;
    let Err(problem) = actions::courses::update_course(&mut work, &id, &wish).await else {
        work.commit().await?;
        return ask.see_saying(&href(&id), &Phrase::new("training-said-saved"));
    };
    drop(work);
    if shared::is_changed_meanwhile(&problem) {
        let now = found(&ask, &mut ask.read().await?, &id).await?;
        wish.version = now.version;
        let page = form_page(&ask, &id, &wish, Notes::default());
        let state = ask.t(&format!("training-course-{}", now.state));
        let stored = vec![
            ("training-f-course", now.title),
            ("training-f-aim", now.aim),
            ("training-f-hours", hours(now.hours_tenths)),
            ("training-f-state", state),
        ];
        return shared::changed(&ask, page, stored);
    }
    let Problem::Fields(notes) = problem else { return Err(problem.into()) };
    form_page(&ask, &id, &wish, ask.notes(&notes)).answer(&ask)
}

/// What a course is, as terms and values.
fn facts(ask: &Ask, one: &Course) -> Block {
    let names: Vec<String> = one
        .competencies
        .split_whitespace()
        .filter_map(crate::guideline::competency)
        .map(|one| shared::competency_name(ask, one))
        .collect();
    let percent = |value: i64| format!("{value}%");
    let mut facts = vec![
        pair(ask.t("training-f-state"), ask.t(&format!("training-course-{}", one.state))),
        pair(ask.t("training-f-audience"), ask.t(&format!("training-audience-{}", one.audience))),
        pair(ask.t("training-f-kind"), ask.t(&format!("training-kind-{}", one.kind))),
        pair(ask.t("training-f-field"), ask.t(&format!("web-need-field-{}", one.field))),
        pair(
            ask.t("training-f-hours"),
            shared::say1(ask, "training-hours", "hours", hours(one.hours_tenths)),
        ),
        pair(ask.t("training-f-attend-percent"), percent(one.attend_percent)),
    ];
    facts.extend(one.pass_percent.map(|value| pair(ask.t("training-f-pass-percent"), percent(value))));
    facts.extend(one.valid_months.map(|months| pair(ask.t("training-f-valid-months"), months)));
    if !names.is_empty() {
        facts.push(pair(ask.t("training-f-competencies"), names.join(", ")));
    }
    Block::Facts(facts)
}

/// The quiz as its makers see it.
async fn quiz_blocks(ask: &Ask, tx: &mut Tx, id: &str, typed: &Sent) -> Result<Vec<Block>, Problem> {
    let mut blocks = vec![Block::Heading(ask.t("training-quiz-title"))];
    let questions = store::questions(tx, id).await?;
    if questions.is_empty() {
        blocks.push(Block::Text(ask.t("training-quiz-none")));
    }
    for (number, question) in (1..).zip(&questions) {
        blocks.push(Block::Text(format!("{number}. {}", question.text)));
        let mark = |(at, choice): (i64, &str)| {
            if at == question.answer { format!("{choice} ✔") } else { choice.to_owned() }
        };
        blocks.push(Block::Lines(shared::lines((1..).zip(question.choices.lines()).map(mark))));
        let action = format!("{}/questions/{}", href(id), question.id);
        let label = shared::say1(ask, "training-question-retire", "number", number);
        blocks.push(Block::Form(FormBlock::new(String::new(), action, label)));
    }
    let form = FormBlock::new(
        ask.t("training-question-new"),
        format!("{}/questions", href(id)),
        ask.t("training-question-add"),
    );
    blocks.push(Block::Form(
        form.with([
            Input::new("area", "text", ask.t("training-f-question"), typed.get("text")).needed().lines(2),
            Input::new("area", "choices", ask.t("training-f-choices"), typed.get("choices"))
                .help(ask.t("training-choices-hint"))
                .needed(),
            Input::new("number", "answer", ask.t("training-f-answer"), typed.get("answer")).needed(),
        ]),
    ));
    Ok(blocks)
}

async fn course_page(ask: &Ask, id: &str, typed: &Sent, notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let one = found(ask, &mut tx, id).await?;
    let may_work = ask.actor.may("training.work");
    let batches = super::batches::rows(ask, &mut tx, Some(id)).await?;
    let materials: Vec<_> = store::materials(&mut tx)
        .await?
        .into_iter()
        .filter(|material| material.course_id.as_deref() == Some(id) && material.state == "open")
        .map(|material| web::kit::Link::new(material.title, format!("/training/materials/{}", material.id)))
        .collect();
    let mut page = shared::page_of(ask, one.title.clone(), "/training/courses")
        .lead(one.aim.clone())
        .tool_if(may_work, ask.t("training-edit"), format!("{}/edit", href(id)))
        .tool_if(
            may_work && one.state == "open",
            ask.t("training-batch-new"),
            format!("/training/batches/new?course={id}"),
        )
        .tool_if(
            ask.actor.may("training.people"),
            ask.t("training-report-title"),
            format!("{}/report", href(id)),
        )
        .sample(one.sample)
        .block(facts(ask, &one))
        .block(batches.plain(ask))
        .block(Block::Heading(ask.t("training-materials-title")))
        .block(if materials.is_empty() {
            Block::Text(ask.t("training-materials-none"))
        } else {
            Block::Lines(materials)
        });
    if may_work {
        page = page.blocks(quiz_blocks(ask, &mut tx, id, typed).await?);
    }
    Ok(page.noted(notes))
}

/// `GET /training/courses/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    course_page(&ask, &id, &Sent::default(), Notes::default()).await?.answer(&ask)
}

/// `POST /training/courses/{id}/questions`
pub async fn add_question(
    ask: Ask,
    Path(id): Path<String>,
    PlainForm(wish): PlainForm<AddQuestion>,
) -> Reply {
    let mut work = ask.work().await?;
    match actions::courses::add_question(&mut work, &id, &wish).await {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying(&href(&id), &Phrase::new("training-said-question"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            let typed = [("text", wish.text), ("choices", wish.choices), ("answer", wish.answer)];
            let typed = Sent(typed.into_iter().map(|(key, value)| (key.to_owned(), value)).collect());
            course_page(&ask, &id, &typed, ask.notes(&notes)).await?.answer(&ask)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /training/courses/{id}/questions/{question}`
pub async fn retire_question(ask: Ask, Path((id, question)): Path<(String, String)>) -> Reply {
    let mut work = ask.work().await?;
    actions::courses::retire_question(&mut work, &id, &question).await?;
    work.commit().await?;
    ask.see_saying(&href(&id), &Phrase::new("training-said-saved"))
}

/// What came of a course: counts, satisfaction at once, use at three months, change at six.
pub struct Report {
    /// Everyone who had a seat.
    pub seated: i64,
    /// Who completed it.
    pub completed: i64,
    /// For each question at once: answers and their sum.
    pub at_once: Vec<(i64, i64)>,
    /// For each use: answers.
    pub uses: Vec<i64>,
    /// What changed.
    pub outcome: effects::Outcome,
    /// What people wrote.
    pub texts: Vec<String>,
}

/// Reads what came of a course.
pub async fn report_of(ask: &Ask, tx: &mut Tx, course: &Course) -> Result<Report, Problem> {
    let (mut seated, mut completed) = (0, 0);
    for batch in store::batches(tx).await?.into_iter().filter(|one| one.course_id == course.id) {
        for seat in store::enrolments(tx, &batch.id).await? {
            completed += i64::from(seat.state == "completed");
            seated += i64::from(matches!(seat.state.as_str(), "seated" | "completed" | "not-completed"));
        }
    }
    let mut at_once = vec![(0, 0); learning::AT_ONCE.len()];
    let mut uses = vec![0; learning::USES.len()];
    let mut texts = Vec::new();
    for said in store::feedback_of_course(tx, &course.id).await? {
        if said.stage == "at-once" {
            let marks = said.marks.split_whitespace().filter_map(|mark| mark.parse::<i64>().ok());
            for (sum, mark) in at_once.iter_mut().zip(marks) {
                *sum = (sum.0 + 1, sum.1 + mark);
            }
        } else if let Some(at) = learning::USES.iter().position(|word| *word == said.marks) {
            uses[at] += 1;
        }
        texts.extend(Some(said.text).filter(|text| !text.is_empty()));
    }
    let outcome = effects::of_course(tx, course, ask.today()).await?;
    Ok(Report { seated, completed, at_once, uses, outcome, texts })
}

/// The sentence about the change at six months.
fn effect_words(ask: &Ask, outcome: &effects::Outcome) -> (String, String) {
    let measure = ask.t(&format!("training-measure-{}", outcome.measure));
    let words = match (&outcome.effect, outcome.from) {
        (_, None) => ask.t("training-effect-nobody"),
        (_, Some(from)) if from > ask.today() => shared::say1(ask, "training-effect-from", "day", from),
        (Effect::TooFew { advised, compared, needed }, _) => ask.say(
            &Phrase::new("training-effect-few")
                .with("trained", *advised as i64)
                .with("compared", *compared as i64)
                .with("needed", *needed as i64),
        ),
        (Effect::Measured(found), _) => {
            let key = match found.verdict {
                Verdict::Higher => "training-effect-higher",
                Verdict::Lower => "training-effect-lower",
                Verdict::NotTold => "training-effect-untold",
            };
            let digits = |value: f64| format!("{value:.1}");
            ask.say(
                &Phrase::new(key)
                    .with("difference", digits(found.estimate))
                    .with("low", digits(found.low))
                    .with("high", digits(found.high)),
            )
        }
    };
    (measure, words)
}

/// `GET /training/courses/{id}/report`
pub async fn report(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let one = found(&ask, &mut tx, &id).await?;
    let report = report_of(&ask, &mut tx, &one).await?;
    let none = ask.t("training-nobody-answered");
    let mean = |(count, sum): &(i64, i64)| {
        Value::fixed((*count > 0).then(|| sum * 1_000_000 / count.max(&1)), 1, &none)
    };
    let row = |(part, sums): (&&str, &(i64, i64))| {
        vec![
            Entry::from(ask.t(&format!("training-mark-{part}"))),
            Entry::from(sums.0),
            Entry::from(mean(sums)),
        ]
    };
    let columns = vec![
        ("part", "training-f-part", Kind::Text),
        ("answers", "training-f-answers", Kind::Whole),
        ("mean", "training-f-mean", Kind::Rate { digits: 1 }),
    ];
    let rows = learning::AT_ONCE.iter().zip(&report.at_once).map(row).collect();
    let at_once = List::new(&ask, "", "", "training-at-once-title", columns).rows(rows).plain(&ask);
    let use_row = |(word, count): (&&str, &i64)| {
        vec![Entry::from(ask.t(&format!("training-use-{word}"))), Entry::from(*count)]
    };
    let columns = vec![("use", "training-f-use", Kind::Text), ("answers", "training-f-answers", Kind::Whole)];
    let rows = learning::USES.iter().zip(&report.uses).map(use_row).collect();
    let uses = List::new(&ask, "", "", "training-uses-title", columns).rows(rows).plain(&ask);
    let (measure, words) = effect_words(&ask, &report.outcome);
    let mut page = shared::page_of(&ask, ask.t("training-report-title"), "/training/courses")
        .lead(one.title.clone())
        .sample(one.sample)
        .block(Block::Facts(vec![
            pair(ask.t("training-f-seated"), report.seated),
            pair(ask.t("training-f-completed"), report.completed),
        ]))
        .block(at_once)
        .block(uses)
        .block(Block::Heading(ask.t("training-effect-title")))
        .block(Block::Text(measure))
        .block(boxed("info", words, String::new()))
        .block(effect_rows(&ask, &mut tx, &report.outcome).await?);
    if !report.texts.is_empty() {
        page = page
            .block(Block::Heading(ask.t("training-voices-title")))
            .block(Block::Lines(shared::lines(report.texts)));
    }
    page.block(Block::Print).answer(&ask)
}

/// The agencies behind the change.
async fn effect_rows(ask: &Ask, tx: &mut Tx, outcome: &effects::Outcome) -> Result<Block, Problem> {
    let names = shared::Names::load(ask, tx).await?;
    let own = |row: &&effects::Changed| ask.actor.agency.as_ref().is_none_or(|agency| *agency == row.agency);
    let fixed = |value: f64| Entry::from(Value::Fixed((value * 1_000_000.0).round() as i64, 1));
    let row = |row: &effects::Changed| {
        let group = if row.trained { "training-group-trained" } else { "training-group-others" };
        vec![
            Entry::from(names.agency(Some(&row.agency))),
            Entry::from(ask.t(group)),
            fixed(row.before),
            fixed(row.after),
        ]
    };
    let columns = vec![
        ("agency", "training-f-agency", Kind::Text),
        ("group", "training-f-group", Kind::Text),
        ("before", "training-f-before", Kind::Rate { digits: 1 }),
        ("after", "training-f-after", Kind::Rate { digits: 1 }),
    ];
    let rows = outcome.rows.iter().filter(own).map(row).collect();
    let list = List::new(ask, "", "", "training-effect-rows", columns);
    Ok(list.none(ask.t("training-effect-rows-none")).rows(rows).plain(ask))
}

/// A course as JSON.
pub async fn course_json(ask: &Ask, id: &str) -> Reply {
    let mut tx = ask.read().await?;
    let one = found(ask, &mut tx, id).await?;
    let batches: Vec<String> = store::batches(&mut tx)
        .await?
        .into_iter()
        .filter(|batch| batch.course_id == id && batch.state != "draft")
        .map(|batch| batch.id)
        .collect();
    ask.json(&json!({ "id": one.id, "title": one.title, "aim": one.aim, "audience": one.audience, "kind": one.kind, "field": one.field,
        "competencies": one.competencies.split_whitespace().collect::<Vec<_>>(), "hours_tenths": one.hours_tenths,
        "attend_percent": one.attend_percent, "pass_percent": one.pass_percent, "valid_months": one.valid_months,
        "certified": one.certified, "state": one.state, "sample": one.sample, "batches": batches }))
}

/// What came of a course as JSON.
pub async fn report_json(ask: &Ask, id: &str) -> Reply {
    let mut tx = ask.read().await?;
    let one = found(ask, &mut tx, id).await?;
    let report = report_of(ask, &mut tx, &one).await?;
    let (_, words) = effect_words(ask, &report.outcome);
    let at_once: serde_json::Map<String, serde_json::Value> = learning::AT_ONCE
        .iter()
        .zip(&report.at_once)
        .map(|(part, (count, sum))| ((*part).to_owned(), json!({ "answers": count, "sum": sum })))
        .collect();
    let uses: serde_json::Map<String, serde_json::Value> = learning::USES
        .iter()
        .zip(&report.uses)
        .map(|(word, count)| ((*word).to_owned(), json!(count)))
        .collect();
    ask.json(
        &json!({ "course": id, "seated": report.seated, "completed": report.completed, "at_once": at_once,
        "use_at_three_months": uses, "measure": report.outcome.measure, "effect": words }),
    )
}
