//! Gathers what the screens are made of and writes the table that the crate embeds.
//!
//! Packages come from npm by lockfile, once per lockfile, into a folder beside the build output: the source
//! tree stays clean. Only the files named in `list.rs` are taken; the packages are deleted afterwards.

#![expect(clippy::print_stdout, reason = "a build script talks to cargo through standard output")]

mod list;
mod npm;
mod pack;
mod style;

use std::path::{Path, PathBuf};
use std::{env, fs, process};

fn main() {
    for watched in ["build", "package.json", "package-lock.json", ".npmrc", list::OWN_FOLDER] {
        println!("cargo::rerun-if-changed={watched}");
    }
    if let Err(sentence) = gather() {
        println!("cargo::error={sentence}");
        process::exit(1);
    }
}

/// Fetches, assembles and packs; every failure is one sentence that says what to do.
fn gather() -> Result<(), String> {
    let crate_folder = folder_from("CARGO_MANIFEST_DIR")?;
    let out = folder_from("OUT_DIR")?;
    let picked = npm::picked_files(&crate_folder, &shared_folder(&out))?;
    let own = crate_folder.join(list::OWN_FOLDER);
    let files = assemble(&picked, &own)?;
    pack::write(&files, &out)?;
    let print: Vec<Vec<u8>> =
        list::PRINT_FONTS.iter().map(|path| read(&picked.join(path))).collect::<Result<_, _>>()?;
    pack::write_print_fonts(&print, &out)
}

/// Names a folder that all builds of one target directory share, so npm runs once and not per profile.
fn shared_folder(out: &Path) -> PathBuf {
    out.ancestors().nth(4).unwrap_or(out).join("front-end")
}

fn folder_from(variable: &str) -> Result<PathBuf, String> {
    env::var_os(variable).map(PathBuf::from).ok_or_else(|| format!("cargo did not set {variable}"))
}

/// Puts the served files together: fonts first, because the font sheet carries their addresses.
fn assemble(picked: &Path, own: &Path) -> Result<Vec<pack::File>, String> {
    let mut files = Vec::new();
    let fonts = style::fonts(picked)?;
    let font_hash = pack::hash_of(fonts.iter().map(|(_, bytes)| bytes.as_slice()));
    let sheet = style::font_sheet(picked, &font_hash)?;
    for (path, bytes) in fonts {
        files.push(pack::File { hash: font_hash.clone(), path, bytes });
    }
    files.push(pack::File::new("fonts.css", sheet.into_bytes()));
    files.push(pack::File::new("dure.css", style::main_sheet(picked, own)?.into_bytes()));
    for (path, from) in list::SCRIPTS {
        files.push(pack::File::new(path, read(&picked.join(from))?));
    }
    for path in list::OWN_FILES {
        files.push(pack::File::new(path, read(&own.join(path))?));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Reads a file or says which one is missing.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|why| format!("{} cannot be read: {why}", path.display()))
}

/// Reads a text file or says which one is missing or not UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String, String> {
    String::from_utf8(read(path)?).map_err(|_| format!("{} is not UTF-8", path.display()))
}
