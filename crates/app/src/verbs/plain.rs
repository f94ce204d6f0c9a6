//! What every verb on plain files shares: reading tables, refusing them row by row, writing results whole.

use std::{
    collections::BTreeMap,
    io::Read,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use base::{Problem, Refusal, Refused as Erased};
use data_encoding::HEXLOWER;
use documents::{Cell, separated};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use tables::{Level, Limits, References, Schema, Sheet, Value};
use web::Phrase;

use crate::{
    config::Refused,
    speak::{self, Speaker},
};

/// Findings printed at most; all are in `errors.csv`.
const SHOWN: usize = 100;
/// The file that says what is wrong with the input.
const ERRORS: &str = "errors.csv";

/// Where results go and how they are told; the same for every verb on plain files.
#[derive(Debug, clap::Args)]
pub(crate) struct OutArgs {
    /// Folder for the results; made if missing
    #[arg(long)]
    pub(crate) out: PathBuf,
    /// Write into a folder that is not empty
    #[arg(long)]
    force: bool,
    /// Print the summary as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Write how long reading, solving and writing took, as JSON
    #[arg(long)]
    timings: Option<PathBuf>,
}

/// One column to read.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    /// Its header.
    pub(crate) name: String,
    /// What its cells are.
    pub(crate) kind: WantedKind,
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WantedKind {
    /// The id of a row: there and there once.
    Key,
    /// Text that must be there.
    Text,
    /// Text that may be missing.
    Optional,
    /// A decimal that may be missing.
    Number,
}

/// A table that fits what was wanted of it.
pub(crate) struct Table {
    /// Rows, each with its number in the file and a text per wanted column; blank where nothing was filed.
    pub(crate) rows: Vec<(u32, Vec<String>)>,
    /// Rows, and the sums of the bytes as read and of the sorted rows.
    pub(crate) seal: Json,
}

/// A run of a verb: the clock of its parts and the folder it writes into.
pub(crate) struct Run<'a> {
    speaker: &'a Speaker,
    args: &'a OutArgs,
    marks: Vec<Instant>,
}

impl<'a> Run<'a> {
    /// Starts the clock; refuses a folder that is in use before anything is computed.
    pub(crate) fn start(speaker: &'a Speaker, args: &'a OutArgs) -> Result<Self, Problem> {
        let used = std::fs::read_dir(&args.out).is_ok_and(|mut entries| entries.next().is_some());
        if used && !args.force {
            return Err(Refused::TargetNotEmpty { table: shown(&args.out) }.into());
        }
        Ok(Self { speaker, args, marks: vec![Instant::now()] })
    }

    /// Ends a part: reading, solving, writing.
    pub(crate) fn mark(&mut self) {
        self.marks.push(Instant::now());
    }

    /// Reads a table; a table that does not fit is told row by row, and gives none.
    pub(crate) fn table(&self, path: &Path, wanted: &[Wanted]) -> Result<Option<Table>, Problem> {
        let bytes = bytes_of(path, limits().file_bytes)?;
        let sheet = intake::open_here(&bytes, None, &limits())?;
        let schema = schema_of(wanted)?;
        let report = tables::check(&schema, &sheet, &References::default());
        if report.is_refused() {
            let wrong: Vec<Wrong> = report
                .findings
                .iter()
                .filter(|finding| finding.level == Level::Error)
                .map(|finding| Wrong {
                    row: Some(finding.row),
                    column: finding.column.clone(),
                    code: finding.code.clone(),
                    value: finding.value.clone(),
                    key: finding.key(),
                    args: finding.arguments(),
                })
                .collect();
            self.refuse(path, &wrong)?;
            return Ok(None);
        }
        let text = |value: &Value<'_>| value.text().into_owned();
        let rows: Vec<_> =
            report.records.iter().map(|r| (r.row, r.values.iter().map(text).collect())).collect();
        let seal = json!({
            "rows": rows.len(),
            "input_sha256": HEXLOWER.encode(&Sha256::digest(&bytes)),
            "canonical_sha256": canonical(&sheet),
        });
        Ok(Some(Table { rows, seal }))
    }

    /// Tells what is wrong, on standard error and in `errors.csv`; writes nothing else.
    pub(crate) fn refuse(&self, path: &Path, wrong: &[Wrong]) -> Result<(), Problem> {
        tell(self.speaker, path, wrong);
        let header = ["row", "column", "code", "value", "message", "fix"];
        let rows = wrong.iter().map(|one| one.cells(self.speaker)).collect::<Vec<_>>();
        self.write_all(&[(ERRORS, table_bytes(&header, &rows)?)], &[])
    }

