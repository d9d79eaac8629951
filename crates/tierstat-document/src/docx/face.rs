//! Faces: the fonts of a kind of text by their names, and its size.

use crate::PageLayout;
use tierstat_model::Language;

/// The fonts and the size of a kind of text.
///
/// Each face names a Chinese font too, by which word processors reckon the height of lines even where no Chinese stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Face {
    latin: &'static str,
    chinese: &'static str,
    /// In half points.
    pub(super) size: usize,
    is_bold: bool,
}

const SONG: &str = "宋体";
const HEI: &str = "黑体";
const KAI: &str = "楷体";
const KAI_GB: &str = "楷体_GB2312";
const FANGSONG_GB: &str = "仿宋_GB2312";
const TITLE_SONG: &str = "方正小标宋简体";
const SERIF: &str = "Times New Roman";
const SANS: &str = "Arial";

/// The fonts that documents name, and what may stand for each; none is inside a document.
pub(super) const FONTS: [(&str, Option<&str>); 9] = [
    (SERIF, None),
    (SANS, None),
    ("Courier New", None),
    (SONG, Some("SimSun")),
    (HEI, Some("SimHei")),
    (KAI, Some("KaiTi")),
    (KAI_GB, Some("楷体")),
    (FANGSONG_GB, Some("仿宋")),
    (TITLE_SONG, Some("宋体")),
];

impl Face {
    const fn of(latin: &'static str, chinese: &'static str, size: usize) -> Self {
        Self { latin, chinese, size, is_bold: false }
    }

    const fn bold(self) -> Self {
        Self { is_bold: true, ..self }
    }

    /// Its properties as XML, without what else sets a run apart; `between` stands where spacing does.
    pub(super) fn written(self, between: &str) -> String {
        let Self { latin, chinese, size, is_bold } = self;
        let bold = if is_bold { "<w:b/><w:bCs/>" } else { "<w:b w:val=\"0\"/><w:bCs w:val=\"0\"/>" };
        format!(
            "<w:rFonts w:ascii=\"{latin}\" w:hAnsi=\"{latin}\" w:eastAsia=\"{chinese}\" w:cs=\"{latin}\"/>{bold}{between}\
             <w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"
        )
    }
}

/// The faces of a layout.
#[derive(Debug, Clone, Copy)]
pub(super) struct Faces {
    pub(super) body: Face,
    pub(super) title: Face,
    /// Of the six levels.
    pub(super) headings: [Face; 6],
    pub(super) contents_heading: Face,
    /// Of the entries of contents.
    pub(super) entry: Face,
    pub(super) caption: Face,
    pub(super) table: Face,
    pub(super) table_head: Face,
    pub(super) small: Face,
    pub(super) code: Face,
    pub(super) footer: Face,
    /// The Chinese font of stressed words.
    pub(super) stressed: &'static str,
}

impl Faces {
    /// The faces of a layout in a language.
    pub(super) fn of(layout: PageLayout, language: Language) -> Self {
        match (layout, language) {
            // GB/T 9704: title in size 2, body in size 3; levels by their font alone.
            (PageLayout::GongwenBody, _) => {
                let body = Face::of(SERIF, FANGSONG_GB, 32);
                Self {
                    body,
                    title: Face::of(SERIF, TITLE_SONG, 44),
                    headings: [
                        Face::of(if language == Language::Chinese { SERIF } else { SANS }, HEI, 32),
                        Face::of(SERIF, KAI_GB, 32),
                        body,
                        body,
                        body,
                        body,
                    ],
                    contents_heading: Face::of(SERIF, HEI, 28),
                    entry: Face::of(SERIF, FANGSONG_GB, 28),
                    caption: Face::of(SERIF, HEI, 24),
                    table: Face::of(SERIF, FANGSONG_GB, 21),
                    table_head: Face::of(SERIF, HEI, 21),
                    small: Face::of(SERIF, FANGSONG_GB, 21),
                    code: Face::of("Courier New", FANGSONG_GB, 24),
                    footer: Face::of(SONG, SONG, 28),
                    stressed: KAI_GB,
                }
            }
            (PageLayout::Plain, Language::Chinese) => Self {
                body: Face::of(SERIF, SONG, 24),
                title: Face::of(SERIF, HEI, 44),
                headings: [32, 28, 24, 24, 24, 24].map(|size| Face::of(SERIF, HEI, size)),
                contents_heading: Face::of(SERIF, HEI, 28),
                entry: Face::of(SERIF, SONG, 22),
                caption: Face::of(SERIF, HEI, 21),
                table: Face::of(SERIF, SONG, 21),
                table_head: Face::of(SERIF, HEI, 21),
                small: Face::of(SERIF, SONG, 18),
                code: Face::of("Courier New", SONG, 20),
                footer: Face::of(SERIF, SONG, 18),
                stressed: KAI,
            },
            (PageLayout::Plain, Language::English) => Self {
                body: Face::of(SERIF, SONG, 23),
                title: Face::of(SANS, HEI, 40).bold(),
                headings: [30, 26, 23, 22, 22, 22].map(|size| Face::of(SANS, HEI, size).bold()),
                contents_heading: Face::of(SANS, HEI, 28).bold(),
                entry: Face::of(SERIF, SONG, 22),
                caption: Face::of(SANS, HEI, 20).bold(),
                table: Face::of(SANS, SONG, 19),
                table_head: Face::of(SANS, HEI, 19).bold(),
                small: Face::of(SANS, SONG, 17),
                code: Face::of("Courier New", SONG, 19),
                footer: Face::of(SANS, SONG, 18),
                stressed: KAI,
            },
        }
    }
}
