#!/usr/bin/env python3
"""Readers of Python and tierstat on the workbook that the bench wrote: seconds and peak memory of whole processes.

Run after `cargo bench -p tierstat-ingest`; a reader that is not installed is left out and said so.
"""

import os
import subprocess
import sys
import time

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
FILE = os.path.join(ROOT, "target", "bench", "large.xlsx")
TEXT = os.path.join(ROOT, "target", "bench", "large.csv")
TRIES = 3
READERS = {
    "python-calamine": "from python_calamine import CalamineWorkbook as W; print(len(W.from_path({0!r}).get_sheet_by_index(0).to_python()))",
    "fastexcel": "import fastexcel; print(fastexcel.read_excel({0!r}).load_sheet(0).to_arrow().num_rows)",
    "pandas": "import pandas; print(len(pandas.read_excel({0!r}, engine='calamine')))",
    "openpyxl": "import openpyxl; print(sum(1 for _ in openpyxl.load_workbook({0!r}, read_only=True).active.iter_rows(values_only=True)))",
}
# One thread each, every column read and none kept.
TEXT_READERS = {
    "polars, a scan": "import polars as p; print(p.scan_csv({0!r}).select(p.len(), p.all().null_count().name.suffix('_n')).collect(engine='streaming'))",
    "polars, a frame": "import polars as p; print(p.read_csv({0!r}).height)",
}


def measure(command):
    """The best wall time in seconds and the peak memory in MiB of a command; None where it fails."""
    best, peak = None, 0
    for _ in range(TRIES):
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        if status != 0:
            return None
        taken = time.perf_counter() - start
        best = taken if best is None else min(best, taken)
        peak = max(peak, usage.ru_maxrss // 1024)
    return best, peak


def main():
    if not os.path.exists(FILE):
        sys.exit(f"there is no {FILE}: run cargo bench -p tierstat-ingest first")
    subprocess.run(
        ["cargo", "build", "--quiet", "--release", "-p", "tierstat-ingest", "--example", "balance"], cwd=ROOT, check=True
    )
    example = os.path.join(ROOT, "target", "release", "examples", "balance")
    commands = {"tierstat, its tables": [example, "--tables", FILE], "tierstat, every figure": [example, FILE]}
    commands.update({name: [sys.executable, "-c", code.format(FILE)] for name, code in READERS.items()})
    os.environ["POLARS_MAX_THREADS"] = "1"
    if os.path.exists(TEXT):
        commands["tierstat, 1 GB of text"] = [example, "--records", TEXT]
        commands.update({name: [sys.executable, "-c", code.format(TEXT)] for name, code in TEXT_READERS.items()})
    print(f"{'reader':24} {'seconds':>8} {'peak MiB':>9}")
    for name, command in commands.items():
        found = measure(command)
        print(f"{name:24} " + ("not installed" if found is None else f"{found[0]:8.2f} {found[1]:9}"))


if __name__ == "__main__":
    main()
