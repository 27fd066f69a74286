import { expect, test } from 'vitest'
import { dashboardOn } from '../../../test/rigs/dashboard-screen.ts'
import { aRow, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { aProfile, scriptedImages } from '../../../test/rigs/scripted-images.ts'
import { ok } from '../../lib/result.ts'
import type { LineHistory } from '../settings.ts'

const memory = (lines: string[] = []): LineHistory & { readonly lines: readonly string[] } => ({
  lines,
  read: () => lines,
  add: (line) => void lines.push(line),
})

const up = '\u001b[A'
const right = '\u001b[C'

test('does to a worker what its command says, after the same questions as the keys', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'kim' })])
  const screen = dashboardOn(scripted)
  await screen.first
  await screen.type(':stop kim\r', 'stop kim?')
  await screen.type('y', 'kim stopped')
  await screen.type(':send ada make test\r', 'sent to ada')
  await screen.type(':freeze ada\r', 'ada frozen')
  await screen.type(':send ada x\r', 'ada is frozen: f thaws it')
  await screen.type('\u0015thaw ada\r', 'ada thawed')
  expect(scripted.asked).toEqual(['stop kim', 'send ada make test', 'freeze ada', 'thaw ada'])
  await screen.quit()
})

test('starts several workers of a profile, and turns to the first', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' })])
  const started: unknown[] = []
  const start: typeof scripted.verbs.start = (input) => {
    started.push({ profile: input.profile, count: input.count })
    return scripted.verbs.start(input)
  }
  const screen = dashboardOn({ verbs: { ...scripted.verbs, start } })
  await screen.first
  await screen.type(':start python --count 0\r', 'count: expected a whole number from 1 to 500, got "0"')
  await screen.type('\u0015start python --count 900\r', 'from 1 to 500, got "900"')
  await screen.type('\u0015start --cpus much\r', 'cpus: expected a number of at least 0.1, got "much"')
  await screen.type('\u0015start --pids 8\r', 'pids: expected a whole number of at least 16, got "8"')
  await screen.type('\u0015start --name Ada\r', '"Ada" can\'t be a worker\'s name. A name has')
  expect(screen.stdout.screen()).toContain('begins and ends with a letter or digit.')
  await screen.type('\u0015start python --count 2\r', 'zoe ready in 0.36s')
  await screen.stdout.shows('▌ ○ zoe')
  expect(started).toEqual([{ profile: 'python', count: 2 }])
  await screen.quit()
})

test('gives the agent that it starts a prompt in quotes, and shows first what is used most', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' })])
  const screen = dashboardOn(scripted)
  await screen.first
  const usage = 'start [PROFILE] [--agent NAME] [--prompt "TEXT"] [--branch BRANCH]'
  await screen.type(':start base --name zoe', usage)
  await screen.type(' --prompt "go on"\r', 'a prompt is for an agent: name it with --agent')
  await screen.type(' --agent claude\r', 'sent to zoe')
  expect(scripted.asked).toEqual(['start zoe base', 'send zoe go on'])
  await screen.quit()
})

test('says why none of several was started once, and names none that never was', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' })])
  const failure = { reason: 'no-headless', agent: 'aider' } as const
  const start: typeof scripted.verbs.start = async () =>
    ok(['hana', 'noa'].map((name) => ({ ok: false, name, failure })))
  const screen = dashboardOn({ verbs: { ...scripted.verbs, start } })
  await screen.first
  await screen.type(':start python --count 2\r', 'aider')
  expect(screen.stdout.screen()).not.toMatch(/hana|noa/)
  await screen.quit()
})

test('keeps a line that means nothing, with what was probably meant, to be mended', async () => {
  const screen = dashboardOn(scriptedFleet([aRow({ name: 'ada' })]))
  await screen.first
  await screen.type(':stpo ada\r', 'no command is called "stpo": did you mean stop?')
  expect(screen.stdout.screen()).toContain(' : stpo ada')
  await screen.type('\u0015stop adda\r', 'no worker is named "adda": did you mean ada?')
  await screen.type('\u0015st\t', ' : start')
  await screen.type('\t', ' : stop')
  await screen.type('\u001b[Z', ' : start')
  await screen.type('\u0015select ad', 'select ad▏a')
  await screen.type(right, 'select ada▏')
  await screen.type('\u0015\u007f', '? help')
  await screen.quit()
})

