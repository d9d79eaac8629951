//! Why a font file cannot be used.

use tierstat_model::Localized;

/// Why a font file cannot be used to draw characters that the bundled fonts lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FontFault {
    /// It has more bytes than any font that is opened may have.
    #[error("more than {} MiB", .most >> 20)]
    TooLarge {
        /// How many bytes there may be.
        most: u64,
    },
    /// It is no font, or a damaged one.
    #[error("no font that can be read")]
    NoFont,
    /// Its characters are pictures or nothing at all, where shapes are needed.
    #[error("a font without outlines")]
    NoOutlines,
}

impl FontFault {
    /// The bytes that a font file may have at most: twice those of the largest collections of Chinese fonts in wide use.
    pub const MOST_BYTES: u64 = 64 << 20;

    /// What is wrong, in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        let zh = match self {
            Self::TooLarge { most } => format!("大于 {} MiB", most >> 20),
            Self::NoFont => "不是可读的字体".to_owned(),
            Self::NoOutlines => "字体中没有字形轮廓".to_owned(),
        };
        Localized::new(zh, self.to_string())
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Localized {
        match self {
            Self::TooLarge { .. } => Localized::new(
                "只保留所需的字（字体子集），或改用较小的字体文件",
                "keep only the characters that are needed (a subset of the font), or name a smaller file",
            ),
            Self::NoFont => Localized::new(
                "写一个 .ttf、.otf 或 .ttc 文件；网页字体（.woff、.woff2）须先转换；文件损坏的请重新下载",
                "name a .ttf, .otf or .ttc file; a web font (.woff, .woff2) has to be converted first, and a damaged file to be fetched again",
            ),
            Self::NoOutlines => Localized::new(
                "改用有 glyf 或 CFF 轮廓的字体；只有位图或彩色图的，以及 CFF2 的，都不能用",
                "name a font with outlines (a glyf or a CFF table); one of pictures, or with CFF2 alone, will not do",
            ),
        }
    }
}
