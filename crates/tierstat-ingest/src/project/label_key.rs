//! The form in which labels are compared with those that a person has written.

/// A label without white space, in lower case.
pub(crate) fn label_key(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).flat_map(char::to_lowercase).collect()
}
