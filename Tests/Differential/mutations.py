"""What can go wrong in a record, or only look as if.

A mutation takes a sound record apart and returns it changed; it does not say whether the result is valid, since that
is what validators are compared on. `TEXT_MUTATIONS` are apart: they make files that Fonds must refuse as text, however
other readers take them.
"""

import random
from collections.abc import Callable

from emitter import Raw

Record = dict
Mutation = Callable[[Record, random.Random], Record]

MUTATIONS: dict[str, Mutation] = {}


def mutation(function: Mutation) -> Mutation:
    MUTATIONS[function.__name__] = function
    return function


def setting(name: str, field: str, *values) -> None:
    """A mutation that gives a field one of some values, in turn."""
    def change(record: Record, rng: random.Random) -> Record:
        return {**record, field: rng.choice(values)}
    MUTATIONS[name] = change


def chosen(record: Record, rng: random.Random, kept: tuple = ("id", "kind")) -> str:
    """Any field but those by which a record is found."""
    return rng.choice([field for field in record if field not in kept])


# MARK: Fields


@mutation
def unchanged(record, rng):
    return record


@mutation
def field_deleted(record, rng):
    gone = chosen(record, rng)
    return {field: value for field, value in record.items() if field != gone}


@mutation
def two_fields_deleted(record, rng):
    return field_deleted(field_deleted(record, rng), rng)


@mutation
def field_renamed(record, rng):
    old = chosen(record, rng)
    new = rng.choice([old + "s", old.capitalize(), old[:-1], "x-" + old, old.replace("-", "_"), "标题"])
    return {new if field == old else field: value for field, value in record.items()}


@mutation
def fields_reordered(record, rng):
    fields = list(record)
    rng.shuffle(fields)
    return {field: record[field] for field in fields}


@mutation
def unknown_field(record, rng):
    return {**record, rng.choice(["remark", "Title", "金额", "x-fonds", "$schema", "a b", "0"]): rng.choice(["x", None, [], {}])}


@mutation
def unknown_null_field(record, rng):
    return {**record, "but hurry": None}


@mutation
def odd_key(record, rng):
    return {**record, Raw(rng.choice(["2023", "1.5", "true", "null", "~", "2023-05-08", '""'])): "x"}


@mutation
def extra_nested_key(record, rng):
    return {**record, "paper": {"location": "档案室", rng.choice(["shelf", "Box", "copy"]): "3"}}


@mutation
def foreign_field(record, rng):
    """A field that another kind has."""
    return {**record, **rng.choice([{"amount": Raw("3")}, {"reason": "x"}, {"held": "2023-05-08T09:00:00+08:00"}, {"model": "M"}])}


# MARK: Types


@mutation
def type_changed(record, rng):
    return {**record, chosen(record, rng): rng.choice([Raw("12"), True, None, [], {}, ["x"], {"a": "b"}, "x", ""])}


@mutation
def text_put_into_list(record, rng):
    field = chosen(record, rng)
    return {**record, field: [record[field]]}


@mutation
def null_value(record, rng):
    return {**record, chosen(record, rng): None}


@mutation
def null_in_list(record, rng):
    return {**record, "keywords": ["会议", None]}


@mutation
def numbers_quoted(record, rng):
    def quoted(value):
        if isinstance(value, Raw):
            return str(value)
        if isinstance(value, list):
            return [quoted(item) for item in value]
        return {key: quoted(item) for key, item in value.items()} if isinstance(value, dict) else value
    return quoted(record)


@mutation
def kind_changed(record, rng):
    return {**record, "kind": rng.choice(["policy", "contract", "asset", "minutes", "void"])}


setting("kind_unknown", "kind", "polcy", "record", "Policy", "合同", "", "policy ")
setting("kind_of_wrong_type", "kind", Raw("3"), None, ["policy"], {"name": "policy"}, True)
setting("id_of_wrong_type", "id", Raw("15"), None, ["HR-2023-01-001"], True)

# MARK: Choices

