//! The attributes of an XML element.

use quick_xml::events::BytesStart;

/// The value of an attribute by its name, prefix and all.
///
/// Of two with one name the first is taken: to look for others would take steps that grow with the square of their number.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found =
        element.attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(unescaped(&found.value))
}

/// The value of an attribute by its name behind whatever prefix.
pub(crate) fn local_attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    raw_attribute(element, name).map(|value| unescaped(&value))
}

/// The value of an attribute by its name behind whatever prefix, as it is written.
pub(crate) fn raw_attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

/// A value with its entities resolved, as far as they can be.
pub(crate) fn unescaped(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned)
}
