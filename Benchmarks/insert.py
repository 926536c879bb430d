"""The peer of `fonds index --rebuild`: Chinese-aware full text by Python's sqlite3, as plain as it gets.

insert.py segment REPOSITORY BLOBS TEXTS   the distinct record blobs of a history, and their texts cut into words
insert.py insert TEXTS DATABASE            what is measured: one FTS5 row for each
"""

import os
import re
import sqlite3
import subprocess
import sys

# Han, kana and Hangul know no blanks: they are indexed as overlapping pairs.
RUN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")


def segmented(text: str) -> str:
    """A text in which every pair of such characters is a word of its own, the last character too."""

    def pairs(match: re.Match) -> str:
        run = match.group()
        return " " + " ".join([run[i : i + 2] for i in range(len(run) - 1)] + [run[-1]]) + " "

    return RUN.sub(pairs, text)


def record_blobs(repository: str) -> list[str]:
    """Every blob that was ever a record, oldest last."""
    log = subprocess.run(
        ["git", "-C", repository, "log", "--raw", "--no-renames", "--no-abbrev", "--format=", "-m", "--", "Records"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    new = (line.split(" ", 4)[3] for line in log.splitlines() if line.startswith(":"))
    return list(dict.fromkeys(blob for blob in new if blob.strip("0")))


def segment(repository: str, blobs_path: str, texts_path: str) -> None:
    blobs = record_blobs(repository)
    with open(blobs_path, "w") as out:
        out.write("\n".join(blobs) + "\n")
    with open(blobs_path) as names, open(texts_path, "w", encoding="utf-8") as out:
        reader = subprocess.Popen(["git", "-C", repository, "cat-file", "--batch"], stdin=names, stdout=subprocess.PIPE)
        for _ in blobs:
            length = int(reader.stdout.readline().split()[2])
            text = reader.stdout.read(length + 1)[:-1].decode()
            out.write(segmented(text).replace("\n", " ") + "\n")
        reader.wait()


def insert(texts_path: str, database: str) -> None:
    if os.path.exists(database):
        os.remove(database)
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("CREATE VIRTUAL TABLE text USING fts5(words, content='', detail=full)")
    with connection, open(texts_path, encoding="utf-8") as texts:
        connection.executemany("INSERT INTO text(words) VALUES (?)", ((line,) for line in texts))


if __name__ == "__main__":
    {"segment": segment, "insert": insert}[sys.argv[1]](*sys.argv[2:])
