//! Streams comma-separated text row by row (RFC 4180), holding one row and never the file.
//!
//! The bytes are parted before they are decoded: no second byte of a CP949 character is a comma, a
//! quotation mark or a line end, so one reader serves both encodings. The encoding is settled at the
//! first row with a letter beyond ASCII, from that row and what else is in the buffer.

mod decode;

use std::io::Read;

use decode::Decoder;
pub use decode::Encoding;

use crate::written::text_cell_holds;
use crate::{Limits, Unreadable, cell_name};
use base::halves::{Half, Neighbours};

/// Bytes asked of the input at a time.
const CHUNK: usize = 256 * 1024;

/// Reads rows one after another, inside bounds.
///
/// Rows are numbered as a spreadsheet would show them: blank lines count, line ends inside quotation
/// marks do not. Blank lines are not given out.
pub struct RowReader<R> {
    input: R,
    limits: Limits,
    buffer: Vec<u8>,
    at: usize,
    filled: usize,
    finished: bool,
    after_return: bool,
    taken: u64,
    cells: u64,
    row: u64,
    given: u64,
    raw: Vec<u8>,
    ends: Vec<usize>,
    decoder: Decoder,
    pairs: Neighbours,
}

/// One row, borrowed from the reader until the next is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    number: u64,
    text: &'a str,
    ends: &'a [usize],
}

/// Where the reader stands inside a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Plain,
    Quoted,
    /// After a quotation mark inside a quoted cell: its end, or half of a doubled one.
    Closing,
}

impl<R: Read> RowReader<R> {
    /// Starts reading; nothing is taken from the input yet.
    pub fn new(input: R, limits: &Limits) -> Self {
        Self {
            input,
            limits: limits.clone(),
            buffer: vec![0; CHUNK],
            at: 0,
            filled: 0,
            finished: false,
            after_return: false,
            taken: 0,
            cells: 0,
            row: 0,
            given: 0,
            raw: Vec::new(),
            ends: Vec::new(),
            decoder: Decoder::default(),
            pairs: Neighbours::default(),
        }
    }

    /// The encoding found so far; text without a letter beyond ASCII is UTF-8.
    pub fn encoding(&self) -> Encoding {
        self.decoder.encoding.unwrap_or(Encoding::Utf8)
    }

