//! Reads a CSV of 1,000,000 rows × 45 columns that is made while it is read, and says how long it took.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a measurement tells its figure")]

use std::fmt::Write;
use std::io::Read;
use std::time::Instant;

use tables::{Checker, Limits, References, RowReader, Schema};

const ROWS: u64 = 1_000_000;
const COLUMNS: u64 = 45;

/// Makes the rows as they are asked for, so that no file is needed and none is held.
struct Made {
    row: u64,
    text: String,
    at: usize,
}

impl Read for Made {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.text.len() {
            self.text.clear();
            self.at = 0;
            while self.text.len() < 128 * 1024 && self.row <= ROWS {
                made_row(self.row, &mut self.text);
                self.row += 1;
            }
        }
        let count = buffer.len().min(self.text.len() - self.at);
        buffer[..count].copy_from_slice(&self.text.as_bytes()[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

/// A row of headers, or a row with an agency's name, a month and 43 whole numbers.
fn made_row(row: u64, text: &mut String) {
    let written = if row == 0 {
        (2..COLUMNS)
            .try_for_each(|column| write!(text, "c{column},"))
            .and_then(|()| writeln!(text, "agency,month"))
    } else {
        (2..COLUMNS)
            .try_for_each(|column| write!(text, "{},", row * column % 9973))
            .and_then(|()| writeln!(text, "수행기관 {row},2026-{:02}", row % 12 + 1))
    };
    written.expect("writing to a String cannot fail");
}

fn main() {
    let made = || Made { row: 0, text: String::new(), at: 0 };

    let start = Instant::now();
    let bytes = std::io::copy(&mut made(), &mut std::io::sink()).expect("made rows are read to the end");
    let making = start.elapsed().as_secs_f64();
    println!("making {bytes} bytes: {making:.2} s");

    let start = Instant::now();
    let mut reader = RowReader::new(made(), &Limits::bulk());
    let mut cells = 0;
    while let Some(line) = reader.next_row().expect("made rows are well-formed") {
        cells += line.len();
    }
    println!("reading {cells} cells: {:.2} s besides making", start.elapsed().as_secs_f64() - making);

    let field = |c| format!(r#"{{"name":"c{c}","type":"integer","constraints":{{"minimum":0}}}},"#);
    let fields: Vec<String> = (2..COLUMNS).map(field).collect();
    let fields = fields.concat();
    let json = format!(
        r#"{{"fields":[{fields}{{"name":"agency"}},{{"name":"month","type":"yearmonth"}}],"primaryKey":["agency","month"],
        "rules":[{{"rule":"sum_at_most","parts":["c2"],"whole":["c3","c4","c5","c6"],"level":"note"}}]}}"#
    );
    let schema = Schema::from_json(&json).expect("the schema is right");
    let start = Instant::now();
    let mut reader = RowReader::new(made(), &Limits::bulk());
    let known = References::default();
    let header = reader.next_row().expect("readable").expect("a header");
    let mut checker = Checker::start_line(&schema, &known, header);
    while let Some(line) = reader.next_row().expect("made rows are well-formed") {
        checker.line(line, &mut Vec::new());
    }
    let found = checker.found();
    println!(
        "reading and checking: {:.2} s besides making, {found} findings",
        start.elapsed().as_secs_f64() - making
    );
}
