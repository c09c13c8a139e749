"""Convert the five bundled fonts from CFF to TrueType outlines; run once, its results are in resources/fonts.

reportlab embeds only fonts with a glyf table, while the free Chinese fonts are published with CFF outlines.  This
script fetches the Debian packages that carry them, keeps the characters a report needs, turns cubic curves into
quadratic ones, renames the families as the licences ask and writes the same bytes every time it is run with the
same sources and the same fontTools.

    python build/fonts/convert.py                   fetch the packages, write resources/fonts/*.ttf
    python build/fonts/convert.py --sources DIR     use files already unpacked somewhere below DIR
    python build/fonts/convert.py --only SongTi     one font
    python build/fonts/convert.py --check           write nothing, compare with what is there
"""

# mypy: disable-error-code="import-untyped"
from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fontTools import subset
from fontTools.misc.transform import Identity, Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "resources" / "fonts"
TONGGUI = ROOT / "tests" / "data" / "tonggui_8105.txt"

MAX_ERR = 1.0  # font units (1000 to the em) that a quadratic curve may stray from the cubic one
VERSION = "1.000"
MAXP_FIELDS = (
    "maxPoints",
    "maxContours",
    "maxCompositePoints",
    "maxCompositeContours",
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
    "maxComponentDepth",
)
IDEOGRAPH_MIDDLE = 380  # middle of the em box, ascent 880, descent -120


def _span(first: int, last: int) -> str:
    return "".join(map(chr, range(first, last + 1)))


# What every font made from Noto must have; the script stops when one is missing.
REQUIRED_SYMBOLS = (
    _span(0x20, 0x7E)  # ASCII
    + _span(0xFF01, 0xFF5E)  # full-width forms
    + "￠￡￣￥"
    + "　、。〃々〇〈〉《》「」『』【】〔〕〖〗〒"  # CJK punctuation
    + _span(0x2460, 0x2473)  # ① - ⑳
    + _span(0x2474, 0x2487)  # ⑴ - ⒇
    + _span(0x2488, 0x249B)  # ⒈ - ⒛
    + _span(0x3220, 0x3229)  # ㈠ - ㈩
    + _span(0x2160, 0x216B)  # Ⅰ - Ⅻ
    + _span(0x2170, 0x2179)  # ⅰ - ⅹ
    + "□■☑☐☒○●◎◯◌△▲▽▼◇◆☆★✕✓"
    + "≠≥≤≈≡±×÷−∞√∑∴∵∥∠⊥‰℃℉№"
    + "–—―…‥‘’“”·•′″※§°→←↑↓"
    + "㎡㎏㎞㎝㎜㏄¥€£©®™²³¹½¼¾"
)
# Taken when the source has them: Latin letters of names, spaces and hyphens that come in with pasted text.
OPTIONAL_SYMBOLS = _span(0xA0, 0xFF) + "  \u200b‑‒‐‚„′″‹›⇒⇔∈∪∩∝∫∽♀♂＂￢￤￦〄〆〘〙〚〛〜〝〞〟・"


@dataclass(frozen=True)
class Source:
    """One font file of one Debian package, pinned by its checksum."""

    package: str
    file: str
    sha256: str
    number: int = -1  # font number within a collection; 2 is SC in the Noto ones
    described: str = ""


@dataclass(frozen=True)
class Job:
    """One font to be written."""

    output: str  # file name without .ttf, also the PostScript name
    family: str
    source: Source
    licence: str
    licence_url: str
    everything: bool = False  # keep every character of the source instead of the common list
    fullwidth: str = ""  # characters that take the glyph of the source's feature fwid
    halfwidth: str = ""  # characters that take the glyph of the source's feature hwid
    centred: str = ""  # signs that the source draws too large and too low: shrunk and centred on the em box


GPL = (
    "GNU General Public License, version 3, with the font exception: a document that embeds this font or portions "
    "of it is not thereby covered by the GPL. The exception is extended to this modified version."
)
GPL_URL = "https://www.gnu.org/licenses/gpl-3.0.html"
OFL = (
    "This Font Software is licensed under the SIL Open Font License, Version 1.1. This Font Software is distributed "
    'on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.'
)
OFL_URL = "https://openfontlicense.org"
FANDOL_SHAPES = "□■○●◎△▲▽▼◇◆☆★"

