//! Secret keys at rest: sealed with the house's own key, opened only to sign.
//!
//! A sealed text is base64 of `1 ‖ nonce (12) ‖ AES-256-GCM-SIV ciphertext`; the row it belongs to is authenticated along.

use aes_gcm_siv::{
    Aes256GcmSiv, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base::Problem;
use data_encoding::BASE64URL_NOPAD;
use web::App;

use crate::model::Refused;

/// Marks the algorithm, so that another can stand beside it.
const ALGORITHM: u8 = 1;

/// `N` random bytes of the operating system.
pub fn random<const N: usize>() -> Result<[u8; N], Problem> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|error| Problem::fault(error.to_string()))?;
    Ok(bytes)
}

/// A text of 128 random bits that stands in addresses.
pub fn token() -> Result<String, Problem> {
    Ok(BASE64URL_NOPAD.encode(&random::<16>()?))
}

fn cipher(app: &App) -> Result<Aes256GcmSiv, Problem> {
    Aes256GcmSiv::new_from_slice(&app.options().master_key).map_err(|_| Refused::NoMasterKey.into())
}

/// Seals a secret for the row with `id`.
pub fn seal(app: &App, id: &str, plain: &[u8]) -> Result<String, Problem> {
    let place = format!("training_key.sealed_key:{id}");
    let nonce = random::<12>()?;
    let payload = Payload { msg: plain, aad: place.as_bytes() };
    let sealed = cipher(app)?.encrypt(&Nonce::from(nonce), payload);
    let mut bytes = vec![ALGORITHM];
    bytes.extend(nonce);
    bytes.extend(sealed.map_err(|_| Problem::fault("a key cannot be sealed"))?);
    Ok(BASE64URL_NOPAD.encode(&bytes))
}

/// Opens what [`seal`] made for the same row.
pub fn open(app: &App, id: &str, sealed: &str) -> Result<[u8; 32], Problem> {
    let broken = || Problem::fault("a sealed key cannot be opened: wrong master key, row or bytes");
    let place = format!("training_key.sealed_key:{id}");
    let bytes = BASE64URL_NOPAD.decode(sealed.as_bytes()).map_err(|_| broken())?;
    if bytes.len() < 13 || bytes[0] != ALGORITHM {
        return Err(broken());
    }
    let nonce: [u8; 12] = bytes[1..13].try_into().map_err(|_| broken())?;
    let payload = Payload { msg: &bytes[13..], aad: place.as_bytes() };
    let plain = cipher(app)?.decrypt(&Nonce::from(nonce), payload).map_err(|_| broken())?;
    plain.try_into().map_err(|_| broken())
}
