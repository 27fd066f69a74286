import { afterAll, beforeAll, expect, test } from 'vitest'
import { list, Person } from '../rigs/hal.ts'
import { type OwnEngine, startOwnEngine, toolsImages } from '../rigs/own-engine.ts'

let engine: OwnEngine
let person: Person
beforeAll(async () => {
  // Has the tools made, if this machine has none yet.
  await using builder = new Person()
  await builder.start('tools')
  engine = await startOwnEngine(['debian:bookworm-slim', ...(await toolsImages())])
  person = new Person({ DOCKER_HOST: engine.address })
})
afterAll(async () => {
  await engine[Symbol.asyncDispose]()
  await person[Symbol.asyncDispose]()
})

test('an engine killed with -9 and started again finds every worker alive, and so does hal', async () => {
  const names = [await person.start('ada'), await person.start('bob'), await person.start('cy')]
  const [first = ''] = names
  await person.ok(
    'send',
    first,
    'colour=red; (while [ ! -e /tmp/go ]; do :; done; touch ~/went) &',
    '--capture',
  )
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('3 ready')

  await engine.kill()
  await terminal.waitFor(/doesn't answer · shown as \d+s ago/, { timeoutMs: 3_000 })
  expect(await person.hal(['ls'])).toMatchObject({ stdout: '', exitCode: 3 })
  expect(await person.ok('send', first, 'echo $colour; touch /tmp/go', '--capture')).toBe('red\n')

  await engine.start()
  await terminal.waitFor((screen) => !screen.includes("doesn't answer") && screen.includes('3 ready'), {
    timeoutMs: 3_000,
  })
  expect(await list(person)).toMatchObject(names.map((name) => ({ name, phase: 'ready' })))
  for (const name of names)
    expect(await person.ok('send', name, 'echo "$HAL_WORKER $colour"', '--capture')).toBe(
      `${name} ${name === first ? 'red' : ''}\n`,
    )
  expect(await person.ok('send', first, 'wait; ls ~/went', '--capture')).toContain('/went\n')
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  await person.ok('rm', '--all', '--force')
  expect(await list(person)).toEqual([])
})
