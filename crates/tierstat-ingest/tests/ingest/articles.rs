//! Ten articles: whose area a sentence speaks of, and which of its numbers are no levels.

use crate::small_project::{SmallProject, line};

/// The figures of an article, and what is kept back with its rule.
fn read(name: &str, text: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
    let project = SmallProject::with(name, text.as_bytes());
    let imported = project.import().unwrap();
    let kept = imported.kept_back.iter().map(|kept| format!("{} {}", kept.cell.a1(), kept.rule)).collect();
    let findings = imported.findings.iter().filter(|finding| finding.rule.starts_with("prose."));
    let found = findings
        .flat_map(|finding| finding.cells.iter().map(move |cell| format!("{} {}", cell.a1(), finding.rule)))
        .collect();
    (imported.figures.iter().map(line).collect(), kept, found)
}

#[track_caller]
fn check(name: &str, text: &str, figures: &[&str], kept: &[&str], found: &[&str]) {
    assert_eq!(read(name, text), (owned(figures), owned(kept), owned(found)));
}

fn owned(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

#[test]
fn the_whole_province_is_not_the_city_named_last() {
    check(
        "a.txt",
        "吉林省行业协会年报\n\n截至2013年底，吉林市有行业协会31家、社会工作者170名。全省共有行业协会406家。\
         全市社会工作者中，女社会工作者95名。\n\n2013年末，我省社会工作者达到2300名。\n",
        &[
            "A3 associations all 220200 2013-12-31 [31, 31]",
            "B3 workers all 220200 2013-12-31 [170, 170]",
            "C3 associations all 220000 2013-12-31 [406, 406]",
            "A5 workers all 220000 2013-12-31 [2300, 2300]",
        ],
        &["D3 indicator.subgroup.doubtful"],
        &[],
    );
}

#[test]
fn a_province_that_nothing_names_is_not_known() {
    check(
        "b.txt",
        "简讯\n\n2015年，全省共有行业协会52家。当地社会工作者有640名。\n\n2015年，广东省有行业协会71家。\n",
        &["A5 associations all 440000 2015 [71, 71]"],
        &[],
        &["A3 prose.open", "B3 prose.open"],
    );
}

#[test]
fn what_came_and_went_is_no_level() {
    check(
        "c.md",
        "# 登记情况\n\n2015年，广东省新增行业协会18家，注销3家，新登记社会工作者520名；现有行业协会233家，比上年净增15家。\n\
         2014年北京市行业协会增加到64家。当年新成立行业协会5家和社会工作者40名。\n",
        &["D3 associations all 440000 2015 [233, 233]", "A4 associations all 110000 2014 [64, 64]"],
        &[],
        &[
            "A3 prose.not-level",
            "B3 prose.uncounted",
            "C3 prose.not-level",
            "E3 prose.uncounted",
            "B4 prose.not-level",
            "C4 prose.not-level",
        ],
    );
}

#[test]
fn plans_are_no_levels() {
    check(
        "d.txt",
        "规划\n\n广东省计划三年内新建行业协会45家，力争社会工作者总数达到9000名。\n\
         2015年，广东省共有社会工作者7100名。到2019年，全省行业协会将有610家。2018年末，广东省行业协会为590家。\n",
        &["A4 workers all 440000 2015 [7100, 7100]"],
        &[],
        &["A3 prose.not-level", "B3 prose.not-level", "B4 prose.not-level", "C4 prose.not-level"],
    );
}

#[test]
fn so_many_for_each_are_no_level() {
    check(
        "e.txt",
        "统计公报\n\n2015年，北京市每万人拥有社会工作者13名，平均每个街道有行业协会2家。\
         2015年，北京市社会工作者共计2900名。\n",
        &["C3 workers all 110000 2015 [2900, 2900]"],
        &[],
        &["A3 prose.not-level", "B3 prose.not-level"],
    );
}

#[test]
fn a_figure_of_two_areas_or_years_is_kept_back() {
    check(
        "f.txt",
        "两地通讯\n\n截至2015年底，北京市和广东省共有行业协会297家。\n2012年和2013年，吉林省共有社会工作者880名。\n\
         2015年吉林省培训社会工作者260名，有优秀社会工作者41名。\n",
        &[],
        &[
            "A3 area.doubtful",
            "A4 period.doubtful",
            "A5 indicator.subgroup.doubtful",
            "B5 indicator.subgroup.doubtful",
        ],
        &[],
    );
}

#[test]
fn an_english_county_of_changes() {
    check(
        "g.md",
        "Notes from the south\n\nIn 2014 Guangdong had 118 associations, up 7 from 2013. The province added 9 associations \
         and 210 social workers in 2015. In 2015 Guangdong dissolved 4 associations. The number of associations in \
         Guangdong rose to 123 in 2015.\n",
        &["A3 associations all 440000 2014 [118, 118]", "F3 associations all 440000 2015 [123, 123]"],
        &[],
        &["B3 prose.uncounted", "C3 prose.not-level", "D3 prose.not-level", "E3 prose.not-level"],
    );
}

#[test]
fn english_plans_and_quotients() {
    check(
        "h.md",
        "Outlook\n\nIn 2015 Beijing had 61 associations and 2,940 social workers. It plans to have 75 associations by 2019. \
         In 2015 there were 13 social workers per 10,000 residents in Beijing. Beijing will have 3,300 social workers.\n",
        &["A3 associations all 110000 2015 [61, 61]", "B3 workers all 110000 2015 [2940, 2940]"],
        &[],
        &["C3 prose.not-level", "D3 prose.not-level", "E3 prose.uncounted", "F3 prose.not-level"],
    );
}

#[test]
fn each_english_number_has_the_area_behind_it() {
    check(
        "i.txt",
        "Round-up of the year\n\nThere were 61 associations in Beijing and 123 associations in Guangdong in 2015. \
         Guangdong had 118 associations in 2014 and 123 associations in 2015. \
         In 2015 Beijing and Jilin had 96 associations.\n",
        &[
            "A3 associations all 110000 2015 [61, 61]",
            "B3 associations all 440000 2015 [123, 123]",
            "C3 associations all 440000 2014 [118, 118]",
            "D3 associations all 440000 2015 [123, 123]",
        ],
        &["E3 area.doubtful"],
        &[],
    );
}

#[test]
fn an_english_part_is_not_the_whole() {
    check(
        "j.txt",
        "Who they are\n\nIn 2015 the province of Guangdong had 7,100 social workers, including 4,600 female social workers. \
         In 2015 Guangdong trained 800 social workers. Statewide there were 40 associations in 2015.\n",
        &["A3 workers all 440000 2015 [7100, 7100]"],
        &["B3 indicator.subgroup.doubtful", "C3 indicator.subgroup.doubtful"],
        &["D3 prose.open"],
    );
}
