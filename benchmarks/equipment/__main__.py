"""Equipment, measured.

    python -m benchmarks.equipment [growth] [network] [--sites 5,10,25,50,100] [--stock 0.4] [--seconds 60]
        [--forecast product|empirical]

`growth` plans, with the gap and seconds that a plan has unless told otherwise, generated networks of the given numbers of sites, ten types over 42 days and 400 devices for each site, and prints
time, gap and memory. `network` plans ventilators of 16 real states for every week of 2022 and 2023 from the folder in
WARDWISE_REAL_DATA, and prints unmet ventilator-days beside leaving them where they stood, proportional sharing and an oracle.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

from joblib.externals.loky import get_reusable_executor

from benchmarks.equipment.growth import generated_network
from benchmarks.equipment.network import FORECASTERS, weeks
from benchmarks.malaysia.source import network_folder
from data.configuration.planning import Planning
from optimization.equipment.network import solve_network


def main() -> int:
    """Run the parts asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("parts", nargs="*", help="growth, network; both when none is named")
    parser.add_argument("--sites", default="5,10,25,50,100")
    parser.add_argument("--stock", type=float, default=0.4, help="share of the real devices that there are")
    parser.add_argument("--seconds", type=float, default=Planning().equipment_seconds)
    parser.add_argument(
        "--forecast", choices=sorted(FORECASTERS), default="product", help="of the real network"
    )
    arguments = parser.parse_args()
    parts = arguments.parts or ["growth", "network"]
    if "growth" in parts:
        for n_sites in (int(text) for text in arguments.sites.split(",")):
            growth(n_sites, arguments.seconds)
    if "network" in parts:
        source = network_folder()
        if source is None:
            return 2
        network(source, arguments.stock, arguments.forecast)
    return 0


def growth(n_sites: int, seconds: float) -> None:
    """Plan one generated network in two processes and print how it went; memory is the peak of the largest of them so far."""
    problem = generated_network(n_sites, n_types=10, n_days=42, n_devices=400 * n_sites, seed=1)
    start = time.perf_counter()
    solved = solve_network(problem, seconds, Planning().equipment_gap, n_workers=2, one_more=False)
    took = time.perf_counter() - start
    get_reusable_executor().shutdown(wait=True)
    results = [family.result for family in solved.families]
    cost = sum(one.objective for one in results)
    # Nothing brings money in here, so that no plan costs less than nothing.
    bound = sum(max(0.0, one.bound or 0.0) for one in results)
    workers, here = resource.getrusage(resource.RUSAGE_CHILDREN), resource.getrusage(resource.RUSAGE_SELF)
    print(
        f"{n_sites} sites: {took:.0f} s, gap {1 - bound / cost:.3%}, {sum(one.proven for one in results)} of {len(results)} types "
        f"proven to {Planning().equipment_gap:.1%}, {sum(one.stays for one in results)} left as they stand, "
        f"{max(workers.ru_maxrss, here.ru_maxrss) // 1024} MB at the peak of a process; "
        f"{workers.ru_utime + here.ru_utime:.0f} s of processor time so far",
        flush=True,
    )


def network(source: Path, stock_share: float, forecast: str) -> None:
    """Print each week and the totals."""
    found = []
    for week in weeks(source, stock_share, FORECASTERS[forecast]):
        print(week, flush=True)
        found.append(week)
    stay, shared, planned, oracle = (
        sum(getattr(week, name) for week in found) for name in ("stay", "proportional", "planned", "oracle")
    )
    print(
        f"{len(found)} weeks: stay {stay:.0f}, proportional {shared:.0f}, planned {planned:.0f}, oracle {oracle:.0f}"
    )
    print(f"share of the oracle's gain: planned {(stay - planned) / (stay - oracle):.1%}", end=", ")
    print(f"proportional {(stay - shared) / (stay - oracle):.1%}")


if __name__ == "__main__":
    sys.exit(main())
