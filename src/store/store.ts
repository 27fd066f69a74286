import type { Result } from '../lib/result.ts'
import type { StoreFailure } from './store-failure.ts'

/**
 * The port to where hal keeps what must outlive it: records, each with its events, which are only ever appended, and notes of what happened
 * to somebody else. Adapters live in folders beside this file; `test/contract/store.ts` holds each to the MUST sentences below.
 *
 * Several programs may share one store. What was acknowledged MUST outlive a SIGKILL at any moment, and a machine that loses its power.
 * What the outside world refuses comes back as a `StoreFailure`; then nothing of that call is kept.
 */
export interface Store extends AsyncDisposable {
  /** Whether all that can be done with it is to read, as it was when it was last asked for anything. What it answers to a write then says why. */
  readonly isReadOnly: boolean
  /** A new record, without events. MUST answer `record-taken` where one of that id is there. */
  create(record: NewRecord): StoreResult<void>
  /**
   * Appends events and replaces what is known of the record, both or neither. Events are numbered from 1, without a gap. MUST answer
   * `record-moved-on` where `after` isn't the number of the last one: somebody else has written. Answers the number of the last one now.
   */
  append(id: string, change: Change): StoreResult<number>
  /** `undefined`: there is none. */
  record(id: string): StoreResult<StoredRecord | undefined>
  /** All of one kind, the oldest first, as they were created where the clock says the same; of the open ones alone, where they are asked for, it costs nothing how many others there are. */
  records(kind: RecordKind, options?: { readonly isOpen: true }): StoreResult<readonly StoredRecord[]>
  /** Those with a number over `after`, in order, `limit` at most. */
  events(
    id: string,
    options: { readonly after: number; readonly limit: number },
  ): StoreResult<readonly StoredEvent[]>
  /**
   * Notes what happened, each thing once, whoever else notes it: MUST leave out a note whose id is there, and one that is kept no longer.
   * Those that are kept no longer go with it. MUST NOT wait for another program that writes: that is `store-busy`.
   */
  note(notes: readonly NewNote[], kept: KeptNotes): StoreResult<void>
  /** The latest `limit` of this owner's, the earliest first. */
  notes(query: NotesQuery): StoreResult<readonly StoredNote[]>
  /** Whom this owner has notes about, each once. */
  noted(owner: string): StoreResult<readonly string[]>
  /** MUST be a failure where nothing could be kept now, as far as that can be known without writing. */
  check(): StoreResult<void>
  /** With its events. MUST be a success where there is none. */
  remove(id: string): StoreResult<void>
  /** What all of it takes, in bytes. MUST become less when something is removed, and may count what it needs for itself. */
  usedBytes(): StoreResult<number>
  /**
   * Yields at once, and then whenever any program may have written a record or an event since the last time. Ends when `signal` aborts. It
   * may yield where nothing was written.
   */
  changes(signal: AbortSignal): AsyncIterable<void>
}

export type RecordKind = 'task'

/** What `JSON.stringify` takes and `JSON.parse` gives: whoever reads it knows what to look for. */
export type Facts = object

export interface NewRecord {
  readonly id: string
  readonly kind: RecordKind
  readonly createdAt: Date
  readonly facts: Facts
}

export interface StoredRecord {
  readonly id: string
  readonly createdAt: Date
  /** Of its last event; 0: none yet. */
  readonly lastEvent: number
  readonly facts: unknown
}

export interface Change {
  readonly after: number
  readonly events: readonly Facts[]
  readonly facts: Facts
  /** Nobody waits for anything more of it: it is open no longer. */
  readonly isClosed?: boolean
}

export interface StoredEvent {
  readonly number: number
  readonly event: unknown
}

/** Something that happened, at a time that is known. */
export interface NewNote {
  /** The same thing has the same one, whoever saw it. */
  readonly id: string
  readonly owner: string
  /** Whom it happened to. */
  readonly about: string
  readonly at: Date
  readonly facts: Facts
}

export interface StoredNote extends Omit<NewNote, 'owner' | 'facts'> {
  readonly facts: unknown
}

/** `most`: of all owners' notes those that came last. `mostAbout`: of one owner's about one, the latest; only of those who are noted about. */
export interface KeptNotes {
  readonly since: Date
  readonly most: number
  readonly mostAbout: number
}

export interface NotesQuery {
  readonly owner: string
  /** `undefined`: whomever it happened to. */
  readonly about?: string | undefined
  readonly since?: Date | undefined
  readonly limit: number
}

export type StoreResult<T> = Promise<Result<T, StoreFailure>>
