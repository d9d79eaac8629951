#!/usr/bin/env python3
"""The forecasts and the reconciliation of the example `seconds` beside statsforecast and hierarchicalforecast.

Needs those two packages (with pandas and numpy); where one is not installed that is said. Seconds of the computation alone: neither
side reads a file, and the Python side is warmed up first, so that its compilation is not counted.
"""

import os
import subprocess
import sys
import time

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
SERIES, POINTS, HORIZON, TRIES = 10_000, 30, 6, 3


def noise(state):
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state, state / 2_147_483_648.0 - 0.5


def series(number, points):
    state, walk, values = number + 1, 0.0, []
    level, slope = 100.0 + (number % 500) * 10.0, (number % 13) - 3.0
    for at in range(points):
        state, one = noise(state)
        walk += one * 20.0
        state, other = noise(state)
        values.append(max(level + slope * at + walk + other * 10.0, 1.0))
    return values


def ours(*arguments):
    """The seconds that the example says, the best of some runs."""
    example = os.path.join(ROOT, "target", "release", "examples", "seconds")
    best = None
    for _ in range(TRIES):
        text = subprocess.run([example, *arguments], check=True, capture_output=True, text=True).stdout
        line = text.strip().splitlines()[-1]
        seconds = float(line.split()[0])
        best = seconds if best is None else min(best, seconds)
    return best, text.strip()


def statsforecast_seconds():
    import pandas
    from statsforecast import StatsForecast
    from statsforecast.models import AutoARIMA, DynamicOptimizedTheta, RandomWalkWithDrift, SimpleExponentialSmoothingOptimized

    rows = [
        (number, at, value) for number in range(SERIES) for at, value in enumerate(series(number, POINTS), start=1)
    ]
    frame = pandas.DataFrame(rows, columns=["unique_id", "ds", "y"])
    models = [
        RandomWalkWithDrift(),
        SimpleExponentialSmoothingOptimized(),
        DynamicOptimizedTheta(season_length=1),
        AutoARIMA(season_length=1, max_p=1, max_q=1),
    ]
    warm = frame[frame.unique_id < 8]
    StatsForecast(models=models, freq=1, n_jobs=2).forecast(df=warm, h=HORIZON)
    StatsForecast(models=models, freq=1, n_jobs=1).forecast(df=warm, h=HORIZON)
    best = None
    for _ in range(TRIES):
        begin = time.perf_counter()
        StatsForecast(models=models, freq=1, n_jobs=2).forecast(df=frame, h=HORIZON)
        taken = time.perf_counter() - begin
        best = taken if best is None else min(best, taken)
    return best


def hierarchicalforecast_seconds():
    import numpy
    from hierarchicalforecast.methods import BottomUp, MinTrace

    provinces, prefectures, counties = 31, 310, 2_858
    count = 1 + provinces + prefectures + counties
    sums = numpy.zeros((count, counties))
    for leaf in range(counties):
        prefecture = leaf % prefectures
        sums[0, leaf] = 1
        sums[1 + prefecture % provinces, leaf] = 1
        sums[1 + provinces + prefecture, leaf] = 1
        sums[1 + provinces + prefectures + leaf, leaf] = 1
    base = numpy.array([series(place, 3) for place in range(count)])
    residuals = numpy.zeros((count, 30))
    for place in range(count):
        state = place + 7
        for at in range(30):
            state, value = noise(state)
            residuals[place, at] = value * 30.0
    nothing = numpy.zeros_like(residuals)
    total = 0.0
    for name, method in [
        ("bottom-up", BottomUp()),
        ("ols", MinTrace("ols")),
        ("wls-struct", MinTrace("wls_struct")),
        ("wls-var", MinTrace("wls_var")),
        ("mint-shrink", MinTrace("mint_shrink")),
    ]:
        begin = time.perf_counter()
        extra = {} if name == "bottom-up" else {"y_insample": residuals, "y_hat_insample": nothing}
        found = method.fit_predict(S=sums, y_hat=base, **extra)
        taken = time.perf_counter() - begin
        total += taken
        print(f"  hierarchicalforecast {name}: {taken:.3f} seconds, first {found['mean'][0, 0]:.3f}")
    return total


def compare(name, mine, other):
    seconds, _ = mine
    try:
        theirs = other()
    except ImportError as missing:
        print(f"{name}: tierstat {seconds:.3f} seconds; {missing.name} is not installed")
        return
    print(f"{name}: tierstat {seconds:.3f} seconds, the other {theirs:.3f}: {theirs / seconds:.1f} times")


def main():
    subprocess.run(
        ["cargo", "build", "--quiet", "--release", "-p", "tierstat-numerics", "--example", "seconds"], cwd=ROOT, check=True
    )
    compare(
        f"{SERIES} series of {POINTS} points, drift, simple smoothing, dynamic optimised Theta, ARIMA of the first order",
        ours("forecast", str(SERIES), str(POINTS), str(HORIZON)),
        statsforecast_seconds,
    )
    compare("3,200 series reconciled by 5 methods", ours("reconcile"), hierarchicalforecast_seconds)


if __name__ == "__main__":
    sys.exit(main())
