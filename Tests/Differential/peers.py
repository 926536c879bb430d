"""The other readers and validators: ruamel.yaml and jsonschema, set up as check-jsonschema sets them up."""

import copy
import decimal
import json
import subprocess
from pathlib import Path

import ruamel.yaml
from check_jsonschema.formats.implementations import validate_rfc3339, validate_time
from check_jsonschema.regex_variants import RegexImplementation, RegexVariantName
from jsonschema import Draft202012Validator
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012


def yaml_reader(*, pure: bool = True, exact_numbers: bool = False) -> ruamel.yaml.YAML:
    """A YAML 1.2 reader that leaves dates as the texts they are.

    With `exact_numbers` numbers come as `Decimal` of their own text, not as the nearest binary fraction.
    """
    reader = ruamel.yaml.YAML(typ="safe", pure=pure)

    # ruamel.yaml keeps constructors in a class shared by all readers: take an own one.
    class Constructor(ruamel.yaml.SafeConstructor):
        pass

    reader.Constructor = Constructor
    construct = Constructor.yaml_constructors.copy()
    construct["tag:yaml.org,2002:timestamp"] = construct["tag:yaml.org,2002:str"]
    if exact_numbers:
        for tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float"):
            construct[tag] = lambda constructor, node: decimal.Decimal(constructor.construct_scalar(node))
    Constructor.yaml_constructors = construct
    return reader


class Validators:
    """The kinds of a `Schemas/` folder as jsonschema validators, `$ref` resolved by `$id`."""

    def __init__(self, schemas: Path):
        reader = yaml_reader()
        documents = [reader.load(path) for path in [schemas / "record.yaml", *sorted((schemas / "kinds").glob("*.yaml"))]]
        for document in documents:
            # At a `$schema` behind a `$ref` jsonschema goes back to its standard validator and to Python's patterns.
            del document["$schema"]
        registry = Registry().with_resources(
            (document["$id"], DRAFT202012.create_resource(document)) for document in documents
        )
        self.by_kind = {
            document["$id"]: Validator(document, registry=registry, format_checker=formats()) for document in documents
        }

    def faults(self, record, kind: str) -> list[str]:
        return [f"{error.json_path}: {error.message}" for error in self.by_kind[kind].iter_errors(record)]


# Patterns are those of ECMAScript, as the specification has it; Python's own `$` would let a line end pass.
REGEX = RegexImplementation(RegexVariantName.default)
Validator = extend(
    Draft202012Validator, {"pattern": REGEX.pattern_keyword, "patternProperties": REGEX.patternProperties_keyword}
)


def formats():
    """The format checks of check-jsonschema: those of jsonschema, with its own RFC 3339 times.

    Its times let a line end pass behind them; here they don't.
    """
    checker = copy.deepcopy(Draft202012Validator.FORMAT_CHECKER)
    checker.checks("regex")(REGEX.check_format)
    checker.checks("date-time")(lambda value: ends_well(value) and validate_rfc3339(value))
    checker.checks("time")(lambda value: ends_well(value) and validate_time(value))
    return checker


def ends_well(value) -> bool:
    return not (isinstance(value, str) and value.endswith("\n"))


def check_jsonschema(schema: Path, files: list[Path]) -> dict[str, list[str]]:
    """What the check-jsonschema command finds: messages by file, none for a valid one."""
    found: dict[str, list[str]] = {str(path): [] for path in files}
    command = ["check-jsonschema", "-o", "json", "--schemafile", str(schema)]
    for start in range(0, len(files), 500):
        batch = [str(path) for path in files[start : start + 500]]
        done = subprocess.run([*command, *batch], capture_output=True, text=True)
        try:
            report = json.loads(done.stdout)
        except json.JSONDecodeError:
            raise SystemExit(f"check-jsonschema --schemafile {schema} failed:\n{done.stdout}{done.stderr}")
        for error in report.get("errors", []):
            found[error["filename"]].append(f"{error['path']}: {error['message']}")
        for error in report.get("parse_errors", []):
            found[error["filename"]].append("cannot be read: " + error["message"])
    return found
