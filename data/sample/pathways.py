"""Who comes, how often, at what hours, and through which units they pass.

Rates are patients per day in the first year of the history. The figures are chosen so that arrivals times length of
stay fill the beds of `hospital.toml`; docs/sample-hospital.md lists the public facts behind their shape.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.sample import length_of_stay as los
from data.sample.length_of_stay import StayLength

Stage = tuple[str, StayLength]

# Share of a day's arrivals by hour, in per mille from 00:00; normalised when used.
WALK_IN = (28, 23, 19, 16, 14, 14, 16, 23, 38, 50, 58, 62, 61, 59, 58, 58, 60, 61, 60, 58, 53, 46, 38, 33)
AMBULANCE = (30, 27, 25, 22, 21, 21, 23, 28, 36, 44, 51, 55, 56, 55, 54, 54, 55, 56, 55, 53, 50, 46, 41, 36)
AFTER_SCHOOL = (17, 13, 11, 9, 8, 8, 10, 18, 36, 50, 54, 53, 52, 52, 54, 60, 69, 77, 80, 77, 66, 47, 32, 23)
REFERRAL = (0, 0, 0, 0, 0, 0, 0, 2, 10, 35, 70, 95, 105, 110, 120, 125, 120, 100, 60, 30, 14, 4, 0, 0)
THEATRE_LIST = (0, 0, 0, 0, 0, 10, 90, 300, 150, 60, 50, 110, 120, 60, 30, 20, 0, 0, 0, 0, 0, 0, 0, 0)
LABOUR = (40, 40, 40, 38, 38, 37, 38, 43, 50, 50, 48, 45, 43, 42, 41, 40, 40, 40, 40, 40, 41, 42, 42, 41)

EVEN = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
EMERGENCY_WEEK = (1.075, 1.005, 0.99, 0.98, 0.995, 0.965, 0.99)
MEDICAL_WEEK = (1.07, 1.04, 1.02, 1.01, 1.02, 0.93, 0.91)
CHILD_WEEK = (1.09, 1.0, 0.98, 0.97, 0.95, 0.97, 1.04)
REFERRAL_WEEK = (1.3, 1.3, 1.25, 1.25, 1.3, 0.35, 0.25)
LIST_WEEK = (1.35, 1.5, 1.45, 1.4, 1.05, 0.2, 0.05)
BIRTH_WEEK = (1.02, 1.06, 1.05, 1.04, 1.04, 0.92, 0.87)


@dataclass(frozen=True, slots=True)
class Pathway:
    """A way through the hospital, and the share of the stream that takes it."""

    share: float
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class ArrivalStream:
    """Patients of one kind.

    `season` is the winter's surplus (negative: more in summer); `wave` the surplus at the peak of an ordinary
    winter's respiratory wave; `spread` the day-to-day variation beyond chance (coefficient of variation). `holiday`,
    `christmas` and `rebound` multiply the rate. `booked` arrivals do not follow busy and quiet spells.
    With `leaves_if_full` a patient without a bed on arrival is
    not taken (a planned admission is cancelled, a birth goes to another hospital); all others wait in ED.
    """

    name: str
    per_day: float
    week: tuple[float, ...]
    hours: tuple[int, ...]
    pathways: tuple[Pathway, ...]
    season: float = 0.0
    wave: float = 0.0
    spread: float = 0.07
    growth_per_year: float = 0.012
    holiday: float = 1.0
    christmas: float = 1.0
    rebound: float = 1.0
    group: str = "adult"
    booked: bool = False
    leaves_if_full: bool = False


STREAMS: tuple[ArrivalStream, ...] = (
    ArrivalStream(
        "adults seen and sent home", 56.0, EMERGENCY_WEEK, WALK_IN,
        (Pathway(1.0, (("ED", los.ED_HOME),)),),
        season=-0.035, spread=0.09, growth_per_year=0.015, holiday=0.95, christmas=0.93, rebound=1.07,
    ),
    ArrivalStream(
        "children seen and sent home", 18.0, CHILD_WEEK, AFTER_SCHOOL,
        (Pathway(1.0, (("ED", los.ED_CHILD),)),),
        season=0.02, wave=0.35, spread=0.11, growth_per_year=0.015, holiday=0.97, christmas=0.82, rebound=1.08,
        group="child",
    ),
    ArrivalStream(
        "medical emergencies", 10.8, MEDICAL_WEEK, AMBULANCE,
        (
            Pathway(0.55, (("ED", los.ED_ADMITTED), ("AMU", los.AMU_HOME))),
            Pathway(0.23, (("ED", los.ED_ADMITTED), ("AMU", los.AMU_BEFORE_WARD), ("MED1", los.MEDICAL))),
            Pathway(0.17, (("ED", los.ED_ADMITTED), ("AMU", los.AMU_BEFORE_WARD), ("MED2", los.OLDER))),
            Pathway(0.02, (("ED", los.ED_ADMITTED), ("MED1", los.MEDICAL))),
            Pathway(
                0.03,
                (
                    ("ED", los.ED_ADMITTED), ("AMU", los.AMU_BEFORE_WARD),
                    ("ICU", los.INTENSIVE), ("MED1", los.MEDICAL),
                ),
            ),
        ),
        season=0.03, wave=0.04, holiday=0.93, christmas=0.93, rebound=1.10,
    ),
    ArrivalStream(
        "respiratory emergencies", 2.2, MEDICAL_WEEK, AMBULANCE,
        (
            Pathway(0.62, (("ED", los.ED_ADMITTED), ("AMU", los.AMU_BEFORE_WARD), ("RESP", los.RESPIRATORY))),
            Pathway(0.30, (("ED", los.ED_ADMITTED), ("RESP", los.RESPIRATORY))),
            Pathway(0.08, (("ED", los.ED_RESUSCITATION), ("ICU", los.INTENSIVE), ("RESP", los.RESPIRATORY))),
        ),
        season=0.08, wave=0.5, spread=0.12, holiday=0.97, rebound=1.08,
    ),
    ArrivalStream(
        "surgical emergencies", 2.45, EMERGENCY_WEEK, AMBULANCE,
        (
            Pathway(0.92, (("ED", los.ED_ADMITTED), ("SURG", los.SURGICAL))),
            Pathway(0.08, (("ED", los.ED_ADMITTED), ("ICU", los.INTENSIVE), ("SURG", los.SURGICAL))),
        ),
        holiday=0.95, rebound=1.06,
    ),
    ArrivalStream(
        "trauma", 1.25, EVEN, AMBULANCE,
        (
            Pathway(0.97, (("ED", los.ED_ADMITTED), ("ORTH", los.TRAUMA))),
            Pathway(0.03, (("ED", los.ED_RESUSCITATION), ("ICU", los.INTENSIVE), ("ORTH", los.TRAUMA))),
        ),
        season=0.03, holiday=1.02, rebound=1.02,
    ),
    ArrivalStream(
        "critically ill", 0.78, EVEN, AMBULANCE,
        (
            Pathway(0.30, (("ED", los.ED_RESUSCITATION), ("ICU", los.INTENSIVE))),
            Pathway(0.45, (("ED", los.ED_RESUSCITATION), ("ICU", los.INTENSIVE), ("MED1", los.MEDICAL))),
            Pathway(0.25, (("ED", los.ED_RESUSCITATION), ("ICU", los.INTENSIVE), ("SURG", los.SURGICAL))),
        ),
        season=0.04, wave=0.1,
    ),
    ArrivalStream(
        "children admitted as emergencies", 3.1, EVEN, AFTER_SCHOOL,
        (Pathway(1.0, (("ED", los.ED_ADMITTED), ("PAED", los.CHILD))),),
        season=0.06, wave=0.55, spread=0.12, rebound=1.04, group="child",
    ),
    ArrivalStream(
        "medical referrals by family doctors", 1.7, REFERRAL_WEEK, REFERRAL,
        (
            Pathway(0.62, (("AMU", los.AMU_HOME),)),
            Pathway(0.38, (("AMU", los.AMU_BEFORE_WARD), ("MED2", los.OLDER))),
        ),
        season=0.02, holiday=0.2, christmas=0.55, rebound=1.35,
    ),
    ArrivalStream(
        "planned surgery", 2.5, LIST_WEEK, THEATRE_LIST,
        (
            Pathway(0.90, (("SURG", los.SURGICAL_ELECTIVE),)),
            Pathway(0.10, (("ICU", los.INTENSIVE_AFTER_SURGERY), ("SURG", los.SURGICAL_ELECTIVE))),
        ),
        spread=0.05, holiday=0.04, christmas=0.15, rebound=1.10, booked=True, leaves_if_full=True,
    ),
    ArrivalStream(
        "planned joint replacements", 1.75, LIST_WEEK, THEATRE_LIST,
        (Pathway(1.0, (("ORTH", los.JOINT),)),),
        season=-0.05, spread=0.05, holiday=0.0, christmas=0.08, rebound=1.08, booked=True, leaves_if_full=True,
    ),
    ArrivalStream(
        "births", 5.3, BIRTH_WEEK, LABOUR,
        (Pathway(1.0, (("MAT", los.BIRTH),)),),
        season=-0.03, growth_per_year=0.0, holiday=0.9, rebound=1.05, group="maternity", leaves_if_full=True,
    ),
    ArrivalStream(
        "children referred or booked", 1.3, REFERRAL_WEEK, REFERRAL,
        (Pathway(1.0, (("PAED", los.CHILD),)),),
        wave=0.2, holiday=0.2, christmas=0.5, rebound=1.15, group="child",
    ),
)  # fmt: skip
