// `node scripts/docs.ts`: writes what the docs say of commands and config keys from the same records that hal runs on.
// With --check nothing is written: ends with 1 when a page is not what it would be written as.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiPage } from './lib/api-page.ts'
import { commandsPage } from './lib/commands-page.ts'
import { dashboardCommandsTable, dashboardKeysTable } from './lib/dashboard-tables.ts'
import { imagesPage } from './lib/images-page.ts'
import { keysTable } from './lib/keys-table.ts'

const root = join(import.meta.dirname, '..')
const isCheck = process.argv.includes('--check')

const images = await imagesPage(root)

const pages = [
  { path: 'docs/commands.md', write: () => commandsPage },
  { path: 'docs/reference/images.md', write: () => images },
  { path: 'docs/reference/api.md', write: () => apiPage(root) },
  { path: 'docs/configuration.md', write: (text: string) => between(text, 'keys', keysTable) },
  {
    path: 'docs/dashboard.md',
    write: (text: string) =>
      between(between(text, 'commands', `${dashboardCommandsTable}\n`), 'keys', `${dashboardKeysTable}\n`),
  },
]

/** `text` with what stands between the two markers of that name replaced. */
function between(text: string, name: string, inner: string): string {
  const [start, end] = [`<!-- ${name}: generated -->`, `<!-- ${name}: end -->`]
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  if (from === -1 || to < from) throw new Error(`the markers ${start} and ${end} are missing`)
  return `${text.slice(0, from + start.length)}\n\n${inner}\n${text.slice(to)}`
}

for (const { path, write } of pages) {
  const file = join(root, path)
  const before = readIfThere(file)
  const after = write(before)
  if (after === before) continue
  if (isCheck) {
    process.stderr.write(`${path} is stale: run node scripts/docs.ts\n`)
    process.exitCode = 1
  } else {
    writeFileSync(file, after)
    process.stdout.write(`wrote ${path}\n`)
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
