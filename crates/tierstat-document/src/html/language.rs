//! Words of another language than the page's, marked so that they are read out and set in their own.

use crate::escape::html_text;
use crate::right_to_left::isolated;
use tierstat_model::Language;

/// The attribute that names the language of a text which is of another one than the page, or nothing.
///
/// On an English page a text with Chinese characters is Chinese; on a Chinese page a text of Latin words alone is English.
pub(super) fn lang(text: &str, page: Language) -> &'static str {
    match page {
        Language::English if text.chars().any(is_chinese) => " lang=\"zh-CN\"",
        Language::Chinese if !text.chars().any(is_chinese) && has_latin_words(text) => " lang=\"en\"",
        Language::English | Language::Chinese => "",
    }
}

/// A text of which the Chinese parts are marked, on a page of another language, and those from right to left are set apart.
pub(super) fn html_words(text: &str, page: Language) -> String {
    isolated(text, ("<bdi>", "</bdi>"), |part| html_part(part, page))
}

fn html_part(text: &str, page: Language) -> String {
    if page == Language::Chinese || !text.chars().any(is_chinese) {
        return html_text(text);
    }
    let mut markup = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_chinese) {
        let (before, from) = rest.split_at(start);
        markup.push_str(&html_text(before));
        let end = end_of_chinese(from);
        let (chinese, after) = from.split_at(end);
        markup.push_str(&format!("<span lang=\"zh-CN\">{}</span>", html_text(chinese)));
        rest = after;
    }
    markup + &html_text(rest)
}

/// Where the Chinese part that begins a text ends: figures and signs between two Chinese characters belong to it.
fn end_of_chinese(text: &str) -> usize {
    let mut end = 0;
    for (place, sign) in text.char_indices() {
        if is_chinese(sign) {
            end = place + sign.len_utf8();
        } else if !(sign.is_ascii_digit() || matches!(sign, '.' | ',' | '%' | '《' | '》')) {
            break;
        }
    }
    end
}

fn is_chinese(sign: char) -> bool {
    matches!(sign, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

/// Two words of letters at least: one may be a name or an abbreviation, which has no language.
fn has_latin_words(text: &str) -> bool {
    let is_word = |word: &&str| word.len() > 1 && word.chars().all(|sign| sign.is_ascii_lowercase());
    text.split(|sign: char| !sign.is_alphanumeric()).filter(is_word).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_another_language_are_marked() {
        let marked = html_words("as 2015年3月的<报告> says, 第2期", Language::English);
        assert_eq!(
            marked,
            "as 2015<span lang=\"zh-CN\">年3月的</span>&lt;<span lang=\"zh-CN\">报告</span>&gt; says, <span lang=\"zh-CN\">第2期</span>"
        );
        assert_eq!(html_words("年报", Language::Chinese), "年报");
        assert_eq!(html_words("by دمشق: 3 & 4", Language::English), "by <bdi>دمشق</bdi>: 3 &amp; 4");
        assert_eq!(lang("年报 (2016)", Language::English), " lang=\"zh-CN\"");
        assert_eq!(lang("Annual report on charities", Language::Chinese), " lang=\"en\"");
        assert_eq!(lang("APCP 2015", Language::Chinese), "");
        assert_eq!(lang("Annual report", Language::English), "");
    }
}