    /// The next row that is not blank, or nothing at the end.
    pub fn next_row(&mut self) -> Result<Option<Line<'_>>, Unreadable> {
        loop {
            if self.row == 0 {
                self.skip_mark()?;
            }
            if !self.read_record()? {
                return match self.pairs.verdict() {
                    Some((row, column)) => Err(Unreadable::ResidentNumber { cell: cell_name(row, column) }),
                    None => Ok(None),
                };
            }
            let blank = self.raw.is_empty() && self.ends.len() == 1 && !self.decoder.quoted_blank;
            if !blank {
                break;
            }
        }
        self.given += 1;
        self.cells += self.ends.len() as u64;
        if self.given > self.limits.rows {
            return Err(Unreadable::TooManyRows { limit: self.limits.rows });
        }
        if self.cells > self.limits.cells {
            return Err(Unreadable::TooManyCells { limit: self.limits.cells });
        }
        if self.raw.contains(&0) {
            return Err(Unreadable::Nul { row: self.row });
        }
        let rest = &self.buffer[self.at..self.filled];
        let (text, ends) = self.decoder.decode(&self.raw, &self.ends, rest, self.row)?;
        let line = Line { number: self.row, text, ends };
        refuse_resident_numbers(line)?;
        refuse_parted_numbers(line, &mut self.pairs)?;
        Ok(Some(line))
    }

    /// Skips the byte order mark of UTF-8 and refuses those of UTF-16.
    fn skip_mark(&mut self) -> Result<(), Unreadable> {
        self.fill()?;
        let head = &self.buffer[..self.filled];
        if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
            return Err(Unreadable::Utf16);
        }
        if head.starts_with(b"\xef\xbb\xbf") {
            self.at = 3;
            self.decoder.encoding = Some(Encoding::Utf8);
        }
        Ok(())
    }

    /// Refills an empty buffer; false at the end of the input.
    fn fill(&mut self) -> Result<bool, Unreadable> {
        self.at = 0;
        self.filled = 0;
        while !self.finished && self.filled < CHUNK {
            match self.input.read(&mut self.buffer[self.filled..]) {
                Ok(0) => self.finished = true,
                Ok(count) => self.filled += count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(_) => return Err(Unreadable::Unfinished),
            }
        }
        self.taken += self.filled as u64;
        if self.taken > self.limits.file_bytes {
            return Err(Unreadable::TooLarge { limit: self.limits.file_megabytes() });
        }
        Ok(self.filled > 0)
    }

    /// Reads the cells of one row into `raw` and `ends`; false when there is none.
    fn read_record(&mut self) -> Result<bool, Unreadable> {
        self.raw.clear();
        self.ends.clear();
        self.decoder.quoted_blank = false;
        self.skip_line_feed()?;
        if self.at == self.filled && !self.fill()? {
            return Ok(false);
        }
        self.row += 1;
        let mut state = State::Start;
        loop {
            if self.at == self.filled && !self.fill()? {
                return self.end_of_input(state);
            }
            let byte = self.buffer[self.at];
            state = match state {
                State::Start if byte == b'"' => {
                    self.at += 1;
                    self.decoder.quoted_blank = true;
                    State::Quoted
                }
                State::Start | State::Plain => {
                    self.copy_while(|byte| !matches!(byte, b',' | b'\n' | b'\r'))?;
                    if self.at == self.filled {
                        State::Plain
                    } else if self.end_cell()? {
                        return Ok(true);
                    } else {
                        State::Start
                    }
                }
                State::Quoted => {
                    self.copy_while(|byte| byte != b'"')?;
                    if self.at == self.filled {
                        State::Quoted
                    } else {
                        self.at += 1;
                        State::Closing
                    }
                }
                State::Closing if byte == b'"' => {
                    self.at += 1;
                    self.raw.push(b'"');
                    State::Quoted
                }
                State::Closing if !matches!(byte, b',' | b'\n' | b'\r') => {
                    return Err(Unreadable::Quote { row: self.row });
                }
                State::Closing if self.end_cell()? => return Ok(true),
                State::Closing => State::Start,
            }
        }
    }

    /// After a carriage return, a line feed belongs to the same line end.
    fn skip_line_feed(&mut self) -> Result<(), Unreadable> {
        if std::mem::take(&mut self.after_return)
            && (self.at < self.filled || self.fill()?)
            && self.buffer[self.at] == b'\n'
        {
            self.at += 1;
        }
        Ok(())
    }

    /// Copies bytes of one cell as far as the buffer and the bound allow.
    fn copy_while(&mut self, inside: impl Fn(u8) -> bool) -> Result<(), Unreadable> {
        let rest = &self.buffer[self.at..self.filled];
        let length = rest.iter().position(|byte| !inside(*byte)).unwrap_or(rest.len());
        let begun = self.raw.len() - self.ends.last().copied().unwrap_or(0);
        if (begun + length) as u64 > self.limits.cell_bytes {
            let cell = cell_name(self.row, self.ends.len());
            return Err(Unreadable::CellTooLong { cell, limit: self.limits.cell_bytes / 1024 });
        }
        self.raw.extend_from_slice(&rest[..length]);
        self.at += length;
        Ok(())
    }

    /// Ends a cell at a comma or a line end; true when the row ended too.
    fn end_cell(&mut self) -> Result<bool, Unreadable> {
        let byte = self.buffer[self.at];
        self.at += 1;
        self.after_return = byte == b'\r';
        self.close_cell()?;
        Ok(byte != b',')
    }

    fn close_cell(&mut self) -> Result<(), Unreadable> {
        self.ends.push(self.raw.len());
        if self.ends.len() as u64 > self.limits.columns {
            return Err(Unreadable::TooManyColumns { row: self.row, limit: self.limits.columns });
        }
        Ok(())
    }

    /// The input ended inside a row: its last line has no line end, or a quotation mark is open.
    fn end_of_input(&mut self, state: State) -> Result<bool, Unreadable> {
        if state == State::Quoted {
            return Err(Unreadable::Quote { row: self.row });
        }
        self.close_cell()?;
        Ok(true)
    }
}

impl<'a> Line<'a> {
    /// The row as a spreadsheet would count it; the first is 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// How many cells the row has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether every cell is empty.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The cell of a column counted from 0; empty beyond the row's end.
    pub fn get(&self, column: usize) -> &'a str {
        let Some(end) = self.ends.get(column) else { return "" };
        let start = if column == 0 { 0 } else { self.ends[column - 1] };
        &self.text[start..*end]
    }

    /// The cells from the left.
    pub fn iter(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let line = *self;
        (0..line.len()).map(move |column| line.get(column))
    }
}

/// Refuses the row when a cell holds a resident registration number.
fn refuse_resident_numbers(line: Line<'_>) -> Result<(), Unreadable> {
    if line.text.len() < 12 {
        return Ok(());
    }
    match line.iter().position(text_cell_holds) {
        Some(column) => Err(Unreadable::ResidentNumber { cell: cell_name(line.number, column) }),
        None => Ok(()),
    }
}

/// Gathers neighbouring cells that could be the halves of a number; one beyond doubt refuses the row at once.
fn refuse_parted_numbers(line: Line<'_>, pairs: &mut Neighbours) -> Result<(), Unreadable> {
    // The lengths alone rule out nearly every pair: at most 7 + 2 characters of up to three bytes.
    let mut before = (0, 0);
    for (column, end) in line.ends.iter().enumerate() {
        let length = end - before.1;
        if (7..=27).contains(&length)
            && (6..=24).contains(&before.0)
            && let Some(front) = Half::front(line.get(column - 1))
            && let Some(back) = Half::back(line.get(column))
            && pairs.take(line.number, column - 1, front, back)
        {
            return Err(Unreadable::ResidentNumber { cell: cell_name(line.number, column - 1) });
        }
        before = (length, *end);
    }
    Ok(())
}
