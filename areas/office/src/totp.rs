//! One-time codes of an authenticator app (RFC 6238): six digits, half a minute, each taken once.

use base::Problem;
use totp_rs::{Builder, Totp};

/// The generator for a secret of twenty bytes. `account` and `issuer` are what the app shows.
pub fn generator(secret: &[u8], issuer: &str, account: &str) -> Result<Totp, Problem> {
    let plain = |text: &str| text.replace(':', " ");
    Builder::new()
        .with_secret(secret.to_vec())
        .with_issuer(Some(plain(issuer)))
        .with_account_name(plain(account))
        .build()
        .map_err(|error| Problem::fault(error.to_string()))
}

/// The time step that `code` belongs to at `seconds` since 1970, if it is later than `last_step`.
///
/// Half a minute before and after are taken too, for clocks that are a little off.
pub fn step(totp: &Totp, code: &str, seconds: i64, last_step: i64) -> Option<i64> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let step = totp.check(&digits, u64::try_from(seconds).ok()?)?;
    i64::try_from(step).ok().filter(|step| *step > last_step)
}

/// The secret as people type it, in groups of four.
pub fn typed(totp: &Totp) -> String {
    let letters: Vec<char> = totp.secret().to_base32().chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example_is_met_and_a_step_is_taken_once() {
        // RFC 6238, appendix B: secret 12345678901234567890, 59 seconds, SHA-1: 94287082, of which the last six digits.
        let totp = generator(b"12345678901234567890", "centre", "login").expect("the secret is long enough");
        assert_eq!(step(&totp, "287 082", 59, 0), Some(1));
        assert_eq!(step(&totp, "287082", 59, 1), None);
        assert_eq!(step(&totp, "287082", 200, 0), None);
        assert_eq!(step(&totp, "", 59, 0), None);
    }
}
