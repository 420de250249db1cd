"""One cell of a roster sheet: shifts, where they are worked, an absence, marks."""

from __future__ import annotations

from data.absence_codes import ABSENCE_CODES
from data.configuration.hospital import Hospital
from data.importers.spelling import near_miss

_MARKS = "+*"
_ARROWS = ("→", "->")
_OFF = frozenset({"", "-", "."}) | frozenset(ABSENCE_CODES.values())


class CellReader:
    """Reads the cells of one unit's sheet."""

    def __init__(self, hospital: Hospital, unit_id: str) -> None:
        self._shifts = hospital.shift_by_id
        self._units = hospital.unit_by_id
        self._unit_id = unit_id

    def read(self, text: str) -> tuple[list[tuple[str, str]], str | None]:
        """(unit, shift) pairs, and what was expected when the cell cannot be read: it is never taken as a day off.

        A cell may hold several words: an absence and a shift, or two shifts. Marks for overtime (+) and refused wishes
        (*) say nothing about who works when.
        """
        found = []
        for word in text.split():
            shift, _, unit = _split(word)
            shift_id = self._shift(shift)
            unit_id = unit.rstrip(_MARKS) or self._unit_id
            if not unit and (shift_id or shift.rstrip(_MARKS)) in _OFF:
                continue
            if shift_id is None:
                return [], self._expected_shift(shift)
            if unit_id not in self._units:
                near = near_miss(unit_id, self._units)
                return [], f"a unit after the arrow{f'; did you mean {near}?' if near else ''}"
            found.append((unit_id, shift_id))
        return found, None

    def _shift(self, word: str) -> str | None:
        """The shift, with or without marks; an id may end in a mark itself."""
        plain = word.rstrip(_MARKS)
        return next((each for each in (word, plain) if each in self._shifts), None)

    def _expected_shift(self, word: str) -> str:
        near = near_miss(word, self._shifts)
        known = ", ".join(self._shifts)
        return f"a shift ({known}), an absence or an empty cell{f'; did you mean {near}?' if near else ''}"


def _split(word: str) -> tuple[str, str, str]:
    for arrow in _ARROWS:
        if arrow in word:
            return word.partition(arrow)
    return word, "", ""
