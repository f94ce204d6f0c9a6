//! Passkeys (WebAuthn): the relying party of this house and what a ceremony keeps.

use base::{Problem, UserId};
use sha2::{Digest, Sha256};
use web::App;
use webauthn_rs::prelude::{Passkey, Url, Uuid, Webauthn, WebauthnBuilder};

use crate::model::{Refused, StoredPasskey};

/// The relying party, if the house has a public address that passkeys work at: a host name, with TLS or `localhost`.
pub fn party(app: &App) -> Option<Webauthn> {
    let origin = Url::parse(&app.options().public_url).ok()?;
    let host = origin.domain()?.to_owned();
    if origin.scheme() != "https" && host != "localhost" {
        return None;
    }
    WebauthnBuilder::new(&host, &origin).ok()?.rp_name("Dure").build().ok()
}

/// The relying party, or a refusal.
pub fn must(app: &App) -> Result<Webauthn, Problem> {
    party(app).ok_or_else(|| Refused::NoPasskeys.into())
}

/// The handle authenticators know a person by: derived, so that no name leaves the house.
pub fn handle(user: &UserId) -> Uuid {
    let digest = Sha256::digest(format!("passkey-handle\n{user}").as_bytes());
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    Uuid::from_bytes(bytes)
}

/// The stored passkeys as the ceremony takes them; one that cannot be read is left out.
pub fn credentials(stored: &[StoredPasskey]) -> Vec<Passkey> {
    stored.iter().filter_map(|one| serde_json::from_str(&one.credential).ok()).collect()
}
