"""Reads what `tierstat export` wrote with the tools of others: `read.py PACKAGE FIGURES.CSV`. Ends with 1 where they refuse it or differ."""
import csv
import sys

import frictionless
from pysdmx.io import read_sdmx

package_folder, sdmx_file = sys.argv[1:3]

report = frictionless.Package(f"{package_folder}/datapackage.json").validate()
if not report.valid:
    sys.exit(f"frictionless: {report.flatten(['title', 'rowNumber', 'fieldName', 'note'])[:5]}")
with open(f"{package_folder}/figures.csv", encoding="utf-8", newline="") as file:
    figures = list(csv.DictReader(file))

dataset = read_sdmx(sdmx_file).data[0]
observations = dataset.data
if len(observations) != len(figures):
    sys.exit(f"pysdmx reads {len(observations)} observations, the package has {len(figures)} figures")
columns = list(observations.columns)
dimensions = [name for name in columns if name not in ("OBS_VALUE", "OBS_LOWER", "OBS_UPPER", "UNIT_MEASURE", "OBS_STATUS", "DECIMAL_PRINT", "SOURCE")]
twice = observations[observations.duplicated(dimensions)]
if len(twice):
    sys.exit(f"{len(twice)} observations have the dimensions of another: {twice.head(3).to_dict('records')}")


def number(text):
    """A number, or None where a figure has only bounds."""
    text = str(text).strip()
    return None if text in ("", "nan", "None") else float(text)


def code(text):
    """A code; without a structure beside it pysdmx takes one of digits for a number, and 000000 for 0."""
    return str(text).lstrip("0")


told = sorted((row["INDICATOR"], code(row["REF_AREA"]), row["TIME_PERIOD"], number(row["OBS_LOWER"]) or 0) for row in observations.to_dict("records"))
held = sorted((row["indicator"], code(row["area"]), row["period"], number(row["lower"]) or 0) for row in figures)
if told != held:
    sys.exit(f"the two differ: {[pair for pair in zip(told, held) if pair[0] != pair[1]][:3]}")
print(f"frictionless {frictionless.__version__} and pysdmx read {len(figures)} figures with the same dimensions and bounds")
