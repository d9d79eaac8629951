#!/usr/bin/env python3
"""matplotlib on a chart like those of the bench: seconds for one SVG and one PNG of 2400 by 1350, against tierstat's.

Run after `cargo bench -p tierstat-chart`; where matplotlib or a Chinese font is not installed that is said and nothing is compared.
"""

import io
import os
import sys
import time

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
OURS = os.path.join(ROOT, "target", "bench", "seconds-each-chart.txt")
FAMILIES = ["Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei", "WenQuanYi Micro Hei"]
CHARTS = 10


def draw(pyplot, number):
    figure, axes = pyplot.subplots(figsize=(12, 6.75), dpi=200)
    years = list(range(1996, 2019))
    for index in range(1 + number % 6):
        values = [1000 + age * 311 + index * 2900 + (age * 7 + number) % 11 * 90 for age in range(len(years))]
        axes.plot(years, values, marker="osD^vh"[index])
        axes.annotate(f"第{index + 1}区 {values[-1]}", (years[-1], values[-1]))
    axes.set_title(f"第{number}图：各级行业组织逐年增加，新增的多半在县级")
    axes.set_ylabel("单位：个")
    axes.grid(axis="y")
    figure.text(0.02, 0.02, "资料来源：公益时报，2015年第32期")
    for form in ["svg", "png"]:
        figure.savefig(io.BytesIO(), format=form)
    pyplot.close(figure)


def main():
    if not os.path.exists(OURS):
        sys.exit(f"there is no {OURS}: run cargo bench -p tierstat-chart first")
    with open(OURS, encoding="utf-8") as file:
        ours = float(file.read())
    try:
        import matplotlib
    except ImportError:
        print("matplotlib: not installed, nothing is compared")
        return
    matplotlib.use("Agg")
    from matplotlib import font_manager, pyplot

    known = {font.name for font in font_manager.fontManager.ttflist}
    family = next((family for family in FAMILIES if family in known), None)
    if family is None:
        print("matplotlib: no Chinese font is installed, nothing is compared")
        return
    pyplot.rcParams["font.family"] = family
    draw(pyplot, 0)  # what is loaded once
    start = time.process_time()
    for number in range(CHARTS):
        draw(pyplot, number)
    each = (time.process_time() - start) / CHARTS
    print(f"matplotlib {matplotlib.__version__} with {family}: {each * 1e3:.0f} ms of the processor for a chart as SVG and PNG")
    print(f"tierstat: {ours * 1e3:.1f} ms, {each / ours:.0f} times as fast (aim: 20)")


if __name__ == "__main__":
    main()
