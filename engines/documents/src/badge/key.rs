//! Ed25519 keys as badges write them: multikeys, `did:key` and the document behind a `did:web`.

use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{BadgeRefused, moment, proof};

/// What stands before an Ed25519 public key in a multikey.
const PUBLIC: [u8; 2] = [0xed, 0x01];

/// What stands before an Ed25519 secret key in a multikey.
const SECRET: [u8; 2] = [0x80, 0x26];

/// The key that signs; it belongs to the issuer and never leaves the server. It shows nothing when printed.
#[derive(Clone)]
pub struct SecretKey(SigningKey);

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

impl SecretKey {
    /// Takes 32 random bytes; where they come from is the caller's matter.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&bytes))
    }

    /// Reads a secret multikey (`z3u2…`).
    pub fn from_multikey(text: &str) -> Result<Self, BadgeRefused> {
        Ok(Self::from_bytes(unwrapped(text, SECRET)?))
    }

    /// Gives the key by which everybody can check.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Signs a credential; `method` names the key where a stranger finds it ([`PublicKey::method`] or
    /// [`PublicKey::method_of`]), `created` is the moment of signing. An older proof in the credential is replaced.
    pub fn sign(&self, credential: &Value, method: &str, created: Timestamp) -> Result<Value, BadgeRefused> {
        proof::sign(self, credential, method, created)
    }

    /// Signs bytes.
    pub(super) fn signature(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }
}

/// The key by which a signature is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Reads a public multikey (`z6Mk…`).
    pub fn from_multikey(text: &str) -> Result<Self, BadgeRefused> {
        let bytes = unwrapped(text, PUBLIC)?;
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| BadgeRefused::NotAKey)?;
        if key.is_weak() { Err(BadgeRefused::NotAKey) } else { Ok(Self(key)) }
    }

    /// Writes the key as a multikey.
    pub fn multikey(&self) -> String {
        let bytes: Vec<u8> = PUBLIC.iter().chain(self.0.as_bytes()).copied().collect();
        format!("z{}", bs58::encode(bytes).into_string())
    }

    /// Writes an issuer that is nothing but this key; it needs no web page, and cannot change its key.
    pub fn did(&self) -> String {
        format!("did:key:{}", self.multikey())
    }

    /// Names this key inside its own `did:key`.
    pub fn method(&self) -> String {
        self.method_of(&self.did())
    }

    /// Names this key inside the document of an issuer with several.
    pub fn method_of(&self, issuer: &str) -> String {
        format!("{issuer}#{}", self.multikey())
    }

    /// Tells whether a signature over bytes is this key's; lax forms of a signature are not taken.
    pub(super) fn signed(&self, bytes: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(bytes, &ed25519_dalek::Signature::from_bytes(signature)).is_ok()
    }
}

/// A key of the issuer, also one that signs no more: badges it signed before stay provable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownKey {
    /// The key.
    pub key: PublicKey,
    /// From when on it signs no more.
    pub retired: Option<Timestamp>,
}

impl KnownKey {
    /// A key in use.
    pub fn current(key: PublicKey) -> Self {
        Self { key, retired: None }
    }

    /// Writes the document that a `did:web` issuer publishes, with every key it ever used.
    pub fn document(issuer: &str, keys: &[Self]) -> Value {
        let methods: Vec<Value> = keys.iter().map(|known| known.entry(issuer)).collect();
        let names: Vec<String> = keys.iter().map(|known| known.key.method_of(issuer)).collect();
        json!({
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
            "id": issuer,
            "verificationMethod": methods,
            "assertionMethod": names,
        })
    }

    fn entry(&self, issuer: &str) -> Value {
        let mut entry = json!({
            "id": self.key.method_of(issuer),
            "type": "Multikey",
            "controller": issuer,
            "publicKeyMultibase": self.key.multikey(),
        });
        if let Some(at) = self.retired {
            // "Expires", not "revoked": a verifier must not accept any proof of a revoked key.
            entry["expires"] = json!(moment(at));
        }
        entry
    }
}

/// Writes the issuer whose document lies at `https://HOST/.well-known/did.json`; a port is written with `%3A`.
pub fn did_web(host: &str) -> Result<String, BadgeRefused> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-' || c == ':';
    if host.is_empty() || host.len() > 253 || !host.chars().all(fits) {
        return Err(BadgeRefused::NotAnAddress { field: "host" });
    }
    Ok(format!("did:web:{}", host.to_ascii_lowercase().replace(':', "%3A")))
}

fn unwrapped(text: &str, head: [u8; 2]) -> Result<[u8; 32], BadgeRefused> {
    let digits = text.strip_prefix('z').filter(|digits| digits.len() <= 64).ok_or(BadgeRefused::NotAKey)?;
    let bytes = bs58::decode(digits).into_vec().map_err(|_| BadgeRefused::NotAKey)?;
    let key = bytes.strip_prefix(&head).ok_or(BadgeRefused::NotAKey)?;
    key.try_into().map_err(|_| BadgeRefused::NotAKey)
}
