//! Every key that the code names has words in both languages, and no key is left over.

use std::{collections::BTreeSet, fs, path::Path};

fn sources(folder: &Path, found: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push_str(&fs::read_to_string(&path).expect("a text"));
        }
    }
}

fn keys(text: &str) -> BTreeSet<String> {
    let lines = text.lines().filter(|line| line.starts_with("evaluation-"));
    lines.filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_owned()).collect()
}

#[test]
fn every_key_of_the_code_has_words_and_no_word_is_left_over() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| keys(&fs::read_to_string(root.join("i18n").join(name)).expect("words"));
    let (ko, en) = (read("ko.ftl"), read("en.ftl"));
    assert_eq!(ko, en);
    let mut code = String::new();
    sources(&root.join("src"), &mut code);
    let is_key = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut named: BTreeSet<String> = BTreeSet::new();
    let mut begun: BTreeSet<String> = BTreeSet::new();
    for piece in code.split("\"evaluation-").skip(1) {
        let word: String = piece.chars().take_while(|c| is_key(*c)).collect();
        let after = piece[word.len()..].chars().next();
        if after == Some('{') {
            begun.insert(format!("evaluation-{word}"));
        } else {
            named.insert(format!("evaluation-{word}"));
        }
    }
    // Beginnings that are put together in code: a word and one of a list.
    let lists =
        ["choice", "direction", "counts", "method", "reward", "by", "award", "scheme-from", "f", "right"];
    begun.extend(lists.iter().map(|list| format!("evaluation-{list}-")));
    let letters = ["scheme", "result", "closed", "appeal", "tour"];
    begun.extend(letters.iter().map(|letter| format!("evaluation-letter-{letter}-")));
    begun.insert("evaluation-refused-".into());
    let left: Vec<&String> = ko
        .iter()
        .filter(|key| !named.contains(*key) && !begun.iter().any(|start| key.starts_with(start.as_str())))
        .collect();
    assert_eq!(left, Vec::<&String>::new());
}
