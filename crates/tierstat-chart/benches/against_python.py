#!/usr/bin/env python3
"""matplotlib and vl-convert on charts like those of the bench: seconds of the processor for one SVG and one PNG of 2400 by 1350,
against tierstat's.

Run after `cargo bench -p tierstat-chart`; what is not installed, or finds no Chinese font, is said and not compared.
"""

import io
import os
import sys
import time

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
OURS = os.path.join(ROOT, "target", "bench", "seconds-each-chart.txt")
FAMILIES = ["Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei", "WenQuanYi Micro Hei"]
CHARTS = 10


YEARS = list(range(1996, 2019))


def lines(number):
    """The values of the lines of one chart, as those of the bench."""
    return [
        [1000 + age * 311 + index * 2900 + (age * 7 + number) % 11 * 90 for age in range(len(YEARS))]
        for index in range(1 + number % 6)
    ]


def with_matplotlib(pyplot, number):
    figure, axes = pyplot.subplots(figsize=(12, 6.75), dpi=200)
    for index, values in enumerate(lines(number)):
        axes.plot(YEARS, values, marker="osD^vh"[index])
        axes.annotate(f"第{index + 1}区 {values[-1]}", (YEARS[-1], values[-1]))
    axes.set_title(f"第{number}图：各级行业组织逐年增加，新增的多半在县级")
    axes.set_ylabel("单位：个")
    axes.grid(axis="y")
    figure.text(0.02, 0.02, "资料来源：公益时报，2015年第32期")
    for form in ["svg", "png"]:
        figure.savefig(io.BytesIO(), format=form)
    pyplot.close(figure)


def with_vl_convert(vl_convert, number, family):
    rows = [
        {"year": year, "value": value, "series": f"第{index + 1}区"}
        for index, values in enumerate(lines(number))
        for year, value in zip(YEARS, values)
    ]
    encoding = {
        "x": {"field": "year", "type": "quantitative", "axis": {"format": "d", "title": None}, "scale": {"zero": False}},
        "y": {"field": "value", "type": "quantitative", "title": "单位：个"},
        "color": {"field": "series", "type": "nominal", "title": None},
    }
    last = [{"filter": f"datum.year == {YEARS[-1]}"}]
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": f"第{number}图：各级行业组织逐年增加，新增的多半在县级", "subtitle": "资料来源：公益时报，2015年第32期"},
        "width": 1080,
        "height": 590,
        "config": {"font": family},
        "data": {"values": rows},
        "encoding": encoding,
        "layer": [
            {"mark": {"type": "line", "point": True}},
            {"mark": {"type": "text", "dx": 20}, "transform": last, "encoding": {"text": {"field": "value"}}},
        ],
    }
    vl_convert.vegalite_to_svg(spec)
    vl_convert.vegalite_to_png(spec, scale=2)


def compared(name, ours, draw):
    """Prints what a drawing takes, and how many of ours could be made meanwhile."""
    draw(0)  # what is loaded once
    start = time.process_time()
    for number in range(CHARTS):
        draw(number)
    each = (time.process_time() - start) / CHARTS
    print(f"{name}: {each * 1e3:.0f} ms of the processor for a chart as SVG and PNG; tierstat is {each / ours:.0f} times as fast (aim: 20)")


def main():
    if not os.path.exists(OURS):
        sys.exit(f"there is no {OURS}: run cargo bench -p tierstat-chart first")
    with open(OURS, encoding="utf-8") as file:
        ours = float(file.read())
    print(f"tierstat: {ours * 1e3:.1f} ms of the processor for a chart as SVG and PNG")
    against_matplotlib(ours)
    against_vl_convert(ours)


def against_matplotlib(ours):
    try:
        import matplotlib
    except ImportError:
        print("matplotlib: not installed, not compared")
        return
    matplotlib.use("Agg")
    from matplotlib import font_manager, pyplot

    known = {font.name for font in font_manager.fontManager.ttflist}
    family = next((family for family in FAMILIES if family in known), None)
    if family is None:
        print("matplotlib: no Chinese font is installed, not compared")
        return
    pyplot.rcParams["font.family"] = family
    compared(f"matplotlib {matplotlib.__version__} with {family}", ours, lambda number: with_matplotlib(pyplot, number))


def against_vl_convert(ours):
    try:
        import vl_convert
    except ImportError:
        print("vl-convert: not installed, not compared")
        return
    # It takes the fonts of the machine, and draws what none of them has as boxes.
    family = FAMILIES[0]
    compared(f"vl-convert {vl_convert.__version__} with {family}", ours, lambda number: with_vl_convert(vl_convert, number, family))


if __name__ == "__main__":
    main()
