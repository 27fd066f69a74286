import { afterAll, expect, test } from 'vitest'
import { aRow, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { factsFrames } from './fleet-facts.ts'
import { FleetFeeds, mostOwnFleets } from './fleet-feeds.ts'
import { listenToFacts } from './listen-to-facts.ts'

const { verbs: workers } = scriptedFleet([aRow({ name: 'ada' })])
const fleets = new FleetFeeds(workers, () => undefined)
afterAll(() => fleets[Symbol.asyncDispose]())
const context = { fleets, workers, closing: new AbortController().signal, log: () => undefined }

const listen = async (filters: Readonly<Record<string, string>> = {}, isAllOwners = false) =>
  listenToFacts(context, { filters, isAllOwners, tell: factsFrames })

test('only so many have parts of the fleet watched for them alone, until one leaves', async () => {
  const watching = []
  for (let count = 0; count < mostOwnFleets; count += 1)
    watching.push(await listen(count % 2 === 0 ? { name: `a${count}*` } : {}, count % 2 === 1))
  expect(watching.every(({ ok }) => ok)).toBe(true)
  const refused = { ok: false, failure: { reason: 'too-many-fleets', limit: mostOwnFleets } }
  expect(await listen({ name: 'b*' })).toMatchObject(refused)
  const shared = await listen()
  expect(shared.ok).toBe(true)
  const [first] = watching
  if (first?.ok === true) await first.value.body?.cancel()
  expect((await listen({ name: 'b*' })).ok).toBe(true)
  expect(await listen({}, true)).toMatchObject(refused)
})
