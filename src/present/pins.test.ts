import { expect, test } from 'vitest'
import type { PinState } from '../images/upgrade/outdated.ts'
import { noAnswers, pinRows, upgradeCommand } from './pins.ts'

const silent = (tool: string, address: string, why: string): PinState => ({
  ...{ tool, pinned: '1.0', usedBy: ['devbox'], isOutdated: false },
  newest: { kind: 'no-answer', where: 'GitHub releases', address, why },
})
const said: PinState = {
  ...{ tool: 'node', pinned: '24.1', usedBy: ['node'], isOutdated: false },
  newest: { kind: 'said', where: 'npm', version: '24.1', sums: {} },
}
const unknown = 'its name is not known here'
const states = [
  said,
  silent('helm', 'https://api.github.com/repos/helm/helm/releases/latest', unknown),
  silent('go', 'https://go.dev/VERSION?m=text', 'it answers 503'),
  silent('ttyd', 'https://api.github.com/repos/tsl0922/ttyd/releases/latest', unknown),
]

test('who gave no answer has a short row, and a reason that several share is said once', () => {
  const plain = (text: string) => text
  const rows = pinRows(states, { warning: plain, dim: plain }).map((row) => row.map(({ text }) => text))
  expect(rows).toEqual([
    ['TOOL', 'PINNED', 'NEWEST', 'WHERE', 'USED BY'],
    ['node', '24.1', '24.1', 'npm', 'node'],
    ['helm', '1.0', 'no answer', 'api.github.com', 'devbox'],
    ['go', '1.0', 'no answer', 'go.dev', 'devbox'],
    ['ttyd', '1.0', 'no answer', 'api.github.com', 'devbox'],
  ])
  expect(noAnswers(states)).toEqual([
    'helm, ttyd: no answer from api.github.com: its name is not known here.',
    'go: no answer from https://go.dev/VERSION?m=text: it answers 503.',
    'What is newest of 3 of 4 tools is not known. Check the way there (the network, HTTPS_PROXY), then repeat the command.',
  ])
})

test('where all answered there is nothing to say', () => {
  expect(noAnswers([said])).toEqual([])
})

test('what is outdated can be pinned by one command', () => {
  const outdated = (tool: string) => ({ ...said, tool, isOutdated: true })
  expect(upgradeCommand(states)).toBeUndefined()
  expect(upgradeCommand([said, outdated('go'), outdated('helm')])).toBe('hal images upgrade go helm')
  expect(upgradeCommand(['a', 'b', 'c', 'd'].map(outdated))).toBe('hal images upgrade')
})
