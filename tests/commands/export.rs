//! The ledger's answers as a file for other programs.

use crate::harness::Project;

#[test]
fn an_export_has_every_answer_as_known_that_day_and_the_bounds_of_rough_ones() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let ask =
        ["export", "out.csv", "--form", "sdmx-csv", "--indicator", "service-agencies", "--area", "全国"];
    project.run(ask.into_iter().chain(["--known-on", "2015-12-31"])).expect_code(0);
    let text = project.read("out.csv");
    let mut lines = text.lines();
    assert!(lines.next().is_some_and(|header| header.starts_with("STRUCTURE,STRUCTURE_ID,ACTION,FREQ,")));
    let rough = "I,D,service-agencies,all,000000,2015-06,,3500,3600,number,A,3500多家,";
    let rough = rough.replace("I,D,", "I,M,");
    assert!(lines.any(|line| line.contains(&rough)), "{text}");
    assert!(!text.contains("2018"), "what became known later is not told:\n{text}");
    let run = project.run(["export", "--indicator", "industry-organisations"]).expect_code(0);
    assert!(run.stdout.starts_with("indicator,tier,area,period,value,lower,upper,"), "{}", run.stdout);
}
