import type { DatabaseSync } from 'node:sqlite'

/** Each brings a store from the version of its place in this list to the next one. What is here once never changes. */
const steps: readonly string[] = [
  `CREATE TABLE record (
     id TEXT PRIMARY KEY,
     kind TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     last_event INTEGER NOT NULL DEFAULT 0,
     facts TEXT NOT NULL
   ) STRICT;
   CREATE INDEX record_by_age ON record (kind, created_at, id);
   CREATE TABLE event (
     record TEXT NOT NULL REFERENCES record ON DELETE CASCADE,
     number INTEGER NOT NULL,
     event TEXT NOT NULL,
     PRIMARY KEY (record, number)
   ) STRICT, WITHOUT ROWID;`,
  // What was closed before counts as open: whoever asks looks for themselves.
  `ALTER TABLE record ADD COLUMN is_closed INTEGER NOT NULL DEFAULT 0;
   CREATE INDEX open_record ON record (kind, created_at, id) WHERE is_closed = 0;`,
  `CREATE TABLE note (
     number INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     owner TEXT NOT NULL,
     about TEXT NOT NULL,
     at INTEGER NOT NULL,
     facts TEXT NOT NULL
   ) STRICT;
   CREATE INDEX note_by_age ON note (at);
   CREATE INDEX note_by_subject ON note (owner, about, at);`,
]

/** The version of the store where this hal can't read it; `undefined`: it can, by now. */
export function bringUpToDate(database: DatabaseSync): number | undefined {
  const version = versionOf(database)
  if (version === steps.length) return undefined
  if (version > steps.length) return version
  database.exec('BEGIN IMMEDIATE')
  try {
    // Another hal may have been quicker.
    for (const step of steps.slice(versionOf(database))) database.exec(step)
    database.exec(`PRAGMA user_version = ${steps.length}; COMMIT`)
  } catch (thrown) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw thrown
  }
  return undefined
}

/** Whether this hal can read it as it is. */
export const isUpToDate = (database: DatabaseSync): boolean => versionOf(database) === steps.length

const versionOf = (database: DatabaseSync): number =>
  Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0)
