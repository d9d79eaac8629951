//! What the words around a right number say, held against the ledger: a denial, a way, an outcome, a limit.

use super::answer::Answer;
use super::claim_words::{Turn, Way};
use super::judgement::{RULE_DIRECTION, RULE_PERIOD, RULE_PLACE};
use super::ledger::Ledger;
use super::outcome::{Borne, borne};
use super::print::{Bearing, bearing};
use super::proven_claim::ProvenClaim;
use super::statistic::Statistic;
use super::verdict::Verdict;
use tierstat_model::{Localized, LookupError};

/// The clause denies what the ledger has.
const RULE_DENIED: &str = "text.denied";
/// A target that is missed is called reached, or one that is reached missed.
const RULE_OUTCOME: &str = "text.outcome";

/// A claim whose number is right, held to what else its words say.
pub(super) fn held(ledger: &mut Ledger<'_>, found: ProvenClaim) -> Result<ProvenClaim, LookupError> {
    let denial = found.claim.words.denial.clone();
    let is_right = matches!(found.verdict, Verdict::Right | Verdict::RoundedRight);
    if found.verdict == Verdict::Wrong && !denial.is_empty() {
        // 不是466家: that it is denied may be right.
        return Ok(unproven(
            found,
            Localized::new(
                format!("这一句以“{denial}”否认了一个账本中也没有的数"),
                format!("with `{denial}` the clause denies a number that the ledger has not either"),
            ),
        ));
    }
    if !is_right {
        return Ok(of_changed(found));
    }
    if !denial.is_empty() {
        let words = Localized::new(
            format!("账本中正是这个数，而文中以“{denial}”否认"),
            format!("the ledger has this number, and with `{denial}` the text denies it"),
        );
        return Ok(found.wrong(RULE_DENIED, Localized::default(), words));
    }
    match other_way(ledger, &found)? {
        Some(Doubt::Wrong(words)) => {
            return Ok(of_changed(found.wrong(RULE_DIRECTION, Localized::default(), words)));
        }
        Some(Doubt::Unproven(words)) => return Ok(unproven(found, words)),
        None => {}
    }
    let found = held_to_outcome(ledger, found)?;
    if !found.claim.words.edit.is_empty() && !matches!(found.verdict, Verdict::Wrong | Verdict::Unknown) {
        let edit = found.claim.words.edit.explained();
        let words = Localized::new(
            format!("数与账本相符，但{}", edit.zh),
            format!("the number is that of the ledger, but {}", edit.en),
        );
        return Ok(unproven(found, words));
    }
    let limiting = found.claim.words.limiting.clone();
    if limiting.is_empty() || matches!(found.verdict, Verdict::Wrong | Verdict::Unknown) {
        return Ok(found);
    }
    Ok(unproven(
        found,
        Localized::new(
            format!("数与账本相符，但“{limiting}”是否改变了所数的范围无从判断"),
            format!(
                "the number is that of the ledger; whether `{limiting}` limits what is counted cannot be told"
            ),
        ),
    ))
}

/// What was found of a number in a sentence that a person changed. One that stands in the report's sentence too is not called wrong where
/// it was read of something else by the other words or their other order, and nothing is advised to be written in its place.
fn of_changed(found: ProvenClaim) -> ProvenClaim {
    let words = &found.claim.words;
    let edit = words.edit.explained();
    let is_read_otherwise = [RULE_PERIOD, RULE_PLACE, RULE_DIRECTION].contains(&found.rule);
    match found.verdict {
        Verdict::Wrong
            if words.is_of_report
                && (words.edit.is_moved || (is_read_otherwise && !words.edit.is_empty())) =>
        {
            let read = found.explanation.clone();
            unproven(
                found,
                Localized::new(
                    format!(
                        "报告的这一句也有这个数，但句子由人改过，说的是什么无从判断；照字面看，{}",
                        read.zh
                    ),
                    format!(
                        "the sentence of the report has this number too, but a person changed the sentence, and what the number is of cannot be told; as it reads, {}",
                        read.en
                    ),
                ),
            )
        }
        Verdict::Wrong if words.is_of_report && !words.edit.is_empty() => {
            let explanation = Localized::new(
                format!("{}；{}", edit.zh, found.explanation.zh),
                format!("{}; {}", edit.en, found.explanation.en),
            );
            ProvenClaim { expected: Localized::default(), explanation, ..found }
        }
        Verdict::Unknown if !words.edit.is_empty() && found.explanation.en.is_empty() => {
            unproven(found, edit)
        }
        _ => found,
    }
}

/// A claim that is not proven, and why.
fn unproven(found: ProvenClaim, why: Localized) -> ProvenClaim {
    ProvenClaim {
        verdict: Verdict::Unknown,
        rule: "",
        expected: Localized::default(),
        explanation: why,
        ..found
    }
}

