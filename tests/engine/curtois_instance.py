"""A small instance in the format of Curtois and Qu, and a stand-in for the suite's checker."""

from __future__ import annotations

from pathlib import Path

# two people, seven days, nobody works after L on E; A is away on day 0 and wants L on day 1
INSTANCE = """\
# made for this test
SECTION_HORIZON
7

SECTION_SHIFTS
E,480,
L,480,E

SECTION_STAFF
A,E=7|L=7,2400,0,5,1,1,1
B,E=7|L=0,2400,0,5,1,1,1

SECTION_DAYS_OFF
A,0

SECTION_SHIFT_ON_REQUESTS
A,1,L,7

SECTION_SHIFT_OFF_REQUESTS
B,2,E,3

SECTION_COVER
0,E,1,100,1
0,L,1,100,1
1,L,1,100,1
2,E,1,100,1
"""

# day 0: A is away and B works E, so L is short (100); day 2: A comes from L and may not work E, so B works
# against a wish (3) rather than leaving the place empty
PENALTY = 103


def checker_that_says(folder: Path, penalty: int) -> Path:
    """A folder of checkers that find `penalty` in any roster."""
    folder.mkdir()
    for name in ("curtois.py", "inrc2.py"):
        (folder / name).write_text(f"print('{{\"penalty\": {penalty}}}')\n", encoding="utf-8")
    return folder
