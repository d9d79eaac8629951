//! Texts of reports and their descriptions.

use super::{HostileProject, Right, many};

const TEXT: &str = "reports/members/text.en.md";
const DESCRIPTION: &str = "reports/members/report.toml";

fn text(name: &'static str, right: Right, text: impl Into<Vec<u8>>) -> HostileProject {
    HostileProject::new(name, TEXT, right, text)
}

fn description(name: &'static str, right: Right, more: &str) -> HostileProject {
    let sound = "title = { zh-CN = \"会员\", en = \"Members\" }\nlanguages = [\"en\"]\n[scope]\nindicator = \"members\"\n\
                 area = \"1\"\ntiers = [\"all\"]\n";
    HostileProject::new(name, DESCRIPTION, right, format!("{sound}{more}"))
}

fn table(name: &str, more: &str) -> String {
    format!(
        "[[tables]]\nname = \"{name}\"\nkind = \"figures\"\ntitle = {{ zh-CN = \"表\", en = \"t\" }}\nindicator = \"members\"\n{more}"
    )
}

fn work() -> Vec<HostileProject> {
    let refused = |name, inside: &str| text(name, Right::Refused, inside);
    vec![
        refused("a loop of a hundred million steps", "{% for a in range(100000000) %}x{% endfor %}"),
        refused(
            "loops in loops",
            &format!("{}x{}", "{% for a in range(9999) %}".repeat(6), "{% endfor %}".repeat(6)),
        ),
        refused("a macro that calls itself", "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}"),
        refused(
            "two macros that call each other",
            "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
        ),
        refused(
            "a text that doubles forty times",
            &format!("{{% set a = 'xxxxxxxx' %}}{}{{{{ a }}}}", "{% set a = a ~ a %}".repeat(40)),
        ),
        refused("a text times a billion", "{{ 'x' * 1000000000 }}"),
        refused("a list times a billion", "{{ ([1] * 1000000000) | length }}"),
        refused("a power without end", "{{ 10 ** 400 }}"),
        text("the smallest number by minus one", Right::Built, "{{ (-9223372036854775807 - 1) // -1 }}"),
        refused("a rest by zero", "{{ 7 % 0 }}"),
        refused(
            "a sorted range",
            "{{ range(100000) | sort | join }}{{ range(100000) | sort | join }}".repeat(20).as_str(),
        ),
        refused("a pattern of blanks a gigabyte wide", "{{ '%1000000000d' | format(1) }}"),
        refused("an indented text without end", "{{ 'a' | indent(2000000000, true) }}"),
        refused("a hundred thousand sentences", &"{{ sentence(\"trend\") }}".repeat(100_000)),
        refused("a hundred thousand numbers", &"{{ figure(at=\"latest\") }} ".repeat(100_000)),
        refused("a table placed ten thousand times", &"{{ table(\"members\") }}".repeat(10_000)),
        text(
            "a forecast of two billion years",
            Right::Built,
            "{{ sentence(\"forecast\", horizon=2000000000) }}",
        ),
        refused("findings below zero", "{{ findings(-1) }}"),
        refused(
            "lists in lists by a loop",
            "{% set all = namespace(a=[]) %}{% for i in range(99999) %}{% set all.a = [all.a] %}{% endfor %}",
        ),
        refused(
            "lists in lists by variables",
            &format!("{{% set a = [] %}}{}", "{% set a = [a] %}".repeat(100_000)),
        ),
        refused(
            "lists in lists by a macro",
            "{% macro a(b) %}{{ a([[[[[[[[b]]]]]]]]) }}{% endmacro %}{{ a(1) }}",
        ),
        refused("another file", "{% include \"../../../etc/passwd\" %}"),
        refused("itself", "{% extends \"members/text.en.md\" %}"),
    ]
}

