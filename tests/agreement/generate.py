#!/usr/bin/env python3
"""Generates ledgers with the answers that report, command line and chart must give: tests/agreement/ledgers.json.

An independent calculation: it shares no code with the program and knows its rules only as a person would state them.
- A number is that of its reference period and of no other; a year means its last day.
- All tiers together are what a source prints for that day, else the sum of the tiers, where each tier that is ever counted has a number then.
- Across a break (status B) there is neither change nor rate; nor between a definition of its own (D) and another.
- 3500多 is 3500 or more and less than 3600: bounds are carried through, never midpoints.
- A share of the change is given where all tiers are comparable and make up the total, and the total surely grew.
- Coverage is what is covered at a day over the latest count of units on or before it.

Run: python3 tests/agreement/generate.py > tests/agreement/ledgers.json
"""
import json
import random

TIERS = ["province", "prefecture", "county"]
LEDGERS = 200


def period_of(day):
    year, month = day
    return f"{year}-12-31" if month == 12 else f"{year}-{month:02d}-30"


def printed_as(day, random):
    year, month = day
    if month != 12:
        return f"{year}-06"
    return random.choice([f"{year}", f"{year}-12-31"])


class Number:
    """A number as it is printed, with its bounds; `open` says that the upper one is not reached."""

    def __init__(self, text, lower, upper, rough):
        self.text, self.lower, self.upper, self.rough = text, lower, upper, rough

    @staticmethod
    def of(value, rough):
        if rough and value >= 100:
            step = 10 ** (len(str(value)) - 1 - (1 if value >= 1000 else 0))
            lower = value // step * step
            # The last digit that is not zero counts the step.
            unit = 1
            while lower % (unit * 10) == 0:
                unit *= 10
            return Number(f"{lower}多", lower, lower + unit, True)
        return Number(str(value), value, value, False)


