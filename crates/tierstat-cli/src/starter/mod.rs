//! What a new project starts with: lists of areas and tiers, indicators, and an example that builds at once.

mod area_choice;
mod area_lists;
mod area_rows;
mod example;
mod one_language;

pub(crate) use area_choice::AreaChoice;
pub(crate) use one_language::in_languages;

use tierstat_model::Language;

/// What is said of a new project before there is one.
#[derive(Debug)]
pub(crate) struct Start<'a> {
    /// Its title, for each language; that of the starter where there is none.
    pub(crate) titles: &'a [String],
    /// Its languages; comments and the example are in the first.
    pub(crate) languages: &'a [Language],
    /// Its areas and tiers.
    pub(crate) areas: AreaChoice,
    /// Whether it has an example: made-up figures and a report of them.
    pub(crate) example: bool,
}

/// The files of the same content in every project: place, text in all languages.
const FILES: [(&str, &str); 6] = [
    (".gitignore", include_str!("../../starter/gitignore")),
    ("datasets/indicators/units.toml", include_str!("../../starter/units.toml")),
    ("datasets/indicators/members.toml", include_str!("../../starter/members.toml")),
    (
        "datasets/indicators/member-organisations.toml",
        include_str!("../../starter/member-organisations.toml"),
    ),
    ("reports/members/charts/members.toml", include_str!("../../starter/chart.toml")),
    ("reports/members/report.toml", include_str!("../../starter/report.toml")),
];
/// What a report says of the areas in the whole, where there are any.
const AREAS_TABLE: &str = include_str!("../../starter/areas-table.toml");
const AREAS_CHART: &str = include_str!("../../starter/areas-chart.toml");
const SETTINGS: &str = include_str!("../../starter/tierstat.toml");

/// The files of one language, of which the example has that of the first alone.
struct Spoken {
    text: &'static str,
    datasets: &'static str,
    members: [&'static str; 2],
    organisations: [&'static str; 2],
}

const CHINESE: Spoken = Spoken {
    text: include_str!("../../starter/text.zh-CN.md"),
    datasets: include_str!("../../starter/datasets.zh-CN.md"),
    members: [
        include_str!("../../starter/members.zh-CN.csv"),
        include_str!("../../starter/members.zh-CN.origin.toml"),
    ],
    organisations: [
        include_str!("../../starter/organisations.zh-CN.csv"),
        include_str!("../../starter/organisations.zh-CN.origin.toml"),
    ],
};
const ENGLISH: Spoken = Spoken {
    text: include_str!("../../starter/text.en.md"),
    datasets: include_str!("../../starter/datasets.en.md"),
    members: [
        include_str!("../../starter/members.en.csv"),
        include_str!("../../starter/members.en.origin.toml"),
    ],
    organisations: [
        include_str!("../../starter/organisations.en.csv"),
        include_str!("../../starter/organisations.en.origin.toml"),
    ],
};

fn spoken(language: Language) -> &'static Spoken {
    match language {
        Language::Chinese => &CHINESE,
        Language::English => &ENGLISH,
    }
}

/// Stands in a starter's text for the code of the area that holds all others.
const ROOT: &str = "ROOT";

impl Start<'_> {
    /// The files of the project, by their place in its folder; the first is the settings.
    pub(crate) fn files(&self, settings: &str) -> Vec<(String, String)> {
        let root = self.areas.root();
        let filled = |text: &str| in_languages(text, self.languages).replace(ROOT, &root.code);
        let mut files = vec![(settings.to_owned(), self.settings())];
        let all = FILES.iter().filter(|(place, _)| self.example || !place.starts_with("reports/"));
        files.extend(all.map(|(place, text)| ((*place).to_owned(), filled(text))));
        if let (true, Some((_, report))) = (self.has_parts() && self.example, files.last_mut()) {
            report.push_str(&filled(AREAS_TABLE));
            files.push(("reports/members/charts/areas.toml".to_owned(), filled(AREAS_CHART)));
        }
        files.push(("datasets/areas/areas.csv".to_owned(), self.areas.areas(self.languages)));
        files.push(("datasets/areas/tiers.toml".to_owned(), self.areas.tiers(self.languages)));
        if !self.example {
            return files;
        }
        for language in self.languages {
            files.push((format!("reports/members/text.{language}.md"), self.text(*language)));
        }
        if let Some(first) = self.languages.first() {
            files.extend(self.example(*first));
        }
        files
    }

    fn has_parts(&self) -> bool {
        self.areas.parts().next().is_some()
    }

    /// The settings with the title that was given.
    fn settings(&self) -> String {
        let tags: Vec<String> = self.languages.iter().map(|language| format!("\"{language}\"")).collect();
        let mut text = String::new();
        for line in in_languages(SETTINGS, self.languages).lines() {
            let line = match line.split_once(" = ") {
                Some(("title", _)) if !self.titles.is_empty() => self.title(),
                Some(("languages", _)) => format!("languages = [{}]", tags.join(", ")),
                _ => line.to_owned(),
            };
            text.push_str(&line);
            text.push('\n');
        }
        text
    }

    /// The line of the title; one that was given once stands in every language.
    fn title(&self) -> String {
        let words = self.languages.iter().enumerate().filter_map(|(index, language)| {
            let title = self.titles.get(index).or(self.titles.last())?;
            Some(format!("{language} = {}", quoted(title)))
        });
        format!("title = {{ {} }}", words.collect::<Vec<_>>().join(", "))
    }

    /// The text of the report; it says nothing of areas in the whole where there are none.
    fn text(&self, language: Language) -> String {
        let text = spoken(language).text.replace(ROOT, &self.areas.root().code);
        let parts = text.split_inclusive("\n\n");
        let is_of_areas = |part: &&str| {
            part.contains("(\"areas\")") || part.starts_with("## 各地区") || part.starts_with("## By area")
        };
        if self.has_parts() { text } else { parts.filter(|part| !is_of_areas(part)).collect() }
    }

    /// A publication as it could have been received, and how to lay others beside it.
    fn example(&self, language: Language) -> Vec<(String, String)> {
        let spoken = spoken(language);
        let mut files = vec![("datasets/README.md".to_owned(), spoken.datasets.to_owned())];
        for (name, [table, origin]) in [("members", spoken.members), ("organisations", spoken.organisations)]
        {
            let place = format!("datasets/example/first/{name}.csv");
            files.push((format!("{place}.origin.toml"), in_languages(origin, self.languages)));
            files.push((place, example::table(table, &self.areas, language)));
        }
        files
    }
}

/// A text as TOML writes it between quotes.
pub(crate) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
