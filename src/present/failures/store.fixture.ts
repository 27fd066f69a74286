import type { StoreFailure } from '../../store/store-failure.ts'
import type { Examples } from './examples.fixture.ts'

const file = '/data/hal.db'

export const storeExamples: Examples<StoreFailure> = {
  'store-full': {
    failure: { reason: 'store-full', file },
    exitCode: 1,
    httpStatus: 503,
    text: 'hal: there is no room for /data/hal.db, where hal keeps its tasks and what happens to workers.\n     Make some on that disk. What was kept before is there, and nothing of this was kept.\n',
  },
  'store-read-only': {
    failure: { reason: 'store-read-only', file, detail: 'you may not write there' },
    exitCode: 1,
    httpStatus: 503,
    text: "hal: /data/hal.db, where hal keeps its tasks and what happens to workers, can't be written: you may not write there.\n     It and its folder have to be yours to write; HAL_DATA names another folder.\n",
  },
  'store-busy': {
    failure: { reason: 'store-busy', file },
    exitCode: 1,
    httpStatus: 503,
    text: 'hal: another program holds /data/hal.db, where hal keeps its tasks and what happens to workers.\n     Try again; a hal that is stopped in the middle (`jobs`) may have to go on or be ended first.\n',
  },
  'store-newer': {
    failure: { reason: 'store-newer', file, version: 99 },
    exitCode: 1,
    httpStatus: 503,
    text: "hal: /data/hal.db is of a newer hal (its version is 99), and this one can't read it.\n     Run the newer hal, or keep the tasks of this one elsewhere: HAL_DATA names another folder.\n",
  },
  'store-broken': {
    failure: { reason: 'store-broken', file, detail: 'file is not a database' },
    exitCode: 1,
    httpStatus: 503,
    text: "hal: /data/hal.db, where hal keeps its tasks and what happens to workers, can't be read: file is not a database.\n     Workers are not concerned. Bring it back from a backup, or move it away, and hal begins a new one.\n",
  },
  'record-taken': {
    failure: { reason: 'record-taken', id: 'k7m2xq' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: there is a task k7m2xq already.\n',
  },
  'no-such-record': {
    failure: { reason: 'no-such-record', id: 'k7m2xq' },
    exitCode: 5,
    httpStatus: 404,
    text: 'hal: task k7m2xq has been removed meanwhile.\n',
  },
  'record-moved-on': {
    failure: { reason: 'record-moved-on', id: 'k7m2xq' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: task k7m2xq came to its end meanwhile.\n     `hal tasks show k7m2xq` says how.\n',
  },
}
