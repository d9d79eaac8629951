//! A tamperer: changes one thing of a text so that it says what is not so. It knows words and digits, and nothing of how
//! the program reads them.

/// What is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Digit,
    Swap,
    Period,
    Area,
    Tier,
    Unit,
    Sign,
    Bound,
    Points,
}

pub(crate) const KINDS: [Kind; 9] = [
    Kind::Digit,
    Kind::Swap,
    Kind::Period,
    Kind::Area,
    Kind::Tier,
    Kind::Unit,
    Kind::Sign,
    Kind::Bound,
    Kind::Points,
];

/// The words of a report that may stand for each other and must not.
pub(crate) struct Words {
    pub(crate) is_chinese: bool,
    pub(crate) periods: Vec<&'static str>,
    pub(crate) areas: Vec<&'static str>,
    pub(crate) tiers: Vec<&'static str>,
}

/// One change: what it is, the line, what stood there, and the whole text with it.
#[derive(Debug, Clone)]
pub(crate) struct Tampering {
    pub(crate) kind: Kind,
    pub(crate) line: usize,
    pub(crate) before: String,
    pub(crate) after: String,
    pub(crate) text: String,
}

/// What was made of a text, and how many changes were left out because they say the same or something true.
pub(crate) struct Tampered {
    pub(crate) made: Vec<Tampering>,
    pub(crate) skipped: usize,
}

/// A sequence that looks random and is the same for a seed (Knuth's MMIX constants).
pub(crate) struct Seeded(pub(crate) u64);

impl Seeded {
    pub(crate) fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % count.max(1)
    }
}

/// Makes so many changes, each of a text of its own, kind after kind.
pub(crate) fn tamper(text: &str, words: &Words, seed: u64, count: usize) -> Tampered {
    let lines: Vec<&str> = text.lines().collect();
    let mut seeded = Seeded(seed);
    let mut tampered = Tampered { made: Vec::new(), skipped: 0 };
    let mut tries = 0;
    while tampered.made.len() < count && tries < 40 * count {
        let kind = KINDS[tries % KINDS.len()];
        tries += 1;
        let mut places: Vec<(usize, usize, String, String)> = Vec::new();
        for (number, line) in lines.iter().enumerate() {
            if is_statement(line) {
                let changed = changes(kind, line, text, words, &mut seeded);
                places.extend(changed.into_iter().map(|(at, before, after)| (number, at, before, after)));
            }
        }
        if places.is_empty() {
            continue;
        }
        let (number, at, before, after) = places.swap_remove(seeded.below(places.len()));
        let line = lines[number];
        let changed = format!("{}{after}{}", &line[..at], &line[at + before.len()..]);
        let is_known =
            tampered.made.iter().any(|other| other.line == number + 1 && other.text.contains(&changed));
        if changed.to_lowercase() == line.to_lowercase()
            || before == "0"
            || is_known
            || stays_true(kind, line, &changed, &lines)
        {
            tampered.skipped += 1;
            continue;
        }
        let mut whole: Vec<&str> = lines.clone();
        whole[number] = &changed;
        tampered.made.push(Tampering {
            kind,
            line: number + 1,
            before,
            after,
            text: whole.join("\n") + "\n",
        });
    }
    tampered
}

/// Whether a line says something with numbers: no heading, no list of sources, no head of a table.
fn is_statement(line: &str) -> bool {
    let is_source =
        ["Source", "资料来源", "#", "**", "| :-", "!["].iter().any(|start| line.starts_with(start));
    !is_source && !numbers(line).is_empty()
}

