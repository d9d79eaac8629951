//! The words that stand around a number and say how it is meant.

use crate::text::cursor::Cursor;

/// How a number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Qualifier {
    /// More than printed, up to the next step: 超过, over.
    MoreThan,
    /// No less than printed: 至少, at least.
    NoLess,
    /// Just below what is printed: 近, nearly.
    Almost,
    /// Either side of what is printed: 约, about.
    About,
    /// Less than printed: 不足, less than.
    LessThan,
    /// No more than printed: 至多, up to.
    NoMore,
}

use Qualifier::{About, Almost, LessThan, MoreThan, NoLess, NoMore};

/// Words before a number; a word stands before those that it begins with.
const BEFORE: [(&str, Qualifier); 87] = [
    ("不少于", NoLess),
    ("不低于", NoLess),
    ("不下于", NoLess),
    ("不下", NoLess),
    ("至少", NoLess),
    ("最少", NoLess),
    ("不超过", NoMore),
    ("不多于", NoMore),
    ("不高于", NoMore),
    ("至多", NoMore),
    ("最多", NoMore),
    ("不足", LessThan),
    ("不到", LessThan),
    ("少于", LessThan),
    ("低于", LessThan),
    ("小于", LessThan),
    ("超过", MoreThan),
    ("超出", MoreThan),
    ("超", MoreThan),
    ("突破", MoreThan),
    ("多于", MoreThan),
    ("大于", MoreThan),
    ("高于", MoreThan),
    ("逾", MoreThan),
    ("破", MoreThan),
    ("过", MoreThan),
    ("将近", Almost),
    ("接近", Almost),
    ("几近", Almost),
    ("近", Almost),
    ("大约", About),
    ("大概", About),
    ("约有", About),
    ("约为", About),
    ("约", About),
    ("no less than", NoLess),
    ("no fewer than", NoLess),
    ("not less than", NoLess),
    ("not fewer than", NoLess),
    ("at least", NoLess),
    ("minimum of", NoLess),
    ("≥", NoLess),
    (">=", NoLess),
    ("no more than", NoMore),
    ("not more than", NoMore),
    ("at most", NoMore),
    ("up to", NoMore),
    ("≤", NoMore),
    ("<=", NoMore),
    ("less than", LessThan),
    ("fewer than", LessThan),
    ("under", LessThan),
    ("below", LessThan),
    ("menos de", LessThan),
    ("<", LessThan),
    ("more than", MoreThan),
    ("greater than", MoreThan),
    ("in excess of", MoreThan),
    ("upwards of", MoreThan),
    ("exceeding", MoreThan),
    ("exceeded", MoreThan),
    ("exceeds", MoreThan),
    ("over", MoreThan),
    ("above", MoreThan),
    ("mais de", MoreThan),
    (">", MoreThan),
    ("nearly", Almost),
    ("almost", Almost),
    ("close to", Almost),
    ("approaching", Almost),
    ("just under", Almost),
    ("quase", Almost),
    ("approximately", About),
    ("approx.", About),
    ("approx", About),
    ("about", About),
    ("around", About),
    ("roughly", About),
    ("circa.", About),
    ("circa", About),
    ("cerca de", About),
    ("ca.", About),
    ("ca", About),
    ("c.", About),
    ("etwa", About),
    ("≈", About),
    ("~", About),
];

/// Words before a number that say nothing about it.
const FILLERS: [(&str, ()); 27] = [
    ("共计有", ()),
    ("共计", ()),
    ("共有", ()),
    ("共", ()),
    ("总计", ()),
    ("总数为", ()),
    ("总数", ()),
    ("合计", ()),
    ("累计", ()),
    ("现有", ()),
    ("已有", ()),
    ("拥有", ()),
    ("已达到", ()),
    ("已达", ()),
    ("达到", ()),
    ("达", ()),
    ("已", ()),
    ("有", ()),
    ("为", ()),
    ("a total of", ()),
    ("total of", ()),
    ("has reached", ()),
    ("have reached", ()),
    ("reached", ()),
    ("an estimated", ()),
    ("has", ()),
    ("some", ()),
];

/// Words behind a number and its unit.
const BEHIND: [(&str, Qualifier); 17] = [
    ("及以上", NoLess),
    ("或以上", NoLess),
    ("以上", NoLess),
    ("及以下", NoMore),
    ("以下", NoMore),
    ("左右", About),
    ("上下", About),
    ("有余", MoreThan),
    ("多", MoreThan),
    ("余", MoreThan),
    ("+", MoreThan),
    ("or more", NoLess),
    ("and more", NoLess),
    ("and over", NoLess),
    ("and above", NoLess),
    ("or so", About),
    ("or less", NoMore),
];

/// Reads the words before a number: what they say, if anything. `None` where two of them say it twice, as in 约约5.
pub(super) fn read_before(cursor: &mut Cursor<'_>) -> Option<Option<Qualifier>> {
    let mut qualifier = None;
    loop {
        cursor.skip_spaces();
        match cursor.eat_one(&BEFORE) {
            Some(_) if qualifier.is_some() => return None,
            Some(word) => qualifier = Some(word),
            None if cursor.eat_one(&FILLERS).is_some() => {}
            None => return Some(qualifier),
        }
    }
}

/// Splits the word behind a unit from it.
pub(super) fn split_behind(text: &[char]) -> (&[char], Option<Qualifier>) {
    for (word, qualifier) in BEHIND {
        let length = word.chars().count();
        if let Some(cut) = text.len().checked_sub(length)
            && let (rest, tail) = text.split_at(cut)
            && tail.iter().copied().eq(word.chars())
        {
            return (rest, Some(qualifier));
        }
    }
    (text, None)
}

/// Whether a word stands behind the number at the cursor, where more might follow it: 以上 in 20以上家.
pub(super) fn read_behind(cursor: &mut Cursor<'_>) -> Option<Qualifier> {
    let mut ahead = *cursor;
    ahead.skip_spaces();
    let qualifier = ahead.eat_one(&BEHIND)?;
    *cursor = ahead;
    Some(qualifier)
}