JOBS: tuple[Job, ...] = (
    Job(
        "FangSong",
        "Juebao FangSong",
        Source(
            "texlive-lang-chinese",
            "FandolFang-Regular.otf",
            "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
            described="FandolFang 1.300",
        ),
        GPL,
        GPL_URL,
        everything=True,
        centred=FANDOL_SHAPES,
    ),
    Job(
        "KaiTi",
        "Juebao Kai",
        Source(
            "texlive-lang-chinese",
            "FandolKai-Regular.otf",
            "ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827",
            described="FandolKai 1.300",
        ),
        GPL,
        GPL_URL,
        everything=True,
        centred=FANDOL_SHAPES,
    ),
    Job(
        "HeiTi",
        "Juebao Hei",
        Source(
            "fonts-noto-cjk",
            "NotoSansCJK-Regular.ttc",
            "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a",
            number=2,
            described="Noto Sans CJK SC Regular 2.004",
        ),
        OFL,
        OFL_URL,
        fullwidth="—",
    ),
    Job(
        "XiaoBiaoSong",
        "Juebao XiaoBiaoSong",
        Source(
            "fonts-noto-cjk",
            "NotoSerifCJK-Bold.ttc",
            "a5d4b046c127da3d7c72f98b46c41489cd29bf52abfdf18aba920903e920d4ac",
            number=2,
            described="Noto Serif CJK SC Bold 2.001",
        ),
        OFL,
        OFL_URL,
        fullwidth="—·",
    ),
    Job(
        "SongTi",
        "Juebao Song",
        Source(
            "fonts-noto-cjk",
            "NotoSerifCJK-Regular.ttc",
            "a04178ec485dffdff7cc0c0c20e1fce9202d7e2160d805e8e44a4c8841c58481",
            number=2,
            described="Noto Serif CJK SC Regular 2.001",
        ),
        OFL,
        OFL_URL,
        fullwidth="—·",
        halfwidth="0123456789",  # its ordinary figures are not of one width and would not line up in a column
    ),
)


def common_characters() -> set[int]:
    """GB 2312 with its symbol rows, the 8,105 characters of 通用规范汉字表 and the symbols."""
    chars = set(TONGGUI.read_text(encoding="utf-8")) - {"\n"}
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            chars.update(bytes((row, cell)).decode("gb2312", errors="ignore"))
    chars.update(REQUIRED_SYMBOLS)
    chars.update(OPTIONAL_SYMBOLS)
    return {ord(char) for char in chars}


@contextmanager
def fetched(packages: Iterable[str]) -> Iterator[Path]:
    """Download the packages with apt and unpack them into a temporary folder; nothing is installed."""
    with tempfile.TemporaryDirectory(prefix="juebao-fonts-") as name:
        folder = Path(name)
        for package in sorted(set(packages)):
            subprocess.run(["apt-get", "download", package], cwd=folder, check=True)
            archive = next(folder.glob(f"{package}_*.deb"))
            subprocess.run(["dpkg", "-x", archive.name, "tree"], cwd=folder, check=True)
            archive.unlink()
        yield folder / "tree"


def locate(source: Source, tree: Path) -> Path:
    """The source's file below `tree`, refused unless it is the very file this script was written for."""
    found = sorted(tree.rglob(source.file))
    if not found:
        raise SystemExit(f"{source.file} ({source.package}) is not below {tree}")
    digest = hashlib.sha256(found[0].read_bytes()).hexdigest()
    if digest != source.sha256:
        raise SystemExit(f"{source.file}: SHA-256 {digest}, expected {source.sha256}; review it, then update the pin")
    return found[0]


def alternates(font: TTFont, tag: str, chars: str) -> dict[int, str]:
    """Code point -> glyph that the feature `tag` puts in place of the ordinary one."""
    cmap = font.getBestCmap()
    wanted = {cmap[ord(char)]: ord(char) for char in chars}
    result: dict[int, str] = {}
    if not wanted:
        return result
    table: Any = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag != tag:
            continue
        for index in record.Feature.LookupListIndex:
            for outer in table.LookupList.Lookup[index].SubTable:
                inner = getattr(outer, "ExtSubTable", outer)
                for glyph, replacement in getattr(inner, "mapping", {}).items():
                    if glyph in wanted:
                        result.setdefault(wanted[glyph], replacement)
    missing = [char for char in chars if ord(char) not in result]
    if missing:
        raise SystemExit(f"feature {tag} has no glyph for {''.join(missing)}")
    return result


