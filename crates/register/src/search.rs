//! Search over titles by jamo, so that half a syllable and initial consonants find something.
//!
//! A title is kept decomposed (노인 → ㄴㅗㅇㅣㄴ) followed by its initial consonants (ㄴㅇ); a query is
//! decomposed the same way. Plain trigrams find nothing for two-syllable words.

use base::{Actor, AgencyId, Problem};
use db::{Tx, row, sql, vals};
use serde::Serialize;

use crate::Work;

/// First Hangul syllable; 588 syllables share each initial, 28 each vowel.
const FIRST: u32 = 0xAC00;
const INITIALS: [char; 19] = [
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ',
    'ㅍ', 'ㅎ',
];
const FINALS: [&str; 28] = [
    "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ",
    "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
];

/// One thing that can be found.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<'a> {
    /// What sort, such as `agency`.
    pub kind: &'static str,
    /// Id within the sort.
    pub id: &'a str,
    /// Title shown and searched.
    pub title: &'a str,
    /// Page it leads to.
    pub href: &'a str,
    /// Right needed to see it; empty for everyone.
    pub permission: &'static str,
    /// Agency it belongs to: staff of others do not find it.
    pub agency: Option<&'a AgencyId>,
}

row! {
    /// Something found.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct Found {
        /// What sort.
        pub kind: String,
        /// Title.
        pub title: String,
        /// Page it leads to.
        pub href: String,
        /// Right needed.
        pub permission: String,
        /// Agency it belongs to.
        pub agency_id: Option<AgencyId>,
    }
}

/// Letters of a text: syllables taken apart, the rest in lower case, blanks dropped.
pub fn jamo(text: &str) -> String {
    let mut letters = String::with_capacity(text.len() * 2);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        match (c as u32).checked_sub(FIRST).filter(|offset| *offset < 11_172) {
            Some(offset) => {
                letters.push(INITIALS[(offset / 588) as usize]);
                letters.extend(char::from_u32(0x314F + offset % 588 / 28));
                letters.push_str(FINALS[(offset % 28) as usize]);
            }
            None => letters.extend(c.to_lowercase()),
        }
    }
    letters
}

/// Initial consonants of the syllables in a text.
fn initials(text: &str) -> String {
    let offset = |c: char| (c as u32).checked_sub(FIRST).filter(|offset| *offset < 11_172);
    text.chars().filter_map(offset).map(|offset| INITIALS[(offset / 588) as usize]).collect()
}

/// Puts a thing into the index, or renames it there.
pub async fn put(work: &mut Work, entry: &Entry<'_>) -> Result<(), Problem> {
    let letters = format!("{} {}", jamo(entry.title), initials(entry.title));
    work.tx
        .exec(
            sql!("INSERT INTO register_search_entry(kind,id,title,jamo,href,permission,agency_id) VALUES($1,$2,$3,$4,$5,$6,$7) \
                  ON CONFLICT (kind,id) DO UPDATE SET title=excluded.title,jamo=excluded.jamo,href=excluded.href,permission=excluded.permission,agency_id=excluded.agency_id"),
            vals![entry.kind, entry.id, entry.title, letters, entry.href, entry.permission, entry.agency],
        )
        .await?;
    Ok(())
}

/// Up to `limit` things whose title holds `query` and that `actor` may see.
pub async fn find(tx: &mut Tx, actor: &Actor, query: &str, limit: usize) -> Result<Vec<Found>, Problem> {
    let letters = jamo(query).replace(['%', '_', '\\'], "");
    if letters.is_empty() {
        return Ok(Vec::new());
    }
    let found: Vec<Found> = tx
        .all(
            sql!("SELECT kind,title,href,permission,agency_id FROM register_search_entry WHERE jamo LIKE '%' || $1 || '%' AND ($2 = '' OR agency_id IS NULL OR agency_id = $2) ORDER BY kind,title,id LIMIT 5000"),
            vals![letters, actor.agency.as_ref().map_or("", |agency| agency.as_str())],
        )
        .await?;
    let sees = |found: &Found| {
        (found.permission.is_empty() || actor.may(&found.permission))
            && found.agency_id.as_ref().is_none_or(|agency| actor.must_see(agency).is_ok())
    };
    Ok(found.into_iter().filter(sees).take(limit).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_typed_syllables_and_initials_are_inside_the_letters() {
        assert_eq!(jamo("노인 일"), "ㄴㅗㅇㅣㄴㅇㅣㄹ");
        assert!(jamo("노인일자리").contains(&jamo("노이")));
        assert_eq!(initials("강화군 카페"), "ㄱㅎㄱㅋㅍ");
        assert_eq!(jamo("닭 Cafe"), "ㄷㅏㄹㄱcafe");
    }
}
