"""Made-up office records: what stands in them, how they change, and their YAML text.

Shared by `make-repository`, which strings versions together into a history, and by
`Tests/Differential/compare.py`, which takes records as the sound base of its mutations.
"""

import datetime
import json
import random
import re
from pathlib import Path

import vocabulary as words

KIND_TYPES = {"policy": "01", "contract": "03", "minutes": "04", "asset": "08"}
KIND_SHARES = {"policy": 12, "contract": 20, "minutes": 33, "asset": 35}

# The ways a record may go through its life; a version takes it one step on.
LIVES = {
    "policy": ["draft", "in-review", "approved", "effective", "archived"],
    "contract": ["draft", "in-review", "approved", "effective", "closed", "archived"],
    "minutes": ["draft", "in-review", "approved", "effective", "archived"],
    "asset": ["draft", "in-use", "idle", "in-use", "under-repair", "in-use", "scrapped", "archived"],
}
# Where in that life a record first shows up in the repository, and how often.
FIRST_STEPS = {"policy": [0, 0, 1, 3], "contract": [0, 1, 1, 3], "minutes": [0, 1, 3, 3], "asset": [0, 1, 1, 1]}
STEP_NAMES = {
    "in-review": "submit",
    "approved": "department-head",
    "effective": "publish",
    "closed": "close",
    "archived": "file",
}
DECISIONS = {"in-review": "received", "approved": "approve", "effective": "done", "closed": "done", "archived": "done"}


class Office:
    """The departments and people of `Schemas/organization.yaml`.

    The file's entries are flow mappings of one line each, so the standard library is enough to read it.
    """

    def __init__(self, schemas: Path):
        text = (schemas / "organization.yaml").read_text(encoding="utf-8")
        self.departments = re.findall(r"\{code: (\w+), name: \{en: ([^,]+), zh: ([^}]+)\}", text)
        self.people = {
            person: {"name": name, "department": department, "email": email}
            for person, name, department, email in re.findall(
                # Those who were in the office all the time: the archive begins long before some came.
                r"\{id: ([\w.-]+), name: ([^,]+), department: (\w+),.*?email: ([^,}]+)\}", text
            )
        }
        if not self.departments or not self.people:
            raise SystemExit("organization.yaml: no departments or people found")
        self.ids = sorted(self.people)
        self.codes = [code for code, _, _ in self.departments]
        self.names = {0: [zh for _, _, zh in self.departments], 1: [en for _, en, _ in self.departments]}

    def head(self, department: str) -> str:
        """Someone of a department, for its everyday work."""
        return next((p for p in self.ids if self.people[p]["department"] == department), self.ids[0])


# MARK: YAML text

# Letters and Han first; inside, everything that no reader takes for YAML's own. The last character is none that
# could be trimmed or end a key.
PLAIN = re.compile(
    r"[A-Za-z\u4e00-\u9fff](?:[\w\u4e00-\u9fff ./+()（）、。，；：—·-]*[\w\u4e00-\u9fff/.()（）、。，；—·-])?\Z"
)
PLAIN_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?\Z")
RESERVED = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"}


