//! What is wrong with a command that was typed, in Chinese.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::num::{ParseFloatError, ParseIntError};
use tierstat_model::PeriodError;

/// The message of an error of the argument parser, with what to do.
pub(crate) fn message(error: &Error) -> String {
    let mut lines = vec![format!("错误：{}", what(error))];
    lines.extend(possible(error).map(|values| format!("  可以写：{values}")));
    let suggested = [
        (ContextKind::SuggestedSubcommand, "相近的命令："),
        (ContextKind::SuggestedArg, "相近的选项："),
        (ContextKind::SuggestedValue, "相近的值："),
        (ContextKind::TrailingArg, "作为普通参数传入时，在前面加 -- ："),
    ];
    for (kind, lead) in suggested {
        lines.extend(texts(error, kind).map(|text| format!("提示：{lead}{text}")));
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        lines.push(format!("\n用法：{}", usage.to_string().trim_start_matches("Usage: ")));
    }
    lines.push("\n详细说明见 --help".to_owned());
    lines.join("\n") + "\n"
}

fn what(error: &Error) -> String {
    let argument = texts(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = texts(error, ContextKind::InvalidValue).unwrap_or_default();
    let number = |kind| texts(error, kind).unwrap_or_default();
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = texts(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("没有“{name}”这个命令")
        }
        ErrorKind::MissingSubcommand => {
            let known = texts(error, ContextKind::ValidSubcommand).unwrap_or_default();
            format!("缺少命令；可以写：{known}")
        }
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个选项或参数"),
        ErrorKind::MissingRequiredArgument => format!("缺少必需的参数：{argument}"),
        ErrorKind::ArgumentConflict => match texts(error, ContextKind::PriorArg) {
            Some(prior) if prior != argument => format!("“{argument}”不能与“{prior}”同时使用"),
            _ => format!("“{argument}”只能写一次"),
        },
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”后面缺少值"),
        ErrorKind::InvalidValue => format!("“{argument}”的值“{value}”不可用"),
        ErrorKind::ValueValidation => {
            format!("“{argument}”的值“{value}”不可用{}", reason(error).unwrap_or_default())
        }
        ErrorKind::NoEquals => format!("“{argument}”的值之前要写等号"),
        ErrorKind::TooManyValues => format!("“{argument}”不能再有值“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            let (expected, found) = match error.kind() {
                ErrorKind::TooFewValues => (ContextKind::MinValues, ContextKind::ActualNumValues),
                _ => (ContextKind::ExpectedNumValues, ContextKind::ActualNumValues),
            };
            format!("“{argument}”需要 {} 个值，写了 {} 个", number(expected), number(found))
        }
        ErrorKind::InvalidUtf8 => "参数中有不是 UTF-8 的字符".to_owned(),
        _ => "命令写得不对".to_owned(),
    }
}

/// Why a value is none, as far as its type says; what words it has for that are English.
fn reason(error: &Error) -> Option<&'static str> {
    let source = std::error::Error::source(error)?;
    Some(if source.is::<ParseIntError>() {
        "：应为整数"
    } else if source.is::<ParseFloatError>() {
        "：应为数字"
    } else if source.is::<jiff::Error>() {
        "：应为日期，如 2015-12-31"
    } else if source.is::<PeriodError>() {
        "：应为时期，如 2015、2015-H1、2015-Q2、2015-06 或 2015-12-31"
    } else if error
        .get(ContextKind::InvalidArg)
        .is_some_and(|argument| argument.to_string().contains("--language"))
    {
        "：应为 zh-CN 或 en"
    } else {
        return None;
    })
}

/// The values that could have been written.
fn possible(error: &Error) -> Option<String> {
    texts(error, ContextKind::ValidValue).filter(|values| !values.is_empty())
}

/// What the parser noted of one kind.
fn texts(error: &Error, kind: ContextKind) -> Option<String> {
    Some(match error.get(kind)? {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => {
            texts.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
        }
        ContextValue::Bool(_) | ContextValue::None | _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::args::Arguments;
    use clap::Parser;

    fn said(arguments: &[&str]) -> String {
        let error = Arguments::try_parse_from(std::iter::once("tierstat").chain(arguments.iter().copied()));
        super::message(&error.expect_err("no command"))
    }

    #[test]
    fn every_kind_of_wrong_command_is_told_without_an_english_sentence() {
        let wrong: [(&[&str], &str); 14] = [
            (&["figurs"], "没有“figurs”这个命令"),
            (&["figures", "--fromat", "json"], "没有“--fromat”这个选项或参数\n提示：相近的选项：--format"),
            (&["figures", "--period"], "“--period <PERIOD>”后面缺少值"),
            (&["figures", "--format", "xml"], "可以写：table、csv、json、jsonl"),
            (&["figures", "--known-on", "2026-13-01"], "应为日期，如 2015-12-31"),
            (&["figures", "--period", "13"], "应为时期"),
            (&["forecast", "--horizon", "x"], "应为整数"),
            (&["fit", "--ceiling", "x"], "应为数字"),
            (&["figures", "--language", "fr"], "应为 zh-CN 或 en"),
            (&["inspect"], "缺少必需的参数：<FILE>..."),
            (&["check", "--rules", "--rule", "x"], "“--rules”不能与“--rule <RULE>”同时使用"),
            (&["check", "--rules", "--rules"], "只能写一次"),
            (&["-x"], "没有“-x”"),
            (&["table", "a", "b"], "没有“b”"),
        ];
        for (arguments, expected) in wrong {
            let said = said(arguments);
            assert!(said.contains(expected), "{arguments:?}:\n{said}");
            assert!(said.starts_with("错误：") && said.ends_with("--help\n"), "{said}");
            for english in ["error", "Usage", "tip", "value", "found", "required", "For more"] {
                assert!(!said.contains(english), "{arguments:?} says {english}:\n{said}");
            }
        }
    }
}
