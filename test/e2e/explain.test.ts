import { afterAll, beforeAll, expect, test } from 'vitest'
import { agentPerson } from '../rigs/agent-person.ts'
import type { Person } from '../rigs/hal.ts'
import { bash, say, script } from '../rigs/model-server/script.ts'
import { type ModelServer, startModelServer } from '../rigs/model-server/server.ts'

// The real Claude Code, against a model that follows a script.

let models: ModelServer
let person: Person
let name: string

beforeAll(async () => {
  const answers = script([
    { when: /remove the build/, do: [bash('rm -rf build'), say('Removed.')] },
    { do: [say('Nothing to do.\nReally.')] },
  ])
  models = await startModelServer(answers, { on: 'bridge' })
  ;({ person } = await agentPerson(models))
  name = person.name('ada')
  const claude = ['--agent', 'claude', '--image', 'debian:bookworm-slim', '--workspace', 'empty']
  await person.ok('start', name, ...claude, '--prompt', 'remove the build, please')
  await person.ok('wait', name, '--until', 'waiting', '--timeout', '60s')
})
afterAll(async () => {
  await person[Symbol.asyncDispose]()
  await models[Symbol.asyncDispose]()
})

const explain = () => person.ok('explain', name)
const explained = () =>
  person.json<{ readonly screen: { readonly verdict: object; readonly change: object | null } }>(
    'workers',
    'explain',
    name,
  )

test('who said that it waits is told, with the rule that its screen matches', async () => {
  const text = await explain()
  expect(text).toMatch(new RegExp(`^${name} +waiting · for `))
  // The hook and the dialog come together: either is first.
  expect(text).toMatch(
    /^said +waiting, by (claude’s hook|its screen, as hal read it), \d\d:\d\d, \d+[sm] ago: .*rm -rf build$/m,
  )
  expect(text).toMatch(/^so hal +leaves it at what was said/m)
  expect(text).toMatch(/^prompt +\d\d:\d\d, \d+[sm] ago: remove the build, please$/m)
  expect(text).toMatch(/^agent +Claude Code 2\.\d+\.\d+ · it asks before it acts$/m)
  expect(text).toMatch(/^hooks +don’t tell .*that it was refused something/m)
  expect(await explained()).toMatchObject({
    said: { activity: 'waiting' },
    screen: { verdict: { kind: 'waiting', rule: 'permission' }, change: null },
    answer: null,
    isUnattended: false,
  })
})

test('what no hook told is told by its screen, and explaining it changes nothing', async () => {
  await person.ok('send', name, '--keys', 'Escape')
  const idle = await until(async () => {
    const now = await explained()
    return now.screen.change === null ? undefined : now
  })
  expect(idle).toMatchObject({
    said: { activity: 'waiting' },
    screen: { verdict: { kind: 'ready' }, isSettled: true, change: { activity: 'idle', by: 'screen' } },
  })
  expect(await explain()).toMatch(/^so hal +takes the screen’s word at its next look: idle$/m)
  await person.ok('list')
  expect(await explain()).toMatch(/^said +idle, by its screen, as hal read it, /m)
})

test('the last answer is told, and that nobody has seen the end', async () => {
  await person.ok('send', name, 'is there more?')
  await person.ok('wait', name, '--until', 'done', '--timeout', '60s')
  const text = await explain()
  expect(text).toMatch(/^answer +\d\d:\d\d, \d+[sm] ago: Nothing to do\. \(and 1 more line\)$/m)
  expect(text).toMatch(/^looked at +nobody has seen yet that it came to an end/m)
  expect(await explained()).toMatchObject({ answer: { text: 'Nothing to do.\nReally.' } })
})

test('a program that ended, and a worker that did', async () => {
  await person.ok('send', name, '--keys', 'C-c,C-c')
  await until(async () => {
    const { workers } = await person.json<{ workers: { agentExitCode: number | null }[] }>('list')
    return workers[0]?.agentExitCode ?? undefined
  })
  expect(await explain()).toMatch(/^program +ended with status 0, /m)
  await person.ok('stop', name)
  expect(await explain()).toMatch(/^container +exited, /m)
})

test('a worker without an agent has nothing but its container to tell', async () => {
  const plain = await person.start('plain')
  const text = await person.ok('explain', plain)
  expect(text).toMatch(/^container +ready, /m)
  expect(text).not.toMatch(/^(screen|agent|prompt)/m)
  expect((await person.hal(['explain', 'nobody'])).exitCode).toBe(5)
})

/** What comes, sooner or later. */
async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
  }
}