fn shapes() -> Vec<HostileProject> {
    let refused = |name, inside: &str| text(name, Right::Refused, inside);
    let built = |name, inside: &str| text(name, Right::Built, inside);
    let both = |open: &str, inside: &str, close: &str, count| {
        format!("{}{inside}{}", open.repeat(count), close.repeat(count))
    };
    vec![
        refused("brackets a hundred thousand deep", &format!("{{{{ {} }}}}", both("(", "1", ")", 100_000))),
        refused("lists a hundred thousand deep", &format!("{{{{ {} }}}}", both("[", "1", "]", 100_000))),
        refused("conditions ten thousand deep", &both("{% if 1 %}", "x", "{% endif %}", 10_000)),
        refused("a hundred thousand signs before a number", &format!("{{{{ {}1 }}}}", "-".repeat(100_000))),
        refused("a hundred thousand negations", &format!("{{{{ {}1 }}}}", "not ".repeat(100_000))),
        refused("a hundred thousand attributes", &format!("{{{{ a{} }}}}", ".b".repeat(100_000))),
        refused("sums of a hundred thousand", &format!("{{{{ {}1 }}}}", "1 + ".repeat(100_000))),
        refused("a hundred thousand filters", &format!("{{{{ 1{} }}}}", " | string".repeat(100_000))),
        refused("a hundred thousand choices", &format!("{{{{ {}1 }}}}", "1 if 0 else ".repeat(100_000))),
        refused(
            "twenty thousand alternatives",
            &format!("{{% if 0 %}}{}{{% endif %}}", "{% elif 0 %}\n".repeat(20_000)),
        ),
        refused("calls of calls", &format!("{{{{ figure{} }}}}", "()".repeat(100_000))),
        refused("an expression that never closes", "{{ figure(at=\"latest\""),
        refused("a remark that never closes", &format!("{{# {}", "x".repeat(1 << 20))),
        refused("a block that never closes", "{% raw %}"),
        refused("a number of a million digits", &format!("{{{{ {} }}}}", "9".repeat(1 << 20))),
        refused("a sign of tokens", "Before \u{e000} and behind.\n"),
        refused("a sign of tokens in an expression", "{{ \"\\ue000\" }} and behind.\n"),
        text("bytes that are no text", Right::Refused, [b"a \xff\xfe b".to_vec(), vec![0; 1000]].concat()),
        built("a text of three megabytes", &"Members and their dues. \n".repeat(120_000)),
        text("a text of eight megabytes", Right::Refused, "Members and their dues. \n".repeat(320_000)),
        built("quotes a hundred thousand deep", &format!("{}x", ">".repeat(100_000))),
        built("lists in lists", &many(2000, |depth| format!("{}- a\n", "  ".repeat(depth as usize)))),
        built("open brackets by the hundred thousand", &"[".repeat(100_000)),
        built("links in links", &both("[a", "b", "](c)", 30_000)),
        built("stars by the hundred thousand", &"*a **b _c __d ".repeat(30_000)),
        built(
            "a table of ten thousand columns",
            &format!("{0}\n{1}\n{0}\n", "|a".repeat(10_000), "|-".repeat(10_000)),
        ),
        built("elements that never close", &"<a href=\"".repeat(50_000)),
        built("references by the ten thousand", &format!("{}\n\n[a]: b\n", "[a]".repeat(50_000))),
        built("backticks of every length", &many(1000, |count| format!("{} ", "`".repeat(count as usize)))),
        built("a text of nothing", ""),
    ]
}

fn descriptions() -> Vec<HostileProject> {
    vec![
        description(
            "a thousand tables",
            Right::Built,
            &many(1000, |number| table(&format!("t{number}"), "area = \"1\"\n")),
        ),
        description(
            "a table of a kind that is none",
            Right::Refused,
            &table("a", "").replace("figures", "figment"),
        ),
        description("a table of an area that is nowhere", Right::Built, &table("a", "area = \"no\"\n")),
        description(
            "a table of ten thousand areas",
            Right::Built,
            &table("a", &format!("areas = [{}]\n", "\"1\", ".repeat(10_000))).replace("figures", "coverage"),
        ),
        description("a title of four megabytes", Right::Built, &table(&"n".repeat(4 << 20), "")),
        description("arrays in arrays", Right::Refused, &format!("a = {}", "[".repeat(100_000))),
        description("a key that is unknown", Right::Refused, "work = 1\n"),
        HostileProject::new("a description of nothing", DESCRIPTION, Right::Refused, ""),
        HostileProject::new(
            "no languages",
            DESCRIPTION,
            Right::Built,
            "title = { zh-CN = \"\", en = \"\" }\nlanguages = []\n[scope]\nindicator = \"members\"\narea = \"1\"\n",
        ),
        HostileProject::new(
            "one language a thousand times",
            DESCRIPTION,
            Right::Built,
            format!(
                "title = {{ zh-CN = \"\", en = \"\" }}\nlanguages = [{}]\n[scope]\nindicator = \"members\"\narea = \"1\"\n",
                "\"en\", ".repeat(1000)
            ),
        ),
    ]
}

pub(super) fn projects() -> Vec<HostileProject> {
    [work(), shapes(), descriptions()].into_iter().flatten().collect()
}