setting("status_draft", "status", "draft")
setting("status_other", "status", "in-review", "approved", "effective", "superseded", "closed", "archived", "in-use", "scrapped")
setting("status_wrong", "status", "Draft", "drafts", "", "草稿", "draft ", None)
setting("classification_wrong", "classification", "top-secret", "Internal", "内部", "", True)
setting("classification_right", "classification", "public", "secret")
setting("urgency", "urgency", "routine", "urgent", "critical", "asap", Raw("1"))
setting("importance", "importance", "ordinary", "important", "very", None)
setting("currency", "currency", "CNY", "EUR", "RMB", "cny", "¥")


@mutation
def draft_with_less(record, rng):
    """A draft may lack what a finished record needs."""
    kept = {"id", "kind", "title", "date", "status"}
    return {**{field: value for field, value in record.items() if field in kept or rng.random() < 0.4}, "status": "draft"}


@mutation
def finished_with_less(record, rng):
    kept = {"id", "kind", "title", "date", "status", "owner"}
    return {field: value for field, value in record.items() if field in kept or rng.random() < 0.6}


@mutation
def policy_in_force(record, rng):
    return {**record, "status": rng.choice(["effective", "in-review"]), "body": rng.choice(["第一条\n", None, ""])}


# MARK: Texts and numbers

setting("title_length", "title", "长" * 200, "长" * 201, "x" * 200, "x" * 201, "😀" * 200, "😀" * 201, "", " ", "é" * 200)
setting("keyword_length", "keywords", ["字" * 40], ["字" * 41], ["😀" * 40], [""], ["a", ""])
setting("retention", "retention", "permanent", "30y", "1y", "99y", "0y", "100y", "030y", "30Y", "30 y", " 30y", "30y\n", "y", Raw("30"), "forever")
setting("owner", "owner", "li.na", "li", "Li.Na", "li..na", "li.na.", "li-na.2", "李娜", "2li", "", "li.na\n", "li_na")
setting("supersedes", "supersedes", "HR-2019-01-003", "HR-2019-01-0003", "HR-2019-1-003", "hr-2019-01-003", "H-2019-01-003",
        "HR-2019-01-003 ", "HR-2019-01-003\n", "ABCDEFGH-2019-01-003", "ABCDEFGHI-2019-01-003", "HR-2019-01-1234567890", ["HR-2019-01-003"])
setting("amount", "amount", Raw("0"), Raw("-0"), Raw("-1"), Raw("-0.01"), Raw("0.0"), Raw("19.99"), Raw("1.50"), Raw("+5"),
        Raw("5."), Raw(".5"), Raw("1.5e+3"), Raw("2.5e-3"), "100", "1,000", None, [Raw("1")])
setting("long_number", "amount", Raw("123456789012345678"), Raw("123456789012345678901234567890"), Raw("12345678901234567890.123456789"),
        Raw("-123456789012345678"), Raw("0.1000000000000000055511151231257827"), Raw("-0.0000000000000000000000000001"),
        Raw("9007199254740993"))
setting("cost", "cost", Raw("0"), Raw("-3"), Raw("99.90"), Raw("-0.0"), "99")
setting("copies", "paper", *({"location": "档案室", "copies": value} for value in
                             [Raw("1"), Raw("0"), Raw("-1"), Raw("1.0"), Raw("1.5"), Raw("2.00"), "1", True, None, Raw("10000000000000000000000")]))
setting("box", "paper", *({"location": "档案室", "box": value} for value in [Raw("12"), "0012", Raw("1.0"), Raw("1.5"), True, None, ["1"]]))
setting("paper", "paper", {}, {"box": "1"}, {"location": ""}, [], "档案室", {"location": "档案室", "copies": Raw("1"), "box": "B"})

# MARK: Dates

# Without the year 0 and leap seconds in their place (23:59:60Z): RFC 3339 has them, and so has Fonds; the others don't.

DATES = ["2023-05-08", "2024-02-29", "2023-02-29", "2023-02-30", "2023-13-01", "2023-00-10", "2023-05-00", "2023-5-8", "20230508",
         "2023/05/08", "2023-05-08 ", " 2023-05-08", "2023-05-08T00:00:00Z", "23-05-08", "", "0001-01-01", "9999-12-31",
         "2000-02-29", "1900-02-29", "２０２３-05-08", "2023-05-08\n", "+2023-05-08", "2023-W19-1", "2023-128"]
