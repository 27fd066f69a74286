import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { list, Person } from '../rigs/hal.ts'
import { Newcomer } from '../rigs/newcomer.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(() => person[Symbol.asyncDispose]())

/** Works, asks, waits for the answer, and says what came of it. */
const agent = `
say() { printf '\\033]7425;%s;text=%s\\007' "$1" "$2"; }
say working
echo reading the tests
[ "$1" = asks ] || exec sleep 1000
say waiting 'Do you want to run pytest?'
printf 'Do you want to run pytest? '
read -r answer
say working
echo "$answer, so all 12 tests passed"
exec sleep 1000
`

test.each([
  [120, 36],
  [80, 24],
])(
  'with the footer alone, at %i×%i: three workers started, the one that waits found and answered, all stopped',
  async (columns, rows) => {
    writeFileSync(join(person.home, 'agent'), agent)
    const [ada, kim, lin] = ['ada', 'kim', 'lin'].map((short) => person.name(short)) as [
      string,
      string,
      string,
    ]
    await using terminal = person.terminal(['dashboard'], { columns, rows })
    const newcomer = new Newcomer(terminal)
    await newcomer.sees(/no workers/)

    for (const name of [ada, kim, lin]) {
      await newcomer.presses('new')
      await newcomer.sees('start a worker')
      newcomer.types(name)
      await newcomer.goesTo('image')
      newcomer.types('debian:bookworm-slim')
      await newcomer.presses('start')
      await newcomer.sees(new RegExp(`${name} ready in`), { timeoutMs: 30_000 })
    }
    await newcomer.sees('3 ready')

    for (const name of [ada, kim, lin]) {
      await newcomer.selects(name)
      await newcomer.presses('send')
      await newcomer.sees(`send to ${name}`)
      newcomer.types(name === kim ? 'sh agent asks' : 'sh agent')
      await newcomer.presses('send')
      await newcomer.sees(`sent to ${name}`)
    }

    await newcomer.sees('1 waiting')
    await newcomer.sees(new RegExp(`${kim} +waiting .*Do you want to run pytest\\?`))
    await newcomer.selects(kim)
    await newcomer.presses('send')
    await newcomer.sees(`send to ${kim}`)
    newcomer.types('yes')
    await newcomer.presses('send')
    await newcomer.sees('yes, so all 12 tests passed')
    await newcomer.sees('3 working')

    await newcomer.selects(ada)
    await newcomer.presses('mark')
    await newcomer.sees('1 marked')
    await newcomer.presses('mark all')
    await newcomer.sees('3 marked')
    await newcomer.presses('stop 3')
    await newcomer.sees(/stop 3 workers\?/)
    await newcomer.presses('yes')
    await newcomer.sees('3 exited')
    // By then nothing is being done that leaving would be asked about for.
    await newcomer.sees('3 stopped')
    await newcomer.presses('quit')
    expect(await terminal.exit).toMatchObject({ exitCode: 0 })
    const phases = (await list(person)).map(({ name, phase }) => `${name} ${phase}`)
    expect(phases).toEqual([`${ada} exited`, `${kim} exited`, `${lin} exited`])
    await person.ok('rm', '--all', '--force')
  },
)
