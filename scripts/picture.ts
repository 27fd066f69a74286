// `node scripts/picture.ts`: starts a few workers, lets them do something, and draws what the dashboard shows of them into
// docs/dashboard.svg. Needs a container engine and a built hal. The workers are removed in the end.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { docker, Person } from '../test/rigs/hal.ts'
import { svgOf } from './lib/svg-screen.ts'

const file = join(import.meta.dirname, '..', 'docs', 'dashboard.svg')
const [columns, rows] = [112, 30]

const tests = `import unittest

class Prices(unittest.TestCase):
    def test_adds_tax(self): self.assertEqual(round(100 * 1.19), 119)
    def test_rounds_half_up(self): self.assertEqual(round(2.5), 3)
    def test_knows_currencies(self): self.assertIn("EUR", {"EUR", "CHF"})
`

await using person = new Person({ COLORTERM: 'truecolor' })
writeFileSync(join(person.home, 'test_prices.py'), tests)
await person.ok('build-profiles', 'base', 'python')
const start = (name: string, ...args: readonly string[]) => person.ok('workers', 'start', name, ...args)
await start('ada', '--profile', 'python')
await start('lin', '--profile', 'python', '--', 'python3', '-c', 'while True: sum(range(100_000))')
await start('kay', '--profile', 'base')
await start('mae', '--image', 'debian:bookworm-slim', '--memory', '1g')
await start('joy', '--image', 'debian:bookworm-slim')
await person.hal(['send', 'ada', 'python3 -m unittest', '--capture'])
await person.ok('send', 'kay', 'git --version', '--capture')
await person.ok('workers', 'freeze', 'kay')
await docker('kill', 'hal-joy')

await using dashboard = person.terminal(['workers', 'dashboard'], { columns, rows })
await dashboard.waitFor(/joy .*killed/)
// Failed workers come first; the next one is ada.
dashboard.type('j')
await dashboard.waitFor((screen) => /lin .*[▁-█]{4}/.test(screen) && screen.includes('FAILED (failures=1)'), {
  timeoutMs: 60_000,
})
const cells = Array.from({ length: rows }, (_, row) =>
  Array.from({ length: columns }, (_, column) => dashboard.cell(column, row)),
)
writeFileSync(file, svgOf(cells, 'hal workers dashboard: five workers, and the screen of the selected one'))
process.stdout.write(`${dashboard.screen()}\nwrote ${file}\n`)
dashboard.type('q')
await dashboard.exit
// By hal and not behind its back, so that their folders go, too.
await person.ok('workers', 'remove', '--all', '--force')
