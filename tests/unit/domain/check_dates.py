#!/usr/bin/env python3
"""Holds the output of date_table against Python's own calendar, day by day.

    check_dates.py DATE_TABLE                       status 0 when every line agrees
    check_dates.py --prove-it-can-fail DATE_TABLE   spoils a line at a time; 0 when each is caught
"""
import calendar
import datetime
import functools
import subprocess
import sys

FIRST = datetime.date(1990, 1, 1)
LAST = datetime.date(2100, 12, 31)
COLUMNS = ("day", "program year", "its first day", "its last day", "Interest Group Week",
           "December report", "May report", "end of a 1-year term", "end of a 2-year term",
           "end of the month", "name of the month")
NAMES = "January February March April May June July August September October November December"


@functools.lru_cache(maxsize=None)
def first_monday(year, month):
    """The first Monday: the earliest in the weeks that `calendar` prints."""
    weeks = calendar.Calendar(firstweekday=calendar.MONDAY).monthdatescalendar(year, month)
    return next(week[0] for week in weeks if week[0].month == month)


@functools.lru_cache(maxsize=None)
def month_end(year, month):
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


@functools.lru_cache(maxsize=None)
def expected(day):
    """The line for a day, from the standard library alone."""
    starting = day.year
    if day < datetime.date(day.year, 7, 1):
        starting -= 1
    return [str(value) for value in (
        day, f"{starting}-{(starting + 1) % 100:02d}",
        datetime.date(starting, 7, 1), datetime.date(starting + 1, 6, 30),
        first_monday(starting + 1, 3), month_end(starting, 12), month_end(starting + 1, 5),
        datetime.date(starting + 1, 6, 30), datetime.date(starting + 2, 6, 30),
        month_end(day.year, day.month), NAMES.split()[day.month - 1])]


def differences(lines):
    """What is wrong with the table, as messages."""
    found = []
    count = (LAST - FIRST).days + 1
    if len(lines) != count:
        found.append(f"{len(lines)} lines instead of {count}")
    for number, line in enumerate(lines[:count]):
        wanted = expected(FIRST + datetime.timedelta(days=number))
        cells = line.split("\t")
        if len(cells) != len(wanted):
            found.append(f"line {number + 1} has {len(cells)} cells")
            continue
        for name, cell, want in zip(COLUMNS, cells, wanted):
            if cell != want:
                found.append(f"{wanted[0]}, {name}: {cell}, Python has {want}")
    return found


def can_fail(lines):
    """Whether a slip in any column, a missing line and a line too many are all caught."""
    for column in range(len(COLUMNS)):
        spoiled = list(lines)
        cells = spoiled[20000].split("\t")
        cells[column] = cells[column][:-1] + ("1" if cells[column][-1] != "1" else "2")
        spoiled[20000] = "\t".join(cells)
        if len(differences(spoiled)) != 1:
            return False
    return bool(differences(lines[:-1])) and bool(differences(lines + lines[-1:]))


def main(arguments):
    prove = "--prove-it-can-fail" in arguments
    table = subprocess.run([arguments[-1]], capture_output=True, text=True, check=True)
    lines = table.stdout.splitlines()
    if prove:
        return 0 if can_fail(lines) else 1
    found = differences(lines)
    print("\n".join(found[:20]))
    print(f"{len(lines)} days, {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
