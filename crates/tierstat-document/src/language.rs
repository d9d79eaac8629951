//! Words of another language than the page's, marked so that they are read out and set in their own.

use crate::escape::html_text;
use crate::right_to_left::isolated;
use crate::scripts::{Script, has_latin_words, is_chinese, script_parts};
use tierstat_model::Language;

/// The attribute that names the language of a text which is of another one than the page, or nothing.
///
/// On an English page a text with Chinese characters is Chinese; on a Chinese page a text of Latin words alone is English.
pub(crate) fn lang(text: &str, page: Language) -> &'static str {
    match page {
        Language::English if text.chars().any(is_chinese) => " lang=\"zh-CN\"",
        Language::Chinese if !text.chars().any(is_chinese) && has_latin_words(text) => " lang=\"en\"",
        Language::English | Language::Chinese => "",
    }
}

/// A text in runs, each with its language where it is another one than the page's.
///
/// On an English page the Chinese parts of a text are Chinese; on a Chinese page a text of Latin words alone is English.
#[must_use]
pub fn language_runs(text: &str, page: Language) -> Vec<(Option<Language>, &str)> {
    let language = |script| match script {
        Script::Chinese => Some(Language::Chinese),
        Script::English => Some(Language::English),
        Script::Own | Script::Leftward => None,
    };
    script_parts(text, page).into_iter().map(|(script, part)| (language(script), part)).collect()
}

/// A text of which the Chinese parts are marked, on a page of another language, and those from right to left are set apart.
pub(crate) fn html_words(text: &str, page: Language) -> String {
    isolated(text, ("<bdi>", "</bdi>"), |part| html_part(part, page))
}

fn html_part(text: &str, page: Language) -> String {
    let marked = script_parts(text, page).into_iter().map(|(script, part)| match script {
        Script::Chinese => format!("<span lang=\"zh-CN\">{}</span>", html_text(part)),
        // On a Chinese page a whole text of Latin words is marked by what holds it.
        Script::Own | Script::English | Script::Leftward => html_text(part),
    });
    marked.collect()
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
