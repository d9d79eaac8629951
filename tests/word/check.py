#!/usr/bin/env python3
"""Opens documents of reports with python-docx and with LibreOffice: a check for development, beside the tests in Rust.

    tests/word/check.py out/reports/annual/annual.zh-CN.docx ...

It needs python-docx and soffice (with pdfinfo); what is absent is skipped with a message.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile


def with_python_docx(path):
    """Structure as another reader sees it: headings, tables with heads, pictures with alternative text."""
    try:
        import docx
    except ImportError:
        print(f"skipped: python-docx is not installed ({path.name})")
        return []
    document = docx.Document(str(path))
    faults = []
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    if styles.count("Title") != 1:
        faults.append(f"{styles.count('Title')} titles")
    if not any(style.startswith("Heading") for style in styles):
        faults.append("no headings")
    if not document.core_properties.title or not document.core_properties.language:
        faults.append("no title or language")
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    for place, table in enumerate(document.tables, 1):
        if len(table.rows[0]._tr.findall(".//w:tblHeader", space)) != 1:
            faults.append(f"table {place}: no head")
        widths = {len(row.cells) for row in table.rows}
        if len(widths) != 1:
            faults.append(f"table {place}: rows of {sorted(widths)} cells")
    for shape in document.inline_shapes:
        if not shape._inline.docPr.get("descr"):
            faults.append(f"picture {shape._inline.docPr.get('id')}: no alternative text")
        if shape.width > max(section.page_width for section in document.sections):
            faults.append(f"picture {shape._inline.docPr.get('id')}: wider than the page")
    print(f"{path.name}: {len(document.paragraphs)} paragraphs, {len(document.tables)} tables, "
          f"{len(document.inline_shapes)} pictures, {len(document.sections)} sections")
    return faults


def with_libre_office(path):
    """Whether it opens, how many pages it has, and whether its words are on them."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office or not shutil.which("pdfinfo") or not shutil.which("pdftotext"):
        print(f"skipped: no soffice, pdfinfo or pdftotext ({path.name})")
        return []
    with tempfile.TemporaryDirectory() as folder:
        profile = pathlib.Path(folder, "profile").as_uri()
        subprocess.run(
            [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", folder, str(path)],
            check=True, capture_output=True, timeout=300,
        )
        pdf = pathlib.Path(folder, path.stem + ".pdf")
        if not pdf.exists():
            return ["LibreOffice writes no pages"]
        info = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
        text = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout
    pages = int(re.search(r"Pages:\s+(\d+)", info).group(1))
    print(f"{path.name}: {pages} pages in LibreOffice")
    faults = []
    if "Error!" in text or "错误！" in text:
        faults.append("a field has no target")
    if len(text) < 200:
        faults.append("hardly any words on the pages")
    return faults


def main(names):
    if not names:
        sys.exit(__doc__)
    failed = False
    for name in names:
        path = pathlib.Path(name)
        for fault in with_python_docx(path) + with_libre_office(path):
            failed = True
            print(f"{path.name}: {fault}")
    sys.exit(failed)


if __name__ == "__main__":
    main(sys.argv[1:])
