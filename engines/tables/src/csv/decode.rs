//! Tells UTF-8 from CP949 by content and decodes one row at a time.

use encoding_rs::EUC_KR;

use crate::Unreadable;

/// How the letters of a text file are written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// CP949, the encoding of Korean Windows (a superset of EUC-KR).
    Cp949,
}

/// Decodes rows and remembers the encoding once it is known.
#[derive(Default)]
pub(super) struct Decoder {
    pub(super) encoding: Option<Encoding>,
    /// Whether the row had a quotation mark at the start of a cell: then a row of one empty cell is meant.
    pub(super) quoted_blank: bool,
    text: String,
    ends: Vec<usize>,
}

impl Decoder {
    /// Decodes the cells in `raw`, each ending at one of `ends`; `rest` helps to tell the encoding.
    pub(super) fn decode<'a>(
        &'a mut self,
        raw: &'a [u8],
        ends: &'a [usize],
        rest: &[u8],
        row: u64,
    ) -> Result<(&'a str, &'a [usize]), Unreadable> {
        if self.encoding.is_none() && !raw.is_ascii() {
            self.encoding = Some(tell(raw, rest));
        }
        if self.encoding == Some(Encoding::Cp949) && !raw.is_ascii() {
            return self.decode_cp949(raw, ends, row);
        }
        let text = std::str::from_utf8(raw).map_err(|_| Unreadable::Encoding { row })?;
        if ends.iter().all(|end| text.is_char_boundary(*end)) {
            Ok((text, ends))
        } else {
            Err(Unreadable::Encoding { row })
        }
    }

    fn decode_cp949(&mut self, raw: &[u8], ends: &[usize], row: u64) -> Result<(&str, &[usize]), Unreadable> {
        self.text.clear();
        self.ends.clear();
        let mut start = 0;
        for end in ends {
            let cell = EUC_KR
                .decode_without_bom_handling_and_without_replacement(&raw[start..*end])
                .ok_or(Unreadable::Encoding { row })?;
            self.text.push_str(&cell);
            self.ends.push(self.text.len());
            start = *end;
        }
        Ok((&self.text, &self.ends))
    }
}

/// UTF-8 when the row and what follows it in the buffer are UTF-8, else CP949.
fn tell(raw: &[u8], rest: &[u8]) -> Encoding {
    let follows = match std::str::from_utf8(rest) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    if follows && std::str::from_utf8(raw).is_ok() { Encoding::Utf8 } else { Encoding::Cp949 }
}
