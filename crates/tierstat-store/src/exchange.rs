//! Packages: selected figures with their origins, signed, as two associations that agreed to share exchange them.
//!
//! A package is one line of JSON (who sends it, the public key, the signature) and below it the payload, also JSON. The
//! signature is Ed25519 (RFC 8032) over the bytes of the payload as they stand, so nothing has to be written the same way
//! twice.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json::json;
use serde_json::value::RawValue;
use std::fmt;
use tierstat_model::{Figure, Localized};

/// The format named in the first line of a package of wholes.
const FORMAT: &str = "tierstat-exchange-1";

/// The format of a package that holds a part of an indicator: a program that knows none would take it for the whole.
const WITH_BREAKDOWNS: &str = "tierstat-exchange-2";

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
    /// The public key with which it is signed, as 64 lower-case hexadecimal digits; whether that is the sender's is for the
    /// receiver to know.
    pub public_key: String,
    /// The figures that are some, each with its place in the package, counted from 1. What they name is not looked at.
    pub figures: Vec<(usize, Figure)>,
    /// What stands among the figures and is none.
    pub unreadable: UnreadableFigures,
}

/// What stands among the figures of a package and is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnreadableFigures {
    /// How many there are.
    pub count: usize,
    /// The first of them: place in the package, counted from 1, and why it is none.
    pub first: Vec<(usize, String)>,
}

/// Why a package cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackageError {
    /// The bytes are no package.
    #[error("this is no package of figures: {}", .0.en)]
    NoPackage(Localized),
    /// The package is of a format that this program does not know.
    #[error("its format is `{found}`; this program reads `{FORMAT}` and `{WITH_BREAKDOWNS}`")]
    AnotherFormat {
        /// The format that it names.
        found: String,
    },
    /// The payload is not what was signed.
    #[error("the signature does not hold: the package was changed after it was signed")]
    Changed,
}

impl PackageError {
    /// What is wrong, in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        let zh = match self {
            Self::NoPackage(reason) => format!("这不是数据包：{}", reason.zh),
            Self::AnotherFormat { found } => {
                format!("其格式为“{found}”，本程序读取“{FORMAT}”和“{WITH_BREAKDOWNS}”")
            }
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
    let is_whole = figures.iter().all(|figure| figure.breakdown.is_whole());
    let format = if is_whole { FORMAT } else { WITH_BREAKDOWNS };
    let header =
        json!({ "format": format, "sender": sender, "public_key": key.public(), "signature": signature });
    let mut bytes = header.to_string().into_bytes();
    bytes.push(b'\n');
    bytes.extend(payload);
    bytes
}

/// The first line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    #[expect(
        dead_code,
        reason = "it is looked at before, so that another format is not taken for an unknown field"
    )]
    format: String,
    sender: String,
    public_key: String,
    signature: String,
}

/// What the first line of every format says.
#[derive(Deserialize)]
struct AnyHeader {
    format: String,
}

/// What is signed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Payload {
    sender: String,
    figures: PackedFigures,
}

/// Figures as they come, each by itself, so that one that is none does not take the others with it.
#[derive(Default)]
struct PackedFigures {
    figures: Vec<(usize, Figure)>,
    unreadable: UnreadableFigures,
}

impl<'de> Deserialize<'de> for PackedFigures {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = PackedFigures;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a list of figures")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<PackedFigures, A::Error> {
                let mut found = PackedFigures::default();
                let mut place = 0;
                while let Some(item) = items.next_element::<&RawValue>()? {
                    place += 1;
                    match serde_json::from_str(item.get()) {
                        Ok(figure) => found.figures.push((place, figure)),
                        Err(error) => found.unreadable.add(place, &error),
                    }
                }
                Ok(found)
            }
        }
        deserializer.deserialize_seq(Each)
    }
}

impl UnreadableFigures {
    /// How many are told with their reason, and how long a reason is: what a package says must not flood who reads it.
    const MOST: usize = 4;
    const LONGEST: usize = 160;

    fn add(&mut self, place: usize, error: &serde_json::Error) {
        self.count += 1;
        if self.first.len() < Self::MOST {
            self.first.push((place, reason(error)));
        }
    }
}

/// What is wrong with a piece of JSON, without its line and column, which nobody sees in a file of one line.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or_default();
    text.chars().flat_map(char::escape_debug).take(UnreadableFigures::LONGEST).collect()
}

