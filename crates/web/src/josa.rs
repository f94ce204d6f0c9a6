//! Korean particles that agree with the word before them: 노인을, 시니어가, 서울로.

/// How the last letter of a word is pronounced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Vowel,
    Rieul,
    Consonant,
}

/// Adds the fitting particle of a pair such as `은/는`, `이/가`, `을/를`, `과/와`, `으로/로`, `이나/나`.
///
/// The first of the pair follows a final consonant, the second a vowel; `으로/로` takes `로` after ㄹ
/// too. Digits and Latin letters go by their Korean reading; a closing bracket is looked through.
pub fn with_particle(word: &str, pair: &str) -> String {
    let (closed, open) = pair.split_once('/').unwrap_or((pair, pair));
    let particle = match ending(word) {
        Ending::Vowel => open,
        Ending::Rieul if closed.starts_with("으로") => open,
        Ending::Rieul | Ending::Consonant => closed,
    };
    format!("{word}{particle}")
}

/// The ending of the last character that is pronounced.
fn ending(word: &str) -> Ending {
    let spoken = |c: &char| c.is_alphanumeric() || "%㎡㎢".contains(*c);
    let mut letters = word.chars().rev().skip_while(|c| !spoken(c));
    let Some(last) = letters.next() else { return Ending::Vowel };
    match last {
        '가'..='힣' => match (last as u32 - 0xAC00) % 28 {
            0 => Ending::Vowel,
            8 => Ending::Rieul,
            _ => Ending::Consonant,
        },
        // 영 일 이 삼 사 오 육 칠 팔 구; a number ending in zeros is read 십, 백, 천, 만: all closed, as is 영.
        '0' | '3' | '6' => Ending::Consonant,
        '1' | '7' | '8' => Ending::Rieul,
        '2' | '4' | '5' | '9' | '%' => Ending::Vowel,
        _ => latin(last.to_ascii_lowercase(), letters.next()),
    }
}

/// A Latin word by its last letter: l is read with ㄹ, m n and a stop with a final consonant; a single
/// letter by its name (엘, 엠, 엔, 아르).
fn latin(last: char, before: Option<char>) -> Ending {
    let alone = before.is_none_or(|c| !c.is_ascii_lowercase());
    match last {
        'l' => Ending::Rieul,
        'r' if alone => Ending::Vowel,
        'm' | 'n' => Ending::Consonant,
        'b' | 'c' | 'k' | 'p' | 't' if !alone => Ending::Consonant,
        _ => Ending::Vowel,
    }
}

#[cfg(test)]
mod tests {
    use super::with_particle;

    #[test]
    fn particles_agree_with_syllables_digits_and_latin() {
        let cases = [
            ("수행기관", "은/는", "수행기관은"),
            ("시니어", "이/가", "시니어가"),
            ("노인", "을/를", "노인을"),
            ("서울", "으로/로", "서울로"),
            ("강화군", "으로/로", "강화군으로"),
            ("3", "을/를", "3을"),
            ("2", "을/를", "2를"),
            ("7", "으로/로", "7로"),
            ("100", "이/가", "100이"),
            ("KORDI", "과/와", "KORDI와"),
            ("TF", "을/를", "TF를"),
            ("XLSX", "을/를", "XLSX를"),
            ("file", "을/를", "file를"),
            ("team", "은/는", "team은"),
            ("institution 1453 (강화군)", "은/는", "institution 1453 (강화군)은"),
            ("", "은/는", "는"),
        ];
        for (word, pair, whole) in cases {
            assert_eq!(with_particle(word, pair), whole);
        }
    }
}