/// Why the way that a text gives a change is not that of the ledger.
fn other_way(ledger: &mut Ledger<'_>, found: &ProvenClaim) -> Result<Option<Doubt>, LookupError> {
    let claim = &found.claim;
    if claim.statistic == Statistic::Steps && claim.words.turn == Turn::Contradicted {
        return Ok(Some(Doubt::Wrong(Localized::new(
            "账本中最近一步是其后首次转向",
            "in the ledger the last step went the other way for the first time",
        ))));
    }
    let is_move = matches!(
        claim.statistic,
        Statistic::Change
            | Statistic::Rate
            | Statistic::YearlyRate
            | Statistic::Trend
            | Statistic::TrendInterval
    );
    if !is_move {
        return Ok(None);
    }
    let answers = ledger.answers(claim)?;
    let Some(answer) = answers.iter().find(|answer| bearing(claim, answer) != Bearing::Other) else {
        return Ok(None);
    };
    let interval = match claim.statistic {
        Statistic::Trend => ledger.trend_interval(claim, answer),
        _ => Some(answer.clone()),
    };
    let Some(interval) = interval else { return Ok(None) };
    if claim.words.way != Way::Unsaid {
        return Ok(contradicted(claim.words.way, &interval).map(Doubt::Wrong));
    }
    let remark = &claim.words.remark;
    let is_doubtful = !remark.is_empty() && is_open(&interval) && !claim.statistic.is_of_trend();
    Ok(is_doubtful.then(|| {
        Doubt::Unproven(Localized::new(
            format!("界限含零，不能断定增减；“{remark}”说的是什么无从判断"),
            format!("the bounds hold zero, so that it may be up or down; what `{remark}` says of it cannot be told"),
        ))
    }))
}

/// Why a right number is doubted.
enum Doubt {
    /// What is said of it is not so.
    Wrong(Localized),
    /// What is said of it cannot be told.
    Unproven(Localized),
}

/// Whether a change may be up or down.
fn is_open(answer: &Answer) -> bool {
    answer.bounds.lower() < 0.0 && answer.bounds.upper_value().is_none_or(|most| most > 0.0)
}

/// Why the bounds of a change do not bear a way.
fn contradicted(way: Way, answer: &Answer) -> Option<Localized> {
    let rose = answer.bounds.lower() > 0.0;
    let fell = answer.bounds.upper_value().is_some_and(|most| most < 0.0);
    match way {
        Way::Up | Way::Down if is_open(answer) => Some(Localized::new(
            "界限含零：账本不能断定增减",
            "the bounds hold zero: the ledger cannot tell whether it rose or fell",
        )),
        Way::Up if fell => Some(Localized::new("账本中这一数字是下降的", "in the ledger the number fell")),
        Way::Down if rose => Some(Localized::new("账本中这一数字是上升的", "in the ledger the number rose")),
        Way::Open if rose => Some(Localized::new(
            "界限不含零：账本中是上升的",
            "the bounds do not hold zero: in the ledger the number rose",
        )),
        Way::Open if fell => Some(Localized::new(
            "界限不含零：账本中是下降的",
            "the bounds do not hold zero: in the ledger the number fell",
        )),
        Way::Unsaid | Way::Up | Way::Down | Way::Open => None,
    }
}

/// A number of a target with what the text says became of it.
fn held_to_outcome(ledger: &mut Ledger<'_>, found: ProvenClaim) -> Result<ProvenClaim, LookupError> {
    let is_of_target = matches!(found.claim.statistic, Statistic::Target | Statistic::TargetShare);
    let Some(outcome) = found.claim.words.outcome.filter(|_| is_of_target) else { return Ok(found) };
    let answers = ledger.answers(&found.claim)?;
    let own = answers.iter().find(|answer| bearing(&found.claim, answer) != Bearing::Other);
    let Some(progress) = own.and_then(|own| ledger.progress(own)) else { return Ok(found) };
    let standing = progress.standing.map(tierstat_answers::plan::Standing::said).unwrap_or_default();
    Ok(match borne(outcome, &progress) {
        Borne::Yes => found,
        Borne::No => found.wrong(
            RULE_OUTCOME,
            standing.clone(),
            Localized::new(
                format!("账本中该目标：{}", standing.zh),
                format!("in the ledger the target is: {}", standing.en),
            ),
        ),
        Borne::Open => unproven(
            found,
            Localized::new(
                format!("账本中该目标：{}；是否如期无从判断", standing.zh),
                format!("in the ledger the target is: {}; whether in time cannot be told", standing.en),
            ),
        ),
    })
}
