//! Text files that are odd: a bad byte, blanks where none are expected, delimiters of another kind.

use serde_json::Value;
use std::ops::ControlFlow;
use tierstat_ingest::{FileContext, Limits, clean_table, for_each_clean_record, inspect};
use tierstat_model::{CodeLists, Language};

/// What `inspect` prints for bytes as a text file.
fn seen(content: &[u8]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("odd.csv");
    std::fs::write(&path, content).unwrap();
    let (lists, limits) = (CodeLists::default(), Limits::default());
    let inspection = inspect(&FileContext::new(&path, "odd.csv", &lists, &limits)).unwrap();
    inspection.to_json_value(Language::English)
}

/// The records that `table` prints, after checking that streaming the file prints the same.
fn table(content: &[u8]) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("odd.csv");
    std::fs::write(&path, content).unwrap();
    let whole = clean_table(&path, None, &Limits::default()).unwrap();
    let streamed_bytes = Limits { streamed_bytes: 1, ..Limits::default() };
    let mut streamed: Vec<Vec<String>> = Vec::new();
    for_each_clean_record(&path, None, &streamed_bytes, |record| {
        streamed.push(record.iter().map(|cell| cell.trim().to_owned()).collect());
        ControlFlow::Continue(())
    })
    .unwrap();
    let trimmed: Vec<Vec<String>> =
        whole.iter().map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect()).collect();
    assert_eq!(streamed, trimmed);
    trimmed
}

fn bad_cells(seen: &Value) -> Vec<&str> {
    let findings = seen["findings"].as_array().unwrap();
    findings
        .iter()
        .filter(|finding| finding["rule"] == "text.bad-bytes")
        .filter_map(|finding| finding["cell"].as_str())
        .collect()
}

#[track_caller]
fn check_encoding(content: &[u8], encoding: &str, bad: &[&str], label: &str) {
    let seen = seen(content);
    assert_eq!(seen["dialect"]["encoding"], encoding);
    assert_eq!(bad_cells(&seen), bad);
    assert_eq!(seen["figures"][0]["row_labels"][0], label);
}

#[test]
fn a_few_bad_bytes_leave_the_encoding_of_the_rest() {
    check_encoding("镇,户数\n溪口,31\n石桥,7\n".as_bytes(), "UTF-8", &[], "溪口");
    let utf_8 = [("镇,户数\n溪口,31\n石桥").as_bytes(), b"\xFF,7\n"].concat();
    check_encoding(&utf_8, "UTF-8", &["A3"], "溪口");
    let accented = [("ville,habitants\nNîmes,31\nUzès").as_bytes(), b"\xE9,7\n"].concat();
    check_encoding(&accented, "UTF-8", &["A3"], "Nîmes");
    // 镇,户数 / 溪口,31 / 石桥 in GB18030, and a byte that begins no letter.
    let chinese = b"\xD5\xF2,\xBB\xA7\xCA\xFD\n\xCF\xAA\xBF\xDA,31\n\xCA\xAF\xC7\xC5\xFF,7\n";
    check_encoding(chinese, "GB18030", &["A3"], "溪口");
    check_encoding(b"place,homes\nUpton,31\nDe\0al,7\n", "UTF-8", &["A3"], "Upton");
    // No code page has a letter in this place.
    let seen = seen(b"place;homes\nUpton;31\nDeal\x81;7\n");
    assert_eq!((bad_cells(&seen), &seen["dialect"]["delimiter"]), (vec!["A3"], &Value::from(";")));
}

#[test]
fn western_quotes_and_accents_are_not_baltic() {
    let seen = seen(b"Domaine,Cuves\nCh\xE2teau d\x92Orme,31\nCh\xE2teau \x93Y\x94,7\n");
    assert_eq!(seen["dialect"]["encoding"], "windows-1252");
    assert_eq!(seen["figures"][0]["row_labels"][0], "Château d’Orme");
}

#[test]
fn a_blank_before_a_quote_is_skipped() {
    let read = table(b"place, kind, \"remark\"\nUpton, 3, \"old, but dry\"\nDeal, 4, \"new\"\n");
    assert_eq!(read, [["place", "kind", "remark"], ["Upton", "3", "old, but dry"], ["Deal", "4", "new"]]);
}

#[test]
fn every_column_and_a_header_alone_stay() {
    assert_eq!(table(b"town,,homes,\nUpton,,31,\nDeal,,7,\n")[1], ["Upton", "", "31", ""]);
    assert_eq!(table(b",town,homes\n,Upton,31\n,Deal,7\n")[2], ["", "Deal", "7"]);
    assert_eq!(table(b"\"town\",\"homes\",\"rooms\"\n"), [["town", "homes", "rooms"]]);
    assert_eq!(table(b"town;homes;note\n\"Upton\";\"31\";\"\n\"\n")[1], ["Upton", "31", ""]);
    assert_eq!(table(b"town,homes\nUpton,31,new\nDeal,7\n")[1].len(), 3);
}

#[test]
fn blanks_and_rare_signs_as_delimiters() {
    let spaced = b"day hour homes what page\n03/05/2021 10:00 31 \"old, dry\" https://a.example/1\n\
                   04/05/2021 11:30 7 \"new, damp\" https://a.example/2\n";
    assert_eq!(table(spaced)[1], ["03/05/2021", "10:00", "31", "old, dry", "https://a.example/1"]);
    let aligned =
        b"no   width   class  high price\n1     0.51    Good  61.5   880\n2     1.02    Fair  59.0  1200\n";
    assert_eq!(table(aligned)[2], ["2", "1.02", "Fair", "59.0", "1200"]);
    let rare = b"East#Upton#MILL, 4#0310#31\nEast#Deal#QUAY, 9#0311#7\nWest#Holt#LANE, 2#0417#12\n";
    assert_eq!(table(rare)[1], ["East", "Deal", "QUAY, 9", "0311", "7"]);
    let lists = b"p1.png\t10,20,30\t40,50,61\np2.png\t11,21,31\t44,55,66\n";
    assert_eq!(seen(lists)["dialect"]["delimiter"], "\t");
}
