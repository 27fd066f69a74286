import { expect, test } from 'vitest'
import type { PushState, PushUpdate } from '../images/push-state.ts'
import { licenceLines, noPush, pushLine, pushLines, pushSummary, withPush } from './push.ts'

const digest = `sha256:1c70c026e6b6${'0'.repeat(52)}`
const there = (name: string): string => `ghcr.io/acme/hal-${name}`
const update = (name: string, tag: string, state: PushState): PushUpdate => ({
  ...{ kind: 'push', layer: name, reference: `${there(name)}:${tag}`, state },
})
const progress = {
  layers: 4,
  layersUp: 2,
  sentBytes: 12 * 1024 ** 2,
  totalBytes: 45 * 1024 ** 2,
  isTryingAgain: false,
}
const failure = {
  reason: 'registry-unreachable',
  ...{ image: 'x', registry: 'docker.io', detail: 'EOF', mayPass: true },
} as const
const updates: readonly PushUpdate[] = [
  update('base', '3f9c2a1', { kind: 'there', digest }),
  update('base', 'latest', { kind: 'pushed', digest, tookMs: 100 }),
  update('node', '7d20e11', { kind: 'pushing', progress: undefined }),
  update('node', '7d20e11', { kind: 'pushing', progress }),
  update('node', 'latest', { kind: 'waiting' }),
  update('java', '9b1d0e4', { kind: 'failed', failure }),
  update('java', '1.2.0', { kind: 'left-out', because: `${there('java')}:9b1d0e4` }),
  update('java', 'latest', { kind: 'left-out', because: `${there('java')}:9b1d0e4` }),
  update('python', 'b0d4e3f', { kind: 'elsewhere', digest }),
  update('python', 'git-b0d4e3f9c2a1', { kind: 'kept', digest }),
  update('rust', 'aaaaaaa', { kind: 'waiting' }),
]

test('each image is a line under where it goes', () => {
  expect(pushLines(updates.reduce(withPush, noPush), 120)).toEqual([
    '  to ghcr.io/acme',
    '  hal-base    ✓ 3f9c2a1 already there · latest pushed                                 sha256:1c70c026e6b6',
    '  hal-node    ◐ 7d20e11  2 of 4 layers  12M of 45M',
    '  hal-java    ✗ 9b1d0e4 failed · 1.2.0, latest not sent',
    '  hal-python  ✓ b0d4e3f kept, built elsewhere · git-b0d4e3f9c2a1 kept, another build  sha256:1c70c026e6b6',
    '  hal-rust    · waits',
  ])
})

test('what goes wrong for a while is said while it lasts', () => {
  const lines = (state: PushState) => pushLines(withPush(noPush, update('base', 'latest', state)), 120).at(-1)
  expect(lines({ kind: 'pausing', failure, pauseMs: 4000 })).toBe(
    '  hal-base  ◐ latest  the registry fails, again in 4s',
  )
  expect(lines({ kind: 'pushing', progress: { ...progress, isTryingAgain: true } })).toBe(
    '  hal-base  ◐ latest  the registry is gone, the engine tries again',
  )
})

test('a narrow terminal cuts the lines', () => {
  const lines = pushLines(updates.reduce(withPush, noPush), 30)
  expect(Math.max(...lines.map((line) => line.length))).toBe(30)
})

test('a pipe gets a line for what begins and what ends', () => {
  expect(updates.map(pushLine)).toEqual([
    `already there ${there('base')}:3f9c2a1 ${digest}`,
    `pushed ${there('base')}:latest ${digest}`,
    `pushing ${there('node')}:7d20e11`,
    undefined,
    undefined,
    `failed ${there('java')}:9b1d0e4`,
    `not sent ${there('java')}:1.2.0`,
    `not sent ${there('java')}:latest`,
    `kept ${there('python')}:b0d4e3f ${digest} (built elsewhere from the same inputs)`,
    `kept ${there('python')}:git-b0d4e3f9c2a1 ${digest} (another build of the same commit)`,
    undefined,
  ])
})

test('a summary says what is up and what is not, where something failed', () => {
  const results = updates.flatMap(({ layer, reference, state }) =>
    state.kind === 'waiting' ||
    state.kind === 'asking' ||
    state.kind === 'pushing' ||
    state.kind === 'pausing'
      ? []
      : [{ layer, reference, end: state }],
  )
  expect(pushSummary(results, ['rust'])).toEqual([
    '4 of 7 names are up, 1 failed, 2 not asked for.',
    'up         ghcr.io/acme/hal-base: 3f9c2a1, latest',
    'up         ghcr.io/acme/hal-python: b0d4e3f, git-b0d4e3f9c2a1',
    'failed     ghcr.io/acme/hal-java: 9b1d0e4',
    'not asked  ghcr.io/acme/hal-java: 1.2.0, latest',
    'not built, so not pushed: rust',
    'The same command again sends only the rest.',
  ])
  expect(pushSummary(results.slice(0, 2), [])).toBeUndefined()
})

test('a licence is said with its tool and the images that have it', () => {
  const licences = [{ tool: 'claude', licence: 'Anthropic’s terms', images: ['a', 'b'] }]
  expect(licenceLines(licences)).toContain('  claude (Anthropic’s terms): a, b')
})
