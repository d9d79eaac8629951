//! The stations of the importer: files use each other one way, and folders in the order in which `lib.rs` lists them.

use crate::harness::repository;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A module by its path from the crate's root, which is empty.
type Module = Vec<String>;

/// The source of one file as far as its arrows go: without comments, texts and tests.
#[derive(Debug, Default)]
struct File {
    name: String,
    /// What it declares itself.
    declared: BTreeSet<String>,
    /// What it imports, by the name under which it is known here; `*` stands for whole modules.
    imported: BTreeMap<String, Vec<Vec<String>>>,
    /// The paths in its code.
    paths: Vec<Vec<String>>,
}

/// A source as words and signs; `::` is one sign.
fn tokens(source: &str) -> Vec<String> {
    let characters: Vec<char> = source.chars().collect();
    let at = |place: usize| characters.get(place).copied().unwrap_or('\0');
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let (mut tokens, mut place) = (Vec::new(), 0);
    while place < characters.len() {
        let start = place;
        match at(place) {
            '/' if at(place + 1) == '/' => {
                while place < characters.len() && at(place) != '\n' {
                    place += 1;
                }
            }
            '/' if at(place + 1) == '*' => {
                while place < characters.len() && (at(place), at(place + 1)) != ('*', '/') {
                    place += 1;
                }
                place += 2;
            }
            // A raw text: r"…", br#"…"#.
            'r' if (at(place + 1) == '"' || (at(place + 1) == '#' && matches!(at(place + 2), '#' | '"')))
                && (start == 0 || !is_word(at(start - 1)) || at(start - 1) == 'b') =>
            {
                let marks = (place + 1..).take_while(|place| at(*place) == '#').count();
                place += marks + 2;
                let closes = |place: usize| {
                    at(place) == '"' && (place + 1..=place + marks).all(|place| at(place) == '#')
                };
                while place < characters.len() && !closes(place) {
                    place += 1;
                }
                place += marks + 1;
            }
            '"' => {
                place += 1;
                while place < characters.len() && at(place) != '"' {
                    place += if at(place) == '\\' { 2 } else { 1 };
                }
                place += 1;
            }
            // A character, not a lifetime.
            '\'' if at(place + 1) == '\\' => {
                place += 3;
                while place < characters.len() && at(place) != '\'' {
                    place += 1;
                }
                place += 1;
            }
            '\'' if at(place + 2) == '\'' => place += 3,
            character if is_word(character) => {
                while is_word(at(place)) {
                    place += 1;
                }
                tokens.push(characters[start..place].iter().collect());
            }
            ':' if at(place + 1) == ':' => {
                place += 2;
                tokens.push("::".to_owned());
            }
            character => {
                place += 1;
                if !character.is_whitespace() {
                    tokens.push(character.to_string());
                }
            }
        }
    }
    tokens
}

/// Where an item ends that begins at a token: behind its semicolon, or behind its block.
fn end_of_item(tokens: &[String], start: usize) -> usize {
    let mut depth = 0_usize;
    for (place, token) in tokens.iter().enumerate().skip(start) {
        match token.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => {
                depth = depth.saturating_sub(1);
                if depth == 0 && token == "}" {
                    return place + 1;
                }
            }
            ";" if depth == 0 => return place + 1,
            _ => {}
        }
    }
    tokens.len()
}

/// The tokens without the items that only tests have.
fn without_tests(tokens: Vec<String>) -> Vec<String> {
    const TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut place = 0;
    while let Some(token) = tokens.get(place) {
        if tokens[place..].iter().take(TEST.len()).eq(TEST) {
            place = end_of_item(&tokens, place + TEST.len());
        } else {
            kept.push(token.clone());
            place += 1;
        }
    }
    kept
}

/// The names that the tree of one `use` brings, each with its path.
fn imports(tree: &[String], before: &[String], found: &mut Vec<(String, Vec<String>)>) {
    let mut path = before.to_vec();
    let mut place = 0;
    while let Some(token) = tree.get(place) {
        match token.as_str() {
            "::" => {}
            "{" => {
                let inner = &tree[place + 1..end_of_item(tree, place) - 1];
                let mut depth = 0;
                for part in inner.split(|token| {
                    depth += i32::from(token == "{") - i32::from(token == "}");
                    token == "," && depth == 0
                }) {
                    imports(part, &path, found);
                }
                return;
            }
            "as" => {
                found.push((tree[place + 1].clone(), path));
                return;
            }
            "self" if place == 0 && !before.is_empty() => {}
            name => path.push(name.to_owned()),
        }
        place += 1;
    }
    if path.last().is_some_and(|last| last == "*") {
        path.pop();
        found.push(("*".to_owned(), path));
    } else if let Some(last) = path.last().cloned() {
        found.push((last, path));
    }
}

