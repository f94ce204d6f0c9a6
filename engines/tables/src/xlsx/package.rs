//! The zip package around a workbook, opened only as far as its bounds allow.

use std::cell::Cell as Shared;
use std::io::{BufReader, Cursor, Read};
use std::rc::Rc;

use zip::ZipArchive;

use super::xml::{Step, Xml};
use crate::kind::directory_records;
use crate::limits::MEBIBYTE;
use crate::written::holds_resident_number;
use crate::{Limits, Place, Unreadable};

/// A package whose directory was found harmless.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    limits: Limits,
    /// Bytes unpacked so far, over all parts.
    unpacked: Rc<Shared<u64>>,
}

/// A part's bytes with both bounds and the length of one piece of text counted while unpacking.
pub(super) struct Counted<R> {
    inner: R,
    entry: u64,
    run: u64,
    limits: Limits,
    unpacked: Rc<Shared<u64>>,
}

impl<'a> Package<'a> {
    /// Reads the directory and judges it before a byte is unpacked.
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, Unreadable> {
        let too_many = Unreadable::TooManyParts { limit: limits.entries };
        if directory_records(bytes, limits.entries) > limits.entries {
            return Err(too_many);
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
        if archive.len() as u64 > limits.entries {
            return Err(too_many);
        }
        judge_entries(&mut archive, limits)?;
        if archive.has_duplicate_names() || archive.has_overlapping_files().unwrap_or(true) {
            return Err(Unreadable::Damaged);
        }
        Ok(Self { archive, limits: limits.clone(), unpacked: Rc::new(Shared::new(0)) })
    }

    /// The names of all parts, as stored.
    pub(super) fn names(&self) -> Vec<String> {
        self.archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect()
    }

    /// Opens a part by its name, whatever its case; nothing when it is not there.
    pub(super) fn part(
        &mut self,
        name: &str,
    ) -> Result<Option<Xml<BufReader<Counted<impl Read>>>>, Unreadable> {
        let wanted = name.trim_start_matches('/');
        let Some(stored) = self.names().into_iter().find(|stored| same_name(stored, wanted)) else {
            return Ok(None);
        };
        let (limits, unpacked) = (self.limits.clone(), Rc::clone(&self.unpacked));
        let inner = self.archive.by_name(&stored).map_err(|_| Unreadable::Damaged)?;
        let counted = Counted { inner, entry: 0, run: 0, limits, unpacked };
        Ok(Some(Xml::new(BufReader::with_capacity(64 * 1024, counted), &stored)))
    }

    /// Searches every part, and the names of parts, but for those in `read`, which were searched while they were read.
    pub(super) fn search(&mut self, read: &[&str]) -> Result<(), Unreadable> {
        for name in self.names() {
            if holds_resident_number(&name) {
                return Err(Unreadable::ResidentNumberElsewhere { place: Place::PartName });
            }
            let lower = name.replace('\\', "/").to_ascii_lowercase();
            let ends = |ending: &str| lower.ends_with(ending);
            if read.iter().any(|read| same_name(&name, read)) {
                continue;
            }
            if ends(".xml") || ends(".rels") {
                let Some(mut xml) = self.part(&name)? else { continue };
                while !matches!(xml.step()?, Step::End) {}
            } else if ends(".vml") || ends(".txt") || ends(".hpf") || ends(".rdf") {
                self.search_plain(&name)?;
            }
        }
        Ok(())
    }

    /// Searches a part as the text it is: drawings of old are tags that need not be closed.
    fn search_plain(&mut self, name: &str) -> Result<(), Unreadable> {
        let limits = Limits { cell_bytes: self.limits.entry_bytes, ..self.limits.clone() };
        let inner = self.archive.by_name(name).map_err(|_| Unreadable::Damaged)?;
        let mut counted = Counted { inner, entry: 0, run: 0, limits, unpacked: Rc::clone(&self.unpacked) };
        let mut bytes = Vec::new();
        counted
            .read_to_end(&mut bytes)
            .map_err(|_| Unreadable::DamagedPart { place: Place::of(name, b"") })?;
        let text = String::from_utf8_lossy(&bytes);
        if text.split(['<', '>']).any(holds_resident_number) {
            return Err(Unreadable::ResidentNumberElsewhere { place: Place::of(name, b"") });
        }
        Ok(())
    }
}

/// Some writers store `xl\workbook.xml`, some another case.
fn same_name(stored: &str, wanted: &str) -> bool {
    stored.len() == wanted.len()
        && stored
            .bytes()
            .zip(wanted.bytes())
            .all(|(a, b)| a.eq_ignore_ascii_case(&b) || (a == b'\\' && b == b'/'))
}

/// Judges the sizes, ratios and names that the directory claims.
fn judge_entries(archive: &mut ZipArchive<Cursor<&[u8]>>, limits: &Limits) -> Result<(), Unreadable> {
    let too_large = || Unreadable::UnpacksTooLarge { limit: limits.unpacked_bytes / MEBIBYTE };
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| Unreadable::Damaged)?;
        if entry.encrypted() {
            return Err(Unreadable::Protected);
        }
        if entry.is_symlink() || leads_outside(entry.name_raw()) {
            return Err(Unreadable::UnsafeName);
        }
        let (size, packed) = (entry.size(), entry.compressed_size().max(1));
        total = total.saturating_add(size);
        let swollen = size > MEBIBYTE && size / packed > limits.ratio;
        if size > limits.entry_bytes || total > limits.unpacked_bytes || swollen {
            return Err(too_large());
        }
    }
    Ok(())
}

