//! What goes through the pipes between the server and the process that reads: framed JSON.

use std::io::{Read, Write};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tables::{Format, Limits, Row, Sheet, Span};

use crate::{NotOpened, Searched};

/// Rows in one frame.
const BATCH: usize = 256;

/// Bytes in one frame: 256 rows of long texts, escaped.
const FRAME: usize = 64 * 1024 * 1024;

/// What the server asks; the file's bytes follow to the end of the pipe.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Question {
    pub(crate) limits: Limits,
    pub(crate) sheet: Option<String>,
    /// Search the file instead of reading its rows.
    pub(crate) search: bool,
}

/// What the process answers, frame by frame.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Frame {
    /// The file is refused; nothing follows.
    Refused(NotOpened),
    /// The file was searched and nothing found; nothing follows.
    Searched(Searched),
    /// The file was read; rows follow.
    Head { name: Option<String>, format: Format, merged: Vec<Span> },
    /// Some rows.
    Rows(Vec<Row>),
    /// That was all.
    End,
}

/// Writes a value with its length before it.
pub(crate) fn write<T: Serialize>(output: &mut impl Write, value: &T) -> std::io::Result<()> {
    let json = serde_json::to_vec(value)?;
    let length = u32::try_from(json.len()).map_err(std::io::Error::other)?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(&json)
}

/// Reads a value with its length before it.
pub(crate) fn read<T: DeserializeOwned>(input: &mut impl Read) -> std::io::Result<T> {
    let mut length = [0; 4];
    input.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > FRAME {
        return Err(std::io::Error::other("frame too long"));
    }
    let mut json = Vec::new();
    input.take(length as u64).read_to_end(&mut json)?;
    Ok(serde_json::from_slice(&json)?)
}

/// Writes the whole answer.
pub(crate) fn write_answer(output: &mut impl Write, answer: Result<Sheet, NotOpened>) -> std::io::Result<()> {
    match answer {
        Err(refusal) => write(output, &Frame::Refused(refusal)),
        Ok(sheet) => {
            write(output, &Frame::Head { name: sheet.name, format: sheet.format, merged: sheet.merged })?;
            let mut rows = sheet.rows.into_iter();
            loop {
                let batch: Vec<Row> = rows.by_ref().take(BATCH).collect();
                if batch.is_empty() {
                    return write(output, &Frame::End);
                }
                write(output, &Frame::Rows(batch))?;
            }
        }
    }
}

/// Reads the answer to a search from bytes.
pub(crate) fn read_searched(mut bytes: &[u8]) -> std::io::Result<Result<Searched, NotOpened>> {
    match read(&mut bytes)? {
        Frame::Refused(refusal) => Ok(Err(refusal)),
        Frame::Searched(searched) => Ok(Ok(searched)),
        _ => Err(std::io::Error::other("no answer to a search")),
    }
}

/// Reads the whole answer from bytes, holding the reader to the bounds that it was given.
pub(crate) fn read_answer(mut bytes: &[u8], limits: &Limits) -> std::io::Result<Result<Sheet, NotOpened>> {
    let mut sheet = match read(&mut bytes)? {
        Frame::Refused(refusal) => return Ok(Err(refusal)),
        Frame::Head { name, format, merged } => Sheet { name, format, rows: Vec::new(), merged },
        _ => return Err(std::io::Error::other("no head")),
    };
    loop {
        match read(&mut bytes)? {
            Frame::Rows(rows) => sheet.rows.extend(rows),
            Frame::End => return Ok(Ok(sheet)),
            _ => return Err(std::io::Error::other("frame out of place")),
        }
        if sheet.rows.len() as u64 > limits.rows {
            return Err(std::io::Error::other("more rows than asked for"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_comes_back_as_it_went() {
        let csv = "1,가\"나\n".repeat(1000);
        let limits = Limits::default();
        let sheet = Sheet::read(csv.as_bytes(), &limits, None).unwrap();
        let mut bytes = Vec::new();
        write_answer(&mut bytes, Ok(sheet.clone())).unwrap();
        assert_eq!(read_answer(&bytes, &limits).unwrap(), Ok(sheet));
        for cut in [0, 3, 4, 50, bytes.len() - 1] {
            assert!(read_answer(&bytes[..cut], &limits).is_err(), "cut at {cut}");
        }
        let few = Limits { rows: 10, ..limits };
        assert!(read_answer(&bytes, &few).is_err());
    }

    #[test]
    fn a_refusal_comes_back_as_it_went() {
        let refusal = NotOpened::from(tables::Unreadable::TooManyColumns { row: 7, limit: 100 });
        let mut bytes = Vec::new();
        write_answer(&mut bytes, Err(refusal.clone())).unwrap();
        assert_eq!(read_answer(&bytes, &Limits::default()).unwrap(), Err(refusal));
        assert!(read::<Frame>(&mut &[0xff; 8][..]).is_err());
    }
}
