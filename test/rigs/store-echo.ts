// Appends one event to a record of a store for each line on stdin: `store-echo.ts FILE RECORD`. Says nothing: who waits looks at the store.
import { createInterface } from 'node:readline'
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts'

const [file = '', id = ''] = process.argv.slice(2)
const opened = await openSqliteStore(file)
if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
let last = 0
for await (const line of createInterface({ input: process.stdin })) {
  const appended = await opened.value.append(id, { after: last, events: [{ line }], facts: {} })
  if (!appended.ok) throw new Error(JSON.stringify(appended.failure))
  last = appended.value
}