def ledger(seed):
    rng = random.Random(seed)
    days = sorted(rng.sample([(year, month) for year in range(2010, 2020) for month in (12, 12, 6)], rng.randint(3, 9)))
    days = sorted(set(days))
    if len(days) < 2:
        days = [(2012, 12), (2016, 12)]
    tiers = TIERS if rng.random() < 0.7 else rng.sample(TIERS, 2)
    cells = {}  # (tier, day) -> (Number, status)
    for tier in tiers:
        level = rng.choice([3, 40, 700, 3600])
        for day in days:
            level = max(0, int(level * rng.choice([0.8, 1.0, 1.1, 1.5, 2.0]) + rng.randint(-2, 9)))
            if rng.random() < 0.12:
                continue  # a missing end
            status = rng.choices(["A", "B", "D"], [0.9, 0.06, 0.04])[0]
            cells[tier, day] = (Number.of(level, rng.random() < 0.25), status)
    for day in days:
        if rng.random() < 0.3:
            have = [cells[tier, day][0] for tier in tiers if (tier, day) in cells]
            if len(have) == len(tiers) and rng.random() < 0.8:
                total = sum(number.lower for number in have) if all(n.lower == n.upper for n in have) else None
                if total is None:
                    continue
            else:
                total = rng.randint(50, 9000)  # of another source, or an older count: not what the tiers make up
            cells["all", day] = (Number.of(total, False), "A")
    units = {}  # (tier, day) -> value
    for tier in tiers:
        for day in rng.sample(days, min(len(days), rng.randint(0, 2))):
            units[tier, day] = rng.randint(4000, 60000)
    rows = [
        ("organisations", tier, printed_as(day, rng), number.text, status)
        for (tier, day), (number, status) in cells.items()
    ]
    rows += [
        ("units", tier, printed_as(day, rng), str(value), "A")
        for (tier, day), value in units.items()
    ]
    rng.shuffle(rows)
    counted = sorted({tier for tier, _ in cells if tier != "all"}, key=TIERS.index)
    start, end = days[0], days[-1]

    def known(tier, day):
        """The bounds of a number, and whether it is a sum of ours."""
        if (tier, day) in cells:
            number = cells[tier, day][0]
            return (number.lower, number.upper), False
        if tier == "all" and len(counted) > 1:
            parts = [cells.get((part, day)) for part in counted]
            if all(parts):
                return (sum(p[0].lower for p in parts), sum(p[0].upper for p in parts)), True
        return None, False

    def breaks(tier):
        """Whether a series cannot be compared between start and end."""
        if any(cells.get((tier, day), (None, "A"))[1] == "B" for day in days if start < day <= end):
            return True
        ends = [cells[tier, day][1] == "D" for day in (start, end) if (tier, day) in cells]
        return len(ends) == 2 and ends[0] != ends[1]

    def comparable(tier):
        summed = tier == "all" and any(known("all", day)[1] for day in (start, end))
        return not (breaks(tier) or (summed and any(breaks(part) for part in counted)))

    growth = {}
    for tier in counted + ["all"]:
        (low, high), (end_low, end_high) = (known(tier, day)[0] or (None, None) for day in (start, end))
        entry = {"from": [low, high], "to": [end_low, end_high], "change": None, "rate": None}
        if low is not None and end_low is not None and comparable(tier):
            entry["change"] = [end_low - high, end_high - low]
            if low > 0:
                entry["rate"] = [end_low / high - 1.0, end_high / low - 1.0]
        growth[tier] = entry

    shares = {tier: None for tier in counted}
    ends = {tier: growth[tier] for tier in counted}
    whole = growth["all"]
    if len(counted) > 1 and all(entry["change"] is not None for entry in ends.values()) and whole["from"][0] is not None and whole["to"][0] is not None:
        overlaps = lambda one, other: one[0] <= other[1] and other[0] <= one[1]
        sums = [[sum(entry[end][side] for entry in ends.values()) for side in (0, 1)] for end in ("from", "to")]
        made_up = overlaps(whole["from"], sums[0]) and overlaps(whole["to"], sums[1])
        change = [sums[1][0] - sums[0][1], sums[1][1] - sums[0][0]]
        if made_up and change[0] > 0 and sums[0][0] > 0:
            for tier in counted:
                part = ends[tier]["change"]
                rest = [change[0] - part[0], change[1] - part[1]]
                corners = [p / (p + r) for p in part for r in rest if p + r != 0]
                shares[tier] = [min(corners), max(corners)]

    coverage = {}
    for tier in counted:
        number, _ = known(tier, end)
        counts = [(day, value) for (of, day), value in units.items() if of == tier and day <= end]
        coverage[tier] = None
        if number and counts:
            most = max(counts)[1]
            coverage[tier] = [number[0] / most, number[1] / most]

    index = {}
    first = counted[0]
    base = cells.get((first, start))
    for day in days:
        if (first, day) not in cells:
            continue
        lower, upper = cells[first, day][0].lower, cells[first, day][0].upper
        broken = any(cells.get((first, other), (None, "A"))[1] == "B" for other in days if start < other <= day)
        broken = broken or (base is not None and (base[1] == "D") != (cells[first, day][1] == "D"))
        if base is None or base[0].lower <= 0:
            index[period_of(day)] = None
        elif day == start:
            index[period_of(day)] = [100.0, 100.0]
        elif broken:
            index[period_of(day)] = None
        else:
            index[period_of(day)] = [lower / base[0].upper * 100.0, upper / base[0].lower * 100.0]

    figures = []
    for tier in counted + ["all"]:
        for day in days:
            number, is_sum = known(tier, day)
            if number:
                rough = not is_sum and cells[tier, day][0].rough
                figures.append([tier, period_of(day), number[0], number[1], "sum" if is_sum else "rough" if rough else "exact"])
    return {
        "seed": seed,
        "csv": "".join(",".join(row) + "\n" for row in rows),
        "from": period_of(start),
        "to": period_of(end),
        "tiers": counted,
        "figures": figures,
        "growth": growth,
        "shares": shares,
        "coverage": coverage,
        "index": {"tier": first, "points": index},
    }


if __name__ == "__main__":
    print("[")
    print(",\n".join(json.dumps(ledger(seed), ensure_ascii=False, separators=(",", ":")) for seed in range(LEDGERS)))
    print("]")
