#!/usr/bin/env python3
"""Build the two font subsets of this folder, and the list of the characters in them.

    apt install fonts-noto-cjk python3-fonttools
    python3 build_fonts.py [FOLDER OF NotoSansCJK-*.ttc]

The same fonts and the same datasets give the same bytes: no clock, no random order.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection

ASSETS = Path(__file__).resolve().parent
DATASETS = ASSETS.parents[2] / "datasets"
DEBIAN = Path("/usr/share/fonts/opentype/noto")
FAMILY = "Noto Sans CJK SC"

# What charts print besides the characters of GB 2312: signs of intervals, of dashes, of footnotes, of money.
SIGNS = "∞−⋯™⁴⏎–—…›‹×÷±≥≤≈≠%‰′″·•※†‡§¶°№←↑→↓↗↘▲△▼▽◆◇●○■□★☆①②③④⑤⑥⑦⑧⑨⑩〇〔〕「」『』“”‘’€£¥￥"


def characters_of_gb2312():
    """Every character of GB/T 2312-1980: rows 1 to 9 are signs and letters, 16 to 87 ideographs."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes([row, cell]).decode("gb2312")
            except UnicodeDecodeError:
                continue  # a cell that the standard leaves empty


def characters_of_the_datasets():
    """Every character of the code lists: names of areas, indicators, tiers and units."""
    lists = [*DATASETS.glob("areas/*.csv"), *DATASETS.glob("areas/*.toml"), *DATASETS.glob("indicators/*.toml")]
    if not lists:
        raise SystemExit(f"no code lists under {DATASETS}")
    for path in lists:
        yield from path.read_text(encoding="utf-8")


def wanted_characters():
    """All characters of the subsets, in the order of their code points."""
    wanted = set(map(chr, range(0x20, 0x7F)))  # ASCII
    wanted |= set(map(chr, range(0xA0, 0x180)))  # Latin-1 and Latin Extended-A
    wanted |= set(map(chr, range(0x2010, 0x2028)))  # dashes, quotes, bullets
    wanted |= set(map(chr, range(0x3000, 0x3018)))  # ideographic punctuation
    wanted |= set(map(chr, range(0xFF01, 0xFF5F)))  # full-width forms
    wanted |= set(SIGNS)
    wanted |= set(characters_of_gb2312())
    wanted |= set(characters_of_the_datasets())
    return sorted(character for character in wanted if character.isprintable() or character == "\u3000")


def face_of_the_family(collection):
    """The face of simplified Chinese in a collection that holds all regions."""
    for face in collection.fonts:
        if face["name"].getDebugName(1) == FAMILY:
            return face
    raise SystemExit(f"no face {FAMILY} in the collection")


def subset(source, target, wanted):
    """Write one subset and return the wanted characters for which the face has no glyph."""
    collection = TTCollection(source, lazy=True)
    face = face_of_the_family(collection)
    covered = face.getBestCmap()
    options = Options()
    options.hinting = False
    options.desubroutinize = False
    options.layout_features = []  # no kerning: text is drawn exactly as wide as the sum of its advances
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx", "DSIG"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 13, 14]  # names, copyright, trademark, licence
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=map(ord, wanted))
    subsetter.subset(face)
    face.flavor = None
    face.recalcTimestamp = False
    face.save(target)
    print(f"{target.name}: {target.stat().st_size / 1e6:.2f} MB")
    return [character for character in wanted if ord(character) not in covered]


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEBIAN
    wanted = wanted_characters()
    missing = set()
    for weight in ("Regular", "Bold"):
        source = folder / f"NotoSansCJK-{weight}.ttc"
        if not source.exists():
            raise SystemExit(f"{source} is not there; install Debian's fonts-noto-cjk or name its folder")
        missing |= set(subset(source, ASSETS / f"NotoSansCJKsc-{weight}.subset.otf", wanted))
    written = [character for character in wanted if character not in missing]
    lines = ["".join(written[start : start + 64]) for start in range(0, len(written), 64)]
    (ASSETS / "characters.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"characters.txt: {len(written)} characters; without a glyph: {''.join(sorted(missing)) or 'none'}")


if __name__ == "__main__":
    main()