/// Absolute names, names with a drive and names that climb.
fn leads_outside(name: &[u8]) -> bool {
    matches!(name.first(), Some(b'/' | b'\\'))
        || name.contains(&0)
        || name.get(1) == Some(&b':')
        || name.split(|byte| matches!(byte, b'/' | b'\\')).any(|step| step == b"..")
}

impl<R: Read> Read for Counted<R> {
    /// Passes bytes on as long as the part, the package and one piece between two tags stay in bounds.
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.entry += count as u64;
        self.unpacked.set(self.unpacked.get() + count as u64);
        if self.entry > self.limits.entry_bytes || self.unpacked.get() > self.limits.unpacked_bytes {
            let limit = self.limits.unpacked_bytes / MEBIBYTE;
            return Err(std::io::Error::other(Unreadable::UnpacksTooLarge { limit }));
        }
        self.run = match buffer[..count].iter().rposition(|byte| *byte == b'<') {
            Some(at) => (count - at) as u64,
            None => self.run + count as u64,
        };
        if self.run > 2 * self.limits.cell_bytes {
            let limit = self.limits.cell_bytes / 1024;
            return Err(std::io::Error::other(Unreadable::TextTooLong { limit }));
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives the same letters without end, whatever a directory claimed.
    struct Endless(&'static [u8]);

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            for (place, letter) in buffer.iter_mut().zip(self.0.iter().cycle()) {
                *place = *letter;
            }
            Ok(buffer.len())
        }
    }

    fn drain(limits: Limits, letters: &'static [u8]) -> (Unreadable, u64) {
        let unpacked = Rc::new(Shared::new(0));
        let mut counted =
            Counted { inner: Endless(letters), entry: 0, run: 0, limits, unpacked: Rc::clone(&unpacked) };
        let error = std::io::copy(&mut counted, &mut std::io::sink()).unwrap_err();
        let refusal = error.get_ref().and_then(|error| error.downcast_ref::<Unreadable>()).cloned();
        (refusal.unwrap(), unpacked.get())
    }

    #[test]
    fn unpacking_stops_at_the_bounds_of_the_part_and_of_the_package() {
        let small = Limits { entry_bytes: MEBIBYTE, ..Limits::default() };
        let (refusal, taken) = drain(small, b"<a/>");
        assert_eq!(refusal, Unreadable::UnpacksTooLarge { limit: 200 });
        assert!(taken < 2 * MEBIBYTE, "{taken}");
        let (refusal, _) = drain(Limits { unpacked_bytes: 3 * MEBIBYTE, ..Limits::default() }, b"<a/>");
        assert_eq!(refusal, Unreadable::UnpacksTooLarge { limit: 3 });
    }

    #[test]
    fn text_without_a_tag_stops_before_it_fills_the_memory() {
        let (refusal, taken) = drain(Limits::default(), b"x");
        assert_eq!(refusal, Unreadable::TextTooLong { limit: 128 });
        assert!(taken < MEBIBYTE, "{taken}");
    }
}
