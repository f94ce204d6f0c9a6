//! `dure select`: who may take part, with which points and why, from plain files (contracts: select).

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    process::ExitCode,
};

use base::{Problem, Refused as Erased};
use data_encoding::HEXLOWER;
use jiff::civil::Date;
use rules::{
    Comparison, Decisions, Effect, Facts, Intake, Lineage, Plan, Refused, Rulebook, Status, Verdict, compare,
};
use serde_json::{Value as Json, json};
use web::{Lang, Phrase};

use super::{
    match_rows::RowNumbers,
    matching::open,
    plain::{self, OutArgs, Run, Wrong},
    select_files as files, select_match,
};
use crate::speak::Speaker;

/// The names of programme types by year.
const TYPES: &str = include_str!("../../../../guidelines/programme_types.toml");

/// Arguments of `dure select`.
#[derive(Debug, clap::Args)]
pub(crate) struct SelectArgs {
    /// The rulebook: a TOML file, as docs/rulebook.md describes it
    #[arg(long)]
    rulebook: PathBuf,
    /// The applicants: CSV or XLSX with `applicant_id` and a column per field of the rulebook; - for standard input
    #[arg(long)]
    applicants: PathBuf,
    /// The day of the decision, as 2026-01-02
    #[arg(long)]
    on: Date,
    /// Units with their places (`unit_id`, `capacity`): goes on to place those who may take part
    #[arg(long, requires = "choices")]
    units: Option<PathBuf>,
    /// Their choices: `applicant_id`, `unit_id`, `choice`
    #[arg(long, requires = "units")]
    choices: Option<PathBuf>,
    /// Seed of the lottery between equals, 64 hexadecimal digits
    #[arg(long, value_parser = plain::seed)]
    seed: Option<[u8; 32]>,
    /// Another rulebook of the same type, to see who would gain and who would lose
    #[arg(long, requires = "places")]
    compare: Option<PathBuf>,
    /// The day of the decision by the other rulebook; the same day when left out
    #[arg(long, requires = "compare")]
    compare_on: Option<Date>,
    /// Places to fill when two rulebooks are compared
    #[arg(long, requires = "compare")]
    places: Option<usize>,
    #[command(flatten)]
    out: OutArgs,
}

/// A rulebook that was read, and the sum of its bytes.
struct Book {
    rulebook: Rulebook,
    seal: Json,
}

/// The applicants that were read, with what is needed to tell where each stands in the file.
struct Applicants {
    facts: Facts,
    rows: HashMap<String, u32>,
    seal: Json,
}

/// Decides; status 0 when done, 1 when the rulebook or the applicants are refused.
pub(crate) fn run(speaker: &Speaker, args: &SelectArgs) -> Result<ExitCode, Problem> {
    let mut run = Run::start(speaker, &args.out)?;
    let Some(book) = book(&run, &args.rulebook)? else { return Ok(ExitCode::from(1)) };
    let other = args.compare.as_deref().map(|path| self::book(&run, path)).transpose()?;
    let other = match other {
        Some(None) => return Ok(ExitCode::from(1)),
        Some(some) => some,
        None => None,
    };
    let plan = match book.rulebook.plan(args.on) {
        Ok(plan) => plan,
        Err(refused) => return run.refused(&args.rulebook, refused, None),
    };
    let Some(read) = applicants(&run, &args.applicants, &book, other.as_ref())? else {
        return Ok(ExitCode::from(1));
    };
    run.mark();
    let decisions = match plan.decide(&read.facts, plain::workers()) {
        Ok(decisions) => decisions,
        Err(refused) => return refuse_one(&run, &args.applicants, &read.rows, refused),
    };
    let compared = match other.as_ref().map(|other| compared(args, &plan, other, &read.facts)).transpose() {
        Ok(compared) => compared,
        Err(refused) => return refuse_one(&run, &args.applicants, &read.rows, refused),
    };
    let placed = match (&args.units, &args.choices) {
        (Some(units), Some(choices)) => {
            match select_match::placed(&run, (units, choices), (&plan, &read.facts, &decisions), args.seed)? {
                Some(placed) => Some(placed),
                None => return Ok(ExitCode::from(1)),
            }
        }
        _ => None,
    };
    run.mark();
    let mut all = written(speaker, &plan, &read.facts, &decisions)?;
    if let Some(compared) = &compared {
        all.push(("comparison.csv", files::comparison(&read.facts, compared)));
    }
    let mut summary = summary(args, &plan, &decisions, &[&book, other.as_ref().unwrap_or(&book)], &read)?;
    if let Some(compared) = &compared {
        summary["comparison"] = compared_summary(compared);
    }
    if let Some(placed) = placed {
        summary["inputs"]["choices"] = placed.wishes;
        summary["match"] = placed.summary;
        all.extend(placed.files);
    }
    let gone: Vec<&str> = MAYBE.into_iter().filter(|name| !all.iter().any(|(own, _)| own == name)).collect();
    let code = run.finish(&all, &gone, &summary)?;
    if !args.out.json {
        say(speaker, &plan, &summary);
    }
    Ok(code)
}

