//! A reworder: changes words of a text so that it says what is not so, and leaves its numbers as they are. It knows words of reports, and
//! nothing of how the program reads them.

/// What is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rewording {
    /// A clause is denied.
    Denial,
    /// What there is is called new.
    Flow,
    /// What is concluded is turned round.
    Verdict,
    /// Less is counted, or more.
    Scope,
    /// An interval is called more or less sure.
    Confidence,
    /// Two heads of a table change places.
    Heads,
    /// A place is another one.
    Ordinal,
}

const KINDS: [Rewording; 7] = [
    Rewording::Denial,
    Rewording::Flow,
    Rewording::Verdict,
    Rewording::Scope,
    Rewording::Confidence,
    Rewording::Heads,
    Rewording::Ordinal,
];

/// A text that may be changed.
pub(crate) struct Text {
    pub(crate) name: String,
    pub(crate) is_chinese: bool,
    pub(crate) content: String,
}

/// One change: what stood in which text, what stands there now, and the section of the text with it, below the title.
#[derive(Debug)]
pub(crate) struct Reworded {
    pub(crate) kind: Rewording,
    pub(crate) name: String,
    pub(crate) before: String,
    pub(crate) after: String,
    pub(crate) section: String,
}

/// Words with what is put in their place.
type Rules = &'static [(&'static str, &'static [&'static str])];

const DENIALS: [Rules; 2] = [
    &[
        (" had one", &[" had none", " did not have one", " had yet to get one"]),
        (
            " had a social",
            &[" had no social", " did not have a social", " lacked a social", " were without a social"],
        ),
        (" grew from", &[" did not grow from", " never grew from", " hardly grew from"]),
        (" fell from", &[" did not fall from", " never fell from"]),
        (" stood at", &[" never stood at", " did not stand at"]),
        (" ranked ", &[" were not ranked ", " no longer ranked "]),
    ],
    &[
        ("个成立了", &["个没有成立", "个尚未成立", "个并未成立", "个仍未成立"]),
        ("增至", &["并未增至", "没能增至"]),
        ("减至", &["没有减至", "未曾减至"]),
        ("中居第", &["中并非居第", "中未居第"]),
    ],
];
const VERDICTS: [Rules; 2] = [
    &[
        (
            "which may be up or down",
            &["a clear rise", "a marked decline", "an increase beyond doubt", "an unmistakable upturn"],
        ),
        ("it was missed", &["it was met in time", "it was exceeded", "it was reached with ease"]),
        (
            "it is reached, whether in time cannot be told",
            &["it was missed", "it was never reached", "it was reached ahead of time"],
        ),
        ("fell for the first time after", &["rose again after", "fell once more after"]),
    ],
    &[
        ("无从判断增减", &["明显上升", "明显下降", "可见总体走低", "稳中有升"]),
        ("到期未达到", &["如期达到", "已超额完成", "已经实现"]),
        ("已达到，是否如期不能断定", &["到期未达到", "未能完成", "提前达到"]),
        ("之后首次下降", &["之后再次上升", "之后又一次下降"]),
    ],
];
const CONFIDENCES: [Rules; 2] =
    [&[("95%: ", &["99%: ", "90%: ", "80%: "])], &[("95%区间", &["99%区间", "90%区间", "80%区间"])]];
const ORDINALS: [Rules; 2] = [
    &[
        ("ranked number 1 among", &["ranked third among", "came last among", "were the smallest among"]),
        (
            "ranked number 5 among",
            &["ranked second among", "were the largest among", "ranked number 3 among"],
        ),
    ],
    &[("居第1位", &["居第三位", "居末位", "最少"]), ("居第5位", &["居首位", "居第2位", "最多"])],
];
/// Words before a name, and words behind it, by which something new is meant, or a part.
const NEW: [&[&str]; 2] =
    [&["newly founded ", "newly registered ", "recently opened "], &["新成立", "新增", "当年新设", "新登记"]];
const PARTS: [&[&str]; 2] = [
    &["rural ", "urban ", "full-time ", "first-time ", "active ", "women-led "],
    &["农村", "城镇", "在职", "活跃", "公办"],
];
const LIMITS: [&[&str]; 2] = [
    &[
        " excluding branches",
        " (including volunteers)",
        " in rural areas",
        " with a website",
        " run by women",
    ],
    &["（不含分支机构）", "（含志愿者）", "（仅城区）", "中的女性"],
];
/// What is counted.
const NAMES: [&[&str]; 2] = [
    &[
        "Social work industry organisations in China",
        "rivate social work service agencies",
        "Licensed social workers in",
        "Social associations in China",
        "Foundations in China",
        "Social work posts in China",
        "Social work professionals in",
        "Social organisations in",
    ],
    &[
        "社会工作行业组织由",
        "民办社会工作服务机构由",
        "持证社会工作者由",
        "社会团体由",
        "基金会由",
        "社会工作岗位由",
        "社会组织由",
    ],
];