TIMES = ["2023-05-08T09:00:00+08:00", "2023-05-08T09:00:00Z", "2023-05-08t09:00:00z", "2023-05-08 09:00:00+08:00", "2023-05-08T09:00:00",
         "2023-05-08T09:00+08:00", "2023-05-08T24:00:00Z", "2023-05-08T09:00:60+08:00", "2023-05-08T09:60:00Z",
         "2023-02-30T09:00:00Z", "2023-05-08T09:00:00.123+08:00", "2023-05-08T09:00:00.+08:00", "2023-05-08T09:00:00+0800",
         "2023-05-08T09:00:00+08", "2023-05-08T09:00:00+24:00", "2023-05-08T09:00:00-00:00", "2023-05-08", "",
         "2023-05-08T09:00:00+08:00\n", "2023-05-08T9:00:00Z", "２０23-05-08T09:00:00Z", "2023-05-08T09:00:00+23:59"]

setting("date", "date", *DATES)
setting("date_plain", "date", Raw("2023-05-08"), Raw("20230508"), Raw("2023-5-8"), Raw("2023"))
setting("effective", "effective", *DATES)
setting("expires", "expires", *DATES)
setting("bought", "bought", *DATES, Raw("20230508"), None)
setting("signed", "signed", *DATES)
setting("held", "held", *TIMES)
setting("held_again", "held", *TIMES)

# MARK: Lists

setting("empty_list", "keywords", [])
setting("empty_present", "present", [])
setting("empty_topics", "topics", [], [""], ["会议"])
setting("duplicates", "keywords", ["会议", "会议"], ["会议", "会议 "], ["a", "A"], ["é", "è"], ["x", "y", "x"])
setting("duplicate_references", "references", ["HR-2023-01-001", "HR-2023-01-001"], ["HR-2023-01-001", "HR-2023-01-002"])
setting("duplicates_of_other_types", "keywords", [Raw("1"), Raw("1.0")], [True, Raw("1")], [["a"], ["a"]],
        [{"a": "b", "c": "d"}, {"c": "d", "a": "b"}], [None, None])
setting("duplicate_people", "absent", ["li.na", "li.na"], ["li.na", "chen.jie"], [], ["Li"])
setting("nested_lists", "keywords", [["会议", ["合同"]]], [[]], [{}], [{"a": [{"b": []}]}])
setting("applies_to", "applies-to", ["全体员工"], [], [""], "全体员工", ["a", "a"])
setting("resolutions", "resolutions", [], [{"what": "整改", "owner": "li.na", "due": "2023-06-30"}],
        [{"what": "整改", "owner": "li.na"}], [{"what": "整改", "owner": "li.na", "due": "2023-06-31", "state": "open"}],
        [{"what": "x", "owner": "li.na", "due": "2023-06-30", "state": "closed"}], [{"what": "x", "owner": "li.na", "due": "2023-06-30", "by": "x"}],
        [{}], [None], {})
setting("maintenance", "maintenance", [], [{"date": "2023-05-08", "what": "保养"}], [{"date": "2023-05-08", "what": ""}],
        [{"date": "2023-05-08", "what": "x", "cost": Raw("-1")}], [{"what": "x"}], ["x"])

ENTRY = {"step": "department-head", "by": "zhang.wei", "decision": "approve", "at": "2023-05-06T10:22:00+08:00"}
SIGNATURE = "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAQ\n-----END SSH SIGNATURE-----\n"
setting("trail", "trail", [], [ENTRY], [{**ENTRY, "note": "looks right, but see article 4"}], [{**ENTRY, "decision": "agree"}],
        [{**ENTRY, "by": "Zhang Wei"}], [{**ENTRY, "at": "2023-05-06 10:22"}], [{**ENTRY, "covers": "sha256:" + "9f" * 32}],
        [{**ENTRY, "covers": "sha256:" + "9F" * 32}], [{**ENTRY, "covers": "sha256:9f"}], [{**ENTRY, "signature": SIGNATURE}],
        [{**ENTRY, "reason": "x"}], [ENTRY, {**ENTRY, "step": ""}], [{"step": "x"}], ["x"], [None], ENTRY, [{**ENTRY, "to": "", "evidence": "scan.pdf"}])
