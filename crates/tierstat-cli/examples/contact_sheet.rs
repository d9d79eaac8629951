//! Sets drawings beside each other: one page with all of them, and a picture for each language.
//!
//! `cargo run -p tierstat-cli --example contact_sheet PAGE.html PICTURE FOLDER...` takes every `NAME.LANGUAGE.svg` of the folders, in the
//! order of the forms, and writes the page and `PICTURE.LANGUAGE.png`. It needs no browser.

#![expect(clippy::print_stderr, reason = "an example talks to whoever runs it")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tierstat_chart::{ChartKind, Fonts};

const LANGUAGES: [&str; 2] = ["zh-CN", "en"];
/// The drawings beside each other in a picture.
const COLUMNS: usize = 3;
/// The width of each, and the space between two.
const WIDTH: f64 = 316.0;
const SPACE: f64 = 12.0;

/// A drawing with its size.
struct Sheet {
    kind: ChartKind,
    svg: String,
    width: f64,
    height: f64,
}

impl Sheet {
    fn read(path: &Path, kind: ChartKind) -> std::io::Result<Self> {
        let svg = std::fs::read_to_string(path)?;
        let number = |name: &str| {
            let (_, rest) = svg.split_once(&format!(" {name}=\""))?;
            rest.split('"').next()?.parse::<f64>().ok()
        };
        let size = number("width").zip(number("height"));
        let (width, height) =
            size.ok_or_else(|| std::io::Error::other(format!("{}: no size", path.display())))?;
        Ok(Self { kind, svg, width, height })
    }

    fn shown_height(&self) -> f64 {
        self.height * WIDTH / self.width
    }
}

/// The drawings of a language, one of each form: of what is named after it first, then of what begins with it.
fn sheets(folders: &[PathBuf], language: &str) -> std::io::Result<Vec<Sheet>> {
    let mut names: Vec<(String, PathBuf)> = Vec::new();
    for folder in folders {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if let Some(name) = name.strip_suffix(&format!(".{language}.svg")) {
                found.push((name.to_owned(), path.clone()));
            }
        }
        found.sort();
        names.extend(found);
    }
    let mut sheets = Vec::new();
    for kind in ChartKind::ALL {
        let own = |(name, _): &&(String, PathBuf)| name == kind.name();
        let like = |(name, _): &&(String, PathBuf)| name.starts_with(&format!("{}-", kind.name()));
        if let Some((_, path)) = names.iter().find(own).or_else(|| names.iter().find(like)) {
            sheets.push(Sheet::read(path, kind)?);
        }
    }
    Ok(sheets)
}

/// All drawings on one, each in the column that is the shortest so far.
fn grid(sheets: &[Sheet]) -> String {
    let mut heights = [SPACE; COLUMNS];
    let mut inner = String::new();
    for sheet in sheets {
        let shortest = (0..COLUMNS).min_by(|one, other| {
            let height = |column: &usize| heights.get(*column).copied().unwrap_or_default();
            height(one).total_cmp(&height(other))
        });
        let Some(top) = shortest.and_then(|column| heights.get_mut(column)) else { continue };
        let left = SPACE + shortest.unwrap_or_default() as f64 * (WIDTH + SPACE);
        let place = format!(
            "<svg x=\"{left}\" y=\"{top:.1}\" width=\"{WIDTH}\" height=\"{:.1}\" ",
            sheet.shown_height()
        );
        let (_, rest) = sheet.svg.split_once(" viewBox=").unwrap_or_default();
        inner.push_str(&format!("{place}viewBox={rest}\n"));
        *top += sheet.shown_height() + SPACE;
    }
    let width = SPACE + COLUMNS as f64 * (WIDTH + SPACE);
    let height = heights.iter().copied().fold(0.0, f64::max);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height:.0}\" viewBox=\"0 0 {width} {height:.0}\">\n\
         <rect width=\"{width}\" height=\"{height:.0}\" fill=\"#E1E5EA\"/>\n{inner}</svg>\n"
    )
}

/// A page that holds everything it shows.
fn page(languages: &[(&str, Vec<Sheet>)]) -> String {
    let mut text = "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
        <title>图种 · Kinds of charts</title>\n<style>\n\
        body{margin:2rem auto;max-width:84rem;padding:0 1rem;font-family:sans-serif;background:Canvas;color:CanvasText}\n\
        main{columns:36rem;column-gap:1.5rem}\nfigure{margin:0 0 1.5rem;break-inside:avoid}\n\
        figure>svg{display:block;width:100%;height:auto}\nfigcaption{font-family:monospace;margin-bottom:.25rem}\n\
        </style>\n</head>\n<body>\n<h1>图种 · Kinds of charts</h1>\n"
        .to_owned();
    for (language, sheets) in languages {
        text.push_str(&format!("<main lang=\"{language}\">\n"));
        for sheet in sheets {
            let name = sheet.kind.name();
            text.push_str(&format!("<figure>\n<figcaption>{name}</figcaption>\n{}</figure>\n", sheet.svg));
        }
        text.push_str("</main>\n");
    }
    text + "</body>\n</html>\n"
}

fn run(page_file: &str, picture: &str, folders: &[PathBuf]) -> Result<(), String> {
    let fonts = Fonts::bundled();
    let mut languages = Vec::new();
    for language in LANGUAGES {
        let sheets = sheets(folders, language).map_err(|error| error.to_string())?;
        let missing: Vec<&str> = ChartKind::ALL
            .into_iter()
            .filter(|kind| sheets.iter().all(|sheet| sheet.kind != *kind))
            .map(ChartKind::name)
            .collect();
        if !missing.is_empty() {
            return Err(format!("no drawing in {language} of: {}", missing.join(", ")));
        }
        let png = tierstat_chart::png(&grid(&sheets), &fonts, 1.0).map_err(|error| error.to_string())?;
        std::fs::write(format!("{picture}.{language}.png"), png).map_err(|error| error.to_string())?;
        languages.push((language, sheets));
    }
    std::fs::write(page_file, page(&languages)).map_err(|error| error.to_string())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [page_file, picture, folders @ ..] = arguments.as_slice() else {
        eprintln!("contact_sheet PAGE.html PICTURE FOLDER...");
        return ExitCode::from(2);
    };
    let folders: Vec<PathBuf> = folders.iter().map(PathBuf::from).collect();
    match run(page_file, picture, &folders) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(3)
        }
    }
}
