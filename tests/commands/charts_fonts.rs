//! Font files of a project: `chart`, `build`, `doctor` and `--plot` draw with them what the bundled fonts lack, and refuse what is no
//! font by its name.

use super::charts::{draw, one_line};
#[cfg(unix)]
use crate::harness::Budget;
use crate::harness::Project;

/// A font with a square for `𠮷`; a test of tierstat-chart writes it.
const FONT: &[u8] = include_bytes!("../../crates/tierstat-chart/tests/fonts/rare.ttf");

/// A project whose only chart has a title with a character that the bundled fonts lack, with these `fonts` in its settings.
fn rare(fonts: &str) -> Project {
    let project = one_line("residents", "2012,100,A\n2013,110,A");
    let chart = project.read("reports/book/charts/one.toml").replace("题", "\u{20BB7}野题");
    let settings = project.read("tierstat.toml");
    project
        .with("reports/book/charts/one.toml", chart)
        .with("tierstat.toml", format!("fonts = [{fonts}]\n{settings}"))
}

fn drawing(project: &Project) -> String {
    project.read("out/reports/book/charts/one.zh-CN.svg")
}

fn picture(project: &Project) -> Vec<u8> {
    std::fs::read(project.path().join("out/reports/book/charts/one.zh-CN.png")).expect("a picture")
}

#[test]
fn a_character_that_the_bundled_fonts_lack_is_drawn_by_the_file_that_the_settings_name() {
    let without = rare("");
    let run = draw(&without);
    assert!(
        run.stderr.contains("chart one: no font has a glyph for `\u{20BB7}` (U+20BB7)"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("fonts = [\"fonts/rare.ttf\"]"), "what to do: {}", run.stderr);
    let with = rare("\"fonts/rare.ttf\"").with("fonts/rare.ttf", FONT);
    let run = draw(&with);
    assert!(!run.stderr.contains("glyph"), "{}", run.stderr);
    assert!(drawing(&with).contains("\u{20BB7}野题"), "a text stays a text");
    let fonts = |project: &Project| drawing(project).split("fonts=").nth(1).map(|told| told[..16].to_owned());
    assert_ne!(fonts(&without), fonts(&with), "the drawing tells of which fonts it was made");
    assert!(picture(&without) != picture(&with));
    let (svg, png) = (drawing(&with), picture(&with));
    draw(&with);
    assert!(svg == drawing(&with) && png == picture(&with), "the same bytes");
}

#[test]
fn a_report_is_written_again_when_a_font_changes() {
    let project = rare("\"fonts/rare.ttf\"").with("fonts/rare.ttf", FONT);
    let build = |code| project.run(["build", "--language", "en"]).expect_code(code);
    build(0);
    assert!(!build(0).stdout.contains("fonts/rare.ttf"));
    let mut other = FONT.to_vec();
    let advance = other.windows(4).position(|part| part == [1, 0xF4, 0, 0]).expect("an advance of 500");
    other[advance..advance + 2].copy_from_slice(&600_u16.to_be_bytes());
    project.write("fonts/rare.ttf", other);
    let run = build(0);
    assert!(run.stdout.contains("changed: fonts/rare.ttf"), "{}\n{}", run.stdout, run.stderr);
    std::fs::remove_file(project.path().join("fonts/rare.ttf")).expect("removed");
    let run = build(3);
    assert!(run.stderr.contains("tierstat.toml, fonts: fonts/rare.ttf: it cannot be read"), "{}", run.stderr);
}

#[test]
fn doctor_says_what_a_font_adds() {
    let project = rare("\"fonts/rare.ttf\"").with("fonts/rare.ttf", FONT);
    for (language, said) in
        [("en", "fonts/rare.ttf: 2 characters that the others lack"), ("zh-CN", "fonts/rare.ttf：补 2 个字")]
    {
        let run = project.run(["doctor", "--language", language]).expect_code(0);
        assert!(run.stdout.contains(said), "{}", run.stdout);
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_font_is_named_with_what_to_do() {
    const BUDGET: Budget = Budget { bytes: 197 << 20, seconds: 10 };
    let project = rare("\"fonts/bad.ttf\"");
    let bad = project.path().join("fonts/bad.ttf");
    let without_outlines: Vec<u8> = {
        let mut bytes = FONT.to_vec();
        let place = bytes.windows(4).position(|name| name == b"glyf").expect("the outlines");
        bytes[place..place + 4].copy_from_slice(b"none");
        bytes
    };
    let large = || {
        let file = std::fs::File::create(&bad).expect("a file");
        file.set_len(200 << 20).expect("200 MiB");
    };
    let write = |bytes: &[u8]| project.write("fonts/bad.ttf", bytes);
    let pipe = || {
        std::fs::remove_file(&bad).expect("removed");
        assert!(std::process::Command::new("mkfifo").arg(&bad).status().is_ok_and(|made| made.success()));
    };
    let missing = || drop(std::fs::remove_file(&bad));
    let put: [(&dyn Fn(), &str, &str); 6] = [
        (&|| write(b"garbage"), "no font that can be read", "不是可读的字体"),
        (&|| write(b""), "no font that can be read", "不是可读的字体"),
        (&|| write(&without_outlines), "a font without outlines", "字体中没有字形轮廓"),
        (&large, "more than 64 MiB", "大于 64 MiB"),
        (&pipe, "no regular file", "不是普通文件"),
        (&missing, "it cannot be read", "无法读取"),
    ];
    for (put, en, zh) in put {
        put();
        for (language, said, hint) in [("en", en, "hint: "), ("zh-CN", zh, "提示：")] {
            for verb in ["chart", "build"] {
                let run = project.run_within(BUDGET, [verb, "--language", language]).expect_code(3);
                assert!(run.stderr.contains("fonts/bad.ttf") && run.stderr.contains(said), "{}", run.stderr);
                assert!(run.stderr.contains(hint), "{}", run.stderr);
            }
            let run = project.run_within(BUDGET, ["doctor", "--language", language]).expect_code(4);
            assert!(run.stderr.contains("[fonts.unusable]") && run.stderr.contains(said), "{}", run.stderr);
        }
    }
}

#[test]
fn a_font_outside_the_project_is_refused() {
    for outside in ["../rare.ttf", "/usr/share/fonts/rare.ttf"] {
        let run = rare(&format!("\"{outside}\"")).run(["chart", "--language", "en"]).expect_code(3);
        assert!(run.stderr.contains("rare.ttf: outside the project"), "{}", run.stderr);
    }
}

#[test]
fn a_statistic_is_plotted_with_the_fonts_of_the_project() {
    let project = rare("");
    let indicator =
        project.read("datasets/indicators/residents.toml").replace("常住人口\"", "\u{20BB7}野人口\"");
    let project = project.with("datasets/indicators/residents.toml", indicator);
    let plot = |project: &Project| {
        let ask = ["growth", "--indicator", "residents", "--area", "000000", "--language", "zh-CN"];
        project.run(ask.into_iter().chain(["--plot", "f.png"])).expect_code(0)
    };
    let run = plot(&project);
    assert!(run.stderr.contains("字体中没有“\u{20BB7}”"), "{}", run.stderr);
    let settings = project.read("tierstat.toml").replace("fonts = []", "fonts = [\"fonts/rare.ttf\"]");
    let project = project.with("fonts/rare.ttf", FONT).with("tierstat.toml", settings);
    let run = plot(&project);
    assert!(!run.stderr.contains("字体"), "{}", run.stderr);
}
