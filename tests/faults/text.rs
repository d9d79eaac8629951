//! Text files with delimiters.

use super::{Fault, Right};

pub(super) fn faults() -> Vec<Fault> {
    let two = "地区,数量\n北京,7\n";
    let file = |name, right, text: String| Fault::new(name, right, text.into_bytes());
    let lines = |count: u32| (0..count).map(|number| format!("甲,{number}\n")).collect::<String>();
    vec![
        file("a-quote-that-never-closes.csv", Right::Read, format!("{two}\"丙,9\n{}", lines(20_000))),
        file("a-quote-in-every-line.csv", Right::Read, format!("{two}{}", "\"丙,9\n".repeat(5_000))),
        file("only-quotes.csv", Right::Read, format!("{two}{}", "\"".repeat(1 << 20))),
        file("only-delimiters.csv", Right::Read, format!("{two}{}", ",".repeat(1 << 20))),
        file("only-line-ends.csv", Right::Read, format!("{two}{}", "\n".repeat(1 << 20))),
        file("one-line-of-eight-megabytes.csv", Right::Read, format!("{two}{}", "x".repeat(8 << 20))),
        file(
            "a-hundred-thousand-columns.csv",
            Right::Read,
            format!("{two}{}\n", vec!["x"; 100_000].join(",")),
        ),
        file("zeros.csv", Right::Refused, "\0".repeat(1 << 20)),
        file("zeros-in-a-text.csv", Right::Read, format!("{two}甲\0,9\n\0\n")),
        file(
            "a-table-of-one-column-of-tabs.tsv",
            Right::Read,
            format!("地区\t数量\n{}", "\t\n".repeat(50_000)),
        ),
        file(
            "numbers-of-a-thousand-digits.csv",
            Right::Read,
            format!("{two}{}", format!("甲,{}\n", "9".repeat(1000)).repeat(1000)),
        ),
        file("escapes-without-end.csv", Right::Read, format!("{two}\"{}\",9\n", "\\\"".repeat(100_000))),
        file(
            "line-ends-of-every-kind.csv",
            Right::Read,
            format!("{two}{}", "\r\n\r\n\n\r甲,9\u{2028}\u{85}\x0b\x0c".repeat(5000)),
        ),
        file("marks-over-one-letter.csv", Right::Read, format!("{two}a{},9\n", "\u{301}".repeat(100_000))),
    ]
}
