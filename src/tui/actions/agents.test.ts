import { afterEach, expect, test } from 'vitest'
import { dashboardOn } from '../../../test/rigs/dashboard-screen.ts'
import { aRow, type ScriptedFleet, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { fail, ok } from '../../lib/result.ts'
import type { RemoveOptions, SendInput, StartInput, WorkerVerbs } from '../../workers/verbs.ts'
import { noSurroundings } from './surroundings.ts'

let leave = async () => {}
afterEach(() => leave(), 5_000)

const open = async (scripted: ScriptedFleet, over: Partial<WorkerVerbs> = {}) => {
  const ending = new AbortController()
  const agents = ['claude', 'codex'].map((name) => ({ name, isUnattended: name === 'codex' }))
  const screen = dashboardOn(
    { verbs: { ...scripted.verbs, ...over } },
    { surroundings: { ...noSurroundings, agents }, signal: ending.signal },
  )
  leave = async () => {
    ending.abort()
    await screen.ended
  }
  await screen.first
  return screen
}

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ')

const agent = { agent: 'claude', activity: 'idle', activityBy: 'claude' } as const
const since = new Date()

test('starts an agent with all that the form has of it, and gives it the prompt', async () => {
  const scripted = scriptedFleet()
  const started: StartInput[] = []
  const sent: SendInput[] = []
  const screen = await open(scripted, {
    start: async (input) => {
      started.push(input)
      return scripted.verbs.start(input)
    },
    send: async (input) => {
      sent.push(input)
      return ok({ worker: input.name, window: 'agent', proof: { by: 'hook', tookMs: 210, isExact: true } })
    },
  })
  await screen.type('nada\tcl', 'agent      ‹ cl▏ (tab: aude) ›')
  await screen.type('\t ', 'unattended ‹ yes ›  arrows choose; yes: it acts without asking')
  await screen.type('\tada/fix\tfix the\nlogin', 'ctrl-j new line')
  await screen.stdout.shows(
    "$ hal workers start ada --agent claude --unattended --branch ada/fix --prompt 'fix",
  )
  await screen.type('\r', 'ada took it in 0.21s')
  expect(started).toMatchObject([{ name: 'ada', agent: 'claude', isUnattended: true, branch: 'ada/fix' }])
  expect(sent).toMatchObject([{ name: 'ada', text: 'fix the\nlogin' }])
  await screen.type('s\u001b[A', 'login▏')
})

test('says of an agent that acts without asking by the person’s config that it does', async () => {
  const screen = await open(scriptedFleet())
  await screen.type('n\tcodex', 'unattended yes, as your config has it')
})

test('says of a name that is in use what becomes of the worker, and whose the prompt is', async () => {
  const workers = ['bob', 'zoe-2'].map((name) => aRow({ name, ...agent }))
  const scripted = scriptedFleet(workers)
  const screen = await open(scripted)
  await screen.type('nbo', 'workers start bo')
  expect(screen.stdout.screen()).not.toContain('it stays as it is')
  await screen.type('b', 'bob runs already: it stays as it is')
  await screen.type('\tclaude\t\t\tgo on', 'bob runs already: it stays as it is, and the prompt goes to it')
  scripted.change('bob', { phase: { kind: 'exited', since, exitCode: 0, why: undefined } })
  await screen.stdout.shows('bob exists: it comes back as it is, and the prompt goes to it')
  await screen.type('\u001b', 'n new')
  await screen.type('nzoe\u001b[Z\u001b[Z\u001b[Z\u001b[Z2', 'zoe-2 runs already')
})

test('keeps what a start warns of in sight, whatever is pressed, until escape', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' })])
  const screen = await open(scripted, {
    start: async (input) => {
      const started = await scripted.verbs.start(input)
      if (!started.ok) return started
      const warnings = ["the worker can't write /srv/x"]
      const [zoe] = started.value.map((one) => (one.ok ? { ...one, warnings } : one))
      if (zoe === undefined) return started
      return ok(input.count === 2 ? [zoe, { ...zoe, name: 'kim' }] : [zoe])
    },
  })
  await screen.type(':start --name zoe\r', "zoe ready in 0.36s · the worker can't write /srv/x")
  await screen.type('j', 'esc close')
  await screen.type('k', '▌ ○ ada')
  expect(screen.stdout.screen()).toContain("the worker can't write /srv/x")
  screen.stdin.write('\u001b')
  await expect.poll(() => screen.stdout.screen()).not.toContain("can't write")
  await screen.type(':start --count 2\r', '2 workers ready: zoe, kim · E says what to know of each')
})

test('asks before it drops the words in a prompt box for a text that was not taken, and sends it then', async () => {
  const drafts: SendInput['draft'][] = []
  const screen = await open(scriptedFleet([aRow({ name: 'ada', ...agent })]), {
    send: async ({ name, draft }) => {
      drafts.push(draft)
      return draft === 'clear'
        ? ok({ worker: name, window: 'agent', proof: { by: 'queue', tookMs: 5 } })
        : fail({ reason: 'prompt-dirty', name, typed: 'half a thought' })
    },
  })
  await screen.type('S', 'nothing was kept from it')
  await screen.type('sdo this\r', 'prompt box: half a thought')
  expect(inOneLine(screen.stdout.screen())).toContain(
    'S on ada sends it in their place · s and ↑ bring your text back',
  )
  await screen.type('S', "drop the words in ada's prompt box?")
  expect(screen.stdout.screen()).toMatch(/half a thought[\s\S]+In their place it gets:\s+do this/)
  expect(drafts).toEqual(['refuse'])
  await screen.type('y', 'ada is at work, and takes it when it is done.')
  expect(drafts).toEqual(['refuse', 'clear'])
  await screen.type('S', 'nothing was kept from it')
})