impl File {
    fn read(name: String, source: &str) -> Self {
        const ITEMS: [&str; 7] = ["fn", "struct", "enum", "trait", "const", "type", "static"];
        let tokens = without_tests(tokens(source));
        let mut file = Self { name, ..Self::default() };
        // A name that is only handed on is no arrow: it leads to the file that declares it.
        let mut handed_on = BTreeSet::new();
        let mut words = BTreeSet::new();
        let mut place = 0;
        while let Some(token) = tokens.get(place) {
            if token == "use" {
                let end = end_of_use(&tokens, place);
                let mut found = Vec::new();
                imports(&tokens[place + 1..end], &[], &mut found);
                let is_public = place > 0 && matches!(tokens[place - 1].as_str(), "pub" | ")");
                for (name, path) in found {
                    if is_public {
                        handed_on.insert(name.clone());
                    }
                    file.imported.entry(name).or_default().push(path);
                }
                place = end;
                continue;
            }
            // Who may see a thing is no use of it: `pub(in crate::high)`.
            if token == "in" && tokens[..place].ends_with(&["pub".to_owned(), "(".to_owned()]) {
                place = place_of(&tokens, place, ")");
                continue;
            }
            let is_name = token.starts_with(|first: char| first.is_alphabetic() || first == '_');
            let next = |offset: usize| tokens.get(place + offset);
            if ITEMS.contains(&token.as_str())
                && let Some(name) = next(1)
            {
                file.declared.insert(name.clone());
            } else if is_name && (place == 0 || tokens[place - 1] != "::") {
                let mut path = vec![token.clone()];
                while next(path.len() * 2 - 1).is_some_and(|sign| sign == "::")
                    && let Some(part) = next(path.len() * 2)
                {
                    path.push(part.clone());
                }
                words.insert(token.clone());
                if path.len() > 1 {
                    file.paths.push(path);
                }
            }
            place += 1;
        }
        for (name, paths) in &file.imported {
            if !handed_on.contains(name) || words.contains(name) {
                file.paths.extend(paths.iter().cloned());
            }
        }
        file
    }
}

fn end_of_use(tokens: &[String], start: usize) -> usize {
    place_of(tokens, start, ";")
}

/// Where the next of a sign stands, or the end.
fn place_of(tokens: &[String], start: usize, sign: &str) -> usize {
    tokens.iter().skip(start).position(|token| token == sign).map_or(tokens.len(), |length| start + length)
}

/// All files of a crate by the modules that they are.
struct Crate(BTreeMap<Module, File>);

impl Crate {
    fn read(source: &Path) -> Self {
        let mut files = BTreeMap::new();
        for path in super::rust_files(source) {
            let within = path.strip_prefix(source).expect("a file of the crate");
            let mut module: Module =
                within.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
            if module.iter().any(|part| part == "tests") {
                continue;
            }
            if module.last().is_some_and(|last| last == "mod" || last == "lib") {
                module.pop();
            }
            let text = std::fs::read_to_string(&path).expect("a source file");
            files.insert(module, File::read(within.display().to_string(), &text));
        }
        Self(files)
    }

    /// The module whose file declares what a path names; `None` where it names something of another crate.
    fn declaring(&self, from: &Module, path: &[String], steps: usize) -> Option<Module> {
        let (first, rest) = path.split_first()?;
        let child: Module = from.iter().chain([first]).cloned().collect();
        match first.as_str() {
            "crate" => self.within(Module::new(), rest, steps),
            "self" => self.within(from.clone(), rest, steps),
            "super" => self.within(from[..from.len().checked_sub(1)?].to_vec(), rest, steps),
            _ if self.0.contains_key(&child) => self.within(child, rest, steps),
            _ => self.imported(from, first, rest, steps),
        }
    }

    fn within(&self, module: Module, path: &[String], steps: usize) -> Option<Module> {
        let Some((first, rest)) = path.split_first() else { return Some(module) };
        if first == "super" {
            return self.declaring(&module, path, steps);
        }
        let child: Module = module.iter().chain([first]).cloned().collect();
        if self.0.contains_key(&child) {
            return self.within(child, rest, steps);
        }
        if self.0.get(&module)?.declared.contains(first) {
            return Some(module);
        }
        Some(self.imported(&module, first, rest, steps).unwrap_or(module))
    }

    /// What a path names that begins with a name which a module imports.
    fn imported(&self, module: &Module, first: &str, rest: &[String], steps: usize) -> Option<Module> {
        let steps = steps.checked_sub(1)?;
        let file = self.0.get(module)?;
        file.imported.get(first)?.iter().find_map(|target| {
            // An import that names itself is one of another crate: `use csv::csv`.
            let whole: Vec<String> = target.iter().chain(rest).cloned().collect();
            (target.first().map(String::as_str) != Some(first))
                .then(|| self.declaring(module, &whole, steps))
                .flatten()
        })
    }

