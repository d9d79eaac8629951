#!/usr/bin/env python3
"""Lay facts out again as their sources print them: titles, unit lines, stacked and merged headers, totals, notes.

The figures are the printed ones (retyped/facts/*.csv, each with its source); only the layout is typed again, and the origin
files beside the workbooks say so. Run from anywhere: `pip install openpyxl odfpy`, then `python3 datasets/retyped/retype.py`.
The same facts give the same bytes, so a second run changes nothing.
"""

import csv
import io
import pathlib
import zipfile

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

DATASETS = pathlib.Path(__file__).resolve().parent.parent
FACTS = DATASETS / "retyped" / "facts"
REGIONS = {"1": "华北地区", "2": "东北地区", "3": "华东地区", "4": "中南地区", "5": "西南地区", "6": "西北地区"}


def facts(name):
    with open(FACTS / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_zip_without_clock(content, path):
    """Packs an office file again with every member dated alike, so that its bytes depend on the facts alone."""
    source = zipfile.ZipFile(io.BytesIO(content))
    with zipfile.ZipFile(path, "w") as target:
        for member in source.infolist():
            entry = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if member.filename == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            data = source.read(member)
            if member.filename in ("docProps/core.xml", "meta.xml"):
                data = undated(data)
            target.writestr(entry, data)


def undated(xml):
    import re

    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?", b"1980-01-01T00:00:00Z", xml)


def save(workbook, path):
    buffer = io.BytesIO()
    workbook.save(buffer)
    write_zip_without_clock(buffer.getvalue(), path)


def number(text):
    return int(text) if text else None


def yearbook_rows(rows, columns):
    """The body of a yearbook table: the nation first, then a group row over the provinces of each region."""
    body = [("total", "全 国", [rows[0][column] for column in columns])]
    region = None
    for row in rows[1:]:
        if row["area_code"][0] != region:
            region = row["area_code"][0]
            body.append(("group", REGIONS[region], []))
        body.append(("data", row["area_name"], [row[column] for column in columns]))
    return body


def divisions_2013():
    """One sheet, two stacked header rows with merged cells; three counts are text, as often in such files."""
    columns = ["prefecture_level", "prefecture_cities", "county_level", "districts", "county_cities", "counties",
               "autonomous_counties"]
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "1-1"
    sheet["A1"] = "1-1 全国行政区划（2013年底）"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.merge_cells("A1:H1")
    sheet["H2"] = "单位：个"
    for cell, text in {"A3": "地 区", "B3": "地级区划数", "C4": "#地级市", "D3": "县级区划数", "E4": "#市辖区",
                       "F4": "#县级市", "G4": "#县", "H4": "#自治县"}.items():
        sheet[cell] = text
        sheet[cell].alignment = Alignment(horizontal="center")
    for region in ("A3:A4", "B3:C3", "D3:H3"):
        sheet.merge_cells(region)
    row_number = 5
    as_text = {("全 国", 0), ("河北省", 2), ("四川省", 2)}
    for kind, label, values in yearbook_rows(facts("divisions-by-province-2013.csv"), columns):
        sheet.cell(row_number, 1, label if kind != "data" else f"  {label}").font = Font(bold=kind != "data")
        for offset, value in enumerate(values):
            if value:
                sheet.cell(row_number, offset + 2, value if (label, offset) in as_text else number(value))
        row_number += 1
    sheet.cell(row_number + 1, 1, "注：县级区划数中的旗、自治旗、特区、林区未单列。空白表示无该级区划。")
    sheet.cell(row_number + 2, 1, "资料来源：A1-1 Divisions of Administrative Areas by Region (Year-end of 2013)，2014年。")
    save(workbook, DATASETS / "nbs" / "2014" / "divisions-by-province-2013.xlsx")


def divisions_2005():
    """The same kind of table as an OpenDocument sheet, with the covered cells of its merged regions."""
    columns = ["prefecture_level", "prefecture_cities", "county_level", "districts", "county_cities", "township_level"]
    document = OpenDocumentSpreadsheet()
    table = Table(name="1-1")

    def row_of(*cells):
        row = TableRow()
        for cell in cells:
            row.addElement(cell)
        table.addElement(row)

    def text(content="", **attributes):
        cell = TableCell(**attributes)
        if content:
            cell.setAttribute("valuetype", "string")
            cell.addElement(P(text=content))
        return cell

    def count(content):
        if not content:
            return TableCell()
        cell = TableCell(valuetype="float", value=content)
        cell.addElement(P(text=content))
        return cell

    row_of(text("1-1 全国行政区划（2005年底）", numbercolumnsspanned=7), *[CoveredTableCell() for _ in range(6)])
    row_of(*[text() for _ in range(6)], text("单位：个"))
    row_of(text("地 区", numberrowsspanned=2), text("地级区划数", numbercolumnsspanned=2), CoveredTableCell(),
           text("县级区划数", numbercolumnsspanned=3), CoveredTableCell(), CoveredTableCell(),
           text("乡镇级区划数", numberrowsspanned=2))
    row_of(CoveredTableCell(), text(), text("#地级市"), text(), text("#市辖区"), text("#县级市"), CoveredTableCell())
    for kind, label, values in yearbook_rows(facts("divisions-by-province-2005.csv"), columns):
        row_of(text(label), *[count(value) for value in values])
    row_of(text())
    row_of(text("注：未包括香港特别行政区、澳门特别行政区和台湾省。空白表示无该级区划。"))
    row_of(text("资料来源：China Statistical Yearbook 2006, 1-1。"))
    document.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    document.save(buffer)
    write_zip_without_clock(buffer.getvalue(), DATASETS / "nbs" / "2006" / "divisions-by-province-2005.ods")


def divisions_2015():
    """The bulletin's sentence as the CSV that Chinese office programs write: GB18030, CRLF, a title and a note."""
    names = {"div_provincial": "省级行政区划单位", "div_prefecture": "地级行政区划单位", "div_prefecture_city": "#地级市",
             "div_county": "县级行政区划单位", "div_county_district": "#市辖区", "div_county_city": "#县级市",
             "div_county_county": "#县", "div_county_autonomous": "#自治县", "div_county_banner": "#旗",
             "div_county_autonomous_banner": "#自治旗", "div_county_special": "#特区", "div_county_forest": "#林区",
             "div_township": "乡级行政区划单位"}
    lines = [["2015年底全国行政区划", ""], ["", "单位：个"], ["区划", "数量"]]
    lines += [[names[row["indicator"]], row["value_raw"]] for row in facts("divisions-2015-bulletin.csv")]
    lines += [["资料来源：民政部《2015年社会服务发展统计公报》", ""]]
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    (DATASETS / "civil-affairs" / "2016-07" / "divisions-2015.csv").write_bytes(text.getvalue().encode("gb18030"))


def article_2015():
    """The article's figures on two sheets: organisations by tier and area, and the two rough counts beside them."""
    value = {(row["indicator"], row["tier"], row["area_name"]): row["value_raw"] for row in facts("article-2015-06.csv")}
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "行业组织"
    sheet["A1"] = "社会工作行业组织数（2015年6月）"
    sheet.merge_cells("A1:D1")
    sheet["D2"] = "单位：个"
    for column, text in enumerate(["地区", "省级", "地市级", "县级"], start=1):
        sheet.cell(3, column, text)
    for row_number, area in enumerate(["全国", "广东省"], start=4):
        sheet.cell(row_number, 1, area)
        for column, tier in enumerate(["provincial", "prefecture", "county"], start=2):
            printed = value.get(("sw_industry_org", tier, area), "…")
            digits = printed.rstrip("个地级市")
            sheet.cell(row_number, column, int(digits) if digits.isdigit() else printed)
    sheet["A6"] = "注：“…”表示报道未提及。广东省为已有行业组织的地级市数。"
    rough = workbook.create_sheet("机构与人才")
    rough["A1"] = "民办社会工作服务机构和社会工作专业人才（2015年6月）"
    rough.merge_cells("A1:B1")
    rough["A2"], rough["B2"] = "指标", "全国"
    rough["A3"], rough["B3"] = "民办社会工作服务机构", value[("sw_agency", "all", "全国")]
    rough["A4"], rough["B4"] = "社会工作专业人才", value[("sw_professional", "all", "全国")]
    save(workbook, DATASETS / "gongyi-times" / "2015-06" / "sector-figures.xlsx")


def organisations_2015():
    """The split by tier at the end of the year, the total first and its parts below as 其中."""
    rows = {(row["indicator"], row["tier"]): row["value_raw"] for row in facts("industry-organisations-2015.csv")}
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "行业协会"
    sheet["A1"] = "全国社会工作行业协会数（截至2015年底）"
    sheet.merge_cells("A1:C1")
    sheet["A2"], sheet["B2"], sheet["C2"] = "层级", "数量", "比2014年增长"
    sheet["A3"], sheet["B3"] = "合计", rows[("sw_industry_org", "all")]
    sheet["C3"] = rows[("sw_industry_org_growth_rate", "all")]
    for row_number, (tier, label) in enumerate(
        [("provincial", "其中：省级"), ("prefecture", "地市级"), ("county", "县级")], start=4
    ):
        sheet.cell(row_number, 1, label)
        sheet.cell(row_number, 2, rows[("sw_industry_org", tier)])
    sheet["A8"] = "资料来源：《我国社会工作行业组织的发展现状与未来走向》。"
    save(workbook, DATASETS / "ucass" / "2017-09" / "industry-organisations-2015.xlsx")


if __name__ == "__main__":
    divisions_2013()
    divisions_2005()
    divisions_2015()
    article_2015()
    organisations_2015()
