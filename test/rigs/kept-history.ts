import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts'
import { HistoryKeeper } from '../../src/workers/history/keeper.ts'

/** A history that is kept in a store of its own, for good; gone with it when disposed. */
export function keptHistory(): HistoryKeeper {
  const folder = mkdtempSync(join(tmpdir(), 'hal-history-'))
  const file = join(folder, 'hal.db')
  const store = openSqliteStore(file)
  const keep = { forMs: Number.MAX_SAFE_INTEGER, bytes: Number.MAX_SAFE_INTEGER }
  const history = new HistoryKeeper({
    ...{ store: () => store, file, owner: 'me', keep },
    onUnkept: () => undefined,
  })
  const end = history[Symbol.asyncDispose].bind(history)
  return Object.assign(history, {
    [Symbol.asyncDispose]: async () => {
      await end()
      rmSync(folder, { recursive: true })
    },
  })
}
