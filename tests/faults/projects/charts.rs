//! Descriptions of charts.

use super::{HostileProject, Right};

const CHART: &str = "reports/members/charts/members.toml";

fn chart(name: &'static str, right: Right, description: &str) -> HostileProject {
    HostileProject::new(name, CHART, right, description)
}

/// A sound description, with further lines before and behind its title.
fn line(before: &str, title: &str) -> String {
    format!(
        "kind = \"line\"\nindicator = \"members\"\n{before}\n[title]\nzh-CN = \"\"\nen = '''{title}'''\n[subtitle]\nzh-CN = \"\"\nen = \"\"\n"
    )
}

pub(super) fn projects() -> Vec<HostileProject> {
    let one = "area = \"1\"\ntiers = [\"all\"]";
    vec![
        chart("a kind that is none", Right::Refused, &line(one, "t").replace("line", "cake")),
        chart("an indicator that is none", Right::Built, &line(one, "t").replace("members", "ghosts")),
        chart("an area that is none", Right::Built, &line("area = \"no\"", "t")),
        chart(
            "ten thousand areas",
            Right::Refused,
            &line(&format!("areas = [{}]\ntiers = [\"all\"]", "\"1\", \"10\", \"20\", ".repeat(3000)), "t"),
        ),
        chart(
            "ten thousand tiers",
            Right::Refused,
            &line(&format!("tiers = [{}]", "\"all\", ".repeat(10_000)), "t"),
        ),
        chart("a title of a megabyte", Right::Refused, &line(one, &"members ".repeat(100_000))),
        chart("a title of one word of a megabyte", Right::Refused, &line(one, &"m".repeat(1 << 20))),
        chart(
            "a title that loops",
            Right::Refused,
            &line(one, "{% for a in range(100000000) %}x{% endfor %}"),
        ),
        chart("a title that never closes", Right::Refused, &line(one, "{{ figure(")),
        chart("a title of marks", Right::Built, &line(one, &format!("a{}", "\u{301}".repeat(10_000)))),
        chart("a title from right to left", Right::Built, &line(one, &"\u{202e}\u{2067}שלום ".repeat(200))),
        chart("a title of control characters", Right::Refused, &line(one, "a\u{1b}[2J\u{7f}\u{85}b\u{fffe}")),
        chart("a title of markup", Right::Built, &line(one, "</title><script>alert(1)</script>&amp;<!--")),
        chart(
            "a width of billions",
            Right::Refused,
            &format!("{}[size]\nwidth = 4294967295\nheight = 4294967295\n", line(one, "t")),
        ),
        chart(
            "a width of nothing",
            Right::Refused,
            &format!("{}[size]\nwidth = 0\nheight = 0\n", line(one, "t")),
        ),
        chart(
            "a width below zero",
            Right::Refused,
            &format!("{}[size]\nwidth = -1\nheight = 1\n", line(one, "t")),
        ),
        chart("an axis that is none", Right::Refused, &line(&format!("{one}\naxis = \"sideways\""), "t")),
        chart("a key that is unknown", Right::Refused, &line(&format!("{one}\ncolour = \"red\""), "t")),
        chart("arrays in arrays", Right::Refused, &format!("a = {}", "[".repeat(100_000))),
        chart("a description of nothing", Right::Refused, ""),
        HostileProject::new("bytes that are no text", CHART, Right::Refused, b"\xff\xfe\x00".to_vec()),
    ]
}