/// Opens a package whose signature holds: all that stands around the figures is sound, or it is refused as a whole; what stands
/// among the figures and is none is told apart.
///
/// # Errors
/// [`PackageError`] where the bytes are no package, or not what was signed.
pub fn open_package(bytes: &[u8]) -> Result<Package, PackageError> {
    let none = |zh: &str, en: &str| PackageError::NoPackage(Localized::new(zh, en));
    let not_as_written = |error: serde_json::Error| {
        let reason = reason(&error);
        PackageError::NoPackage(Localized::new(reason.clone(), reason))
    };
    let end = bytes.iter().position(|byte| *byte == b'\n');
    let end = end.ok_or_else(|| none("没有首行", "it has no first line"))?;
    let (header, payload) = (&bytes[..end], &bytes[end + 1..]);
    let AnyHeader { format } =
        serde_json::from_slice(header).map_err(|_| none("首行没有格式", "its first line names no format"))?;
    if format != FORMAT && format != WITH_BREAKDOWNS {
        let found = format.chars().flat_map(char::escape_debug).take(UnreadableFigures::LONGEST).collect();
        return Err(PackageError::AnotherFormat { found });
    }
    let header: Header = serde_json::from_slice(header).map_err(not_as_written)?;
    let key = bytes_of::<32>(&header.public_key).and_then(|key| VerifyingKey::from_bytes(&key).ok());
    let signature = bytes_of::<64>(&header.signature).map(|signature| Signature::from_bytes(&signature));
    let (Some(key), Some(signature)) = (key, signature) else {
        return Err(none("公钥或签名不成立", "its key or signature is none"));
    };
    key.verify_strict(payload, &signature).map_err(|_| PackageError::Changed)?;
    let Payload { sender, figures } = serde_json::from_slice(payload).map_err(not_as_written)?;
    // The first line is not signed; what it says of the sender must be what was.
    if sender != header.sender {
        return Err(PackageError::Changed);
    }
    if !is_name(&sender) {
        return Err(none("发送者不是名称", "its sender is no name"));
    }
    let PackedFigures { figures, unreadable } = figures;
    Ok(Package { sender, public_key: hexadecimal(key.as_bytes()), figures, unreadable })
}

