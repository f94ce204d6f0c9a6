//! Laws of the house that read its files: who imports whom, words, sizes, first sentences.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use cargo_metadata::{DependencyKind, MetadataCommand};

/// The top of the checkout.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("crates/app lies two below the top")
        .into()
}

/// Every file below `folder` with this ending, build output and packages left out.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name();
            if path.is_dir() && !["target", "node_modules", ".git"].iter().any(|skip| name == *skip) {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Rust files of the three shelves.
fn sources() -> Vec<PathBuf> {
    ["engines", "crates", "areas"].iter().flat_map(|shelf| files(&root().join(shelf), "rs")).collect()
}

/// Whether a file is a test or a bench, where Korean and brevity are free.
fn is_test(path: &Path) -> bool {
    let shown = path.to_string_lossy();
    ["/tests/", "/benches/", "/examples/"].iter().any(|part| shown.contains(part))
        || shown.ends_with("/tests.rs")
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", shown(path)))
}

/// Which of our crates a crate of each shelf (or by name) may use.
fn may_use(from: &str, shelf: &str) -> Vec<&'static str> {
    match (shelf, from) {
        ("engines", _) | ("crates", "db") => vec!["base"],
        ("crates", "base" | "assets" | "observe") => vec![],
        ("crates", "register") => vec!["base", "db"],
        ("crates", "web") => vec!["base", "db", "register", "assets", "documents"],
        ("crates", "net") => vec!["base", "db", "register"],
        ("crates", "intake") => vec!["base", "tables"],
        ("crates", "testkit") => vec!["base", "db", "register", "web"],
        ("areas", _) => {
            let engines = ["documents", "documents-pdf", "tables", "indicators"];
            ["base", "db", "register", "web", "intake", "net"].into_iter().chain(engines).collect()
        }
        _ => vec!["*"],
    }
}

