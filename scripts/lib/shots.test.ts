import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { onView, withDialog } from '../../src/tui/changes.ts'
import { emptyStartForm, startFields } from '../../src/tui/dialogs/start-form.ts'
import { modelOf, ready, text } from '../../src/tui/frame/frame.fixture.ts'
import { openHelp } from '../../src/tui/help/help-state.ts'
import { withKeyHints } from '../../src/tui/keys/key-hints.ts'
import { defaultKeymap } from '../../src/tui/keys/keymap.ts'
import type { Change } from '../../src/tui/model.ts'
import { type Shot, shots } from './shots.ts'

const root = join(import.meta.dirname, '../..')
const pictures = readdirSync(join(root, 'docs/pictures'))

/** What is written in a picture, row by row, by the places that svg-screen.ts gives its texts. */
const rowsOf = ({ name }: Shot): readonly string[] => {
  const svg = readFileSync(join(root, 'docs/pictures', `${name}.svg`), 'utf8')
  const rows: string[] = []
  for (const [, x = '', y = '', said = ''] of svg.matchAll(/<text x="([\d.]+)" y="(\d+)"[^>]*>([^<]*)</g)) {
    const row = (Number(y) - 30) / 18
    const words = said.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
    rows[row] = (rows[row] ?? '').padEnd(Math.round((Number(x) - 16) / 8.4)) + words
  }
  return Array.from({ length: rows.length }, (_, row) => rows[row] ?? '')
}

/** Of each scene, what one is doing in it. */
const doing: Readonly<Record<string, readonly Change[]>> = {
  dashboard: [],
  'start-form': [withDialog({ kind: 'start', form: { ...emptyStartForm, field: 'workspace' } })],
  help: [openHelp],
  pulse: [onView('pulse')],
}

/** The same now, with two workers, of whom the picture's one waits. */
const nowShown = ({ name, columns, rows }: Shot): readonly string[] => {
  const scene = Object.keys(doing).find((key) => name.startsWith(key)) ?? ''
  const workers = [ready('ann', 12, { activity: 'waiting', agent: 'claude' }), ready('ben', 9)]
  const changes = [withKeyHints(defaultKeymap), ...(doing[scene] ?? [])]
  return text(modelOf({ workers, size: { columns, rows }, changes })).split('\n')
}

describe.each(shots)('the picture $name', (shot) => {
  test('offers the keys that the dashboard offers there', () => {
    expect(rowsOf(shot).at(-1)).toBe(nowShown(shot).at(-1))
  })

  test.runIf(shot.name.startsWith('help'))('says of all keys what the help says', () => {
    expect(rowsOf(shot).slice(2)).toEqual(nowShown(shot).slice(2))
  })

  test.runIf(shot.name.startsWith('start-form'))('has the fields of the form', () => {
    const rows = rowsOf(shot)
    const command = rows.findIndex((row) => row.startsWith(' $ hal'))
    const fields = rows.slice(0, command).flatMap((row) => /^ [▌ ] ([a-z]+)(?= |$)/.exec(row)?.[1] ?? [])
    expect(fields).toEqual(startFields)
  })
})

test('what is drawn of the dashboard is what is listed, no more and no less', () => {
  const listed = shots.map(({ name }) => `${name}.svg`)
  expect(pictures.filter((file) => file.endsWith('.svg')).toSorted()).toEqual(listed.toSorted())
})

test('the documents show pictures that there are, and all of the dashboard', () => {
  const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((file) => `docs/${file}`)]
  const linked = new Set(
    pages
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) => [
        ...readFileSync(join(root, file), 'utf8').matchAll(/\]\((?:docs\/)?pictures\/([^)]+)\)/g),
      ])
      .map(([, file]) => file ?? ''),
  )
  expect([...linked].filter((file) => !pictures.includes(file))).toEqual([])
  expect(shots.map(({ name }) => `${name}.svg`).filter((file) => !linked.has(file))).toEqual([])
})
