import type { StoreFailure } from '../../store/store-failure.ts'
import type { Sentences } from './sentence.ts'

export const storeSentences: Sentences<StoreFailure> = {
  'store-full': ({ file }) => ({
    what: `there is no room for ${file}, where hal keeps its tasks and what happens to workers.`,
    next: 'Make some on that disk. What was kept before is there, and nothing of this was kept.',
    exitCode: 1,
    httpStatus: 503,
  }),
  'store-read-only': ({ file, detail }) => ({
    what: `${file}, where hal keeps its tasks and what happens to workers, can't be written: ${detail}.`,
    next: 'It and its folder have to be yours to write; HAL_DATA names another folder.',
    exitCode: 1,
    httpStatus: 503,
  }),
  'store-busy': ({ file }) => ({
    what: `another program holds ${file}, where hal keeps its tasks and what happens to workers.`,
    next: 'Try again; a hal that is stopped in the middle (`jobs`) may have to go on or be ended first.',
    exitCode: 1,
    httpStatus: 503,
  }),
  'store-newer': ({ file, version }) => ({
    what: `${file} is of a newer hal (its version is ${version}), and this one can't read it.`,
    next: 'Run the newer hal, or keep the tasks of this one elsewhere: HAL_DATA names another folder.',
    exitCode: 1,
    httpStatus: 503,
  }),
  'store-broken': ({ file, detail }) => ({
    what: `${file}, where hal keeps its tasks and what happens to workers, can't be read: ${detail}.`,
    next: 'Workers are not concerned. Bring it back from a backup, or move it away, and hal begins a new one.',
    exitCode: 1,
    httpStatus: 503,
  }),
  'record-taken': ({ id }) => ({ what: `there is a task ${id} already.`, exitCode: 1, httpStatus: 409 }),
  'no-such-record': ({ id }) => ({
    what: `task ${id} has been removed meanwhile.`,
    exitCode: 5,
    httpStatus: 404,
  }),
  'record-moved-on': ({ id }) => ({
    what: `task ${id} came to its end meanwhile.`,
    next: `\`hal tasks show ${id}\` says how.`,
    exitCode: 1,
    httpStatus: 409,
  }),
}
