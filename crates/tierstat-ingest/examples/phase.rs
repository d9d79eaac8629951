//! temp
use calamine::Reader;
use std::time::Instant;
use tierstat_ingest::*;
fn main() {
    let p = std::path::PathBuf::from(std::env::args().nth(1).unwrap());
    let t = Instant::now();
    let mut wb: calamine::Xlsx<_> = calamine::open_workbook(&p).unwrap();
    let n = wb.sheet_names()[0].clone();
    let mut r = wb.worksheet_cells_reader(&n).unwrap();
    let mut k = 0u64;
    while let Some(c) = r.next_cell().unwrap() {
        if !matches!(c.get_value(), calamine::DataRef::Empty) {
            k += 1;
        }
    }
    println!("calamine {k} {:?}", t.elapsed());
    let t = Instant::now();
    let l = layout(&p, &Limits::default()).unwrap();
    println!("layout {} {:?}", l.fingerprint(), t.elapsed());
    let t = Instant::now();
    let l = clean_table(&p, None, &Limits::default()).unwrap();
    println!("table {} {:?}", l.len(), t.elapsed());
}