def bounds(glyphs: Mapping[str, Any], name: str) -> tuple[float, float, float, float]:
    pen: Any = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    box: tuple[float, float, float, float] = pen.bounds
    return box


def moved(box: tuple[float, float, float, float], scale: float, x: float, y: float) -> Transform:
    """Scale about the middle of `box` and put that middle at (x, y)."""
    middle_x, middle_y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return Identity.translate(x, y).scale(scale, scale).translate(-middle_x, -middle_y)


def compositions(glyphs: Mapping[str, Any], cmap: Mapping[int, str]) -> dict[int, list[tuple[str, Transform]]]:
    """Signs no source has, drawn from others of the same font: ☐ ☑ ☒ from □, ✓ and ×, and ✕ from ×."""
    square, tick, times = cmap[ord("□")], cmap[ord("✓")], cmap[ord("×")]
    box, tick_box, times_box = (bounds(glyphs, name) for name in (square, tick, times))
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    side = box[3] - box[1]
    outline = (square, Identity)
    return {
        ord("☐"): [outline],
        ord("☑"): [outline, (tick, moved(tick_box, 0.72 * side / (tick_box[3] - tick_box[1]), x, y))],
        ord("☒"): [outline, (times, moved(times_box, 0.62 * side / (times_box[3] - times_box[1]), x, y))],
        ord("✕"): [(times, moved(times_box, 1.1, x, y))],
    }


def draw(glyphs: Mapping[str, Any], parts: Iterable[tuple[str, Transform]]) -> Any:
    """A TrueType glyph from the named CFF glyphs, each under its transform."""
    target: Any = TTGlyphPen(None)
    quadratic: Any = Cu2QuPen(target, MAX_ERR, reverse_direction=True)
    for name, transform in parts:
        pen: Any = quadratic if transform == Identity else TransformPen(quadratic, transform)
        glyphs[name].draw(pen)
    return target.glyph(dropImpliedOnCurves=True)


def rename(font: TTFont, job: Job) -> None:
    """Give the font its own family name and say in it what it was made from and under which licence."""
    table: Any = font["name"]
    kept = {number: table.getDebugName(number) for number in (0, 7, 9)}
    table.names = []
    texts = {
        0: kept[0],
        1: job.family,
        2: "Regular",
        3: f"{VERSION};Juebao;{job.output}",
        4: job.family,
        5: f"Version {VERSION}",
        6: f"Juebao-{job.output}",
        7: kept[7],
        9: kept[9],
        10: f"{job.source.described}, converted to TrueType outlines and renamed by build/fonts/convert.py of Juebao.",
        13: job.licence,
        14: job.licence_url,
    }
    for number, text in texts.items():
        if text:
            table.setName(text, number, 3, 1, 0x409)


def adjustments(
    glyphs: Mapping[str, Any], cmap: Mapping[int, str], extra: Mapping[int, str], job: Job
) -> dict[str, Transform]:
    """Glyph name -> transform, for the few glyphs that are not taken as they are."""
    result: dict[str, Transform] = {}
    for char in job.centred:
        name = cmap.get(ord(char))
        if name:
            result[name] = moved(bounds(glyphs, name), 0.82, 500, IDEOGRAPH_MIDDLE)
    dash = extra.get(ord("—"))
    if dash:  # —— is one unbroken line in Chinese: let the dash fill its em, with a hair of overlap
        left, _, right, _ = bounds(glyphs, dash)
        result[dash] = Identity.translate(-5, 0).scale(1010 / (right - left), 1).translate(-left, 0)
    return result


def replace_cmap(font: TTFont, cmap: Mapping[int, str]) -> None:
    """Keep one subtable for the BMP and one for everything, and let both say the same."""
    tables: Any = font["cmap"]
    kept = []
    for table in tables.tables:
        if (table.platformID, table.platEncID) == (3, 1):
            table.cmap = {code: name for code, name in cmap.items() if code <= 0xFFFF}
            kept.append(table)
        elif (table.platformID, table.platEncID) == (3, 10):
            table.cmap = dict(cmap)
            kept.append(table)
    tables.tables = kept


