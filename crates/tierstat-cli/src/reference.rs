//! The command reference, written from the declarations of the arguments and held equal to them by a test.

use crate::args::Arguments;
use crate::help_zh;
use clap::{Arg, Command, CommandFactory};
use tierstat_model::Language;

/// What stands above the verbs.
const INTRODUCTION: &str = "\
# Command reference

Written from the program's own help by `just bless`; a test holds the two together.

stdout is data, stderr is talk: an answer can be piped, and messages, findings and progress bars never stand in it. Progress bars are drawn only where
a person watches stderr. `--format table` is for reading; `csv` and `json` carry ids, codes and bounds for programs. An answer that could not be written
whole is an error; a reader who closes the pipe has read enough. What texts of files become on their way out stands in [texts-of-files.md](texts-of-files.md).

| exit code | meaning |
|--|--|
| 0 | fine |
| 1 | internal: a fault of tierstat or of the disk |
| 2 | usage: an unknown verb, option, indicator, tier, area or figure; the message offers the nearest names |
| 3 | an input cannot be read: a missing, damaged or refused file, a project without settings; the rest is done where there is a rest |
| 4 | findings of level error, from `check` and `doctor`, and from any verb under `--strict` |

An error says what, where (file › sheet › cell) and what to do. A finding is a result: it has a rule, a severity, its cells and a hint, and never stops
the rest. The language of messages and help is that of `--language`, else the locale's where it is
Chinese or English, else the project's first.
";

/// The same in Chinese.
const INTRODUCTION_ZH: &str = "\
# 命令

由 `just bless` 照程序自身的帮助写出；测试使二者保持一致。

stdout 是答案，stderr 是交谈：答案可以接给别的程序，消息、发现和进度从不混入。`--format table` 供人阅读；`csv` 和 `json` 带编号、代码和界限，供程序读取。答案没能写全是错误；
读者关闭管道则是读够了。

| 退出码 | 含义 |
|--|--|
| 0 | 正常 |
| 1 | 内部：tierstat 或磁盘的故障 |
| 2 | 用法：不认识的命令、选项、指标、层级、地区或数据；消息给出最相近的名称 |
| 3 | 无法读取：文件缺失、损坏或被拒绝，项目没有设置；其余能做的照做 |
| 4 | 有错误级的发现：来自 `check` 和 `doctor`，或写了 `--strict` 的任何命令 |

错误说明什么、在哪里（文件 › 工作表 › 单元格）、怎么办。发现是结果：有规则、级别、单元格和提示，从不中断其余。消息和帮助的语言依 `--language`，其次为系统语言（中文或英文），其次为项目的
第一种语言。
";

/// The reference as Markdown.
fn reference(language: Language) -> String {
    let mut command = help_zh::in_language(Arguments::command(), Some(language));
    command.build();
    let (introduction, heading, columns) = match language {
        Language::English => (INTRODUCTION, "Options of every command", ["argument", "meaning"]),
        Language::Chinese => (INTRODUCTION_ZH, "所有命令通用的选项", ["参数", "含义"]),
    };
    let mut text = introduction.to_owned();
    text.push_str(&format!("\n## {heading}\n\n"));
    options(&mut text, command.get_arguments().filter(|argument| argument.is_global_set()), columns);
    for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
        section(&mut text, verb, columns);
    }
    text
}

fn section(text: &mut String, verb: &Command, columns: [&str; 2]) {
    text.push_str(&format!("\n## tierstat {}\n\n", verb.get_name()));
    let about = verb.get_long_about().or(verb.get_about()).map(ToString::to_string).unwrap_or_default();
    text.push_str(about.trim_end());
    text.push('\n');
    let own = || verb.get_arguments().filter(|argument| !argument.is_global_set() && !is_given(argument));
    if own().next().is_some() {
        text.push('\n');
        options(text, own(), columns);
    }
}

/// Whether every verb has it anyway.
fn is_given(argument: &Arg) -> bool {
    ["help", "version"].contains(&argument.get_id().as_str())
}

fn options<'a>(text: &mut String, arguments: impl Iterator<Item = &'a Arg>, [argument, meaning]: [&str; 2]) {
    text.push_str(&format!("| {argument} | {meaning} |\n|--|--|\n"));
    for argument in arguments {
        let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        text.push_str(&format!(
            "| `{}` | {} |\n",
            written(argument),
            help.replace('\n', " ").replace('|', "\\|")
        ));
    }
}

/// An argument as it is typed: `--area <AREA>`, `-q, --quiet`, `<FILE>...`.
fn written(argument: &Arg) -> String {
    let long = argument.get_long().map(|long| format!("--{long}"));
    let short = argument.get_short().map(|short| format!("-{short}"));
    let flags: Vec<String> = short.into_iter().chain(long).collect();
    let takes_value = argument.get_action().takes_values();
    let value = argument.get_value_names().unwrap_or_default().iter().map(|name| format!("<{name}>"));
    let value: Vec<String> = value.collect();
    match (flags.is_empty(), takes_value) {
        (true, _) => format!(
            "{}{}",
            value.join(" "),
            if argument.get_num_args().is_some_and(|range| range.max_values() > 1) { "..." } else { "" }
        ),
        (false, true) => format!("{} {}", flags.join(", "), value.join(" ")),
        (false, false) => flags.join(", "),
    }
}

#[test]
fn the_command_reference_is_what_the_program_says() {
    for (language, name) in
        [(Language::English, "command-reference.md"), (Language::Chinese, "command-reference.zh-CN.md")]
    {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
        let expected = reference(language);
        if std::env::var_os("TIERSTAT_BLESS").is_some() {
            std::fs::write(&path, &expected).expect("written");
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(found == expected, "{} is out of date: run `just bless` and read the diff", path.display());
    }
}
