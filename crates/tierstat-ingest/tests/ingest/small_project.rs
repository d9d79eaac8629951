//! A project of a few areas, four tiers and three indicators, and a file in it.

use std::path::PathBuf;
use tempfile::TempDir;
use tierstat_ingest::{
    CorrectionRecord, FileContext, IngestError, Limits, Mapping, OriginFile, corrections, import, inspect,
    load_code_lists, mapping, origin_file,
};
use tierstat_model::{CodeLists, Figure, Finding, KeptBack, Language};

const AREAS: &str = "code,name,short_name,name_en,aliases,tier,parent,valid_from,valid_until,merged_into\n\
    000000,全国,全国,China,,nation,,,,\n\
    110000,北京市,北京,Beijing,,province,000000,,,\n\
    220000,吉林省,吉林,Jilin,,province,000000,,,\n\
    220200,吉林市,吉林,Jilin City,,prefecture,220000,,,\n\
    440000,广东省,广东,Guangdong,,province,000000,,,\n";
const TIERS: &str = r#"
[[tiers]]
id = "nation"
name = { zh-CN = "国家级", en = "national" }
rank = 0
[[tiers]]
id = "province"
name = { zh-CN = "省级", en = "provincial" }
rank = 1
[[tiers]]
id = "prefecture"
name = { zh-CN = "地级", en = "prefecture" }
rank = 2
aliases = ["地级市"]
[[tiers]]
id = "all"
name = { zh-CN = "各级合计", en = "all tiers" }
rank = 3
total = true
aliases = ["合计"]
"#;
const UNITS: &str = r#"
[[units]]
id = "number"
name = { zh-CN = "个", en = "" }
kind = "count"
aliases = ["家"]
[[units]]
id = "persons"
name = { zh-CN = "人", en = "persons" }
kind = "count"
[[units]]
id = "percent"
name = { zh-CN = "%", en = "%" }
kind = "ratio"
"#;
const ASSOCIATIONS: &str = r#"
id = "associations"
name = { zh-CN = "行业协会", en = "associations" }
unit = "number"
measure = "stock"
definition = { zh-CN = "。", en = "." }
aliases = ["行业协会数"]
"#;
const WORKERS: &str = r#"
id = "workers"
name = { zh-CN = "社会工作者", en = "social workers" }
unit = "persons"
measure = "stock"
definition = { zh-CN = "。", en = "." }
"#;
const CITIES: &str = r#"
id = "cities"
name = { zh-CN = "地级市", en = "prefecture-level cities" }
unit = "number"
measure = "stock"
definition = { zh-CN = "。", en = "." }
"#;
const SHARE: &str = r#"
id = "share"
name = { zh-CN = "协会占比", en = "share of associations" }
unit = "percent"
measure = "stock"
definition = { zh-CN = "。", en = "." }
"#;
const ORIGIN: &str = "publisher = \"甲\"\ntitle = \"乙\"\nedition = \"2016\"\npublished-on = 2016-07-12\n";

/// A folder with code lists and one file.
pub(crate) struct SmallProject {
    folder: TempDir,
    file: PathBuf,
    lists: CodeLists,
    limits: Limits,
    origin: OriginFile,
    mapping: Option<Mapping>,
    corrections: Vec<CorrectionRecord>,
}