def scalar(text: str) -> str:
    """A text as YAML: plain where all readers agree on it, else in double quotes, as JSON writes it."""
    if (PLAIN.match(text) and text.lower() not in RESERVED) or PLAIN_DATE.match(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def flow(items) -> str:
    """A list on one line."""
    return "[" + ", ".join(map(scalar, items)) + "]"


def block(text: str) -> str:
    """A literal block scalar, indented by two."""
    return "|\n" + "\n".join("  " + line if line else "" for line in text.rstrip("\n").split("\n"))


# MARK: Records


class Record:
    """One record, as it stands now. `text()` is the file's content, `path()` where it lies."""

    def __init__(self, number: str, kind: str, date: datetime.date, rng: random.Random, office: Office):
        self.number, self.kind, self.date, self.rng, self.office = number, kind, date, rng, office
        self.department = number.split("-")[0]
        self.english = rng.random() < (0.6 if self.department == "TEC" else 0.22)
        self.subject = rng.choice(words.SUBJECTS[kind])[self.english]
        self.title = self._title()
        self.summary = summary(self.title)
        self.step = rng.choice(FIRST_STEPS[kind])
        self.status = LIVES[kind][self.step]
        self.owner = office.head(self.department) if rng.random() < 0.7 else rng.choice(office.ids)
        self.retention = rng.choice(["permanent", "30y", "30y", "10y", "10y"])
        self.classification = rng.choice(["public", "internal", "internal", "internal", "confidential"])
        self.keywords = self._keywords()
        self.references: list[str] = []
        self.supersedes = self.superseded_by = self.note = self.rare = None
        self.paper = self._paper() if rng.random() < 0.3 else None
        self.body = [self.sentence() for _ in range(rng.randint(3, 9))]
        self.trail: list[dict] = []
        self.own = getattr(self, "_own_" + kind)()

    # The random choices that make a record.

    def _fill(self, template: str) -> str:
        rng, side = self.rng, int(self.english)
        departments = self.office.names[side]
        person = rng.choice(self.office.ids)
        return template.format(
            topic=self.subject,
            subject=self.subject,
            n=rng.randint(2, 28),
            m=rng.randint(1, 9),
            amount=rng.randint(1, 500) * 1000,
            month=rng.randint(1, 12),
            year=self.date.year,
            person=person if self.english else self.office.people[person]["name"],
            dept=rng.choice(departments),
            dept2=rng.choice(departments),
            place=rng.choice(words.PLACES)[side],
        )

    def sentence(self) -> str:
        """A fresh sentence in the record's language, now and then in the other one."""
        pools = [words.SENTENCES_ZH, words.SENTENCES_EN]
        return self._fill(self.rng.choice(pools[self.english ^ (self.rng.random() < 0.06)]))

    def _title(self) -> str:
        return self._fill(self.rng.choice(words.TITLES[self.kind])[self.english])

    def _keywords(self) -> list[str]:
        pool = words.KEYWORDS_EN if self.english else words.KEYWORDS_ZH
        return self.rng.sample(pool, self.rng.randint(1, 4))

    def _paper(self) -> str:
        box = self.rng.choice(
            ['"%04d"' % self.rng.randint(1, 80), str(self.rng.randint(1, 80)), "A%d" % self.rng.randint(1, 9)]
        )
        return "{location: %s, box: %s, copies: %d}" % (self._place(), box, self.rng.randint(1, 3))

    def _place(self) -> str:
        return scalar(self.rng.choice(words.PLACES)[self.english])

    def _later(self, least: int, most: int) -> str:
        return (self.date + datetime.timedelta(days=self.rng.randint(least, most))).isoformat()

    # The fields of each kind, as lines of YAML.

    def _own_policy(self) -> list[str]:
        return [
            "effective: " + self._later(0, 40),
            "applies-to: " + flow(self.rng.sample(self.office.names[self.english], 2)),
            "review-by: " + self._later(700, 1100),
        ]

    def _own_contract(self) -> list[str]:
        company = self.rng.choice(words.COMPANIES)[self.english]
        amount = self.rng.choice(
            [
                "%d" % (self.rng.randint(5, 900) * 1000),
                "%d.%02d" % (self.rng.randint(900, 99999), self.rng.randint(1, 99)),
            ]
        )
        return [
            "counterparty: " + scalar(company),
            "amount: " + amount,
            "currency: " + self.rng.choice(["CNY", "CNY", "CNY", "USD"]),
            "signed: " + self.date.isoformat(),
            "expires: " + self._later(300, 1100),
        ]

    def _own_minutes(self) -> list[str]:
        people = self.rng.sample(self.office.ids, min(len(self.office.ids), self.rng.randint(3, 6)))
        lines = [
            f"held: {self.date}T{self.rng.randint(8, 17):02d}:{self.rng.choice(['00', '30'])}:00+08:00",
            "place: " + self._place(),
            "chair: " + people[0],
            "recorder: " + people[1],
            "present: " + flow(people[:-1]),
            "absent: " + flow(people[-1:]),
            "topics:",
            "  - " + scalar(self._fill("{topic}")),
            "resolutions:",
        ]
        for person in people[:2]:
            lines += [
                "  - what: " + scalar(self.sentence()),
                "    owner: " + person,
                "    due: " + self._later(7, 60),
                "    state: " + self.rng.choice(["open", "done", "late"]),
            ]
        return lines

    def _own_asset(self) -> list[str]:
        lines = [
            "model: " + scalar(self.rng.choice(words.MODELS)),
            'serial: "%08d"' % self.rng.randint(0, 99999999),
            "bought: " + self.date.isoformat(),
            "cost: %d.%02d" % (self.rng.randint(200, 90000), self.rng.randint(0, 99)),
            "user: " + self.owner,
            "place: " + self._place(),
        ]
        if self.rng.random() < 0.3:
            lines += [
                "maintenance:",
                "  - {date: %s, what: %s, cost: %d}"
                % (
                    self._later(30, 600),
                    scalar(self.rng.choice(words.REPAIRS)[self.english]),
                    self.rng.randint(20, 2000),
                ),
            ]
        return lines

    # How a record changes.

    def change(self, person: str, moment: datetime.datetime) -> str:
        """One edit such as an office makes; says what it was, for the commit's message."""
        dice = self.rng.random()
        if dice < 0.5 and self.step + 1 < len(LIVES[self.kind]) and self.status != "superseded":
            return self._advance(person, moment)
        if dice < 0.85:
            self.body[self.rng.randrange(len(self.body))] = self.sentence()
            return "text"
        if dice < 0.93:
            return self._rename()
        note = self._fill(self.rng.choice(words.NOTES)[self.english])
        # The same note again would be no change.
        self.note = note if note != self.note else note + " (2)"
        return "note"

    def _advance(self, person: str, moment: datetime.datetime) -> str:
        self.step += 1
        self.status = LIVES[self.kind][self.step]
        entry = {
            "step": STEP_NAMES.get(self.status, "asset-" + self.status),
            "by": person,
            "decision": DECISIONS.get(self.status, "done"),
            "at": moment.isoformat(),
        }
        if self.rng.random() < 0.4:
            entry["note"] = self.rng.choice(words.NOTES)[self.english]
        self.trail.append(entry)
        return self.status

    def _rename(self) -> str:
        """A new summary in the file name, mostly with a new title: neither forces the other."""
        old = self.summary
        if self.rng.random() < 0.75:
            self.title = self._title()
        self.summary = summary(self.title)
        if self.summary == old:
            self.summary = old[:34] + ("-new" if self.english else "（新）")
        return "rename"

    def supersede(self, older: "Record") -> None:
        """Both records say so, as both must; the newer is in force."""
        self.step = max(self.step, LIVES[self.kind].index("effective"))
        self.status = LIVES[self.kind][self.step]
        self.supersedes, older.superseded_by, older.status = older.number, self.number, "superseded"

    # What it looks like.

    def path(self) -> str:
        department, year, type_code, _ = self.number.split("-")
        return f"Records/{department}/{year}/{type_code}/{self.number}_{self.date}_{self.summary}.yaml"

    def text(self) -> str:
        lines = [f"id: {self.number}", f"kind: {self.kind}", "title: " + scalar(self.title), f"date: {self.date}"]
        lines += [
            f"classification: {self.classification}",
            f"retention: {self.retention}",
            f"status: {self.status}",
            f"owner: {self.owner}",
        ]
        lines += self.own
        lines.append("keywords: " + flow(self.keywords))
        if self.references:
            lines.append("references: " + flow_numbers(self.references))
        for field, value in (("supersedes", self.supersedes), ("superseded-by", self.superseded_by)):
            if value:
                lines.append(f"{field}: {value}")
        if self.paper:
            lines.append("paper: " + self.paper)
        if self.note:
            lines.append("note: " + scalar(self.note))
        lines.append("body: " + block("\n".join(self._articles())))
        if self.trail:
            lines.append("trail:")
            lines += [line for entry in self.trail for line in trail_lines(entry)]
        return "\n".join(lines) + "\n"

    def _articles(self) -> list[str]:
        name = "Article {}. " if self.english else "第{}条 "
        numbered = [name.format(number) + sentence for number, sentence in enumerate(self.body, 1)]
        return numbered + ([self.rare] if self.rare else [])


class VoidCard:
    """What stands where a number is not used."""

    kind = "void"

    def __init__(self, number: str, date: datetime.date, owner: str, rng: random.Random, english: bool):
        self.number, self.date, self.owner = number, date, owner
        self.reason = rng.choice(words.REASONS)[english]
        self.title = "Void number" if english else "作废编号"

    def path(self) -> str:
        department, year, type_code, _ = self.number.split("-")
        return f"Records/{department}/{year}/{type_code}/{self.number}_{self.date}_{self.title}.yaml"

    def text(self) -> str:
        return (
            f"id: {self.number}\nkind: void\ntitle: {self.title}\ndate: {self.date}\nclassification: internal\n"
            f"retention: 10y\nstatus: closed\nowner: {self.owner}\nreason: {scalar(self.reason)}\n"
        )


def flow_numbers(numbers: list[str]) -> str:
    """A list of record numbers, which no reader takes for anything but text."""
    return "[" + ", ".join(numbers) + "]"


def trail_lines(entry: dict) -> list[str]:
    """An entry of the trail, its note always in quotes: notes are what people type."""
    pairs = [
        f"{key}: {json.dumps(value, ensure_ascii=False) if key == 'note' else value}" for key, value in entry.items()
    ]
    return ["  - " + pairs[0]] + ["    " + pair for pair in pairs[1:]]


def summary(title: str) -> str:
    """A title as part of a file name: nothing that another system can't have there."""
    return re.sub(r'[/\\:*?"<>|%]', "-", title)[:40].rstrip(". ")