#[test]
fn nobody_imports_whom_the_law_forbids() {
    let metadata = MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .exec()
        .expect("cargo metadata runs");
    let ours: BTreeSet<String> = metadata.packages.iter().map(|p| p.name.to_string()).collect();
    let mut wrong = Vec::new();
    for package in &metadata.packages {
        let manifest = package.manifest_path.as_std_path();
        let shelf = manifest.ancestors().nth(2).and_then(Path::file_name).unwrap_or_default();
        let shelf = shelf.to_string_lossy().into_owned();
        let allowed = may_use(&package.name, &shelf);
        for dependency in package.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal) {
            let name = dependency.name.as_str();
            if ours.contains(name) && !allowed.contains(&"*") && !allowed.contains(&name) {
                wrong.push(format!("{} uses {name}", package.name));
            }
            let drivers = ["rusqlite", "tokio-postgres", "deadpool-postgres"];
            if drivers.contains(&name) && package.name.as_str() != "db" {
                wrong.push(format!("{} uses the driver {name}", package.name));
            }
            if shelf == "engines" && ["tokio", "axum", "getrandom"].contains(&name) {
                wrong.push(format!("the engine {} uses {name}", package.name));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Licences a dependency may come under; MPL-2.0 and CDLA-Permissive-2.0 cover whole files that stay unchanged.
const LICENCES: [&str; 15] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "Unlicense",
    "0BSD",
    "CC0-1.0",
    "BSL-1.0",
    "MPL-2.0",
    "CDLA-Permissive-2.0",
];

#[test]
fn every_dependency_comes_under_a_licence_on_the_list() {
    let metadata = MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .other_options(vec![
            "--locked".to_owned(),
            "--filter-platform".to_owned(),
            "x86_64-unknown-linux-gnu".to_owned(),
        ])
        .exec()
        .expect("cargo metadata runs");
    let used: BTreeSet<_> =
        metadata.resolve.iter().flat_map(|r| r.nodes.iter().map(|node| &node.id)).collect();
    let mut wrong = Vec::new();
    for package in metadata.packages.iter().filter(|package| used.contains(&package.id)) {
        let licence =
            package.license.clone().unwrap_or_default().replace('/', " OR ").replace(['(', ')'], "");
        let ours = |choice: &str| choice.split(" AND ").all(|part| LICENCES.contains(&part.trim()));
        if !licence.split(" OR ").any(ours) {
            wrong.push(format!("{} {}: {licence:?}", package.name, package.version));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_file_opens_with_a_sentence() {
    let without: Vec<String> =
        sources().iter().filter(|path| !read(path).starts_with("//! ")).map(|path| shown(path)).collect();
    assert_eq!(without, Vec::<String>::new());
}

#[test]
fn a_file_that_passes_600_lines_becomes_a_folder() {
    let long: Vec<String> = sources()
        .iter()
        .map(|path| (read(path).lines().count(), shown(path)))
        .filter(|(lines, _)| *lines > 600)
        .map(|(lines, path)| format!("{path}: {lines}"))
        .collect();
    assert_eq!(long, Vec::<String>::new());
}

/// Whether a line holds Hangul outside a comment. Characters of the alphabet itself, as `josa.rs` and
/// `search.rs` name them to compute with, are single letters in single quotes or lists of them.
fn hangul_in_code(line: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    code.chars().any(|c| {
        ('\u{1100}'..='\u{11FF}').contains(&c)
            || ('\u{3131}'..='\u{318E}').contains(&c)
            || ('가'..='힣').contains(&c)
    })
}

/// Files that compute with the alphabet or with Korean notation itself.
const ALPHABET: [&str; 3] =
    ["crates/web/src/josa.rs", "crates/web/src/words.rs", "crates/register/src/search.rs"];

#[test]
fn no_korean_stands_in_code_or_templates() {
    let mut found = Vec::new();
    for path in sources().into_iter().filter(|path| !is_test(path)) {
        if ALPHABET.contains(&shown(&path).as_str()) {
            continue;
        }
        let text = read(&path);
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate().filter(|(_, line)| hangul_in_code(line)) {
            found.push(format!("{}:{}: {}", shown(&path), number + 1, line.trim()));
        }
    }
    for shelf in ["crates", "areas"] {
        for path in files(&root().join(shelf), "html") {
            let text = read(&path);
            for (number, line) in text.lines().enumerate() {
                if line.chars().any(|c| ('가'..='힣').contains(&c)) {
                    found.push(format!("{}:{}", shown(&path), number + 1));
                }
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

/// Top-level keys and attributes (`key.attribute`) of a Fluent file.
fn keys(text: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut last = String::new();
    for line in text.lines() {
        let Some((name, _)) = line.split_once(" =") else { continue };
        let trimmed = name.trim_start();
        if let Some(attribute) = trimmed.strip_prefix('.') {
            keys.insert(format!("{last}.{attribute}"));
        } else if trimmed == name && !name.starts_with('#') {
            name.clone_into(&mut last);
            keys.insert(name.to_owned());
        }
    }
    keys
}

#[test]
fn english_stands_beside_every_korean_word() {
    let mut wrong = Vec::new();
    for shelf in ["engines", "crates", "areas"] {
        for ko in files(&root().join(shelf), "ftl") {
            let name = ko.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !name.ends_with("ko.ftl") {
                continue;
            }
            let en = ko.with_file_name(name.replace("ko.ftl", "en.ftl"));
            let (ours, theirs) = (keys(&read(&ko)), keys(&read(&en)));
            wrong.extend(ours.symmetric_difference(&theirs).map(|key| format!("{}: {key}", shown(&ko))));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_refusal_has_words_and_a_next_step() {
    let mut wrong = Vec::new();
    let all: BTreeSet<String> = ["engines", "crates", "areas"]
        .iter()
        .flat_map(|shelf| files(&root().join(shelf), "ftl"))
        .flat_map(|path| keys(&read(&path)))
        .collect();
    for key in all.iter().filter(|key| key.contains("-refused-") && !key.contains('.')) {
        if !all.contains(&format!("{key}.next")) {
            wrong.push(key.clone());
        }
    }
    for (path, area, variants) in refusals() {
        for variant in variants {
            let key = format!("{area}-refused-{}", kebab(&variant));
            if !all.contains(&key) {
                wrong.push(format!("{path}: {key}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Every enum that implements `Refusal`, with its area and variants, read from the source.
fn refusals() -> Vec<(String, String, Vec<String>)> {
    let mut found = Vec::new();
    for path in sources().into_iter().filter(|path| !is_test(path)) {
        let whole = read(&path);
        let text = whole.split("#[cfg(test)]").next().unwrap_or_default();
        for part in text.split("impl Refusal for ").skip(1) {
            let name = part.split([' ', '{']).next().unwrap_or_default();
            let area = part.split("AREA: &'static str = \"").nth(1).and_then(|rest| rest.split('"').next());
            let area = area.unwrap_or_default().to_owned();
            let body = text.split(&format!("enum {name} {{")).nth(1).unwrap_or_default();
            let body = body.split("\n}").next().unwrap_or_default();
            let variants = body
                .lines()
                .filter(|line| line.starts_with("    ") && !line.starts_with("     "))
                .map(str::trim)
                .filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()))
                .map(|line| line.split([' ', ',', '(', '{']).next().unwrap_or_default().to_owned())
                .collect();
            found.push((shown(&path), area, variants));
        }
    }
    assert!(found.len() >= 3, "the reader of refusals finds none: mend it");
    found
}

/// `VisitTooSoon` → `visit-too-soon`, as serde writes it.
fn kebab(name: &str) -> String {
    let mut text = String::new();
    for (i, c) in name.chars().enumerate() {
        if c.is_ascii_uppercase() && i > 0 {
            text.push('-');
        }
        text.push(c.to_ascii_lowercase());
    }
    text
}

/// A template without its `{# … #}`.
fn without_comments(text: &str) -> String {
    let mut parts = text.split("{#");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |whole, part| whole + part.split_once("#}").map_or("", |(_, rest)| rest))
}

#[test]
fn every_key_that_a_template_or_a_menu_names_has_words() {
    let all: BTreeSet<String> = ["engines", "crates", "areas"]
        .iter()
        .flat_map(|shelf| files(&root().join(shelf), "ftl"))
        .flat_map(|path| keys(&read(&path)))
        .collect();
    let mut wrong = Vec::new();
    for shelf in ["crates", "areas"] {
        for path in files(&root().join(shelf), "html") {
            for piece in without_comments(&read(&path)).split('"').collect::<Vec<_>>().windows(2) {
                let filtered = ["|t", "|t1(", "|t2(", "|t3("].iter().any(|f| {
                    piece[1].strip_prefix(f).is_some_and(|rest| {
                        !f.ends_with('t') || !rest.starts_with(|c: char| c.is_alphanumeric())
                    })
                });
                if filtered && !piece[0].contains('{') && !all.contains(piece[0]) {
                    wrong.push(format!("{}: {}", shown(&path), piece[0]));
                }
            }
        }
    }
    for area in app::AREAS {
        for entry in area.menu {
            for key in [entry.key.to_owned(), format!("{}.hint", entry.key)] {
                if !all.contains(&key) {
                    wrong.push(format!("menu of {}: {key}", area.name));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Rows of the glossary's tables: term id → (English, Korean).
fn glossary() -> BTreeMap<String, (String, String)> {
    let text = read(&root().join("docs/glossary.md"));
    let rows = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| term |"));
    rows.map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        (cells[1].to_owned(), (cells[2].to_owned(), cells[3].to_owned()))
    })
    .collect()
}

/// Terms of a Fluent file: id → words.
fn terms(file: &str) -> BTreeMap<String, String> {
    let text = read(&root().join("crates/web/i18n").join(file));
    let lines = text.lines().filter_map(|line| line.strip_prefix('-')?.split_once(" = "));
    lines.map(|(id, words)| (id.to_owned(), words.to_owned())).collect()
}

#[test]
fn the_glossary_and_the_terms_say_the_same() {
    let (ko, en) = (terms("terms.ko.ftl"), terms("terms.en.ftl"));
    let glossary = glossary();
    assert!(glossary.len() > 50, "the glossary was not read");
    let from_files: BTreeMap<String, (String, String)> = ko
        .iter()
        .map(|(id, korean)| (id.clone(), (en.get(id).cloned().unwrap_or_default(), korean.clone())))
        .collect();
    assert_eq!(glossary, from_files);
}

#[test]
fn areas_name_everything_by_their_word() {
    let mut wrong = Vec::new();
    for area in app::AREAS {
        let word = area.name;
        let right = |name: &str| name.starts_with(&format!("{word}."));
        wrong.extend(area.permissions.iter().map(|p| p.name).filter(|n| !right(n)));
        wrong.extend(area.jobs.iter().map(|j| j.kind).filter(|n| !right(n)));
        wrong.extend(area.indicators.iter().map(|i| i.name).filter(|n| !right(n)));
        wrong.extend(area.menu.iter().map(|m| m.key).filter(|k| !k.starts_with(&format!("{word}-"))));
        for migration in area.migrations {
            assert!(migration.name.contains(word), "{} does not name {word}", migration.name);
            let own = format!("CREATE TABLE {word}_");
            let foreign =
                migration.sqlite.lines().filter(|l| l.starts_with("CREATE TABLE") && !l.starts_with(&own));
            assert_eq!(foreign.collect::<Vec<_>>(), Vec::<&str>::new(), "tables of {word}");
        }
        assert!(root().join("docs/guide").join(format!("{word}.md")).exists(), "{word} has no guide page");
        assert!(root().join("areas").join(word).join("README.md").exists(), "{word} has no README");
    }
    assert_eq!(wrong, Vec::<&str>::new());
}

#[test]
fn migrations_that_differ_between_the_databases_stay_visible() {
    let pairs: Vec<&str> = app::migrations().iter().filter(|m| m.is_pair()).map(|m| m.name).collect();
    assert_eq!(pairs, Vec::<&str>::new());
}

#[test]
fn sql_lives_in_stores_and_nowhere_else() {
    let mut wrong = Vec::new();
    for path in files(&root().join("areas"), "rs").into_iter().filter(|path| !is_test(path)) {
        let inside = shown(&path);
        let store = inside.contains("/src/store.rs") || inside.contains("/src/store/");
        if !store && read(&path).contains("sql!(") {
            wrong.push(inside);
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn nothing_tells_of_the_machine_it_was_made_on() {
    let mut wrong = Vec::new();
    // Written in halves, so that this very file does not tell either.
    let halves = [
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("crates", ".io"),
        ("registry.", "npmjs"),
        ("pypi", ".org"),
        ("deb.", "debian"),
    ];
    let marks = halves.map(|(front, back)| format!("{front}{back}"));
    for ending in ["rs", "md", "toml", "html", "ftl", "mjs", "sh", "py", "json", "css"] {
        for path in files(&root(), ending) {
            let name = shown(&path);
            if name.starts_with("Cargo.lock") || name.starts_with("data/") {
                continue;
            }
            let text = read(&path);
            wrong.extend(
                marks
                    .iter()
                    .filter(|mark| text.contains(mark.as_str()))
                    .map(|mark| format!("{name}: {mark}")),
            );
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_readme_shows_output_and_pictures_that_are_there() {
    for name in ["README.md", "README.ko.md"] {
        let text = read(&root().join(name));
        for mark in ["demo-output", "test-output"] {
            let shown = text.split(&format!("<!-- {mark}:begin -->")).nth(1).unwrap_or_default();
            let shown = shown.split(&format!("<!-- {mark}:end -->")).next().unwrap_or_default();
            assert!(shown.trim().len() > 40, "{name} shows no {mark}");
        }
        let pictures = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let local = pictures.filter(|target| !target.contains("://") && !target.starts_with('#'));
        for target in local {
            assert!(root().join(target).exists(), "{name} leads to {target}, which is not there");
        }
    }
}