    /// The files that each file uses.
    fn arrows(&self) -> BTreeMap<&Module, BTreeSet<Module>> {
        let targets = |module: &Module, file: &File| {
            let found = file.paths.iter().filter_map(|path| self.declaring(module, path, 8));
            found.filter(|target| target != module && !target.is_empty()).collect()
        };
        self.0.iter().map(|(module, file)| (module, targets(module, file))).collect()
    }

    fn name(&self, module: &Module) -> &str {
        self.0.get(module).map_or("?", |file| file.name.as_str())
    }
}

/// What is left of the arrows when files that use none of the rest are taken away, and then those that none of the
/// rest uses: the circles.
fn circles(arrows: &BTreeMap<&Module, BTreeSet<Module>>) -> BTreeSet<Module> {
    let mut left: BTreeSet<Module> = arrows.keys().map(|module| (*module).clone()).collect();
    loop {
        let used: BTreeSet<&Module> = left.iter().filter_map(|module| arrows.get(module)).flatten().collect();
        let uses = |module: &Module| arrows.get(module).is_some_and(|uses| !uses.is_disjoint(&left));
        let next: BTreeSet<Module> =
            left.iter().filter(|module| uses(module) && used.contains(module)).cloned().collect();
        if next.len() == left.len() {
            return left;
        }
        left = next;
    }
}

fn importer() -> Crate {
    Crate::read(&repository().join("crates/tierstat-ingest/src"))
}

/// The files of a crate that stand on each other, each with those that it uses.
fn files_in_circles(files: &Crate) -> Vec<String> {
    let arrows = files.arrows();
    let circle = circles(&arrows);
    let lines = circle.iter().map(|module| {
        let uses = arrows[module].intersection(&circle).map(|target| files.name(target));
        format!("{} uses {}", files.name(module), uses.collect::<Vec<_>>().join(", "))
    });
    lines.collect()
}

#[test]
fn no_file_stands_on_itself() {
    let mut lines = Vec::new();
    for folder in std::fs::read_dir(repository().join("crates")).expect("the crates").flatten() {
        let (name, source) = (folder.file_name().to_string_lossy().into_owned(), folder.path().join("src"));
        if !source.is_dir() {
            continue;
        }
        let files = Crate::read(&source);
        assert!(files.0.len() > 5, "{name} has no files");
        lines.extend(files_in_circles(&files).into_iter().map(|line| format!("{name}: {line}")));
    }
    assert!(lines.is_empty(), "files in a circle:\n{}", lines.join("\n"));
}

#[test]
fn the_arrows_of_the_importer_are_found() {
    let arrows = importer();
    let arrows = arrows.arrows();
    assert!(arrows.values().map(BTreeSet::len).sum::<usize>() > 200, "the arrows are not found: {arrows:?}");
}

#[test]
fn each_station_of_the_importer_uses_only_those_before_it() {
    let files = importer();
    let list =
        std::fs::read_to_string(repository().join("crates/tierstat-ingest/src/lib.rs")).expect("the list");
    let stations: Vec<&str> =
        list.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';')).collect();
    let place = |module: &Module| {
        let station = module.first().expect("a station");
        let found = stations.iter().position(|listed| listed == station);
        found.unwrap_or_else(|| panic!("lib.rs does not list {station}"))
    };
    let mut against = Vec::new();
    for (module, uses) in files.arrows().into_iter().filter(|(module, _)| !module.is_empty()) {
        let later = uses.iter().filter(|target| place(target) > place(module));
        against.extend(later.map(|target| format!("{} uses {}", files.name(module), files.name(target))));
    }
    assert!(against.is_empty(), "against the order of lib.rs:\n{}", against.join("\n"));
}

#[test]
fn arrows_are_read_through_names_that_are_handed_on() {
    let module = |path: &str| path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let files = Crate(
        [
            ("", "mod low; mod high; pub use low::one::First;"),
            ("low", "mod one; mod two; pub(crate) use one::{First, second as renamed};"),
            ("low/one", "pub struct First; pub(in crate::high) fn second() {}"),
            ("low/two", "use super::{First, renamed}; // crate::high::comment"),
            ("high", "fn f() -> crate::First { \"crate::low::two\"; crate::low::two::g(); 'x: loop {} }"),
            (
                "high/part",
                "use crate::low; fn f() { low::one::second() } #[cfg(test)] mod t { use super::*; }",
            ),
        ]
        .into_iter()
        .map(|(path, text)| (module(path), File::read(path.to_owned(), text)))
        .collect(),
    );
    let arrows = files.arrows();
    let uses =
        |path: &str| -> Vec<String> { arrows[&module(path)].iter().map(|target| target.join("/")).collect() };
    assert_eq!(uses("low"), [""; 0]);
    assert_eq!(uses("low/two"), ["low/one"]);
    assert_eq!(uses("high"), ["low/one", "low/two"]);
    assert_eq!(uses("high/part"), ["low", "low/one"]);
    assert!(circles(&arrows).is_empty());
}