test('says what an agent waits for that can’t be sent to, and the key that lets one answer', async () => {
  const screen = await open(scriptedFleet([aRow({ name: 'ada', ...agent })]), {
    send: async ({ name }) =>
      fail({
        reason: 'prompt-blocked',
        name,
        agent: 'claude',
        activity: 'waiting',
        question: 'Run rm -rf build?',
      }),
  })
  await screen.type('sgo on\r', 'ada waits for a person: Run rm -rf build?')
  expect(inOneLine(screen.stdout.screen())).toContain('⏎ on ada lets you answer it')
})

const unmerged = {
  reason: 'unmerged-work',
  isPullable: true,
  files: ['notes.txt'],
  commits: [{ id: '1234abc', subject: 'Fix the login' }],
  isMore: false,
} as const

/** Removes only for who may lose work. */
const guarding = (scripted: ScriptedFleet, asked: RemoveOptions[]): Partial<WorkerVerbs> => ({
  remove: async (whom, options = {}) => {
    asked.push(options)
    if (options.mayLoseWork === true) return scripted.verbs.remove(whom, options)
    return whom.map((one) => {
      const name = typeof one === 'string' ? one : one.name
      return { ok: false, name, failure: { ...unmerged, name } }
    })
  },
})

test('names the commits of a worker that is to be removed, and removes it only after a second, other key', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' })])
  const asked: RemoveOptions[] = []
  const screen = await open(scripted, guarding(scripted, asked))
  await screen.type('D', 'remove ada?')
  await screen.type('y', 'remove ada with work that is nowhere else?')
  expect(screen.stdout.screen()).toMatch(/1234abc Fix the login\s+not committed: notes.txt/)
  screen.stdin.write('y\r')
  await screen.type('?', 'while work would be lost')
  await screen.type('\u001b', 'Y lose it')
  expect(asked).toMatchObject([{ isForced: true }])
  await screen.type('Y', 'ada removed')
  expect(asked.map(({ mayLoseWork = false }) => mayLoseWork)).toEqual([false, true])
})

test('asks of several at once, and keeps them all with esc', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'bob', containerId: 'b0b' })])
  const asked: RemoveOptions[] = []
  const screen = await open(scripted, guarding(scripted, asked))
  await screen.type('*D', 'remove 2 workers?')
  await screen.type('y', 'remove 2 workers with work that is nowhere else?')
  await screen.type('\u001b', '2 failed: ada, bob')
  expect(asked).toHaveLength(1)
})

test('leaves somebody who is at something else by then alone', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' })])
  const held = Promise.withResolvers<void>()
  const { remove } = guarding(scripted, [])
  const screen = await open(scripted, {
    remove: async (...given) => {
      await held.promise
      return (await remove?.(...given)) ?? []
    },
  })
  await screen.type('Dy', 'removing ada')
  await screen.type('sYes', 'Yes▏')
  held.resolve()
  await screen.type('!', 'Yes!▏')
  await screen.type('\u001b', 'ada has work that is nowhere else')
})

test('shows the whole question of a worker that waits above its screen, and who said so', async () => {
  const question = `Bash: ${'rm -rf build and '.repeat(8)}the end of it`
  const waits = { name: 'ada', ...agent, activity: 'waiting', activitySince: since, question } as const
  const scripted = scriptedFleet([aRow(waits)])
  const screen = await open(scripted)
  scripted.show('ada', ['its screen'])
  await screen.stdout.shows('its screen')
  expect(screen.stdout.screen()).toContain('· asks · said by claude')
  expect(screen.stdout.screen()).toMatch(/the end of it[\s\S]+its screen/)
  await screen.type('\r', 'back; all other keys go to ada')
  expect(screen.stdout.screen()).not.toContain('the end of it')
  screen.stdin.write('1')
  await expect.poll(() => scripted.typed).toEqual(['ada: 1'])
  await screen.type('\u001d', 'the end of it')
})

test('explains a state: who says so, since when, what it asks, and what to do about it', async () => {
  const waits = { ...agent, activity: 'waiting', activitySince: since, question: 'Run it?' } as const
  const scripted = scriptedFleet([aRow({ name: 'ada', ...waits }, { lastLine: '❯ 1. Yes' })])
  const screen = await open(scripted)
  await screen.type('e', 'why ada is as it is')
  const shown = screen.stdout.screen()
  for (const fact of [/state +waiting/, /author +said by claude/, /asks +Run it\?/, /last line +❯ 1\. Yes/])
    expect(shown).toMatch(fact)
  await screen.stdout.shows('It is fixed. (and 1 more line)')
  expect(screen.stdout.screen()).toMatch(/prompt +Fix it, ada\.\s+answer +It is fixed\./)
  scripted.change('ada', { activity: 'done', activityBy: 'screen', question: undefined })
  await screen.stdout.shows('seen on its screen, and not said by the agent itself')
  await screen.stdout.shows('not since it was done')
  expect(scripted.asked).not.toContain('seen ada')
})
