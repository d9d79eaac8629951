//! `tierstat coverage --sample`: the intervals that a sample has, and a complete count does not.

use crate::args::CoverageArguments;
use crate::exit::{Failure, Outcome};
use crate::output::{Answer, Column, Output};
use serde_json::{Value, json};
use tierstat_answers::Explanation;
use tierstat_model::{Bounds, Language, Localized, PointChange, Ratio};
use tierstat_numerics::coverage::{
    Sample, SamplingInterval, SamplingMethod, difference_interval, sampling_interval,
};
use tierstat_words::method_note::MethodNote;
use tierstat_words::statement::{Statement, Subject};
use tierstat_words::{self as words, Words};

const METHODS: [(SamplingMethod, &str); 5] = [
    (SamplingMethod::Wilson, "wilson"),
    (SamplingMethod::WilsonCorrected, "wilson-corrected"),
    (SamplingMethod::ClopperPearson, "clopper-pearson"),
    (SamplingMethod::Jeffreys, "jeffreys"),
    (SamplingMethod::AgrestiCoull, "agresti-coull"),
];

pub(super) fn run(arguments: &CoverageArguments, output: &Output) -> Result<Outcome, Failure> {
    let language = output.language();
    let level = arguments.level;
    if arguments.presentation.plot.is_some() {
        return Err(refused(Localized::new("样本没有可画的线", "a sample has no line to draw")));
    }
    if !(level > 0.0 && level < 1.0) {
        return Err(Failure::Usage {
            message: Localized::new(
                format!("置信水平应在 0 与 1 之间；现为 {level}"),
                format!("the level lies between 0 and 1; it is {level}"),
            ),
            hint: Localized::new("例如 --level 0.95", "as --level 0.95"),
        });
    }
    let samples = arguments.sample.iter().map(|text| read(text)).collect::<Result<Vec<_>, _>>()?;
    let explain = arguments.presentation.explain;
    let mut answer = Answer { columns: columns(explain), rows: Vec::new() };
    let mut explanations = Vec::new();
    let words = Words { language };
    let name = Localized::new("这一项", "one");
    let subject = Subject { name: name.get(language), ..Subject::default() };
    for (sample, text) in samples.iter().zip(&arguments.sample) {
        let found = METHODS
            .map(|(method, code)| Ok::<_, Failure>((code, sampling_interval(*sample, level, method)?)))
            .into_iter()
            .collect::<Result<Vec<_>, _>>()?;
        let statement =
            found.first().map_or_else(String::new, |(_, found)| found.statement(&subject, language, &words));
        let explanation = explained(text, statement, METHODS.map(|(_, code)| code).to_vec());
        for (code, found) in &found {
            let mut row = interval_row(text, code, found, language);
            row.extend(explain.then(|| explanation.value(language)));
            answer.rows.push(row);
        }
        explanations.push(explanation);
    }
    if let [earlier, later] = samples.as_slice() {
        let found = difference_interval(*earlier, *later, level)?;
        let text = arguments.sample.iter().rev().map(String::as_str).collect::<Vec<_>>().join(" − ");
        let change = |lower: f64, upper: f64| {
            Bounds::closed(lower, upper)
                .map_or_else(|_| String::new(), |bounds| words::point_change(&PointChange(bounds), language))
        };
        let explanation = explained(&text, found.statement(&subject, language, &words), vec!["newcombe"]);
        let mut row = vec![
            json!(text),
            json!("newcombe"),
            json!(change(found.difference, found.difference)),
            json!(change(found.lower, found.upper)),
            json!(found.difference),
            json!(found.lower),
            json!(found.upper),
            json!(level),
        ];
        row.extend(explain.then(|| explanation.value(language)));
        answer.rows.push(row);
        explanations.push(explanation);
    }
    output.answer(&answer);
    output.say(&remark());
    if explain {
        output.explanations(&explanations);
    }
    Ok(Outcome::default())
}

fn columns(explain: bool) -> Vec<Column> {
    let name_of = |code: &str| MethodNote::of(code).map(MethodNote::name);
    let mut columns = vec![
        Column::text("sample", "样本（已有/所问）", "sample (covered/asked)"),
        Column::code("method", "方法", "method", name_of),
        Column::number("", "覆盖率", "coverage").for_people(),
        Column::number("", "区间", "interval").for_people(),
        Column::for_machines("share"),
        Column::for_machines("lower"),
        Column::for_machines("upper"),
        Column::for_machines("level"),
    ];
    columns.extend(explain.then(|| Column::for_machines("explanation")));
    columns
}

fn interval_row(text: &str, code: &str, found: &SamplingInterval, language: Language) -> Vec<Value> {
    let ratio = |lower: f64, upper: f64| {
        Bounds::closed(lower, upper)
            .map_or_else(|_| String::new(), |bounds| words::ratio(&Ratio(bounds), language))
    };
    vec![
        json!(text),
        json!(code),
        json!(ratio(found.share, found.share)),
        json!(ratio(found.lower, found.upper)),
        json!(found.share),
        json!(found.lower),
        json!(found.upper),
        json!(found.level),
    ]
}

fn explained(subject: &str, statement: String, methods: Vec<&'static str>) -> Explanation {
    Explanation {
        subject: subject.to_owned(),
        statement,
        methods,
        used: vec![subject.to_owned()],
        left_out: Vec::new(),
        remarks: vec![remark()],
    }
}

fn remark() -> Localized {
    Localized::new(
        "这些区间只用于随机样本；全数清点的结果没有抽样误差，不需要区间",
        "these intervals are for random samples; a complete count has no sampling error and needs none",
    )
}

/// COVERED/ASKED.
fn read(text: &str) -> Result<Sample, Failure> {
    let numbers = text.split_once('/').and_then(|(covered, asked)| {
        Some((covered.trim().parse::<u64>().ok()?, asked.trim().parse::<u64>().ok()?))
    });
    let Some((covered, asked)) = numbers else {
        return Err(refused(Localized::new(format!("“{text}”不是样本"), format!("`{text}` is no sample"))));
    };
    // A sample that cannot be is a slip of the pen, not of a file.
    Sample::new(covered, asked).map_err(|error| refused(error.localized()))
}

fn refused(message: Localized) -> Failure {
    Failure::Usage {
        message,
        hint: Localized::new(
            "写作 已有/所问，如 --sample 37/120；两次给出前后两个样本之差",
            "write covered/asked, as --sample 37/120; twice for the difference of two samples",
        ),
    }
}
