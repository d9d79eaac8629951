//! Parts of the document of an inspection.

use serde_json::Value;

/// The items of a list; none where it is no list.
pub(super) fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A value as text; empty for null.
pub(super) fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_owned)
}

/// A text that may be null.
pub(super) fn text_or_none(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}
