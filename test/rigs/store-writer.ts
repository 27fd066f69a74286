// Appends to one record of a store as fast as it can, until it is killed: `store-writer.ts FILE RECORD`. Prints the number of the last event
// that the store acknowledged, a line each time.
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts'

const [file = '', id = ''] = process.argv.slice(2)
const opened = await openSqliteStore(file)
if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
const store = opened.value
await store.create({ id, kind: 'task', createdAt: new Date(), facts: {} })
const record = await store.record(id)
if (!record.ok || record.value === undefined) throw new Error('its record is not there')
let last = record.value.lastEvent
for (let batch = 1; ; batch = (batch % 7) + 1) {
  const events = Array.from({ length: batch }, (_, index) => ({
    n: last + 1 + index,
    filling: 'x'.repeat(500),
  }))
  const appended = await store.append(id, { after: last, events, facts: { last: last + batch } })
  if (!appended.ok) throw new Error(JSON.stringify(appended.failure))
  last = appended.value
  process.stdout.write(`${last}\n`)
  await new Promise(setImmediate)
}