/// Makes so many changes, each of a text of its own, kind after kind.
pub(crate) fn reword(texts: &[Text], seed: u64, count: usize) -> Vec<Reworded> {
    let mut made: Vec<Reworded> = Vec::new();
    let mut seeded = super::tamperer::Seeded(seed);
    for tries in 0..20 * count {
        if made.len() == count {
            break;
        }
        let kind = KINDS[tries % KINDS.len()];
        let mut changes = texts.iter().flat_map(|text| changes(kind, text)).collect::<Vec<_>>();
        if changes.is_empty() {
            continue;
        }
        let change = changes.swap_remove(seeded.below(changes.len()));
        if !made.iter().any(|other| other.section == change.section) {
            made.push(change);
        }
    }
    made
}

/// All changes of a kind that a text allows.
fn changes(kind: Rewording, text: &Text) -> Vec<Reworded> {
    let language = usize::from(text.is_chinese);
    let sections: Vec<&str> = text.content.split("\n## ").collect();
    let mut found = Vec::new();
    for section in sections.iter().skip(1) {
        let lines: Vec<&str> = section.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            let is_head = lines.get(number + 1).is_some_and(|next| next.starts_with("| :-"));
            let changed = match kind {
                Rewording::Heads if is_head => exchanged(line, lines[number + 1]),
                _ if is_head || !is_statement(line) => Vec::new(),
                Rewording::Denial => replaced(line, DENIALS[language]),
                Rewording::Verdict => replaced(line, VERDICTS[language]),
                Rewording::Confidence => replaced(line, CONFIDENCES[language]),
                Rewording::Ordinal => replaced(line, ORDINALS[language]),
                Rewording::Flow => named(line, language, NEW[language], &[]),
                Rewording::Scope => named(line, language, PARTS[language], LIMITS[language]),
                Rewording::Heads => Vec::new(),
            };
            found.extend(changed.into_iter().map(|(before, after, changed)| {
                let mut lines = lines.clone();
                lines[number] = &changed;
                let section = format!("{}\n## {}\n", sections[0], lines.join("\n"));
                Reworded { kind, name: text.name.clone(), before, after, section }
            }));
        }
    }
    found
}

/// Whether a line is running text.
fn is_statement(line: &str) -> bool {
    !["Source", "资料来源", "Note", "注：", "**", "|", "!["].iter().any(|start| line.starts_with(start))
}

/// What stood in a line, what is put there, and the line with it.
type Changed = (String, String, String);

fn replaced(line: &str, rules: Rules) -> Vec<Changed> {
    let mut found = Vec::new();
    for (word, puts) in rules {
        for (at, _) in line.match_indices(word) {
            for put in *puts {
                let changed = format!("{}{put}{}", &line[..at], &line[at + word.len()..]);
                found.push(((*word).to_owned(), (*put).to_owned(), changed));
            }
        }
    }
    found
}

/// A line with a word before a name, or one behind it.
fn named(line: &str, language: usize, before: &[&str], behind: &[&str]) -> Vec<Changed> {
    let mut found = Vec::new();
    for name in NAMES[language] {
        for (at, _) in line.match_indices(name) {
            let start = line[..at].strip_suffix('P').map_or(at, str::len);
            let end = at + name.trim_end_matches(" in").trim_end_matches('由').len();
            for word in before {
                let own = &line[start..at + name.len()];
                let mut small = own.chars();
                let small: String =
                    small.next().into_iter().flat_map(char::to_lowercase).chain(small).collect();
                let put = format!("{word}{small}");
                let changed = format!("{}{put}{}", &line[..start], &line[at + name.len()..]);
                found.push((own.to_owned(), put, changed));
            }
            for word in behind {
                let changed = format!("{}{word}{}", &line[..end], &line[end..]);
                found.push(((*name).to_owned(), (*word).to_owned(), changed));
            }
        }
    }
    found
}

/// The heads of a table with two of them exchanged that stand over numbers.
fn exchanged(line: &str, below: &str) -> Vec<Changed> {
    let heads: Vec<&str> = line.split('|').collect();
    let of_numbers = |at: &usize| below.split('|').nth(*at).is_some_and(|sign| sign.trim() == "--:");
    let columns: Vec<usize> = (0..heads.len()).filter(of_numbers).collect();
    let mut found = Vec::new();
    for (place, one) in columns.iter().enumerate() {
        for other in &columns[place + 1..] {
            let mut changed = heads.clone();
            changed.swap(*one, *other);
            found.push((heads[*one].to_owned(), heads[*other].to_owned(), changed.join("|")));
        }
    }
    found
}
