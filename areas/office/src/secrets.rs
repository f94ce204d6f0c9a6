//! Random tokens, their digests, and fields sealed with the master key.
//!
//! A sealed field is `1 ‖ key number ‖ nonce (12) ‖ AES-256-GCM-SIV ciphertext`. The place it belongs to
//! (table, column, row) is authenticated along, so that two rows' secrets cannot be swapped.

use aes_gcm_siv::{
    Aes256GcmSiv, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base::Problem;
use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD, HEXLOWER};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use web::App;

use crate::model::Refused;

/// Marks AES-256-GCM-SIV, so that another algorithm can stand beside it.
const ALGORITHM: u8 = 1;
/// Number of the only master key there is so far.
const KEY_NUMBER: u8 = 1;
/// Bytes before the ciphertext.
const HEADER: usize = 2 + 12;

/// `N` random bytes of the operating system.
pub fn random<const N: usize>() -> Result<[u8; N], Problem> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|error| Problem::fault(error.to_string()))?;
    Ok(bytes)
}

/// A token of 256 random bits for links and cookies.
pub fn token() -> Result<String, Problem> {
    Ok(BASE64URL_NOPAD.encode(&random::<32>()?))
}

/// A recovery code of 80 random bits in four groups of four letters and digits.
pub fn recovery_code() -> Result<String, Problem> {
    let letters = BASE32_NOPAD.encode(&random::<10>()?).to_lowercase();
    let groups: Vec<&str> = (0..4).map(|group| &letters[group * 4..group * 4 + 4]).collect();
    Ok(groups.join("-"))
}

/// What the database keeps of a token, a code or a login: SHA-256 over a purpose and the text.
pub fn digest(purpose: &str, text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(format!("{purpose}\n{text}").as_bytes()))
}

/// The cipher, or a refusal where the house was started without a master key.
fn cipher(app: &App) -> Result<Aes256GcmSiv, Problem> {
    Aes256GcmSiv::new_from_slice(&app.options().master_key).map_err(|_| Refused::NoMasterKey.into())
}

/// Seals `plain` for its `place`, written `table.column:row`.
pub fn seal(app: &App, place: &str, plain: &[u8]) -> Result<Vec<u8>, Problem> {
    let nonce = random::<12>()?;
    let payload = Payload { msg: plain, aad: place.as_bytes() };
    let sealed = cipher(app)?
        .encrypt(&Nonce::from(nonce), payload)
        .map_err(|_| Problem::fault("a field cannot be sealed"))?;
    let mut bytes = vec![ALGORITHM, KEY_NUMBER];
    bytes.extend(nonce);
    bytes.extend(sealed);
    Ok(bytes)
}

/// Opens what [`seal`] made for the same place.
pub fn open(app: &App, place: &str, sealed: &[u8]) -> Result<Vec<u8>, Problem> {
    let broken = || Problem::fault("a sealed field cannot be opened: wrong key, place or bytes");
    if sealed.len() < HEADER || sealed[..2] != [ALGORITHM, KEY_NUMBER] {
        return Err(broken());
    }
    let nonce: [u8; 12] = sealed[2..HEADER].try_into().map_err(|_| broken())?;
    let payload = Payload { msg: &sealed[HEADER..], aad: place.as_bytes() };
    cipher(app)?.decrypt(&Nonce::from(nonce), payload).map_err(|_| broken())
}

/// Twenty bytes that only this house can derive for `purpose`: the same each time, so that a page may
/// show a secret before anything is stored.
pub fn derived(app: &App, purpose: &str) -> Result<[u8; 20], Problem> {
    cipher(app)?;
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&app.options().master_key)
        .map_err(|_| Problem::from(Refused::NoMasterKey))?;
    mac.update(purpose.as_bytes());
    let bytes = mac.finalize().into_bytes();
    let mut out = [0_u8; 20];
    out.copy_from_slice(&bytes[..20]);
    Ok(out)
}
