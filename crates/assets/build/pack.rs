//! Hashes, compresses and writes the table of served files.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use data_encoding::HEXLOWER;
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};

/// A file that will be served.
pub(crate) struct File {
    /// The part of the address that changes with the content.
    pub(crate) hash: String,
    /// The rest of the address.
    pub(crate) path: String,
    /// The content, not compressed.
    pub(crate) bytes: Vec<u8>,
}

impl File {
    /// Makes a file whose hash is that of its own content.
    pub(crate) fn new(path: &str, bytes: Vec<u8>) -> Self {
        Self { hash: hash_of(std::iter::once(bytes.as_slice())), path: path.to_owned(), bytes }
    }
}

/// Gives ten hexadecimal digits of SHA-256 over the pieces: enough to tell versions apart.
pub(crate) fn hash_of<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> String {
    let mut digest = Sha256::new();
    for piece in pieces {
        digest.update(piece);
    }
    HEXLOWER.encode(&digest.finalize()[..5])
}

/// Writes each file into `OUT_DIR/served` and the table that embeds them into `OUT_DIR/table.rs`.
pub(crate) fn write(files: &[File], out: &Path) -> Result<(), String> {
    let folder = out.join("served");
    let mut table = String::from("static FILES: &[Entry] = &[\n");
    for file in files {
        let (mime, text) = kind(&file.path)?;
        let stored = if text { compress(&file.bytes)? } else { file.bytes.clone() };
        let place = folder.join(&file.path);
        save(&place, &stored)?;
        writeln!(
            table,
            "    Entry {{ path: {:?}, hash: {:?}, mime: {mime:?}, gzip: {text}, bytes: include_bytes!({:?}) }},",
            file.path,
            file.hash,
            place.display().to_string()
        )
        .map_err(|why| why.to_string())?;
    }
    table.push_str("];\n");
    save(&out.join("table.rs"), table.as_bytes())
}

/// Writes the fonts for paper beside the served files, as they are, and the list that embeds them.
pub(crate) fn write_print_fonts(fonts: &[Vec<u8>], out: &Path) -> Result<(), String> {
    let mut list = String::from("static PRINT_FONTS: &[&[u8]] = &[\n");
    for (at, bytes) in fonts.iter().enumerate() {
        let place = out.join(format!("print-{at}.otf"));
        save(&place, bytes)?;
        writeln!(list, "    include_bytes!({:?}),", place.display().to_string())
            .map_err(|why| why.to_string())?;
    }
    list.push_str("];\n");
    save(&out.join("print.rs"), list.as_bytes())
}

/// Tells the media type by the ending, and whether the content is text worth compressing.
fn kind(path: &str) -> Result<(&'static str, bool), String> {
    match path.rsplit('.').next() {
        Some("css") => Ok(("text/css; charset=utf-8", true)),
        Some("js") => Ok(("text/javascript; charset=utf-8", true)),
        Some("svg") => Ok(("image/svg+xml", true)),
        Some("woff2") => Ok(("font/woff2", false)),
        _ => Err(format!("{path} has no known media type: add it to build/pack.rs")),
    }
}

/// Compresses without a time stamp, so the same content gives the same bytes.
fn compress(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut writer = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    writer.write_all(bytes).and_then(|()| writer.finish()).map_err(|why| why.to_string())
}

fn save(path: &Path, bytes: &[u8]) -> Result<(), String> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|why| format!("{}: {why}", parent.display()))?;
    }
    fs::write(path, bytes).map_err(|why| format!("{} cannot be written: {why}", path.display()))
}