/// Files that only some runs write.
const MAYBE: [&str; 5] = ["comparison.csv", "choices.csv", "placements.csv", "cutoffs.csv", "waiting.csv"];

/// Reads a rulebook; one that cannot be used is told, and gives none.
fn book(run: &Run<'_>, path: &Path) -> Result<Option<Book>, Problem> {
    let (text, seal) = plain::text_of(path)?;
    match Rulebook::from_toml(&text).and_then(|rulebook| {
        type_name(&rulebook)?;
        Ok(rulebook)
    }) {
        Ok(rulebook) => Ok(Some(Book { rulebook, seal })),
        Err(refused) => run.refused(path, refused, None).map(|_| None),
    }
}

/// The official name of the rulebook's type in its year.
fn type_name(rulebook: &Rulebook) -> Result<rules::Label, Refused> {
    Lineage::from_toml(TYPES)?.name_in(&rulebook.programme, rulebook.year).cloned()
}

/// Reads the applicants; everything that is wrong with them is told row by row.
fn applicants(
    run: &Run<'_>,
    path: &Path,
    book: &Book,
    other: Option<&Book>,
) -> Result<Option<Applicants>, Problem> {
    let books: Vec<&Rulebook> = std::iter::once(book).chain(other).map(|book| &book.rulebook).collect();
    let mut intake = match Intake::new(&books) {
        Ok(intake) => intake,
        Err(refused) => return run.refused(path, refused, None).map(|_| None),
    };
    let columns: Vec<String> =
        std::iter::once("applicant_id").chain(intake.columns()).map(str::to_owned).collect();
    let wanted: Vec<&str> = columns.iter().map(String::as_str).collect();
    let Some(table) = open(run, path, &wanted, &[])? else { return Ok(None) };
    let (mut rows, mut numbers) = (HashMap::new(), RowNumbers::default());
    table.each(|row, cells| {
        numbers.note(row);
        rows.insert(cells[0].to_owned(), row);
        intake.push(cells[0], cells[1..].iter().copied());
    });
    match intake.finish() {
        Ok(facts) => Ok(Some(Applicants { facts, rows, seal: table.seal() })),
        Err(all) => {
            let mut wrong: Vec<Wrong> =
                all.into_iter().map(|refused| line(refused, &rows, Some(&numbers))).collect();
            wrong.sort_by_key(|one| one.row);
            run.refuse(path, &wrong)?;
            Ok(None)
        }
    }
}

/// A refusal of the engine as a line of `errors.csv`.
fn line(refused: Refused, rows: &HashMap<String, u32>, numbers: Option<&RowNumbers>) -> Wrong {
    let nth = match &refused {
        Refused::ResidentNumber { row } => numbers.map(|numbers| numbers.of(*row as usize - 1)),
        _ => None,
    };
    let erased: Erased = refused.into();
    let named = |name: &str| erased.args.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let column = named("column");
    Wrong {
        row: nth.or_else(|| rows.get(&named("unit")).copied()),
        column: if column.is_empty() { "applicant_id".to_owned() } else { column },
        code: erased.code.clone(),
        value: named("value"),
        key: erased.key(),
        args: erased.args.clone(),
    }
}

