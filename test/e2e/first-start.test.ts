import { expect, test } from 'vitest'
import { Person } from '../rigs/hal.ts'
import { startOwnEngine } from '../rigs/own-engine.ts'
import { ensureTestTools } from '../rigs/test-tools.ts'

const debian = 'debian:bookworm-slim'

test('the first start on an engine says that it makes the tools, and the second has no need to', async () => {
  const tools = await ensureTestTools()
  await using engine = await startOwnEngine({ isLiveRestore: false, images: [debian, tools.image] })
  await using person = new Person({ DOCKER_HOST: engine.address })
  const start = (short: string) => person.hal(['start', person.name(short), '--image', debian])
  const remark = 'hal: making the tools that every worker gets (once per engine; '
  expect(await start('first')).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(remark) })
  expect(await start('second')).toMatchObject({ exitCode: 0, stderr: '' })
})