test('says of a profile that there is none while it is typed, and asks no engine for it', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' })])
  const images = scriptedImages([aProfile('base'), aProfile('python')])
  const screen = dashboardOn(scripted, { images: images.verbs })
  await screen.first
  await screen.type(':start pyhton', 'no profile is named "pyhton": did you mean python?')
  await screen.type(' --count 2\r', ' : start pyhton --count 2')
  await screen.type(
    '\u0015start nosuchprofile',
    'no profile is named "nosuchprofile": there are base, python',
  )
  expect(scripted.asked).toEqual([])
  await screen.type('\u0003', '? help')
  images.set([aProfile('base'), aProfile('new-one')])
  await screen.type(':start new', ' : start new▏-one')
  await screen.type('-one\r', 'zoe ready in 0.36s')
  expect(scripted.asked).toEqual(['start zoe new-one'])
  await screen.quit()
})

test('remembers the lines that were run, from one run to the next', async () => {
  const history = memory(['filter kim'])
  const screen = dashboardOn(scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'kim' })]), {
    commandHistory: history,
  })
  await screen.first
  await screen.type(':nonsense\r', 'no command is called')
  await screen.type('\u0015select kim\r', '▌ ○ kim')
  expect(history.lines).toEqual(['filter kim', 'select kim'])
  await screen.type(`:${up}`, ' : select kim')
  await screen.type(up, ' : filter kim')
  await screen.type('\u001b[B', ' : select kim')
  await screen.type(`\u0015fi${up}`, ' : filter kim')
  await screen.type('\r', 'filter: kim')
  await screen.quit()
})

test('shows the list where it was while a line is typed, and other views under their own', async () => {
  const screen = dashboardOn(scriptedFleet([aRow({ name: 'ada' })]))
  await screen.first
  const above = () => screen.stdout.screen().split('\n').slice(0, 6)
  const before = above()
  await screen.type(':', 'tab complete')
  expect(above()).toEqual(before)
  await screen.type('events\r', 'nothing has happened yet')
  await screen.type(':engine', 'turn to another container engine')
  expect(screen.stdout.screen()).toContain('nothing has happened yet')
  await screen.type('\r', 'docker 20.10 on laptop')
  await screen.type(':workers\r', 'WORKER')
  await screen.quit()
})

test('turns to the images, with and without layers, to the pulse, and to a list in groups', async () => {
  const scripted = scriptedFleet([
    aRow({ name: 'ada', profile: 'python' }),
    aRow({ name: 'kim', profile: 'base' }),
  ])
  const images = scriptedImages([aProfile('core-base', { isLayer: true }), aProfile('python')])
  const screen = dashboardOn(scripted, { images: images.verbs })
  await screen.first
  await screen.type(':images\r', 'core-base')
  await screen.type(':profiles\r', ' profiles  2 fresh')
  expect(screen.stdout.screen()).not.toContain('core-base')
  expect(screen.stdout.screen()).toMatch(/▌ python +fresh/)
  await screen.type(':pulse\r', ' pulse  2 workers, 2 running')
  await screen.type(':group profile\r', '▾ python')
  expect(screen.stdout.screen()).toContain('▾ base')
  await screen.type(':group team\r', 'it can\'t be grouped by "team", but by none, project, engine, profile')
  await screen.type('\u0015group none\r:pulse\r', ' pulse  2 workers, 2 running')
  await screen.type(':workers\r', 'WORKER')
  expect(screen.stdout.screen()).not.toContain('▾')
  await screen.quit()
})

test('takes pasted text as text, on one line, and steers no terminal with it', async () => {
  const screen = dashboardOn(scriptedFleet([aRow({ name: 'ada' })]), {
    commandHistory: memory(['send ada \u001b[2Jx']),
  })
  await screen.first
  await screen.type(':send ada \u001b[200~one\ntwo\u001b]0;title\u0007\u001b[201~', ' : send ada one two')
  await screen.type(`\u0015se${up}`, ' : send ada')
  expect(screen.stdout.written).not.toContain('\u001b]0;title')
  expect(screen.stdout.written).not.toContain('\u001b[2Jx')
  await screen.type('\u0003', '? help')
  await screen.quit()
})