impl SmallProject {
    pub(crate) fn with(name: &str, content: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, content: &[u8]| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, content).unwrap();
            path
        };
        write("areas/areas.csv", AREAS.as_bytes());
        write("areas/tiers.toml", TIERS.as_bytes());
        write("indicators/units.toml", UNITS.as_bytes());
        write("indicators/associations.toml", ASSOCIATIONS.as_bytes());
        write("indicators/workers.toml", WORKERS.as_bytes());
        write("indicators/cities.toml", CITIES.as_bytes());
        let origin = origin_file::read(&write("file.origin.toml", ORIGIN.as_bytes())).unwrap();
        let file = write(name, content);
        let lists = load_code_lists(folder.path()).unwrap();
        let limits = Limits::default();
        Self { folder, file, lists, limits, origin, mapping: None, corrections: Vec::new() }
    }

    pub(crate) fn origin(mut self, line: &str) -> Self {
        let path = self.folder.path().join("file.origin.toml");
        std::fs::write(&path, format!("{ORIGIN}{line}\n")).unwrap();
        self.origin = origin_file::read(&path).unwrap();
        self
    }

    /// The same with one more code list, or with another one in place of its own.
    pub(crate) fn list(self, name: &str, content: &str) -> Self {
        self.try_list(name, content).unwrap()
    }

    pub(crate) fn try_list(mut self, name: &str, content: &str) -> Result<Self, IngestError> {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        // Lists that name each other may come one by one.
        match load_code_lists(self.folder.path()) {
            Ok(lists) => self.lists = lists,
            Err(error) if name.starts_with("indicators/") => return Err(error),
            Err(_) => {}
        }
        Ok(self)
    }

    /// The same project with more areas.
    pub(crate) fn areas(mut self, lines: &str) -> Self {
        std::fs::write(self.folder.path().join("areas/areas.csv"), format!("{AREAS}{lines}")).unwrap();
        self.lists = load_code_lists(self.folder.path()).unwrap();
        self
    }

    /// The same project with an indicator that is a share of a whole.
    pub(crate) fn share(mut self) -> Self {
        std::fs::write(self.folder.path().join("indicators/share.toml"), SHARE).unwrap();
        self.lists = load_code_lists(self.folder.path()).unwrap();
        self
    }

    pub(crate) fn mapping(self, text: &str) -> Self {
        self.try_mapping(text).unwrap()
    }

    pub(crate) fn try_mapping(mut self, text: &str) -> Result<Self, IngestError> {
        let path = self.folder.path().join("file.mapping.toml");
        std::fs::write(&path, text).unwrap();
        self.mapping = Some(mapping::read(&path)?.resolved(&self.lists)?);
        Ok(self)
    }

    pub(crate) fn corrections(mut self, text: &str) -> Self {
        let path = self.folder.path().join("file.corrections.toml");
        std::fs::write(&path, text).unwrap();
        self.corrections = corrections::read(&path).unwrap();
        self
    }

    fn context(&self) -> FileContext<'_> {
        FileContext {
            path: &self.file,
            name: "datasets/file",
            lists: &self.lists,
            names: None,
            origin: Some(&self.origin),
            publisher: None,
            mapping: self.mapping.as_ref(),
            earlier: None,
            corrections: &self.corrections,
            fiscal_year: None,
            limits: &self.limits,
            source_rank: 1,
            imported_on: None,
        }
    }

    pub(crate) fn import(&self) -> Result<Imported, IngestError> {
        let context = self.context();
        let imported = import(&context)?;
        let (figures, kept_back) =
            (imported.figures().collect::<Vec<_>>(), imported.kept_back().collect::<Vec<_>>());
        assert_eq!((figures.len(), kept_back.len()), (imported.count(), imported.kept_back_count()));
        Ok(Imported { figures, kept_back, findings: imported.findings })
    }

    pub(crate) fn mapping_draft(&self) -> String {
        inspect(&self.context()).unwrap().mapping_draft(Language::English)
    }

    pub(crate) fn inspect(&self) -> serde_json::Value {
        inspect(&self.context()).unwrap().to_json_value(Language::English)
    }
}

/// What an import brings, all of it at once.
#[derive(Debug)]
pub(crate) struct Imported {
    pub(crate) figures: Vec<Figure>,
    pub(crate) kept_back: Vec<KeptBack>,
    pub(crate) findings: Vec<Finding>,
}

/// A figure as one line: cell, indicator, tier, area, period, bounds.
pub(crate) fn line(figure: &Figure) -> String {
    let bounds = figure.quantity.bounds.map_or("missing".to_owned(), |bounds| bounds.to_string());
    format!(
        "{} {} {} {} {} {bounds}",
        figure.origin.cell.a1(),
        figure.indicator,
        figure.tier,
        figure.area,
        figure.period
    )
}