setting("trail_again", "trail", [ENTRY, {**ENTRY, "decision": "sign-off"}], [ENTRY, {**ENTRY, "entered-by": "li.na"}],
        [{**ENTRY, "entered-by": ""}], [{**ENTRY, "at": "2023-05-06T25:22:00+08:00"}], [[ENTRY]], [{**ENTRY, "by": None}], {})

# MARK: Texts of every sort

BODIES = ["第一条\n第二条\n", "一行", "a: b\n- c\n# no comment\n", "  indented\nless\n", "tail  \nspaces \n", "\nfirst line empty\n",
          "a\n\n\nb\n\n", "quote \" and ' and \\ and \t tab", "%directive\n--- no marker\n", "emoji 😀 é ü ñ 𠀀\n", "x" * 3000,
          "* star & anchor ! tag\n", "'single'", "\"double\"", "[no, list]", "{no: map}", "key: value", "# no comment", "- no item", "? no key", "",
          "@at `backtick", "trailing colon:", "a #b", "#", ": ", "null", "true", "1.5", "2023-05-08", "<<", "ー「」『』", "word " * 60]
setting("body", "body", *BODIES)
setting("body_again", "body", *BODIES)
setting("body_third", "body", *BODIES)
setting("note", "note", *BODIES)
setting("title_of_every_sort", "title", *(text for text in BODIES if "\n" not in text and len(text) < 200))

# MARK: Files that are refused as text

TEXT_MUTATIONS: dict[str, Callable[[str], str]] = {
    "byte_order_mark": lambda text: "\ufeff" + text,
    "carriage_returns": lambda text: text.replace("\n", "\r\n"),
    "duplicate_key": lambda text: text + "title: again\n",
    "anchor": lambda text: text.replace("title: ", "title: &a ", 1),
    "alias": lambda text: text + "note: *a\n",
    "tag": lambda text: text.replace("title: ", "title: !!str ", 1),
    "merge_key": lambda text: text + "<<: {note: x}\n",
    "second_document": lambda text: text + "---\nid: x\n",
    "directive": lambda text: "%YAML 1.2\n---\n" + text,
    "tab_indentation": lambda text: text + "paper:\n\tlocation: x\n",
    "unclosed_quote": lambda text: text + "note: \"open\n",
    "unclosed_list": lambda text: text + "note: [open\n",
    "root_is_a_list": lambda text: "- " + text.replace("\n", "\n  ").rstrip(" "),
    "root_is_a_word": lambda text: "records\n",
    "empty_file": lambda text: "",
    "too_deep": lambda text: text + "note: " + "[" * 80 + "]" * 80 + "\n",
    "full_width_colon": lambda text: text.replace("status: ", "status：", 1),
    "next_line_character": lambda text: text + "note: \"a\u0085b\"\n",
    "line_separator": lambda text: text + "note: \"a\u2028b\"\n",
    "bidi_override": lambda text: text + "note: \"a\u202eb\"\n",
    "decomposed": lambda text: text + "note: cafe\u0301\n",
    "plain_yes": lambda text: text + "note: yes\n",
    # Where text and whole numbers may both stand, only the text rules can object.
    "plain_octal": lambda text: text + "paper: {location: x, box: 0012}\n",
    "plain_underscore": lambda text: text + "note: 1_000\n",
    "plain_sexagesimal": lambda text: text + "note: 1:30\n",
    "plain_binary": lambda text: text + "note: 0b11\n",
    "plain_impossible_date": lambda text: text + "note: 2023-02-30\n",
    "not_a_number": lambda text: text + "note: .nan\n",
    "infinity": lambda text: text + "note: -.inf\n",
}
