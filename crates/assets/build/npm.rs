//! Runs `npm ci` when the lockfile changed and keeps only the named files.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::{list, pack, read};

/// What `npm ci` needs beside it.
const MANIFESTS: &[&str] = &["package.json", "package-lock.json", ".npmrc"];

/// Returns the folder with the named files, fetching them if this lockfile has not been fetched yet.
///
/// Two builds at once (dev and release) wait for each other at the lock.
pub(crate) fn picked_files(crate_folder: &Path, shared: &Path) -> Result<PathBuf, String> {
    make_folder(shared)?;
    let lock = File::create(shared.join("lock")).map_err(|why| in_folder(shared, &why))?;
    lock.lock().map_err(|why| in_folder(shared, &why))?;
    let picked = shared.join(key(crate_folder)?);
    if !picked.is_dir() {
        fetch(crate_folder, shared, &picked)?;
    }
    Ok(picked)
}

/// Names a fetched set by what decides its content: the lockfile and the named list.
fn key(crate_folder: &Path) -> Result<String, String> {
    let lockfile = read(&crate_folder.join("package-lock.json"))?;
    let names = list::taken().join("\n");
    Ok(pack::hash_of([lockfile.as_slice(), names.as_bytes()].into_iter()))
}

fn fetch(crate_folder: &Path, shared: &Path, picked: &Path) -> Result<(), String> {
    let work = shared.join("work");
    remove(&work)?;
    make_folder(&work)?;
    for name in MANIFESTS {
        copy(&crate_folder.join(name), &work.join(name))?;
    }
    run_npm(&work)?;
    let fresh = work.join("picked");
    for path in list::taken() {
        copy(&work.join("node_modules").join(&path), &fresh.join(&path))?;
    }
    fs::rename(&fresh, picked).map_err(|why| in_folder(picked, &why))?;
    remove(&work)
}

fn run_npm(work: &Path) -> Result<(), String> {
    let answer = Command::new("npm")
        .args(["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"])
        .current_dir(work)
        .output();
    match answer {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(refused(&output)),
        Err(why) if why.kind() == ErrorKind::NotFound => Err(
            "npm was not found. The style sheet, fonts and scripts of the screens are fetched with npm while \
             building; install it (Debian: apt-get install npm) and build again."
                .to_owned(),
        ),
        Err(why) => Err(format!("npm could not be started: {why}")),
    }
}

/// Tells the last lines of npm's own complaint on one line, because cargo shows one line per error.
fn refused(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let tail = lines[lines.len().saturating_sub(6)..].join(" | ");
    format!(
        "npm could not fetch the packages of the screens ({}). Check that the package registry can be reached \
         and build again. npm said: {tail}",
        output.status
    )
}

/// Copies a file or a folder of files.
fn copy(from: &Path, to: &Path) -> Result<(), String> {
    if from.is_dir() {
        for entry in fs::read_dir(from).map_err(|why| in_folder(from, &why))? {
            let entry = entry.map_err(|why| in_folder(from, &why))?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    if let Some(parent) = to.parent() {
        make_folder(parent)?;
    }
    fs::copy(from, to).map(drop).map_err(|why| format!("{} cannot be copied: {why}", from.display()))
}

fn make_folder(path: &Path) -> Result<(), String> {
    fs::create_dir_all(path).map_err(|why| in_folder(path, &why))
}

fn remove(path: &Path) -> Result<(), String> {
    match fs::remove_dir_all(path) {
        Err(why) if why.kind() != ErrorKind::NotFound => Err(in_folder(path, &why)),
        _ => Ok(()),
    }
}

fn in_folder(path: &Path, why: &std::io::Error) -> String {
    format!("the folder {} cannot be used: {why}", path.display())
}
