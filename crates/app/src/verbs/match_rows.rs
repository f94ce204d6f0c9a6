//! Reads tables of millions of rows for `match` and `verify`, and sums them up in a form that hangs on nothing but the rows.

use std::path::{Path, PathBuf};

use base::{Problem, holds_resident_number};
use data_encoding::HEXLOWER;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use tables::{Limits, RowReader};

use super::plain::{Wrong, bytes_of};

/// Bytes of a file at most: the largest round the engines are meant for, several times over.
const BYTES: u64 = 2 << 30;

/// A table as text, with the places of the columns that are wanted.
pub(crate) struct Rows {
    pub(crate) path: PathBuf,
    body: Body,
    columns: Vec<Option<usize>>,
    names: Vec<String>,
    input_sha256: String,
}

/// The cells: text without quotation marks is parted where it stands, everything else was parted by the careful reader.
enum Body {
    Text(String),
    Table(Vec<(u32, Vec<String>)>),
}

/// A table that cannot be used: its findings, told by the verb that asked for it.
pub(crate) type Found<T> = Result<T, (PathBuf, Vec<Wrong>)>;

/// A finding of the tables engine, made here because this reader has no schema.
pub(crate) fn finding(code: &str, row: u32, column: &str, value: &str) -> Wrong {
    let cell = format!("{column} {row}");
    let args =
        [("cell", Json::from(cell)), ("row", row.into()), ("column", column.into()), ("value", value.into())];
    Wrong {
        row: Some(row),
        column: column.to_owned(),
        code: code.to_owned(),
        value: value.to_owned(),
        key: format!("tables-finding-{code}"),
        args: args.map(|(name, value)| (name.to_owned(), value)).into(),
    }
}

impl Rows {
    /// Opens a file of any supported kind; `optional` columns may be missing and are then blank.
    pub(crate) fn open(path: &Path, wanted: &[&str], optional: &[&str]) -> Result<Found<Self>, Problem> {
        let limits = Limits { file_bytes: BYTES, ..Limits::bulk() };
        let bytes = bytes_of(path, BYTES)?;
        let input_sha256 = HEXLOWER.encode(&Sha256::digest(&bytes));
        let body = body(bytes, &limits)?;
        let mut rows =
            Self { path: path.to_owned(), body, columns: Vec::new(), names: Vec::new(), input_sha256 };
        let header = rows.header();
        let mut wrong = Vec::new();
        for name in wanted.iter().chain(optional) {
            let mut at = (0..header.len()).filter(|&at| header[at] == **name);
            let place = at.next();
            if at.next().is_some() {
                let mut twice = finding("column-twice", 1, name, name);
                twice.args.insert("first".to_owned(), "1".into());
                wrong.push(twice);
            }
            if place.is_none() && !optional.contains(name) {
                wrong.push(finding("column-missing", 1, name, ""));
            }
            rows.columns.push(place);
            rows.names.push((*name).to_owned());
        }
        Ok(if wrong.is_empty() { Ok(rows) } else { Err((path.to_owned(), wrong)) })
    }

    /// For each column asked for, whether the file has it.
    pub(crate) fn found(&self) -> Vec<bool> {
        self.columns.iter().map(Option::is_some).collect()
    }

    /// The name of a column asked for.
    pub(crate) fn name(&self, at: usize) -> &str {
        &self.names[at]
    }

    /// The names of the columns.
    fn header(&self) -> Vec<String> {
        match &self.body {
            Body::Text(text) => {
                text.lines().next().unwrap_or_default().split(',').map(str::to_owned).collect()
            }
            Body::Table(rows) => rows.first().map(|(_, cells)| cells.clone()).unwrap_or_default(),
        }
    }

    /// Shows every row below the header: its number in the file, and a cell per column asked for.
    pub(crate) fn each(&self, mut see: impl FnMut(u32, &[&str])) {
        let last = self.columns.iter().flatten().max().copied().unwrap_or(0);
        let mut all: Vec<&str> = Vec::with_capacity(last + 1);
        let mut cells: Vec<&str> = Vec::with_capacity(self.columns.len());
        match &self.body {
            Body::Text(text) => {
                for (number, line) in (1_u32..).zip(lines(text)).skip(1) {
                    if line.bytes().all(|byte| byte == b',') {
                        continue;
                    }
                    all.clear();
                    all.extend(line.split(',').take(last + 1));
                    cells.clear();
                    cells.extend(self.columns.iter().map(|at| at.and_then(|at| all.get(at)).unwrap_or(&"")));
                    see(number, &cells);
                }
            }
            Body::Table(rows) => {
                for (number, row) in rows.iter().skip(1) {
                    cells.clear();
                    let cell = |at: &Option<usize>| at.and_then(|at| row.get(at)).map_or("", String::as_str);
                    cells.extend(self.columns.iter().map(cell));
                    see(*number, &cells);
                }
            }
        }
    }

    /// Rows, and the sums of the bytes as read and of the sorted rows.
    pub(crate) fn seal(&self) -> Json {
        let (count, sum) = match &self.body {
            Body::Text(text) => canonical(lines(text).map(str::as_bytes).collect()),
            Body::Table(rows) => {
                let written: Vec<Vec<u8>> = rows.iter().map(|(_, cells)| written(cells)).collect();
                canonical(written.iter().map(Vec::as_slice).collect())
            }
        };
        json!({ "rows": count, "input_sha256": self.input_sha256, "canonical_sha256": sum })
    }
}

