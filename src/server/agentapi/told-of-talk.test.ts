import { expect, test } from 'vitest'
import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import { ok } from '../../lib/result.ts'
import { aWorker } from '../../workers/worker.fixture.ts'
import type { FleetNews } from '../fleet/fleet-feed.ts'
import { rowsOf } from '../fleet/fleet-rows.ts'
import { Conversations } from './conversations.ts'
import { toldOfTalk } from './told-of-talk.ts'

const ada = { name: 'ada', agent: 'codex', activity: 'idle' } as const

/** A fleet in which nothing happens. */
async function* quiet(): AsyncGenerator<FleetNews> {
  const engine = { kind: 'connected', name: 'docker', hostName: 'laptop' } as const
  yield { kind: 'snapshot', id: '1', data: rowsOf({ engine, workers: [aRow(ada)] }) }
  await new Promise(() => undefined)
}

test('a message that comes while something else is told is told next, though nothing happens', async () => {
  const turn = { worker: aWorker(ada), prompt: undefined, answer: undefined }
  const conversations = new Conversations({ lastTurn: async () => ok(turn) })
  const talk = await conversations.of({ name: 'ada' })
  if (!talk.ok) throw new Error(talk.failure.reason)
  const { signal } = new AbortController()
  const told = toldOfTalk({ talk: talk.value, conversations, news: quiet(), signal })
  const next = async () => String((await told.next()).value)
  expect(await next()).toContain('event: status_change\ndata: {"status":"stable"')
  talk.value.conversation.sent('fix it', new Date())
  expect(await next()).toContain('"message":"fix it"')
  const coming = next()
  talk.value.conversation.sent('and this', new Date())
  expect(await coming).toContain('"message":"and this"')
})
