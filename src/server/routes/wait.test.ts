import { expect, test } from 'vitest'
import { aRow, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import type { ServerContext } from '../context.ts'
import { waitRoutes } from './wait.ts'

test('a container is waited for, and never another worker of its name', async () => {
  const { verbs: workers } = scriptedFleet([aRow({ name: 'ada', agent: 'codex' })])
  const [route] = waitRoutes({ workers } as unknown as ServerContext)
  const answered = await route?.run({
    request: new Request('http://localhost/workers/ada/wait?until=idle&container=of-the-one-before'),
    ...{ params: { name: 'ada' }, client: '', traceparent: undefined },
  })
  expect(answered).toMatchObject({ ok: false, failure: { reason: 'worker-gone' } })
})