/// The numbers of a line that are no part of a date, a name or an address: place and print, with its percent sign.
fn numbers(line: &str) -> Vec<(usize, String)> {
    let bytes = line.as_bytes();
    let end_of_words = if line.starts_with('|') {
        // The cells of a table up to the third: behind it stand prints and documents, where there are any.
        let bars: Vec<usize> = line.match_indices('|').map(|(at, _)| at).collect();
        let holds_documents = line.contains("家 |") || line.matches('|').count() == 5;
        if holds_documents { bars.get(2).copied().unwrap_or(line.len()) } else { line.len() }
    } else {
        line.find("](").unwrap_or(line.len())
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < end_of_words {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        let goes_on = |at: usize| {
            bytes[at].is_ascii_digit()
                || (matches!(bytes[at], b',' | b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
        };
        while at < end_of_words && goes_on(at) {
            at += 1;
        }
        if bytes.get(at) == Some(&b'%') {
            at += 1;
        }
        let (before, behind) = (&line[..start], &line[at..]);
        let months = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let is_date = ["年", "月", "日"].iter().any(|sign| behind.starts_with(sign))
            || months
                .iter()
                .any(|month| behind.trim_start().starts_with(month) || before.trim_end().ends_with(month))
            || ["end of", "End of", " in", "In", "| "].iter().any(|word| {
                before.trim_end().ends_with(word.trim_end())
                    && at - start == 4
                    && !line[start..at].contains(',')
            });
        let is_day = |sign: Option<&u8>| sign.is_some_and(|sign| *sign == b'-');
        let is_date =
            is_date || is_day(bytes.get(at)) || is_day(start.checked_sub(1).and_then(|at| bytes.get(at)));
        let is_year =
            at - start == 4 && (line[start..at].starts_with("19") || line[start..at].starts_with("20"));
        // How many days and periods a table leaves out says nothing of what is counted.
        let is_of_table = ["other days", "earlier periods", "个其他日期"]
            .iter()
            .any(|words| behind.trim_start().starts_with(words))
            || before.ends_with("更早的")
            // Nor does how many of its areas a sum has, in a cell: 2 of 2.
            || (line.starts_with('|')
                && [" of ", "/", "／"].iter().any(|sign| behind.starts_with(sign) || before.ends_with(sign)));
        let is_of_method =
            behind.starts_with(" %:") || behind.starts_with("区间") || behind.starts_with("%区间");
        if !is_date && !is_year && !is_of_method && !is_of_table && !line[start..at].ends_with("95%") {
            found.push((start, line[start..at].to_owned()));
        }
    }
    found
}

/// The changes of a kind that a line allows: place, what stands there, what is put there.
fn changes(
    kind: Kind,
    line: &str,
    text: &str,
    words: &Words,
    seeded: &mut Seeded,
) -> Vec<(usize, String, String)> {
    let numbers = numbers(line);
    let other = |from: &[&'static str], own: &str, seeded: &mut Seeded| -> Option<String> {
        let others: Vec<&&str> =
            from.iter().filter(|word| !word.contains(own) && !own.contains(**word)).collect();
        (!others.is_empty()).then(|| (**others[seeded.below(others.len())]).to_owned())
    };
    let named = |from: &[&'static str], seeded: &mut Seeded| {
        let mut found = Vec::new();
        for word in from {
            for (at, _) in line.match_indices(word) {
                let inside = from.iter().any(|longer| {
                    longer.len() > word.len() && longer.contains(word) && {
                        line.match_indices(longer).any(|(start, _)| start <= at && at < start + longer.len())
                    }
                });
                let is_word = words.is_chinese
                    || !line[at + word.len()..].starts_with(|sign: char| sign.is_ascii_alphabetic());
                if let Some(put) = other(from, word, seeded)
                    .filter(|_| !inside && is_word && at < line.find("](").unwrap_or(line.len()))
                {
                    found.push((at, (*word).to_owned(), put));
                }
            }
        }
        found
    };
    match kind {
        Kind::Digit => numbers
            .into_iter()
            .filter_map(|(at, print)| {
                let digits: Vec<usize> = print
                    .char_indices()
                    .filter(|(_, sign)| sign.is_ascii_digit())
                    .map(|(place, _)| place)
                    .collect();
                let place = *digits.get(seeded.below(digits.len()))?;
                let old = print.as_bytes()[place] - b'0';
                let step = u8::try_from(1 + seeded.below(8)).expect("a digit");
                let new =
                    if place == 0 { 1 + (old - u8::from(old > 0) + step) % 9 } else { (old + step) % 10 };
                let after = format!("{}{new}{}", &print[..place], &print[place + 1..]);
                (after != print).then_some((at, print, after))
            })
            .collect(),
        Kind::Swap => {
            let all: Vec<String> = text
                .lines()
                .filter(|line| is_statement(line))
                .flat_map(self::numbers)
                .map(|(_, print)| print)
                .collect();
            numbers
                .into_iter()
                .filter_map(|(at, print)| {
                    let alike: Vec<&String> = all
                        .iter()
                        .filter(|other| other.ends_with('%') == print.ends_with('%') && **other != print)
                        .collect();
                    let put = (*alike.get(seeded.below(alike.len()))?).clone();
                    Some((at, print, put))
                })
                .collect()
        }
        Kind::Period => named(&words.periods, seeded),
        Kind::Area => named(&words.areas, seeded),
        Kind::Tier => named(&words.tiers, seeded),
        Kind::Unit => numbers
            .into_iter()
            .filter(|_| !line.starts_with('|'))
            .map(|(at, print)| {
                // What stands in 万 loses it: 100多万.
                let behind = &line[at + print.len()..];
                if let Some(rough) = ["多万", "万"].iter().find(|word| behind.starts_with(**word)) {
                    let left = rough.trim_end_matches('万');
                    let put = format!("{print}{left}");
                    return (at, format!("{print}{rough}"), put);
                }
                let (sign, with) = match (print.strip_suffix('%'), words.is_chinese) {
                    (Some(number), _) => (number.to_owned(), "‰"),
                    (None, true) => (print.clone(), "万"),
                    (None, false) => (print.clone(), " thousand"),
                };
                (at, print, format!("{sign}{with}"))
            })
            .collect(),
        Kind::Sign => {
            let pairs: &[(&str, &str)] = if words.is_chinese {
                &[("增长", "下降"), ("增加", "减少"), ("增至", "减至"), ("上升", "下降")]
            } else {
                &[
                    ("a growth of", "a fall of"),
                    (" more than the", " fewer than the"),
                    ("grew to", "fell to"),
                    ("an increase of", "a decrease of"),
                    ("rose to", "fell to"),
                ]
            };
            let mut found = Vec::new();
            for (word, put) in pairs {
                for (at, _) in line.match_indices(word) {
                    let behind = line[at + word.len()..].trim_start();
                    if behind.starts_with(|sign: char| sign.is_ascii_digit()) {
                        found.push((at, (*word).to_owned(), (*put).to_owned()));
                    }
                }
            }
            if line.starts_with('|') {
                // A cell that holds nothing else; the head of a column may name a percentage.
                let is_whole =
                    |at: usize, print: &str| line[at + print.len()..].trim_start().starts_with('|');
                let rates = |(at, print): &(usize, String)| print.ends_with('%') && is_whole(*at, print);
                found.extend(numbers.into_iter().filter(rates).map(|(at, print)| {
                    // A fall becomes a growth, and a growth a fall.
                    match line[..at].strip_suffix('−') {
                        Some(before) => (before.len(), format!("−{print}"), print),
                        None => {
                            let put = format!("-{print}");
                            (at, print, put)
                        }
                    }
                }));
            }
            found
        }
        Kind::Bound => {
            let mut found = Vec::new();
            for (at, print) in numbers {
                let (before, behind) = (&line[..at], &line[at + print.len()..]);
                if print.ends_with('%') {
                    continue;
                }
                if words.is_chinese {
                    if behind.starts_with("万多") {
                        found.push((at, format!("{print}万多"), format!("{print}万")));
                    } else if behind.starts_with('多') {
                        found.push((at, format!("{print}多"), print));
                    } else {
                        let put = format!("{print}多");
                        found.push((at, print, put));
                    }
                } else if let Some(rest) = before.strip_suffix("more than ") {
                    found.push((rest.len(), format!("more than {print}"), print));
                } else {
                    let put = format!("more than {print}");
                    found.push((at, print, put));
                }
            }
            found
        }
        Kind::Points => numbers
            .into_iter()
            .filter_map(|(at, print)| {
                // Nobody gives one end of a range in percent and the other in points.
                let behind = &line[at + print.len()..];
                let is_end = line[..at].trim_end_matches('−').ends_with(['–'])
                    || line[..at].trim_end_matches('−').ends_with(" to ")
                    || behind.starts_with('–')
                    || behind.starts_with(" to ");
                if is_end {
                    return None;
                }
                let number = print.strip_suffix('%')?.to_owned();
                let unit = if words.is_chinese { "个百分点" } else { " percentage points" };
                Some((at, print, format!("{number}{unit}")))
            })
            .collect(),
    }
}

/// Whether the changed line still says what is so: a row of a table that reads as another row does, beside what was changed.
fn stays_true(kind: Kind, line: &str, changed: &str, lines: &[&str]) -> bool {
    if !line.starts_with('|') {
        return false;
    }
    let cells = |row: &str| -> Vec<String> { row.split('|').map(|cell| cell.trim().to_owned()).collect() };
    let own = cells(changed);
    lines.iter().any(|other| {
        let other = cells(other);
        let differ = own.iter().zip(&other).filter(|(one, other)| one != other).count();
        let is_alike = own.len() == other.len() && own.len() > 3;
        match kind {
            // 4,686 at the end of 2015 and on 15 March 2016.
            Kind::Period | Kind::Area | Kind::Tier => {
                is_alike && own.get(1) == other.get(1) && own.get(2) == other.get(2)
            }
            _ => is_alike && differ == 0,
        }
    })
}