/// Whether a text can stand in a line as a name: not blank, not long, and nothing in it that moves a cursor or turns the line.
fn is_name(text: &str) -> bool {
    let moves = |character: char| {
        character.is_control() || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    !text.trim().is_empty() && text.chars().count() <= 200 && !text.chars().any(moves)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes_of<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    // Every byte is looked at, since a number may be written with a sign and a key may not.
    if text.len() != 2 * N || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * index..2 * index + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// A public key as it is compared: 64 lower-case hexadecimal digits; `None` where the text is no key.
#[must_use]
pub fn public_key(text: &str) -> Option<String> {
    let bytes = bytes_of::<32>(text.trim())?;
    VerifyingKey::from_bytes(&bytes).ok().map(|key| hexadecimal(key.as_bytes()))
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

    /// A figure with a number that no short text writes.
    fn figure(value: f64) -> Figure {
        let text = format!(
            r#"{{"id":"000000000001","indicator":"things","tier":"all","area":"1","period":"2015","measure":"stock",
            "quantity":{{"printed":"0","precision":"exact","bounds":{{"lower":0.0,"upper":{{"closed":0.0}}}},"value":0.0}},
            "unit":"number","status":"A","origin":{{"document":{{"publisher":"p","title":"t","edition":"1","url":null,
            "published_on":null,"received_on":null,"layout":"as-received"}},"cell":{{"file":"a.csv","sheet":null,"row":1,
            "column":1}},"content_hash":"{}","known_on":"2016-01-01","source_rank":1,"phrase":null}},"correction":null}}"#,
            "0".repeat(64)
        );
        let mut figure: Figure = serde_json::from_str(&text).unwrap();
        figure.quantity = tierstat_model::Quantity::exact(value.to_string(), value).unwrap();
        figure
    }

    /// A payload of one's own, signed as it stands.
    fn signed(payload: &str) -> Vec<u8> {
        let key = ExchangeKey::from_seed([3; 32]);
        let signature = hexadecimal(&key.0.sign(payload.as_bytes()).to_bytes());
        let header = json!({ "format": FORMAT, "sender": "甲协会", "public_key": key.public(), "signature": signature });
        format!("{header}\n{payload}").into_bytes()
    }

    #[test]
    fn a_package_is_written_as_it_ever_was() {
        // The bytes of the first version of the format, by their hash.
        use sha2::{Digest, Sha256};
        let bytes = pack(&[figure(24.0)], "甲协会", &ExchangeKey::from_seed([3; 32]));
        assert_eq!(
            hexadecimal(&Sha256::digest(&bytes)),
            "c2f232765d587812fa80fd2afaaa2523400988411d39b7285904f45ed5315d28"
        );
        assert_eq!(open_package(&bytes).unwrap().figures, [(1, figure(24.0))]);
    }

    #[test]
    fn a_package_with_a_part_is_of_a_format_that_older_programs_refuse() {
        let part = Figure { breakdown: "sex=female".parse().unwrap(), ..figure(24.0) };
        let bytes = pack(&[figure(24.0), part.clone()], "甲协会", &ExchangeKey::from_seed([3; 32]));
        assert!(bytes.starts_with(br#"{"format":"tierstat-exchange-2""#));
        assert_eq!(open_package(&bytes).unwrap().figures, [(1, figure(24.0)), (2, part)]);
    }

    #[test]
    fn what_is_no_figure_is_told_apart_and_does_not_take_the_others_with_it() {
        let sound = serde_json::to_string(&figure(24.0)).unwrap();
        let wrong = [
            sound.replace(r#""value":24.0"#, r#""value":77.0"#),
            sound.replace(r#""lower":24.0"#, r#""lower":500.0"#),
            sound.replace(r#""exact""#, r#""missing""#),
            sound.replace(r#""tier""#, r#""weight":3,"tier""#),
            sound.replace(r#""tier""#, r#""tier":"all","tier""#),
            sound.replace(r#""2015""#, r#""2015-13""#),
            "7".to_owned(),
        ];
        let payload = format!(r#"{{"sender":"甲协会","figures":[{},{sound}]}}"#, wrong.join(","));
        let package = open_package(&signed(&payload)).unwrap();
        assert_eq!(package.figures, [(8, figure(24.0))]);
        assert_eq!(package.unreadable.count, 7);
        let reasons: Vec<&str> = package.unreadable.first.iter().map(|(_, reason)| reason.as_str()).collect();
        assert_eq!(reasons[0], "the value 77 lies outside its bounds [24, 24]");
        assert_eq!(reasons[1], "lower bound 500 is not below upper bound 24");
        assert!(reasons[3].starts_with("unknown field `weight`"), "{reasons:?}");
    }

    #[test]
    fn a_frame_that_is_not_sound_is_refused_as_a_whole() {
        for payload in [
            r#"{"sender":"甲协会","figures":[],"rank":1}"#,
            r#"{"sender":"甲协会","figures":{}}"#,
            r#"{"sender":"甲协会","figures":[}"#,
            r#"{"sender":"甲协会","sender":"甲协会","figures":[]}"#,
            r#"{"figures":[]}"#,
            "[]",
        ] {
            assert!(matches!(open_package(&signed(payload)), Err(PackageError::NoPackage(_))), "{payload}");
        }
        let key = ExchangeKey::from_seed([3; 32]);
        for sender in ["", " ", "甲\u{1b}[2J", "甲\n乙", "甲\u{202e}乙"] {
            assert!(matches!(open_package(&pack(&[], sender, &key)), Err(PackageError::NoPackage(_))));
        }
        let newer = String::from_utf8(pack(&[], "甲协会", &key)).unwrap().replace("exchange-1", "exchange-9");
        assert!(matches!(open_package(newer.as_bytes()), Err(PackageError::AnotherFormat { .. })));
        assert_eq!(public_key(&format!("+a{}", &key.public()[2..])), None, "a sign is no digit");
        assert_eq!(public_key(&key.public().to_uppercase()), Some(key.public()));
    }

    proptest! {
        // One signature for many numbers, since signing is what takes the time.
        #![proptest_config(ProptestConfig::with_cases(4))]
        #[test]
        fn a_number_crosses_bit_for_bit(values in proptest::collection::vec(proptest::num::f64::NORMAL, 40)) {
            let figures: Vec<Figure> = values.iter().map(|value| figure(*value)).collect();
            let package = open_package(&pack(&figures, "甲协会", &ExchangeKey::from_seed([3; 32]))).unwrap();
            let crossed = package.figures.iter().filter_map(|(_, figure)| figure.quantity.value);
            prop_assert!(crossed.map(f64::to_bits).eq(values.iter().map(|value| value.to_bits())));
        }
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = open_package(&bytes);
        }
    }
}
