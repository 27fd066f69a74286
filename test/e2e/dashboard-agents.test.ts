import { afterAll, beforeAll, expect, test } from 'vitest'
import { agentPerson } from '../rigs/agent-person.ts'
import type { Person } from '../rigs/hal.ts'
import { bash, say, script } from '../rigs/model-server/script.ts'
import { type ModelServer, startModelServer } from '../rigs/model-server/server.ts'
import { Newcomer } from '../rigs/newcomer.ts'

// The real claude, started, answered and seen off by keys alone, against a model that follows a script.

let models: ModelServer
let person: Person

beforeAll(async () => {
  const fix = [
    say('I will fix it.'),
    bash('rm -rf build; echo fixed > login.txt'),
    say('The login is fixed.'),
  ]
  models = await startModelServer(script([{ when: /fix the login/, do: fix }, { do: [say('Hello.')] }]), {
    on: 'bridge',
  })
  ;({ person } = await agentPerson(models))
})
afterAll(async () => {
  await person[Symbol.asyncDispose]()
  await models[Symbol.asyncDispose]()
})

test('an agent is started with its prompt, asks, is answered with one key, and its work is not lost by another', async () => {
  const name = person.name('ada')
  await using terminal = person.terminal(['dashboard'], { columns: 120, rows: 36 })
  const claude = new Newcomer(terminal)
  await claude.sees(/no workers/)

  await claude.presses('new')
  await claude.sees('start a worker')
  claude.types(name)
  await claude.goesTo('agent')
  claude.types('cluade')
  await claude.sees('Did you mean claude?')
  claude.types('\x15claude')
  await claude.goesTo('branch')
  claude.types('ada/login')
  await claude.goesTo('prompt')
  claude.types('fix the login, please')
  await claude.goesTo('workspace')
  claude.types('./project')
  await claude.goesTo('image')
  claude.types('debian:bookworm-slim')
  await claude.sees(`--agent claude --branch ada/login`)
  await claude.presses('start')

  await claude.sees(new RegExp(`● ${name} +waiting .*rm -rf build`), { timeoutMs: 120_000 })
  await claude.sees(/waiting for \d+[sm] · asks · (said by claude|seen on its screen)/)
  await claude.sees('Do you want to proceed?')

  terminal.type('e')
  await claude.sees(/author +(said by claude|seen on its screen)/)
  await claude.sees(/asks +.*rm -rf build/)
  await claude.sees(/screen +it asks for permission/)
  await claude.sees(/prompt +.*fix the login, please/)
  await claude.presses('back')

  await claude.sees('s send')
  terminal.type('5')
  await claude.sees('nothing was changed since its branch began', { timeoutMs: 30_000 })
  terminal.type('1')
  await claude.sees('[Screen]')

  await claude.presses('focus')
  await claude.sees(`back; all other keys go to ${name}`)
  // A key that comes at once is none of a person who has read the question: claude takes none so early.
  await claude.sees(/waiting for [1-9]\d*s/)
  claude.types('1')
  await claude.sees('The login is fixed.', { timeoutMs: 60_000 })
  // Done for the second that it takes to have looked.
  await claude.sees(new RegExp(`○ ${name} +idle`))
  claude.types('\x1d')
  await claude.sees('s send')

  terminal.type('5')
  await claude.sees('+fixed', { timeoutMs: 30_000 })
  await claude.sees(/login\.txt +\| 1 \+/)
  terminal.type('1')
  await claude.sees('[Screen]')

  terminal.type('D')
  await claude.sees(`remove ${name}?`)
  terminal.type('y')
  await claude.sees('with work that is nowhere else?', { timeoutMs: 30_000 })
  await claude.sees('not committed: login.txt')
  await claude.presses('keep it')
  await claude.sees('s send')
  expect(terminal.screen()).toContain(name)

  terminal.type('Dy')
  await claude.sees('with work that is nowhere else?', { timeoutMs: 30_000 })
  await claude.presses('lose it')
  // By then nothing is being done that leaving would be asked about for.
  await claude.sees(`${name} removed in`, { timeoutMs: 30_000 })
  await claude.sees('no workers yet')
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
})
