#!/usr/bin/env python3
"""Is what `fonds due --format ics` writes a calendar to others? The example's, on a past day, in both languages.

    Tests/Differential/feeds.py --fonds BINARY [--day 2023-10-31] [--within 60d]

The `icalendar` package reads it strictly. Every entry is a whole day's, with a UID of its own that the next run and the
other language have too; lines end by CRLF and have 75 octets at the most; Chinese is intact; and no word of a record's
title is there where the record is for its circle.

Needs `pip install icalendar`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar

LANGUAGES = {"en": "Resolution", "zh": "决议"}
AT_LEAST = 50


def run(fonds, office, *words, language="en"):
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment |= {"LC_ALL": "C.UTF-8", "FONDS_NOW": "2024-06-30T12:00:00+08:00"}
    command = [fonds, "-C", office, *words, "--lang", language]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment).stdout


def events(feed):
    """The entries of a calendar, after everything that can be said of its text alone."""
    assert feed.endswith(b"\r\n"), "the last line does not end by CRLF"
    lines = feed[:-2].split(b"\r\n")
    for number, line in enumerate(lines, 1):
        assert b"\r" not in line and b"\n" not in line, f"line {number} does not end by CRLF"
        assert len(line) <= 75, f"line {number} has {len(line)} octets"
        line.decode()  # A fold never splits a character.
    calendars = icalendar.Calendar.from_ical(feed, multiple=True)
    assert len(calendars) == 1, f"{len(calendars)} calendars"
    assert not calendars[0].errors, calendars[0].errors
    found = calendars[0].walk("VEVENT")
    assert len(found) == len(calendars[0].subcomponents), "something that is no VEVENT"
    for event in found:
        assert not event.errors, event.errors
        for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
            assert not isinstance(event.get(name), (list, type(None))), f"{name} is not there once: {event}"
        begin, stamp = event["DTSTART"].dt, event["DTSTAMP"].dt
        assert type(begin) is date, f"{event['UID']} is of no whole day: {begin!r}"
        assert "DTEND" not in event or event["DTEND"].dt == begin + timedelta(days=1), event["UID"]
        assert isinstance(stamp, datetime) and stamp.utcoffset() == timedelta(0), f"{event['UID']}: DTSTAMP is not UTC"
    identities = [str(event["UID"]) for event in found]
    assert len(set(identities)) == len(identities), "a UID twice"
    return {str(event["UID"]): event for event in found}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fonds", required=True)
    parser.add_argument("--day", default="2023-10-31")
    parser.add_argument("--within", default="60d")
    options = parser.parse_args()
    fonds = str(Path(options.fonds).resolve())
    with tempfile.TemporaryDirectory() as folder:
        office = str(Path(folder) / "office")
        subprocess.run([fonds, "init", "--example", office], check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        asked = ["due", "--at", options.day, "--within", options.within]
        listed = json.loads(run(fonds, office, *asked, "--json"))["due"]
        assert len(listed) >= AT_LEAST, f"only {len(listed)} deadlines on {options.day}"
        secret = {item["title"] for item in listed if item["concealed"] and item["title"]}
        secret |= {item["detail"] for item in listed if item["concealed"] and item["detail"]}
        assert secret, f"nothing confidential is due on {options.day}: choose another day"
        open_titles = {item["title"] for item in listed if not item["concealed"] and item["title"]}
        identities = []
        for language, word in LANGUAGES.items():
            feed = run(fonds, office, *asked, "--format", "ics", language=language)
            assert feed == run(fonds, office, *asked, "--format", "ics", language=language), "two runs differ"
            found = events(feed)
            assert len(found) == len(listed), f"{len(found)} entries of {len(listed)} deadlines"
            texts = [str(event["SUMMARY"]) + "\n" + str(event.get("DESCRIPTION", "")) for event in found.values()]
            assert any(word in text for text in texts), f"no entry speaks {language}"
            chinese = {title for title in open_titles if any(ord(letter) > 0x2E80 for letter in title)}
            lost = {title for title in chinese if not any(title in text for text in texts)}
            assert chinese and not lost, f"not intact: {lost}"
            # A word of it may be another's title as well.
            told = {title for title in secret - open_titles if any(title in text for text in texts)}
            assert not told, f"titles that are for their circle: {told}"
            identities.append(set(found))
        assert identities[0] == identities[1], "the languages differ in their UIDs"
    print(f"{len(listed)} entries on {options.day}, {len(secret)} texts kept back, both languages sound")


if __name__ == "__main__":
    try:
        main()
    except AssertionError as fault:
        sys.exit(f"feeds.py: {fault}")
