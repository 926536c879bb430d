import GRDB

/// The tables of the index, and which of them a file holds.
///
/// Two halves. What is named by its content never becomes wrong, is written in batches as it is read, and
/// outlives a rewritten history: `records`, `paths`, `commits`, `profiles`, `blobs`, `words`. What says how the indexed
/// head came about is written together with that head, in one transaction: `versions`, `tenures`, `mainline`,
/// `hidden`, `slices`, `elsewhere`, `state`. A reader starts from the second half, so it never sees half an update.
enum IndexLayout {
  /// Grows whenever the tables, or what stands in them, change.
  static let version = 6

  /// What a sound file holds in `user_version`.
  static let stamp = Int64(version * 1000 + Segmenter.version)

  /// The columns of `words`, in order.
  ///
  /// The long texts that every record may have stand in columns of their own: each can be searched alone at no cost. The
  /// text of all other fields stands in one column, and once more among the facets, word by word under the field's name.
  enum Column: String, CaseIterable {
    case title, keywords, body, note, trail, fields, facets

    /// The column of a field's text.
    init(ofField name: String?) {
      self =
        switch name {
        case "body", nil: .body
        case "note": .note
        case "trail": .trail
        default: .fields
        }
    }

    static let list = allCases.map(\.rawValue).joined(separator: ", ")
  }

