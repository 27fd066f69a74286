// `node scripts/pictures.ts`: starts a few workers with scripted agents, lets them get somewhere, and draws what the dashboard shows of
// them into docs/pictures. Needs a container engine and a built hal. The workers are removed in the end.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Person } from '../test/rigs/hal.ts'
import { neutral } from './lib/neutral-cells.ts'
import { stageFleet, waiter } from './lib/staged-fleet.ts'
import { svgOf } from './lib/svg-screen.ts'

const folder = join(import.meta.dirname, '..', 'docs', 'pictures')

interface Shot {
  readonly name: string
  readonly title: string
  readonly columns: number
  readonly rows: number
  readonly keys: string
  readonly until: (screen: string) => boolean
}

/** Of the waiting worker's own screen. */
const onScreen = (screen: string) => screen.includes('Bash(pytest')

const shots: readonly Shot[] = [
  {
    ...{
      name: 'dashboard',
      title: 'hal workers dashboard: eight workers, and the screen of the one that waits',
    },
    ...{ columns: 120, rows: 40, keys: '', until: onScreen },
  },
  {
    ...{ name: 'dashboard-narrow', title: 'The dashboard in a narrow terminal' },
    ...{ columns: 80, rows: 24, keys: '', until: onScreen },
  },
  {
    ...{ name: 'dashboard-large', title: 'The dashboard in a large terminal' },
    ...{ columns: 200, rows: 60, keys: '', until: onScreen },
  },
  {
    ...{ name: 'start-form', title: 'A new worker, in a form' },
    ...{
      columns: 120,
      rows: 40,
      keys: 'nzoe\tclaude\t\tzoe/docs\tWrite the docs of the prices.\t./shop',
      until: (screen) => /--agent claude --branch zoe\/docs/.test(screen),
    },
  },
  {
    ...{ name: 'help', title: 'All keys' },
    ...{ columns: 120, rows: 40, keys: '?', until: (screen) => screen.includes('next worker') },
  },
  {
    ...{ name: 'pulse', title: 'The fleet at a glance' },
    ...{
      columns: 120,
      rows: 40,
      keys: 'p',
      until: (screen) => /busiest/i.test(screen) && !/images +reading/.test(screen),
    },
  },
]

await using person = new Person({ COLORTERM: 'truecolor', HAL_DASHBOARD_THEME: 'dark' })
await stageFleet(person)
mkdirSync(folder, { recursive: true })
for (const { name, title, columns, rows, keys, until } of shots) {
  await using dashboard = person.terminal(['workers', 'dashboard'], { columns, rows })
  await dashboard.waitFor(new RegExp(`${waiter} +waiting`))
  await dashboard.waitFor(/gina +done/)
  // All numbers that have a column, and enough of the past for a line.
  await dashboard.waitFor((screen) => !screen.includes('MEM') || /finn .*\dM/.test(screen))
  if (columns >= 90) await dashboard.waitFor(/finn .*[▁-█]{4}/, { timeoutMs: 60_000 })
  dashboard.type(`g${keys}`)
  await dashboard.waitFor(until)
  const cells = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => dashboard.cell(column, row)),
  )
  writeFileSync(join(folder, `${name}.svg`), svgOf(neutral(cells), title))
  process.stdout.write(`${dashboard.screen()}\nwrote ${name}.svg\n`)
}
// By hal and not behind its back, so that their folders go, too.
await person.ok('workers', 'remove', '--all', '--force')