/// Lines without their ends; the last line may have none.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line))
}

/// Tells plain text, which is only cut into lines, from everything that the careful reader has to see.
fn body(bytes: Vec<u8>, limits: &Limits) -> Result<Body, Problem> {
    if tables::kind(&bytes) != tables::Kind::Text {
        let sheet = intake::open_here(&bytes, None, limits)?;
        let row = |row: tables::Row| {
            (row.number, row.cells.iter().map(|cell| cell.view().shown()).collect::<Vec<_>>())
        };
        return Ok(Body::Table(sheet.rows.into_iter().map(row).collect()));
    }
    let plain = !bytes.iter().any(|&byte| byte == b'"' || byte == 0);
    let text = String::from_utf8(bytes);
    match text {
        Ok(text) if plain && is_plain(&text) => Ok(Body::Text(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        })),
        Ok(text) => careful(text.as_bytes(), limits),
        Err(error) => careful(error.as_bytes(), limits),
    }
}

/// Whether every carriage return ends a line, the columns are parted by commas, and no cell looks like a resident number.
fn is_plain(text: &str) -> bool {
    let returns = text.bytes().filter(|&byte| byte == b'\r').count();
    let ends = if returns == 0 { 0 } else { text.matches("\r\n").count() };
    let part = |half: &str| half.split(['\n', ',']).any(holds_resident_number);
    let middle = text[..text.floor_char_boundary(text.len() / 2)].rfind('\n').map_or(0, |at| at + 1);
    let (front, back) = text.split_at(middle);
    let found = std::thread::scope(|scope| {
        let first = scope.spawn(|| part(front));
        part(back) | first.join().unwrap_or(true)
    });
    let header = text.lines().next().unwrap_or_default();
    returns == ends && !found && header.contains(',')
}

fn careful(bytes: &[u8], limits: &Limits) -> Result<Body, Problem> {
    let mut reader = RowReader::new(bytes, limits);
    let mut rows = Vec::new();
    while let Some(line) = reader.next_row()? {
        let mut cells: Vec<String> = line.iter().map(str::to_owned).collect();
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if !cells.is_empty() {
            rows.push((line.number() as u32, cells));
        }
    }
    Ok(Body::Table(rows))
}

/// A row as comma-separated UTF-8 with quotation marks only where they are needed, without a line end.
fn written(cells: &[String]) -> Vec<u8> {
    let mut line = Vec::new();
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            line.push(b',');
        }
        put(&mut line, cell);
    }
    line
}

/// Writes a cell with minimal quoting.
pub(crate) fn put(out: &mut Vec<u8>, cell: &str) {
    if !cell.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        return out.extend_from_slice(cell.as_bytes());
    }
    out.push(b'"');
    out.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
    out.push(b'"');
}

/// How many rows there are, and the sum of the header and the rows sorted by bytes, each with a line feed; blank cells
/// at the end of a row and blank rows do not count.
pub(crate) fn canonical(mut lines: Vec<&[u8]>) -> (usize, String) {
    for line in &mut lines {
        while let [rest @ .., b','] = *line {
            *line = rest;
        }
    }
    let header = if lines.is_empty() { &[] } else { lines.remove(0) };
    lines.retain(|line| !line.is_empty());
    if !lines.is_sorted() {
        sort(&mut lines);
    }
    let mut sum = Sha256::new();
    for line in [header].into_iter().chain(lines.iter().copied()) {
        sum.update(line);
        sum.update(b"\n");
    }
    (lines.len(), HEXLOWER.encode(&sum.finalize()))
}

/// Sorts by bytes, looking first at the eight bytes after what all lines begin with.
fn sort(lines: &mut Vec<&[u8]>) {
    let first = lines[0];
    let same = lines.iter().fold(first.len(), |same, line| {
        (0..same.min(line.len())).take_while(|&at| line[at] == first[at]).count()
    });
    let key = |line: &[u8]| {
        let mut bytes = [0; 8];
        let rest = &line[same..line.len().min(same + 8)];
        bytes[..rest.len()].copy_from_slice(rest);
        u64::from_be_bytes(bytes)
    };
    let mut keyed: Vec<(u64, &[u8])> = lines.iter().map(|line| (key(line), *line)).collect();
    keyed.sort_unstable();
    lines.clear();
    lines.extend(keyed.into_iter().map(|(_, line)| line));
}

/// Rows as an engine counts them, told by their number in the file; only where the two part is kept.
#[derive(Default)]
pub(crate) struct RowNumbers {
    jumps: Vec<(usize, u32)>,
    next: usize,
    last: u32,
}

impl RowNumbers {
    /// Notes the file's number of the next row.
    pub(crate) fn note(&mut self, number: u32) {
        if number != self.last + 1 || self.jumps.is_empty() {
            self.jumps.push((self.next, number));
        }
        (self.last, self.next) = (number, self.next + 1);
    }

    /// The file's number of the n-th row noted.
    pub(crate) fn of(&self, at: usize) -> u32 {
        let jump = self.jumps.partition_point(|&(from, _)| from <= at);
        self.jumps.get(jump.wrapping_sub(1)).map_or(0, |&(from, number)| number + (at - from) as u32)
    }
}

/// A whole number as a cell must have it: digits only, with a minus for what an engine will refuse in words.
pub(crate) fn whole(cell: &str) -> Option<i64> {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let fits = (1..=18).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| cell.parse().ok()).flatten()
}
