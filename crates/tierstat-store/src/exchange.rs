//! Packages: selected figures with their origins, signed, as two associations that agreed to share exchange them.
//!
//! A package is one line of JSON (who sends it, the public key, the signature) and below it the payload, also JSON. The
//! signature is Ed25519 (RFC 8032) over the bytes of the payload as they stand, so nothing has to be written the same way
//! twice.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde_json::{Value, json};
use tierstat_model::{Figure, Localized};

/// The format named in the first line.
const FORMAT: &str = "tierstat-exchange-1";

/// The secret with which an association signs; its public half is what others trust.
#[derive(Debug, Clone)]
pub struct ExchangeKey(SigningKey);

impl ExchangeKey {
    /// A key from 32 bytes that nobody can guess.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&seed))
    }

    /// A key from its 64 hexadecimal digits; `None` where the text is none.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        bytes_of::<32>(text.trim()).map(Self::from_seed)
    }

    /// The secret as 64 hexadecimal digits.
    #[must_use]
    pub fn secret(&self) -> String {
        hexadecimal(&self.0.to_bytes())
    }

    /// The public key as 64 hexadecimal digits.
    #[must_use]
    pub fn public(&self) -> String {
        hexadecimal(self.0.verifying_key().as_bytes())
    }
}

/// A package whose signature holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Package {
    /// Who says to have sent it.
    pub sender: String,
    /// The public key with which it is signed; whether that is the sender's is for the receiver to know.
    pub public_key: String,
    /// The figures.
    pub figures: Vec<Figure>,
}

/// Why a package cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackageError {
    /// The bytes are no package.
    #[error("this is no package of figures: {0}")]
    NoPackage(String),
    /// The payload is not what was signed.
    #[error("the signature does not hold: the package was changed after it was signed")]
    Changed,
}

impl PackageError {
    /// What is wrong, in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        let zh = match self {
            Self::NoPackage(reason) => format!("这不是数据包：{reason}"),
            Self::Changed => "签名不符：数据包在签名之后被改动过".to_owned(),
        };
        Localized::new(zh, self.to_string())
    }
}

/// Packs figures and signs them; the same figures and key give the same bytes.
///
/// ```
/// use tierstat_store::{ExchangeKey, open_package, pack};
///
/// let key = ExchangeKey::from_seed([7; 32]);
/// let bytes = pack(&[], "江苏省社会工作协会", &key);
/// assert_eq!(open_package(&bytes).unwrap().sender, "江苏省社会工作协会");
/// ```
#[must_use]
pub fn pack(figures: &[Figure], sender: &str, key: &ExchangeKey) -> Vec<u8> {
    // Figures are numbers and texts, so nothing here fails to serialize.
    let payload = serde_json::to_vec(&json!({ "sender": sender, "figures": figures })).unwrap_or_default();
    let signature = hexadecimal(&key.0.sign(&payload).to_bytes());
    let header =
        json!({ "format": FORMAT, "sender": sender, "public_key": key.public(), "signature": signature });
    let mut bytes = header.to_string().into_bytes();
    bytes.push(b'\n');
    bytes.extend(payload);
    bytes
}

/// Opens a package whose signature holds.
///
/// # Errors
/// [`PackageError`] where the bytes are no package, or not what was signed.
pub fn open_package(bytes: &[u8]) -> Result<Package, PackageError> {
    let none = |reason: &str| PackageError::NoPackage(reason.to_owned());
    let end = bytes.iter().position(|byte| *byte == b'\n').ok_or_else(|| none("it has no first line"))?;
    let (header, payload) = (&bytes[..end], &bytes[end + 1..]);
    let header: Value = serde_json::from_slice(header).map_err(|_| none("its first line is no JSON"))?;
    let text = |name: &str| header[name].as_str().ok_or_else(|| none(name));
    if text("format")? != FORMAT {
        return Err(none("its format is another one"));
    }
    let public_key = text("public_key")?.to_owned();
    let key = bytes_of::<32>(&public_key).and_then(|key| VerifyingKey::from_bytes(&key).ok());
    let signature = bytes_of::<64>(text("signature")?).map(|signature| Signature::from_bytes(&signature));
    let (Some(key), Some(signature)) = (key, signature) else {
        return Err(none("its key or signature is none"));
    };
    key.verify_strict(payload, &signature).map_err(|_| PackageError::Changed)?;
    let payload: Value = serde_json::from_slice(payload).map_err(|error| none(&error.to_string()))?;
    // The first line is not signed; what it says of the sender must be what was.
    let sender = payload["sender"].as_str().ok_or_else(|| none("sender"))?.to_owned();
    if sender != text("sender")? {
        return Err(PackageError::Changed);
    }
    let figures =
        serde_json::from_value(payload["figures"].clone()).map_err(|error| none(&error.to_string()))?;
    Ok(Package { sender, public_key, figures })
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes_of<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if text.len() != 2 * N || !text.is_ascii() {
        return None;
    }
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * index..2 * index + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_test_vector_of_the_standard() {
        // RFC 8032, section 7.1, test 1: secret, public key, and the signature of the empty message.
        let key = ExchangeKey::from_text("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
            .unwrap();
        assert_eq!(key.public(), "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        assert_eq!(
            hexadecimal(&key.0.sign(b"").to_bytes()),
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        );
    }

    #[test]
    fn a_changed_byte_anywhere_is_refused() {
        let sound = pack(&[], "甲协会", &ExchangeKey::from_seed([3; 32]));
        assert!(open_package(&sound).is_ok());
        for at in 0..sound.len() {
            let mut bytes = sound.clone();
            bytes[at] ^= 1;
            assert!(open_package(&bytes).is_err(), "byte {at}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = open_package(&bytes);
        }
    }
}
