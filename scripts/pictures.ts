// `node scripts/pictures.ts`: starts a few workers with scripted agents, lets them get somewhere, and draws what the dashboard shows of
// them into docs/pictures. Needs a container engine and a built hal. The workers are removed in the end.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Person } from '../test/rigs/hal.ts'
import { neutral } from './lib/neutral-cells.ts'
import { shots } from './lib/shots.ts'
import { stageFleet, waiter } from './lib/staged-fleet.ts'
import { svgOf } from './lib/svg-screen.ts'

const folder = join(import.meta.dirname, '..', 'docs', 'pictures')

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
