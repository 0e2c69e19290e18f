"""How benchmarks measure: in one process and in turn, so that fast and slow machines find the same ratios."""

import statistics
import time

REPEATS, FEW_REPEATS = 21, 3
SLOW_MS = 500  # what takes longer is far from the others, and repeated less often


def interleaved_medians(ways, repeats=REPEATS):
    """Return the median milliseconds of each way, tried in turn so that all see the same machine."""
    times = {name: [] for name in ways}
    for turn in range(repeats):
        for name, way in ways.items():
            if turn >= FEW_REPEATS and times[name][0] > SLOW_MS:
                continue
            start = time.perf_counter()
            way()
            times[name].append(1000 * (time.perf_counter() - start))
    return {name: statistics.median(values) for name, values in times.items()}