  /// Creates the tables in an empty database.
  static func create(_ db: Database) throws {
    try db.execute(
      sql: """
        -- A number, or the path of a file that has none.
        CREATE TABLE records(id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE);
        CREATE TABLE paths(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);
        CREATE TABLE commits(
          id INTEGER PRIMARY KEY, oid BLOB NOT NULL UNIQUE, seconds INTEGER NOT NULL, offset INTEGER NOT NULL,
          author TEXT NOT NULL, email TEXT NOT NULL, summary TEXT NOT NULL, action TEXT);
        -- What contents are counted by: one row for each combination that occurs, '' for what a content doesn't say.
        CREATE TABLE profiles(
          id INTEGER PRIMARY KEY, department TEXT NOT NULL, year TEXT NOT NULL, type TEXT NOT NULL, kind TEXT NOT NULL,
          class TEXT NOT NULL, status TEXT NOT NULL, UNIQUE(department, year, type, kind, class, status));
        -- One row per distinct content. `record` is NULL where the content names no number; `day` is yyyymmdd; `serial` the
        -- number's last part.
        CREATE TABLE blobs(
          id INTEGER PRIMARY KEY, oid BLOB NOT NULL UNIQUE, record INTEGER, day INTEGER,
          tombstone INTEGER NOT NULL, kind TEXT, title TEXT, date TEXT, status TEXT, profile INTEGER NOT NULL,
          serial INTEGER NOT NULL);
        CREATE INDEX blobs_tombstone ON blobs(id) WHERE tombstone;
        -- One row per blob, under its id. The texts stay in Git.
        CREATE VIRTUAL TABLE words USING fts5(
          \(Column.list), content='', detail=full, tokenize='ascii');
        -- FTS5 gathers words in memory up to `hashsize` bytes, writes them as one sorted segment, and merges the
        -- segments of one size once they are `automerge`. With the usual 1 MiB and 4, building takes half as
        -- long again; with more than 8, searching has too many segments to look into.
        INSERT INTO words(words, rank) VALUES ('hashsize', 8388608);
        INSERT INTO words(words, rank) VALUES ('automerge', 8);

        -- In the order of history. `previous` and `was` are path and blob before; blob NULL: removed.
        CREATE TABLE versions(
          id INTEGER PRIMARY KEY, "commit" INTEGER NOT NULL, record INTEGER NOT NULL, blob INTEGER,
          path INTEGER NOT NULL, previous INTEGER, was INTEGER);
        CREATE INDEX versions_record ON versions(record);
        CREATE INDEX versions_blob ON versions(blob, path) WHERE blob IS NOT NULL;
        -- Which version stood from which to which position of the first-parent chain; until NULL: still.
        CREATE TABLE tenures(
          id INTEGER PRIMARY KEY, blob INTEGER NOT NULL, record INTEGER NOT NULL, path INTEGER NOT NULL,
          version INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER);
        CREATE INDEX tenures_record ON tenures(record);
        CREATE UNIQUE INDEX present_path ON tenures(path) WHERE until IS NULL;
        CREATE INDEX present_blob ON tenures(blob, version) WHERE until IS NULL;
        CREATE INDEX present_version ON tenures(version, blob) WHERE until IS NULL;
        -- The first-parent chain, the first commit at 0.
        CREATE TABLE mainline(position INTEGER PRIMARY KEY, "commit" INTEGER NOT NULL UNIQUE, seconds INTEGER NOT NULL);
        -- What a search reads of `blobs`, `versions` and `tenures`, see Slices; and the slices of tenures that have changed.
        CREATE TABLE slices(id INTEGER PRIMARY KEY, content BLOB NOT NULL);
        CREATE TABLE stale(part INTEGER PRIMARY KEY);
        CREATE TRIGGER tenure_ended AFTER UPDATE OF until ON tenures
          BEGIN INSERT OR IGNORE INTO stale VALUES (new.id / \(Slices.rows)); END;
        -- The earlier contents of destroyed records, which no search finds.
        CREATE TABLE hidden(blob INTEGER PRIMARY KEY);
        -- What due lists need of the present contents, by the rules that `judgement` names.
        CREATE TABLE judged(blob INTEGER PRIMARY KEY, owes INTEGER NOT NULL);
        CREATE INDEX owing ON judged(blob) WHERE owes;
        CREATE TABLE evidence(
          blob INTEGER NOT NULL, duty TEXT NOT NULL, day TEXT NOT NULL, done INTEGER NOT NULL, record TEXT NOT NULL,
          department TEXT NOT NULL);
        CREATE INDEX evidence_blob ON evidence(blob);
        -- What the present contents tell of their retention, by the rules that `retention_rules` names for each kind, and
        -- under the empty name for all. `trigger` is a day since 1970.
        CREATE TABLE retained(
          blob INTEGER PRIMARY KEY, kind TEXT NOT NULL, class TEXT, own TEXT, trigger INTEGER, flags INTEGER NOT NULL);
        CREATE TABLE retention_rules(kind TEXT PRIMARY KEY, rules TEXT NOT NULL);
        CREATE TABLE judgement(id INTEGER PRIMARY KEY CHECK (id = 1), rules TEXT NOT NULL, head BLOB, seconds INTEGER NOT NULL);
        -- What other branches and tags have beyond the indexed head: the last of the versions, and whose they are.
        CREATE TABLE elsewhere(version INTEGER PRIMARY KEY, branch TEXT NOT NULL);
        -- One row once these were asked for; `taken`: that they are those of the indexed head.
        CREATE TABLE reach(id INTEGER PRIMARY KEY CHECK (id = 1), taken INTEGER NOT NULL);
        -- One row once something is indexed.
        CREATE TABLE state(id INTEGER PRIMARY KEY CHECK (id = 1), head BLOB NOT NULL);
        PRAGMA user_version = \(stamp);
        """)
  }

  /// Empties a database of whatever tables it holds, so that other processes that have it open see the new
  /// ones instead of an unlinked file.
  ///
  /// What others remember of its rows is worth nothing from then on, which its ``generation(_:)`` tells them.
  static func clear(_ db: Database) throws {
    let next = try (generation(db) + 1) & 0x7FFF_FFFF
    try db.execute(sql: "PRAGMA application_id = \(next)")
    // Virtual tables first: dropping one drops its shadow tables, which cannot be dropped by themselves.
    let tables = try String.fetchAll(
      db,
      sql: """
        SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC
        """)
    for table in tables {
      try db.execute(sql: "DROP TABLE IF EXISTS \"\(table.replacing("\"", with: "\"\""))\"")
    }
    try db.execute(sql: "PRAGMA user_version = 0")
  }

  /// How often the file was emptied; kept where SQLite has room for an application's mark.
  static func generation(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0
  }

  /// Makes the database one of this layout.
  static func prepare(_ db: Database) throws {
    let found = try Int64.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard found != stamp else { return }
    try clear(db)
    try create(db)
  }
}
