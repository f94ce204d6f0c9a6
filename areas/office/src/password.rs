//! Passwords: how they are hashed and which ones are taken.
//!
//! Argon2id with one pass and one lane over 46 MiB (OWASP ASVS 5.0, appendix C). Length decides, not
//! composition: 15 characters, or 10 with two kinds of them, and nothing from the list of known ones.

use argon2::{Argon2, Params, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};
use base::{FieldNote, Problem};
use tokio::sync::Semaphore;

use crate::secrets;

/// Memory of one hash in KiB: 46 MiB.
pub const MEMORY_KIB: u32 = 47_104;
/// Hashes made at the same time at most, so that a flood of sign-ins cannot take all memory.
const AT_ONCE: usize = 4;
/// Shortest password with two kinds of characters.
const SHORT: usize = 10;
/// Shortest password of one kind.
const LONG: usize = 15;
/// Longest password taken, so that hashing stays cheap.
const LONGEST: usize = 200;
/// Known passwords in lower case, one a line; those found in public lists of leaked ones.
const KNOWN: &str = include_str!("../data/known_passwords.txt");

/// Places for hashes in progress.
static PLACES: Semaphore = Semaphore::const_new(AT_ONCE);

/// The hash function with today's settings.
fn argon2() -> Result<Argon2<'static>, Problem> {
    let params = Params::new(MEMORY_KIB, 1, 1, None).map_err(|error| Problem::fault(error.to_string()))?;
    Ok(Argon2::from(params))
}

/// Runs `work` away from the threads that serve requests: a hash takes tens of milliseconds.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let _place = PLACES.acquire().await.map_err(Problem::fault)?;
    tokio::task::spawn_blocking(work).await.map_err(Problem::fault)
}

/// Hashes a password with a salt of its own.
pub async fn hash(password: &str) -> Result<String, Problem> {
    let (password, salt) = (password.to_owned(), secrets::random::<16>()?);
    let hasher = argon2()?;
    aside(move || {
        let hash: Result<PasswordHash, _> = hasher.hash_password_with_salt(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string()).map_err(|error| Problem::fault(error.to_string()))
    })
    .await?
}

/// Whether `password` fits `stored`; without a stored hash the same work is done for nothing, so that
/// the time tells nobody which logins exist.
pub async fn fits(password: &str, stored: Option<String>) -> Result<bool, Problem> {
    let password: String = password.chars().take(LONGEST).collect();
    let Some(stored) = stored else {
        hash(&password).await?;
        return Ok(false);
    };
    let hasher = argon2()?;
    aside(move || {
        PasswordHash::new(&stored)
            .is_ok_and(|hash| hasher.verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
}

/// Whether a stored hash was made with other settings than today's and should be made anew.
pub fn is_outdated(stored: &str) -> bool {
    !stored.starts_with(&format!("$argon2id$v=19$m={MEMORY_KIB},t=1,p=1$"))
}

/// Whether the password may be used by someone who signs in as `login`; else a note for its field.
pub fn judge(password: &str, login: &str) -> Result<(), FieldNote> {
    let length = password.chars().count();
    let note = |key: &str| Err(FieldNote::new("password", key).with("short", SHORT).with("long", LONG));
    if length > LONGEST {
        return note("office-password-too-long");
    }
    if length < SHORT || (length < LONG && kinds(password) < 2) {
        return note("office-password-too-short");
    }
    if is_known(password) || is_pattern(password) {
        return note("office-password-known");
    }
    if login.len() >= 4 && password.to_lowercase().contains(&login.to_lowercase()) {
        return note("office-password-has-login");
    }
    Ok(())
}

/// How many kinds of characters there are: lower case, upper case, digits, the rest.
fn kinds(password: &str) -> usize {
    let kinds: [fn(char) -> bool; 4] = [
        |c| c.is_lowercase(),
        char::is_uppercase,
        |c| c.is_ascii_digit(),
        |c| !c.is_lowercase() && !c.is_uppercase() && !c.is_ascii_digit(),
    ];
    kinds.iter().filter(|&&is| password.chars().any(is)).count()
}

/// Whether the password, or what is left of it without digits and signs at its ends, is on the list.
fn is_known(password: &str) -> bool {
    let lower = password.to_lowercase();
    let core = lower.trim_matches(|c: char| !c.is_alphabetic());
    KNOWN
        .lines()
        .filter(|line| !line.starts_with('#'))
        .any(|known| known == lower || (known == core && core.len() >= 6))
}

/// Whether the password only repeats or counts: `aaaaaaaaaa`, `1234567890123`, `abcabcabcabc`.
fn is_pattern(password: &str) -> bool {
    let letters: Vec<u32> = password.chars().map(u32::from).collect();
    let steps: Vec<i64> = letters.windows(2).map(|pair| i64::from(pair[1]) - i64::from(pair[0])).collect();
    let even = steps.iter().filter(|step| step.abs() <= 1).count() * 10 >= steps.len() * 9;
    let repeats = (1..=4).any(|size| letters.iter().zip(letters.iter().skip(size)).all(|(a, b)| a == b));
    even || repeats
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(password: &str) -> Option<String> {
        judge(password, "kim.staff").err().map(|note| note.key)
    }

    #[test]
    fn length_decides_and_known_passwords_are_refused() {
        for good in [
            "따뜻한봄날산책길열두걸음더걷기",
            "correct horse battery staple",
            "uncommon42word",
            "바다바람 12 산들",
        ] {
            assert_eq!(verdict(good), None, "{good}");
        }
        for (bad, key) in [
            ("short1!", "office-password-too-short"),
            ("onlylowercase", "office-password-too-short"),
            ("Password123!", "office-password-known"),
            ("dkssudgktpdy1!", "office-password-known"),
            ("qwertyuiop123", "office-password-known"),
            ("123456789012345", "office-password-known"),
            ("abcdabcdabcdabcd", "office-password-known"),
            ("my-kim.staff-2026", "office-password-has-login"),
        ] {
            assert_eq!(verdict(bad).as_deref(), Some(key), "{bad}");
        }
    }

    #[tokio::test]
    async fn a_hash_tells_its_settings_and_fits_its_password_only() {
        let stored = hash("따뜻한 봄날 산책길").await.expect("it hashes");
        assert!(!is_outdated(&stored));
        assert!(is_outdated("$argon2id$v=19$m=19456,t=2,p=1$x$y"));
        assert!(fits("따뜻한 봄날 산책길", Some(stored.clone())).await.expect("it is compared"));
        assert!(!fits("따뜻한 봄날 산책", Some(stored)).await.expect("it is compared"));
        assert!(!fits("anything", None).await.expect("it is compared"));
    }
}