def make_truetype(font: TTFont, extra: Mapping[int, str], job: Job) -> None:
    """Replace the CFF table by glyf, and set everything that goes with it."""
    glyphs: Any = font.getGlyphSet()
    cmap: dict[int, str] = font.getBestCmap()
    order = list(font.getGlyphOrder())
    metrics: dict[str, tuple[int, int]] = dict(font["hmtx"].metrics)

    adjusted = adjustments(glyphs, cmap, extra, job)
    outlines = {name: draw(glyphs, [(name, adjusted.get(name, Identity))]) for name in order}
    remapped = dict(extra)
    if not job.everything:
        for code, parts in compositions(glyphs, cmap).items():
            name = f"uni{code:04X}"
            order.append(name)
            outlines[name] = draw(glyphs, parts)
            metrics[name] = metrics[cmap[ord("□")]]
            remapped[code] = name
    replace_cmap(font, {**cmap, **remapped})

    font.setGlyphOrder(order)
    font["loca"] = newTable("loca")
    glyf: Any = newTable("glyf")
    font["glyf"] = glyf
    glyf.glyphOrder = order
    glyf.glyphs = outlines
    for name in order:
        outlines[name].recalcBounds(glyf)
    font["hmtx"].metrics = {name: (metrics[name][0], getattr(outlines[name], "xMin", 0)) for name in order}

    maxp: Any = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in MAXP_FIELDS:  # those that count points and contours are filled in on saving
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    maxp.numGlyphs = len(order)
    del font["CFF "]
    font.sfntVersion = "\x00\x01\x00\x00"


def set_style(font: TTFont) -> None:
    """One unhinted regular face to a family (the bold serif, too, is regular in its own), dated as its source."""
    gasp: Any = newTable("gasp")
    gasp.version = 1
    gasp.gaspRange = {0xFFFF: 0x000A}  # smooth the outlines at every size, never fit them to the grid
    font["gasp"] = gasp
    font["post"].formatType = 3.0
    os2: Any = font["OS/2"]
    os2.usWeightClass = 400
    os2.fsSelection = (os2.fsSelection & ~0b100001) | 0b1000000
    head: Any = font["head"]
    head.macStyle = 0
    head.glyphDataFormat = 0
    head.modified = head.created


def convert(job: Job, tree: Path, destination: Path) -> None:
    """Write `destination` from the job's source below `tree`."""
    path = locate(job.source, tree)
    font = TTFont(path, fontNumber=job.source.number, lazy=True, recalcTimestamp=False)
    available: dict[int, str] = font.getBestCmap()
    extra = {**alternates(font, "fwid", job.fullwidth), **alternates(font, "hwid", job.halfwidth)}

    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.desubroutinize = True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "kern"]
    subsetter: Any = subset.Subsetter(options)
    wanted = set(available) if job.everything else common_characters() & set(available)
    subsetter.populate(unicodes=sorted(wanted), glyphs=sorted(extra.values()))
    subsetter.subset(font)

    make_truetype(font, extra, job)
    set_style(font)
    rename(font, job)
    if not job.everything:
        have = font.getBestCmap()
        missing = [char for char in REQUIRED_SYMBOLS if ord(char) not in have]
        if missing:
            raise SystemExit(f"{job.output}: no glyph for {' '.join(missing)}")
    font.save(destination, reorderTables=True)
    font.close()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Make resources/fonts/*.ttf from the Debian font packages.")
    parser.add_argument("--sources", type=Path, help="folder with the unpacked packages; left out: fetch them")
    parser.add_argument("--only", choices=[job.output for job in JOBS], action="append", help="convert only this font")
    parser.add_argument("--check", action="store_true", help="write nothing; fail unless the files are up to date")
    options = parser.parse_args(arguments)
    jobs = [job for job in JOBS if not options.only or job.output in options.only]

    def run(tree: Path) -> int:
        differing = 0
        with tempfile.TemporaryDirectory(prefix="juebao-fonts-") as scratch:
            for job in jobs:
                fresh = Path(scratch) / f"{job.output}.ttf"
                convert(job, tree, fresh)
                data = fresh.read_bytes()
                target = FONTS / fresh.name
                same = target.is_file() and target.read_bytes() == data
                state = "unchanged" if same else "DIFFERS" if options.check else "written"
                digest = hashlib.sha256(data).hexdigest()[:16]
                print(f"{fresh.name}: {len(data):,} bytes, {digest}, {state}", flush=True)
                differing += not same
                if not (same or options.check):
                    FONTS.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(data)
        return 1 if options.check and differing else 0

    if options.sources:
        return run(options.sources)
    with fetched(job.source.package for job in jobs) as tree:
        return run(tree)


if __name__ == "__main__":
    sys.exit(main())
