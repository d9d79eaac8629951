//! A starter's text, which is written in all languages, as a project of some of them has it.

use tierstat_model::Language;

/// The text without what is in other languages; comments are in the first language alone.
///
/// A comment that begins with `zh:` or `en:` is in that language, so are a line `zh-CN = "…"`, `en = "…"` or `title-en = "…"`, the words of
/// `{ zh-CN = "…", en = "…" }`, and, in a project of one language, the aliases in its script.
pub(crate) fn in_languages(text: &str, languages: &[Language]) -> String {
    let mut written = String::with_capacity(text.len());
    for line in text.lines().filter_map(|line| line_in(line, languages)) {
        written.push_str(&line);
        written.push('\n');
    }
    written
}

/// Whether a text is written in Chinese characters, in part at least.
pub(crate) fn has_chinese(text: &str) -> bool {
    text.chars().any(|sign| matches!(sign, '\u{3400}'..='\u{9fff}'))
}

fn line_in(line: &str, languages: &[Language]) -> Option<String> {
    for (language, mark) in [(Language::Chinese, "# zh: "), (Language::English, "# en: ")] {
        if let Some(comment) = line.strip_prefix(mark) {
            return (languages.first() == Some(&language)).then(|| format!("# {comment}"));
        }
    }
    let missing: Vec<Language> =
        Language::ALL.into_iter().filter(|language| !languages.contains(language)).collect();
    let is_in =
        |language: &Language| line.trim_start_matches("title-").starts_with(&format!("{language} = "));
    if missing.iter().any(is_in) {
        return None;
    }
    let Some(missing) = missing.first() else { return Some(line.to_owned()) };
    if let Some(aliases) = line.strip_prefix("aliases = [").and_then(|rest| rest.strip_suffix(']')) {
        let in_chinese = *missing == Language::English;
        let kept: Vec<&str> = aliases.split(", ").filter(|alias| has_chinese(alias) == in_chinese).collect();
        return Some(format!("aliases = [{}]", kept.join(", ")));
    }
    Some(without_words(line, *missing))
}

/// A line of which an inline table loses its words in one language.
fn without_words(line: &str, missing: Language) -> String {
    let lead = match missing {
        Language::Chinese => "{ zh-CN = ",
        Language::English => ", en = ",
    };
    let (Some(start), true) = (line.find(lead), line.contains("{ zh-CN = ")) else { return line.to_owned() };
    let (before, rest) = line.split_at(start);
    match missing {
        Language::Chinese => match rest.split_once(", en = ") {
            Some((_, kept)) => format!("{before}{{ en = {kept}"),
            None => line.to_owned(),
        },
        Language::English => match rest.rsplit_once(" }") {
            Some((_, kept)) => format!("{before} }}{kept}"),
            None => line.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_comments_of_other_languages_go() {
        let text = "# zh: 题\n# en: Title\nname = { zh-CN = \"甲\", en = \"A\" }\naliases = [\"乙\", \"B\"]\n[title]\nzh-CN = \"丙\"\nen = \"C\"\n";
        let in_english = in_languages(text, &[Language::English]);
        assert_eq!(in_english, "# Title\nname = { en = \"A\" }\naliases = [\"B\"]\n[title]\nen = \"C\"\n");
        let in_chinese = in_languages(text, &[Language::Chinese]);
        assert_eq!(
            in_chinese,
            "# 题\nname = { zh-CN = \"甲\" }\naliases = [\"乙\"]\n[title]\nzh-CN = \"丙\"\n"
        );
        let both = in_languages(text, &[Language::English, Language::Chinese]);
        assert_eq!(both, text.replace("# zh: 题\n", "").replace("# en: ", "# "));
    }
}
