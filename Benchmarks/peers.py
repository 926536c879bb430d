"""The peers that take some making: commands that do what Fonds does with the tools an office would take for it."""

import shutil
import subprocess
import sys
from pathlib import Path

from work import Peer
from workshop import HERE, Workshop

# More files than this are not all given to a slow peer: every n-th is, and the cost scaled.
SAMPLE = 1000
# recfix takes more than twice as long for twice the records; beyond this its cost is scaled as if it did not.
RECFIX_SAMPLE = 10_000


def yaml_events(shop: Workshop) -> list[str] | None:
    """The C program that does nothing but read files and run libyaml over them."""
    program = shop.folder / "yaml-events"
    command = shop.installed("gcc", "gcc", "-O2", "-o", str(program), str(HERE / "yaml-events.c"), "-lyaml")
    if not command:
        return None
    if program not in shop.made:
        if subprocess.run(command).returncode != 0:
            shop.remark(f"yaml-events.c can't be built: {shop.INSTALLS['gcc']}")
            return None
        shop.made.add(program)
    return [str(program), str(shop.repository / "Records")]


# MARK: The index


def index(shop: Workshop) -> list[str]:
    """Reading the history with git and putting ready-made words into FTS5; cutting the words is not measured."""
    blobs, _ = segmented_texts(shop)
    insert = " ".join(f"'{word}'" for word in insertion(shop))
    script = f"""
      git log --raw --no-renames --no-abbrev > /dev/null || exit 2
      git cat-file --batch < '{blobs}' > /dev/null || exit 2
      {insert}
    """
    return ["sh", "-c", script]


def segmented_texts(shop: Workshop) -> tuple[Path, Path]:
    """The names of all record blobs, and their texts cut into words. Made once a run."""
    blobs, texts = shop.folder / f"blobs-{shop.name}", shop.folder / f"texts-{shop.name}"
    if (blobs, texts) not in shop.made:
        script = [sys.executable, str(HERE / "insert.py"), "segment"]
        subprocess.run([*script, str(shop.repository), str(blobs), str(texts)], check=True)
        shop.made.add((blobs, texts))
    return blobs, texts


def insertion(shop: Workshop) -> list[str]:
    _, texts = segmented_texts(shop)
    return [sys.executable, str(HERE / "insert.py"), "insert", str(texts), str(shop.folder / "peer.sqlite")]


# MARK: Validators


def check_jsonschema(shop: Workshop) -> Peer:
    """check-jsonschema over all records, a command a kind; a sample where all would take minutes."""
    files = records(shop)
    sample = sampled(files, SAMPLE)
    name = "check-jsonschema" + scaled_note(files, sample)
    script = jsonschema_script(shop, sample, "sample")
    if not script:
        return Peer(name, None)
    start_script = jsonschema_script(shop, [kind[0] for kind in by_kind(sample).values()], "start")
    start = shop.run(name, ["sh", str(start_script)])
    return Peer(
        name,
        ["sh", str(script)],
        "≥ 20 ×",
        lambda f, p: p.cpu >= 20 * f.cpu,
        scale=lambda cost: cost.scaled(len(files) / len(sample), start),
    )


def jsonschema_script(shop: Workshop, paths: list[Path], name: str) -> Path | None:
    """A shell script that hands every kind's files to check-jsonschema, as many at once as a command line takes."""
    tool = jsonschema_tool(shop)
    schemas = exported_schemas(shop) if tool else {}
    if not schemas:
        return None
    if not can("import ruamel.yaml, _ruamel_yaml"):
        shop.remark(
            "check-jsonschema read YAML in pure Python, as pip installs it; it is faster with: "
            "pip install ruamel.yaml.clib"
        )
    lines = []
    for kind, files in sorted(by_kind(paths).items()):
        listing = shop.folder / f"{name}-{kind}.files"
        listing.write_text("".join(f"{path}\0" for path in files), encoding="utf-8")
        lines.append(f"xargs -0 -a '{listing}' {tool} --schemafile '{schemas[kind]}'")
    script = shop.folder / f"{name}.sh"
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return script


def jsonschema_tool(shop: Workshop) -> str | None:
    """As a module of this Python where it can be: a version manager's wrapper would cost it time."""
    if can("import check_jsonschema"):
        return f"'{sys.executable}' -m check_jsonschema"
    return "check-jsonschema" if shop.installed("check-jsonschema", "check-jsonschema") else None


def jsonschema_rs(shop: Workshop) -> Peer:
    """A script of thirty lines: PyYAML's C reader and a validator in Rust, all files in one process."""
    name = "Python on jsonschema-rs"
    if not can("import jsonschema_rs, yaml; yaml.CSafeLoader"):
        shop.remark(f"jsonschema-rs or PyYAML is not installed: {shop.INSTALLS['jsonschema-rs']}")
        return Peer(name, None)
    if not exported_schemas(shop):
        return Peer(name, None)
    script, schemas = HERE / "validate.py", shop.folder / "schemas"
    command = [sys.executable, str(script), str(schemas), str(shop.repository / "Records")]
    return Peer(name, command, "faster", lambda f, p: f.cpu <= p.cpu)


def recfix(shop: Workshop) -> Peer:
    """GNU recutils over the same records in its own format, with the fields' types and the key."""
    files = records(shop)
    sample = files[:RECFIX_SAMPLE]
    name = "recfix" + scaled_note(files, sample)
    if not shop.installed("recfix", "recfix"):
        return Peer(name, None)
    database = shop.folder / f"{shop.name}.rec"
    subprocess.run([sys.executable, str(HERE / "recutils.py"), str(database)], input=paths_text(sample), check=True)
    start = shop.run(name, ["recfix", "--version"])
    return Peer(
        name,
        ["recfix", "--check", str(database)],
        "faster",
        lambda f, p: f.cpu <= p.cpu,
        scale=lambda cost: cost.scaled(len(files) / len(sample), start),
    )


def exported_schemas(shop: Workshop) -> dict[str, Path]:
    """The standalone schemas that `fonds kinds --json-schema` writes, by kind. Made once a run."""
    folder = shop.folder / "schemas"
    if folder not in shop.made:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        command = shop.fonds("kinds", "--json-schema", str(folder))
        done = subprocess.run(command, cwd=shop.repository, capture_output=True, text=True)
        if done.returncode != 0:
            reason = f"fonds kinds --json-schema ended with {done.returncode} {done.stderr.strip()}"
            shop.remark(f"validators left out: {reason}")
        shop.made.add(folder)
    return {path.name.split(".")[0]: path for path in folder.rglob("*.json")}


# MARK: Files


def records(shop: Workshop) -> list[Path]:
    return sorted((shop.repository / "Records").rglob("*.yaml"))


def sampled(files: list[Path], size: int) -> list[Path]:
    """Every n-th file."""
    return files[:: max(1, len(files) // size)] if len(files) > 2 * size else files


def scaled_note(files: list[Path], sample: list[Path]) -> str:
    return f" ({len(sample)} files, scaled)" if len(sample) < len(files) else ""


def paths_text(paths: list[Path]) -> bytes:
    return "".join(f"{path}\0" for path in paths).encode("utf-8")


def by_kind(paths: list[Path]) -> dict[str, list[Path]]:
    kinds: dict[str, list[Path]] = {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            next(file)
            kinds.setdefault(next(file).removeprefix("kind: ").strip(), []).append(path)
    return kinds


def can(code: str) -> bool:
    """Whether this Python runs the code, which imports what may not be installed."""
    return subprocess.run([sys.executable, "-c", code], stderr=subprocess.DEVNULL).returncode == 0
