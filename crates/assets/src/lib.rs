//! Style sheets, fonts and scripts from npm, embedded in the binary.
//!
//! Everything a screen loads comes from here; nothing is fetched from another host. An address carries a hash of
//! the content (`/static/<hash>/<path>`), so browsers may keep a file for a year and still see a new version at once.

use std::borrow::Cow;

/// A served file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// The bytes to send: compressed when `gzip` is true.
    pub bytes: Cow<'static, [u8]>,
    /// The media type for `Content-Type`.
    pub mime: &'static str,
    /// The quoted value for `ETag`.
    pub etag: String,
    /// Whether `bytes` must be sent with `Content-Encoding: gzip`.
    pub gzip: bool,
}

/// One row of the table that the build script writes.
struct Entry {
    path: &'static str,
    hash: &'static str,
    mime: &'static str,
    gzip: bool,
    bytes: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/table.rs"));
include!(concat!(env!("OUT_DIR"), "/print.rs"));

/// Finds a file by its path below the hash, for example `dure.css` or `fonts/7.woff2`.
pub fn get(path: &str) -> Option<Asset> {
    entry(path).map(|found| Asset {
        bytes: Cow::Borrowed(found.bytes),
        mime: found.mime,
        etag: format!("\"{}\"", found.hash),
        gzip: found.gzip,
    })
}

/// Gives the address of a file with its content hash; an unknown path keeps a zero hash and answers 404.
pub fn url(path: &str) -> String {
    let hash = entry(path).map_or("0", |found| found.hash);
    format!("/static/{hash}/{path}")
}

/// Tells whether an address with this hash may be kept for a year, because the content can never change.
pub fn is_current(hash: &str, path: &str) -> bool {
    entry(path).is_some_and(|found| found.hash == hash)
}

/// Lists every served path in alphabetical order.
pub fn paths() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|file| file.path)
}

/// Gives the fonts for paper, regular and bold, as OpenType files; they are not served.
pub fn print_fonts() -> impl Iterator<Item = &'static [u8]> {
    PRINT_FONTS.iter().copied()
}

fn entry(path: &str) -> Option<&'static Entry> {
    FILES.binary_search_by(|file| file.path.cmp(path)).ok().map(|at| &FILES[at])
}
