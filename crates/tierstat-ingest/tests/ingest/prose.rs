//! Figures in sentences: plain text, web pages and Word documents.

use crate::small_project::SmallProject;
use crate::workbook_builder::zipped;
use tierstat_model::Figure;

fn lines(project: &SmallProject) -> Vec<String> {
    let line = |figure: &Figure| {
        let bounds = figure.quantity.bounds.map(|bounds| bounds.to_string()).unwrap_or_default();
        format!(
            "{} {} {} {} {} {bounds}",
            figure.origin.cell.a1(),
            figure.indicator,
            figure.tier,
            figure.area,
            figure.period
        )
    };
    project.import().unwrap().figures.iter().map(line).collect()
}

const NEWS: &str = "行业新闻\n\n成立于2010年的联合会拥有6名副会长，电话010-12345678。\n\
    目前，全国已有3个省级和25个地级行业协会，有40多万社会工作者。广东省已经有14个地级市成立了行业协会，正推动全部21个地级市都建立行业协会。\n\
    截至2014年底，北京市的行业协会有近20家。\n";

#[test]
fn an_article_states_what_its_sentences_say() {
    let project = SmallProject::with("news.txt", NEWS.as_bytes());
    assert_eq!(
        lines(&project),
        [
            "A4 associations province 000000 2016-07-12 [3, 3]",
            "B4 associations prefecture 000000 2016-07-12 [25, 25]",
            "C4 workers all 000000 2016-07-12 [400000, 500000)",
            "D4 associations prefecture 440000 2016-07-12 [14, 14]",
            "E4 cities prefecture 440000 2016-07-12 [21, 21]",
            "A5 associations all 110000 2014-12-31 [19, 20)",
        ]
    );
    let figures = project.import().unwrap().figures;
    let phrase = figures[5].origin.phrase.as_deref();
    assert_eq!(phrase, Some("截至2014年底，北京市的行业协会有近20家。"));
}

#[test]
fn an_english_article() {
    let text = "News\n\nAs of June 2015 there were more than 3,500 associations in Guangdong, up from a few. \
        They employ people.\nIn 2014 Beijing had 12 associations and about 200 social workers.\n";
    assert_eq!(
        lines(&SmallProject::with("news.md", text.as_bytes())),
        [
            "A3 associations all 440000 2015-06 [3500, 3600)",
            "A4 associations all 110000 2014 [12, 12]",
            "B4 workers all 110000 2014 [190, 210)",
        ]
    );
}

#[test]
fn a_page_has_tables_and_sentences() {
    let page = "<!DOCTYPE html><html><head><title>x</title><script>var a = '99 <b>';</script></head><body>\
        <h1>简报</h1><p>截至2015年底，广东省有<b>14</b>个行业协会。</p>\
        <table><tr><th colspan=2>2015年行业协会数<tr><th>地区<th>数量<tr><td>北京市<td>7<tr><td>广东省<td>14</table>\
        </body></html>";
    // A page that was saved as a workbook is still a page.
    let project = SmallProject::with("t.xls", page.as_bytes());
    assert_eq!(
        lines(&project),
        [
            "B3 associations all 110000 2015 [7, 7]",
            "B4 associations all 440000 2015 [14, 14]",
            "A2 associations all 440000 2015-12-31 [14, 14]",
        ]
    );
}

#[test]
fn a_word_document_has_tables_and_sentences() {
    let text = |text: &str| format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>");
    let cell = |inner: &str| format!("<w:tc>{}</w:tc>", text(inner));
    let wide = "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>2015年行业协会数</w:t></w:r></w:p></w:tc>";
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let body = [
        text("截至2015年底，广东省有14个行业协会。"),
        format!(
            "<w:tbl>{}{}{}</w:tbl>",
            row(&[wide.to_owned()]),
            row(&[cell("地区"), cell("数量")]),
            row(&[cell("北京市"), cell("7")]),
        ),
    ]
    .concat();
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    );
    let content = zipped(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &document)]);
    assert_eq!(
        lines(&SmallProject::with("t.docx", &content)),
        ["B3 associations all 110000 2015 [7, 7]", "A1 associations all 440000 2015-12-31 [14, 14]"]
    );
}

#[test]
fn a_row_of_a_word_document_that_begins_further_right_stays_under_its_headers() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |properties: &str, cells: &[&str]| {
        let cells: String = cells.iter().map(|text| cell(text)).collect();
        format!("<w:tr>{properties}{cells}</w:tr>")
    };
    let before = "<w:trPr><w:gridBefore w:val=\"1\"/><w:wBefore w:w=\"10\"/></w:trPr>";
    let document = format!(
        "<w:document xmlns:w=\"w\"><w:body><w:tbl>{}{}{}{}</w:tbl></w:body></w:document>",
        row("", &["行业协会数"]).replace("<w:tc>", "<w:tc><w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr>"),
        row(before, &["2014年", "2015年"]),
        row("", &["北京市", "7", "9"]),
        row("", &["广东省", "14", "15"]),
    );
    let content = zipped(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &document)]);
    assert_eq!(
        lines(&SmallProject::with("t.docx", &content)),
        [
            "B3 associations all 110000 2014 [7, 7]",
            "C3 associations all 110000 2015 [9, 9]",
            "B4 associations all 440000 2014 [14, 14]",
            "C4 associations all 440000 2015 [15, 15]",
        ]
    );
}

#[test]
fn sentences_of_no_figure_are_no_figures() {
    let text = "他说：“三个臭皮匠，顶个诸葛亮。”\n第3届大会于6月10日在北京召开。\n编号ISBN 978-7-5087-1234-5，见http://a.cn/2015/12。\n";
    let project = SmallProject::with("t.txt", text.as_bytes());
    assert_eq!(lines(&project), [""; 0]);
}