    /// Turns a refusal of an engine into words and `errors.csv`, with the row of the unit it names.
    pub(crate) fn refused<R: Refusal>(
        &self,
        path: &Path,
        refusal: R,
        table: Option<&Table>,
    ) -> Result<ExitCode, Problem> {
        let erased: Erased = refusal.into();
        let named = |name: &str| erased.args.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
        let unit = named("unit");
        let row = table.and_then(|table| table.rows.iter().find(|(_, cells)| cells.first() == Some(&unit)));
        let column = if named("column").is_empty() { named("indicator") } else { named("column") };
        let wrong = Wrong {
            row: row.map(|(row, _)| *row),
            column,
            code: erased.code.clone(),
            value: named("value"),
            key: erased.key(),
            args: erased.args.clone(),
        };
        self.refuse(path, &[wrong])?;
        let next = Phrase { key: format!("{}.next", erased.key()), args: erased.args };
        self.speaker.aside(&next);
        Ok(ExitCode::from(1))
    }

    /// Writes every file beside its name and renames it when whole; `gone` are names of this verb that this run does
    /// not write and that an earlier run may have left.
    fn write_all(&self, files: &[(&str, Vec<u8>)], gone: &[&str]) -> Result<(), Problem> {
        std::fs::create_dir_all(&self.args.out).map_err(Problem::fault)?;
        for (name, bytes) in files {
            let part = self.args.out.join(format!("{name}.part"));
            std::fs::write(&part, bytes).map_err(Problem::fault)?;
            std::fs::rename(&part, self.args.out.join(name)).map_err(Problem::fault)?;
        }
        for name in gone {
            match std::fs::remove_file(self.args.out.join(name)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Problem::fault(error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Writes the results and the summary, prints the summary when JSON was asked for, and the timings.
    pub(crate) fn finish(
        mut self,
        files: &[(&str, Vec<u8>)],
        gone: &[&str],
        summary: &Json,
    ) -> Result<ExitCode, Problem> {
        let result = ("result.json", format!("{summary:#}\n").into_bytes());
        self.write_all(files, &[])?;
        self.write_all(&[result], &[gone, &[ERRORS]].concat())?;
        self.mark();
        if let Some(file) = &self.args.timings {
            let seconds = |at: usize| match (self.marks.get(at), self.marks.get(at + 1)) {
                (Some(from), Some(to)) => to.duration_since(*from).as_secs_f64(),
                _ => 0.0,
            };
            let text = json!({
                "read_seconds": seconds(0), "solve_seconds": seconds(1), "write_seconds": seconds(2),
                "peak_bytes": peak_bytes(),
            });
            std::fs::write(file, format!("{text:#}\n")).map_err(Problem::fault)?;
        }
        if self.args.json {
            speak::line(summary);
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Says on standard error that a file cannot be used, and why.
pub(crate) fn tell(speaker: &Speaker, path: &Path, wrong: &[Wrong]) {
    speaker.aside(&Phrase::new("app-input-refused").with("file", shown(path)));
    for one in wrong.iter().take(SHOWN) {
        speaker.aside(&Phrase { key: one.key.clone(), args: one.args.clone() });
    }
}

/// One thing that keeps the input out.
pub(crate) struct Wrong {
    pub(crate) row: Option<u32>,
    pub(crate) column: String,
    pub(crate) code: String,
    pub(crate) value: String,
    pub(crate) key: String,
    pub(crate) args: BTreeMap<String, Json>,
}

impl Wrong {
    fn cells(&self, speaker: &Speaker) -> Vec<Cell> {
        let said = |key: &str| speaker.words.fill(speaker.lang, key, &self.args);
        vec![
            self.row.map(i64::from).into(),
            self.column.as_str().into(),
            self.code.as_str().into(),
            self.value.as_str().into(),
            said(&self.key).into(),
            said(&format!("{}.next", self.key)).into(),
        ]
    }
}

/// A text file such as a scheme, and the sum of its bytes.
pub(crate) fn text_of(path: &Path) -> Result<(String, Json), Problem> {
    let bytes = bytes_of(path, limits().file_bytes)?;
    let seal = json!({ "input_sha256": HEXLOWER.encode(&Sha256::digest(&bytes)) });
    let text = String::from_utf8(bytes);
    let text = text.map_err(|_| Refused::CannotRead { file: shown(path), detail: "UTF-8".to_owned() })?;
    Ok((text.trim_start_matches('\u{feff}').to_owned(), seal))
}

/// A table of text cells as CSV.
pub(crate) fn table_bytes(header: &[&str], rows: &[Vec<Cell>]) -> Result<Vec<u8>, Problem> {
    let header: Vec<String> = header.iter().map(|&name| name.to_owned()).collect();
    separated::write(&header, rows, separated::Encoding::Utf8).map_err(Problem::fault)
}

/// A seed of 64 hexadecimal digits.
pub(crate) fn seed(text: &str) -> Result<[u8; 32], String> {
    let bytes = HEXLOWER.decode(text.to_ascii_lowercase().as_bytes()).map_err(|error| error.to_string())?;
    bytes.try_into().map_err(|_| "64 × 0-9a-f".to_owned())
}

/// Shows a bar while the work is done, when it takes more than a second and somebody looks.
pub(crate) fn with_bar<T>(done: &AtomicU64, of: u64, work: impl FnOnce() -> T) -> T {
    let finished = std::sync::Mutex::new(false);
    let bell = std::sync::Condvar::new();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut wait = Duration::from_secs(1);
            let mut bar = None;
            let mut over = finished.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            while !*over {
                over = bell.wait_timeout(over, wait).unwrap_or_else(std::sync::PoisonError::into_inner).0;
                wait = Duration::from_millis(100);
                if !*over && of > 0 {
                    let bar = bar.get_or_insert_with(|| indicatif::ProgressBar::new(of));
                    bar.set_position(done.load(Ordering::Relaxed));
                }
            }
            bar.iter().for_each(indicatif::ProgressBar::finish_and_clear);
        });
        let result = work();
        *finished.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = true;
        bell.notify_all();
        result
    })
}

/// Threads this machine has.
pub(crate) fn workers() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Bounds of an operator's own file.
fn limits() -> Limits {
    Limits { file_bytes: 200 << 20, cells: 10_000_000, rows: 200_000, columns: 1_000, ..Limits::default() }
}

/// A file's bytes, or standard input's, bounded before they are taken.
pub(crate) fn bytes_of(path: &Path, limit: u64) -> Result<Vec<u8>, Problem> {
    let cannot = |e: std::io::Error| Refused::CannotRead { file: shown(path), detail: e.to_string() };
    let limit = limit + 1;
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().take(limit).read_to_end(&mut bytes).map_err(cannot)?;
    } else {
        std::fs::File::open(path).map_err(cannot)?.take(limit).read_to_end(&mut bytes).map_err(cannot)?;
    }
    Ok(bytes)
}

/// The wanted columns as a table schema; a row called "total" is a row like any other here.
fn schema_of(wanted: &[Wanted]) -> Result<Schema, Problem> {
    let fields: Vec<Json> = wanted
        .iter()
        .map(|one| {
            let kind = if one.kind == WantedKind::Number { "number" } else { "string" };
            let key = one.kind == WantedKind::Key;
            let required = key || one.kind == WantedKind::Text;
            json!({ "name": one.name, "type": kind, "constraints": { "required": required, "unique": key } })
        })
        .collect();
    Schema::from_json(&json!({ "fields": fields, "totalRows": true }).to_string()).map_err(Problem::fault)
}

/// The sum of a table that does not hang on the order of its rows or its encoding: the header, then the rows sorted by
/// bytes, as comma-separated UTF-8.
fn canonical(sheet: &Sheet) -> String {
    let line = |row: &Sheet, at: usize| -> Vec<u8> {
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
        let cells = row.rows[at].cells.iter().map(|cell| cell.view().shown());
        // Writing into memory cannot fail, and an empty line would only change the sum.
        drop(writer.write_record(cells));
        writer.into_inner().unwrap_or_default()
    };
    let mut lines: Vec<Vec<u8>> = (0..sheet.rows.len()).map(|at| line(sheet, at)).collect();
    if let Some((_, rows)) = lines.split_first_mut() {
        rows.sort_unstable();
    }
    HEXLOWER.encode(&Sha256::digest(lines.concat()))
}

/// The most memory this process has held, where the system tells.
fn peak_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kibibytes| kibibytes * 1024)
}
