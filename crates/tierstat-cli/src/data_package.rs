//! A Frictionless Data Package: the figures with the code lists that they use, and a descriptor of every column.

use crate::comma_separated::comma_separated;
use crate::exit::Failure;
use crate::file_bytes::hexadecimal;
use crate::json_text::write_document;
use crate::output_files::OutputFiles;
use crate::project::Project;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::Path;
use tierstat_document::documents;
use tierstat_model::{Area, AreaCode, CodeLists, Language, Localized, Reading};
use tierstat_store::Frame;

/// The file that describes the others.
const DESCRIPTOR: &str = "datapackage.json";
/// What a descriptor of version 2 of the standard is held against.
const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

/// A column: its name, its type by Table Schema, whether every row has it, what it holds.
type Field = (&'static str, &'static str, bool, [&'static str; 2]);

/// The columns of the figures.
const FIGURES: [Field; 17] = [
    ("indicator", "string", true, ["指标", "what is counted"]),
    ("tier", "string", true, ["层级", "tier"]),
    ("area", "string", true, ["地区代码", "code of the area"]),
    ("period", "string", true, ["时期：年、半年、季、月或日", "period: a year, half, quarter, month or day"]),
    (
        "value",
        "number",
        false,
        ["数值；约数没有确定的数值，只有上下限", "the number; a rough one has only its bounds"],
    ),
    ("lower", "number", false, ["下限", "lower bound"]),
    ("upper", "number", false, ["上限；无上限的为空", "upper bound; empty where there is none"]),
    ("precision", "string", false, ["精度", "how precise the number is"]),
    ("printed", "string", false, ["文献中的写法", "as the document prints it"]),
    ("unit", "string", true, ["单位", "unit"]),
    ("status", "string", true, ["数据状态（SDMX CL_OBS_STATUS）", "status by SDMX CL_OBS_STATUS"]),
    ("known_on", "date", true, ["何日起可知", "the day from which it was known"]),
    ("rule", "string", true, ["多个来源中为何取用它", "why it answers and no other source"]),
    ("document", "string", true, ["文献", "title of the document"]),
    ("cell", "string", true, ["文件和单元格", "file and cell"]),
    ("id", "string", true, ["数据编号", "id of the figure"]),
    ("breakdown", "string", false, ["分组", "part of the indicator"]),
];
const INDICATORS: [Field; 7] = [
    ("id", "string", true, ["指标", "id"]),
    ("name_zh", "string", false, ["中文名", "name in Chinese"]),
    ("name_en", "string", false, ["英文名", "name in English"]),
    ("unit", "string", true, ["单位", "unit"]),
    ("measure", "string", true, ["存量或流量", "stock or flow"]),
    ("definition_zh", "string", false, ["中文定义", "definition in Chinese"]),
    ("definition_en", "string", false, ["英文定义", "definition in English"]),
];
const AREAS: [Field; 5] = [
    ("code", "string", true, ["代码", "code"]),
    ("name", "string", true, ["名称", "name"]),
    ("name_en", "string", false, ["英文名", "name in English"]),
    ("tier", "string", true, ["层级", "tier"]),
    ("parent", "string", false, ["上级地区", "the area it lies in"]),
];
const NAMED: [Field; 3] = [
    ("id", "string", true, ["代码", "id"]),
    ("name_zh", "string", false, ["中文名", "name in Chinese"]),
    ("name_en", "string", false, ["英文名", "name in English"]),
];

/// A column whose values stand in a column of another table; an empty name of a table is its own.
type Reference = (&'static str, &'static str, &'static str);

/// A table of the package.
struct Resource {
    name: &'static str,
    title: Localized,
    fields: Vec<Field>,
    key: Vec<&'static str>,
    references: &'static [Reference],
    rows: Vec<Vec<String>>,
}

/// A package, not yet written.
pub(crate) struct DataPackage {
    files: Vec<(String, Vec<u8>)>,
}

impl DataPackage {
    /// The package of some answers.
    pub(crate) fn of(readings: &[Reading], project: &Project, language: Language) -> Result<Self, Failure> {
        let lists = &project.lists;
        let frame = Frame::of(readings)?.to_table()?;
        let has_parts = frame.columns.iter().any(|column| column == "breakdown");
        let fields = FIGURES.into_iter().filter(|(name, ..)| has_parts || *name != "breakdown");
        let parts = has_parts.then_some("breakdown");
        let figures = Resource {
            name: "figures",
            title: Localized::new("数据", "Figures"),
            fields: fields.collect(),
            key: ["indicator", "tier", "area", "period"].into_iter().chain(parts).collect(),
            references: &[
                ("indicator", "indicators", "id"),
                ("tier", "tiers", "id"),
                ("area", "areas", "code"),
                ("unit", "units", "id"),
            ],
            rows: frame.rows,
        };
        let resources =
            [figures, indicators(readings, lists), areas(readings, lists), tiers(lists), units(lists)];
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        let mut described = Vec::new();
        for resource in resources {
            let header = resource.fields.iter().map(|(name, ..)| (*name).to_owned()).collect();
            let content = comma_separated(std::iter::once(&header).chain(&resource.rows));
            described.push(resource.described(&content, language));
            files.push((format!("{}.csv", resource.name), content));
        }
        let sources = documents(readings).into_iter().map(|document| {
            let mut source = json!({ "title": document.title_in(language) });
            if let (Some(url), Some(entries)) = (&document.url, source.as_object_mut()) {
                entries.insert("path".to_owned(), json!(url));
            }
            source
        });
        let descriptor = json!({
            "$schema": PROFILE,
            "name": "figures",
            "title": project.settings.title.get(language),
            "sources": sources.collect::<Vec<Value>>(),
            "resources": described,
        });
        let mut text = Vec::new();
        // Writing into memory cannot fail.
        let _ = write_document(&mut text, &descriptor);
        files.push((DESCRIPTOR.to_owned(), text));
        Ok(Self { files })
    }

    /// Writes the package, all of its files or none.
    pub(crate) fn write(self, folder: &Path) -> Result<(), Failure> {
        OutputFiles::write_all(folder, &self.files)
    }
}

impl Resource {
    /// What the descriptor says of it.
    fn described(&self, content: &[u8], language: Language) -> Value {
        let fields = self.fields.iter().map(|(name, of, is_required, words)| {
            let [zh, en] = words;
            json!({
                "name": name,
                "type": of,
                "title": Localized::new(*zh, *en).get(language),
                "constraints": { "required": is_required },
            })
        });
        let references = self.references.iter().map(|(field, table, column)| {
            json!({ "fields": field, "reference": { "resource": table, "fields": column } })
        });
        json!({
            "name": self.name,
            "title": self.title.get(language),
            "type": "table",
            "path": format!("{}.csv", self.name),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": content.len(),
            "hash": format!("sha256:{}", hexadecimal(&Sha256::digest(content))),
            "schema": {
                "fields": fields.collect::<Vec<Value>>(),
                "missingValues": [""],
                "primaryKey": self.key,
                "foreignKeys": references.collect::<Vec<Value>>(),
            },
        })
    }
}

fn indicators(readings: &[Reading], lists: &CodeLists) -> Resource {
    let used: BTreeSet<_> = readings.iter().map(|reading| &reading.key.indicator).collect();
    let known = lists.indicators.indicators.iter().filter(|indicator| used.contains(&indicator.id));
    let rows = known.map(|indicator| {
        let (name, definition) = (&indicator.name, &indicator.definition);
        vec![
            indicator.id.0.clone(),
            name.zh.clone(),
            name.en.clone(),
            indicator.unit.0.clone(),
            indicator.measure.name().to_owned(),
            definition.zh.clone(),
            definition.en.clone(),
        ]
    });
    Resource {
        name: "indicators",
        title: Localized::new("指标", "Indicators"),
        fields: INDICATORS.to_vec(),
        key: vec!["id"],
        references: &[("unit", "units", "id")],
        rows: rows.collect(),
    }
}

/// The areas of the figures with all that they lie in.
fn areas(readings: &[Reading], lists: &CodeLists) -> Resource {
    let mut used: BTreeSet<&AreaCode> = BTreeSet::new();
    for reading in readings {
        let mut code = Some(&reading.key.area);
        // A list whose areas lie in one another ends all the same.
        while let Some(one) = code.filter(|code| used.insert(code)) {
            code = lists.areas.get(one).and_then(|area| area.parent.as_ref());
        }
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut done: BTreeSet<&AreaCode> = BTreeSet::new();
    // A code that was given twice over time has a row of its own once.
    for Area { code, name, name_en, tier, parent, .. } in lists.areas.all() {
        if used.contains(code) && done.insert(code) {
            let parent = parent.as_ref().map(|parent| parent.0.clone()).unwrap_or_default();
            let name_en = name_en.clone().unwrap_or_default();
            rows.push(vec![code.0.clone(), name.clone(), name_en, tier.0.clone(), parent]);
        }
    }
    Resource {
        name: "areas",
        title: Localized::new("地区", "Areas"),
        fields: AREAS.to_vec(),
        key: vec!["code"],
        references: &[("tier", "tiers", "id"), ("parent", "", "code")],
        rows,
    }
}

fn tiers(lists: &CodeLists) -> Resource {
    let rows = lists.tiers.tiers.iter();
    let rows = rows.map(|tier| vec![tier.id.0.clone(), tier.name.zh.clone(), tier.name.en.clone()]);
    named("tiers", Localized::new("层级", "Tiers"), rows.collect())
}

fn units(lists: &CodeLists) -> Resource {
    let rows = lists.units.units.iter();
    let rows = rows.map(|unit| vec![unit.id.0.clone(), unit.name.zh.clone(), unit.name.en.clone()]);
    named("units", Localized::new("单位", "Units"), rows.collect())
}

fn named(name: &'static str, title: Localized, rows: Vec<Vec<String>>) -> Resource {
    Resource { name, title, fields: NAMED.to_vec(), key: vec!["id"], references: &[], rows }
}