/// Refuses with one finding of the engine about the applicants.
fn refuse_one(
    run: &Run<'_>,
    path: &Path,
    rows: &HashMap<String, u32>,
    refused: Refused,
) -> Result<ExitCode, Problem> {
    run.refuse(path, &[line(refused, rows, None)])?;
    Ok(ExitCode::from(1))
}

fn compared(args: &SelectArgs, plan: &Plan<'_>, other: &Book, facts: &Facts) -> Result<Comparison, Refused> {
    let after = other.rulebook.plan(args.compare_on.unwrap_or(args.on))?;
    compare(facts, plan, &after, (args.places.unwrap_or(0), plain::workers()))
}

/// The files of every run.
fn written(
    speaker: &Speaker,
    plan: &Plan<'_>,
    facts: &Facts,
    decisions: &Decisions,
) -> Result<Vec<(&'static str, Vec<u8>)>, Problem> {
    let korean = speaker.lang == Lang::Ko;
    let explain = |case: &rules::Case<'_>| {
        let said = case.explanation(|label| if korean { &label.ko } else { &label.en });
        speaker.words.fill(speaker.lang, &said.key(), &said.args)
    };
    Ok(vec![
        ("decisions.csv", files::decisions(plan, facts)?),
        ("points.csv", files::points(plan, facts)?),
        ("explanations.csv", files::explanations(plan, facts, explain)?),
        ("changes.csv", files::changes(plan, facts)?),
        ("ranking.csv", files::ranking(plan, facts, decisions)?),
    ])
}

/// What `result.json` and `--json` say.
fn summary(
    args: &SelectArgs,
    plan: &Plan<'_>,
    decisions: &Decisions,
    books: &[&Book; 2],
    read: &Applicants,
) -> Result<Json, Problem> {
    let rulebook = plan.rulebook();
    let name = type_name(rulebook)?;
    let against = rulebook.clauses.iter().zip(decisions.against_counts());
    let against = against.filter(|(_, count)| *count > 0);
    let against: Vec<Json> =
        against.map(|(clause, count)| json!({ "clause": clause.id, "applicants": count })).collect();
    let mut inputs = json!({ "rulebook": books[0].seal, "applicants": read.seal });
    if args.compare.is_some() {
        inputs["compare"] = books[1].seal.clone();
    }
    Ok(json!({
        "verb": "select",
        "version": env!("CARGO_PKG_VERSION"),
        "parameters": {
            "rulebook": rulebook.id, "rulebook_sha256": rulebook.sha256, "status": rulebook.status,
            "type": rulebook.programme, "type_name": name.ko, "year": rulebook.year, "on": args.on.to_string(),
        },
        "seed": args.seed.map(|seed| HEXLOWER.encode(&seed)),
        "inputs": inputs,
        "applicants": decisions.applicants(),
        "eligible": decisions.count(Verdict::Yes),
        "ineligible": decisions.count(Verdict::No),
        "unknown": decisions.count(Verdict::Unknown),
        "against": against,
    }))
}

fn compared_summary(compared: &Comparison) -> Json {
    json!({
        "before": compared.before,
        "after": compared.after,
        "gains": compared.count(Effect::Gains),
        "loses": compared.count(Effect::Loses),
        "places_moved": compared.places_moved(),
    })
}

/// How many may take part, what two rulebooks differ in, and that an example is one.
fn say(speaker: &Speaker, plan: &Plan<'_>, summary: &Json) {
    let figures = |key: &str, of: &Json, names: &[&str]| {
        let phrase = Phrase::new(key);
        names.iter().fold(phrase, |said, name| said.with(name, of[*name].as_i64().unwrap_or_default()))
    };
    speaker.say(&figures("app-selected", summary, &["applicants", "eligible", "ineligible", "unknown"]));
    if summary["comparison"].is_object() {
        let names = ["gains", "loses", "places_moved"];
        speaker.say(&figures("app-selected-compared", &summary["comparison"], &names));
    }
    if summary["match"].is_object() {
        speaker.say(&figures("app-selected-placed", &summary["match"], &["placed", "unplaced"]));
    }
    if plan.rulebook().status == Status::Sample {
        speaker.say(&Phrase::new("app-selected-sample"));
    }
}
