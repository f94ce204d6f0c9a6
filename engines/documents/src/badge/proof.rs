//! The proof inside a credential: Data Integrity, cryptosuite `eddsa-jcs-2022`.

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::{BadgeRefused, KnownKey, PublicKey, SecretKey, members, moment};

/// The name of the method.
const SUITE: &str = "eddsa-jcs-2022";

/// What a proof says about itself, once its signature is known to fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The key as the proof names it.
    pub method: String,
    /// When it says it was made; the signer could have written any moment.
    pub created: Option<Timestamp>,
}

/// Signs as section 3.3 of the specification says.
pub(super) fn sign(
    key: &SecretKey,
    credential: &Value,
    method: &str,
    created: Timestamp,
) -> Result<Value, BadgeRefused> {
    let mut unsecured = members(credential).ok_or(BadgeRefused::Malformed { what: "not an object" })?.clone();
    unsecured.remove("proof");
    let context = unsecured.get("@context").ok_or(BadgeRefused::Malformed { what: "no context" })?;
    let mut proof = json!({
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": moment(created),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
        "@context": context,
    });
    let signature = key.signature(&hash_data(&proof, &Value::Object(unsecured.clone()))?);
    proof["proofValue"] = json!(format!("z{}", bs58::encode(signature).into_string()));
    unsecured.insert("proof".to_owned(), proof);
    Ok(Value::Object(unsecured))
}

/// Checks a credential against the keys an issuer uses or used; a retired key proves what it signed until then.
pub fn verify(credential: &Value, keys: &[KnownKey]) -> Result<Proof, BadgeRefused> {
    let options = options_of(credential)?;
    let method = text(options, "verificationMethod")?;
    let named = method.rsplit('#').next().unwrap_or_default();
    let known = keys.iter().find(|known| known.key.multikey() == named);
    let known = known.ok_or_else(|| BadgeRefused::UnknownKey { method: method.to_owned() })?;
    let proof = verify_with_key(credential, &known.key)?;
    match (known.retired, proof.created) {
        (None, _) => Ok(proof),
        (Some(retired), Some(created)) if created <= retired => Ok(proof),
        (Some(_), _) => Err(BadgeRefused::AfterRetirement),
    }
}

/// Checks a credential against one key, whatever name the proof gives to it.
pub fn verify_with_key(credential: &Value, key: &PublicKey) -> Result<Proof, BadgeRefused> {
    let mut options = options_of(credential)?.clone();
    let method = text(&options, "verificationMethod")?.to_owned();
    let created = match options.get("created") {
        None => None,
        Some(at) => Some(read_moment(at)?),
    };
    let signature = signature_of(&mut options)?;
    let mut unsecured = members(credential).ok_or(BadgeRefused::NotSigned)?.clone();
    unsecured.remove("proof");
    if let Some(context) = options.get("@context") {
        if !begins_with(unsecured.get("@context"), context) {
            return Err(BadgeRefused::Malformed { what: "the proof has another context" });
        }
        unsecured.insert("@context".to_owned(), context.clone());
    }
    let hash = hash_data(&Value::Object(options), &Value::Object(unsecured))?;
    if key.signed(&hash, &signature) {
        Ok(Proof { method, created })
    } else {
        Err(BadgeRefused::SignatureWrong)
    }
}

/// Finds the one proof, which must be of our method and made to assert.
fn options_of(credential: &Value) -> Result<&Map<String, Value>, BadgeRefused> {
    let proof = credential.get("proof").ok_or(BadgeRefused::NotSigned)?;
    let one = match proof {
        Value::Array(list) if list.len() == 1 => &list[0],
        Value::Array(_) => return Err(BadgeRefused::Malformed { what: "not exactly one proof" }),
        other => other,
    };
    let options = members(one).ok_or(BadgeRefused::NotSigned)?;
    let is = |name: &str, value: &str| options.get(name).and_then(Value::as_str) == Some(value);
    if !is("type", "DataIntegrityProof") || !is("cryptosuite", SUITE) {
        return Err(BadgeRefused::OtherMethod);
    }
    if !is("proofPurpose", "assertionMethod") {
        return Err(BadgeRefused::Malformed { what: "the proof was made for another purpose" });
    }
    Ok(options)
}

fn text<'a>(options: &'a Map<String, Value>, name: &'static str) -> Result<&'a str, BadgeRefused> {
    options.get(name).and_then(Value::as_str).ok_or(BadgeRefused::Malformed { what: name })
}

fn read_moment(value: &Value) -> Result<Timestamp, BadgeRefused> {
    let parsed = value.as_str().and_then(|text| text.parse().ok());
    parsed.ok_or(BadgeRefused::Malformed { what: "created" })
}

/// Takes the signature out of the proof's data.
fn signature_of(options: &mut Map<String, Value>) -> Result<[u8; 64], BadgeRefused> {
    let value = options.remove("proofValue").ok_or(BadgeRefused::NotSigned)?;
    let digits = value.as_str().and_then(|text| text.strip_prefix('z')).filter(|text| text.len() <= 128);
    let bytes = digits.and_then(|digits| bs58::decode(digits).into_vec().ok());
    bytes.and_then(|bytes| bytes.try_into().ok()).ok_or(BadgeRefused::SignatureWrong)
}

/// Whether the context of the document begins with that of its proof (section 3.3.2, step 4).
fn begins_with(document: Option<&Value>, proof: &Value) -> bool {
    let list = |value: &Value| match value {
        Value::Array(list) => list.clone(),
        one => vec![one.clone()],
    };
    document.is_some_and(|document| list(document).starts_with(&list(proof)))
}

/// The bytes that are signed: the hash of the proof's data, then that of the document, both in canonical order.
fn hash_data(options: &Value, document: &Value) -> Result<Vec<u8>, BadgeRefused> {
    let mut bytes = Vec::with_capacity(64);
    for value in [options, document] {
        let canonical = serde_json_canonicalizer::to_vec(value)
            .map_err(|_| BadgeRefused::Malformed { what: "a number that has no canonical form" })?;
        bytes.extend_from_slice(&Sha256::digest(canonical));
    }
    Ok(bytes)
}
