import { expect, test } from 'vitest'
import type { PartChange, PartKind } from '../images/plan/part-kinds.ts'
import type { PlannedBuild } from '../images/verbs.ts'
import { planRows, pushRows } from './plan.ts'

const layer = (name: string, facts: Partial<PlannedBuild>): PlannedBuild => ({
  name,
  parent: { kind: 'image', reference: 'debian' },
  image: `hal/${name}:1234567`,
  action: 'build',
  why: [],
  pushedAs: [],
  ...facts,
})

const pin = (tool: string, from: string | undefined, to: string | undefined) => ({ tool, from, to })

test('every reason for a rebuild reads as a person would say it', () => {
  const plan = [
    layer('base', { action: 'leave' }),
    layer('first', { why: [{ reason: 'not-built' }] }),
    layer('agent', {
      why: [
        {
          reason: 'pins',
          pins: [pin('codex', '0.168.0', '0.169.0'), pin('node', undefined, '24.1'), pin('npm', '11', '11')],
        },
        { reason: 'changed', inputs: ['files', 'args', 'platform'], parts: [] },
      ],
    }),
    layer('sums', { why: [{ reason: 'pins', pins: [] }] }),
    layer('above', { why: [{ reason: 'parent', parent: 'agent', why: [] }] }),
    layer('higher', { why: [{ reason: 'parent', parent: 'base', why: [] }] }),
    layer('higher-why', {
      why: [
        { reason: 'parent', parent: 'base', why: [{ reason: 'pins', pins: [pin('node', '24.0', '24.1')] }] },
      ],
    }),
    layer('elsewhere', { why: [{ reason: 'parent', parent: 'base', instead: 'node', why: [] }] }),
    layer('moved', { why: [{ reason: 'base', reference: 'debian' }] }),
    layer('ids', {
      why: [{ reason: 'base', reference: 'debian', from: '3ec03f76fe19', to: '1c031c5e41b3' }],
    }),
    layer('other', { why: [{ reason: 'base', reference: 'debian', instead: 'rust:1' }] }),
    layer('less', { why: [{ reason: 'incomplete', missing: ['cursor'] }] }),
    layer('old', { why: [{ reason: 'other-hal' }] }),
    layer('anew', { why: [{ reason: 'no-cache' }] }),
    layer('far', { why: [{ reason: 'elsewhere', platforms: ['linux/amd64', 'linux/arm64'] }] }),
    layer('left', { action: 'absent', why: [{ reason: 'not-built' }] }),
    layer('rust', { why: [{ reason: 'base-missing', reference: 'rust:1' }], image: undefined }),
  ]
  expect(planRows(plan).map((row) => row.map(({ text }) => text).join(' | '))).toEqual([
    'leave | base | fresh | hal/base:1234567',
    'build | first | not built yet | hal/first:1234567',
    'build | agent | pins: codex 0.168.0 → 0.169.0, node 24.1 is new, npm 11 with another sum · files, args and platform changed | hal/agent:1234567',
    'build | sums | pins changed | hal/sums:1234567',
    'build | above | stands on agent, which is rebuilt | hal/above:1234567',
    'build | higher | stands on base, which is another now | hal/higher:1234567',
    'build | higher-why | stands on base, which is another now: pins: node 24.0 → 24.1 | hal/higher-why:1234567',
    'build | elsewhere | stands on base in place of node | hal/elsewhere:1234567',
    'build | moved | debian is another now | hal/moved:1234567',
    'build | ids | debian is another now (3ec03f76fe19 → 1c031c5e41b3) | hal/ids:1234567',
    'build | other | stands on debian in place of rust:1 | hal/other:1234567',
    'build | less | without cursor, which is tried again | hal/less:1234567',
    'build | old | built by another version of hal | hal/old:1234567',
    'build | anew | --no-cache | hal/anew:1234567',
    'build | far | for linux/amd64 and linux/arm64, by buildx | hal/far:1234567',
    'absent | left | not built yet · --only leaves it | hal/left:1234567',
    'build | rust | rust:1 is not here, and is pulled first | ',
  ])
})

test('what of a recipe changed is said piece by piece, and what an older image does not know as a whole', () => {
  const part = (kind: PartKind, name: string, how: PartChange['how']): PartChange => ({
    ...{ kind, name, how },
    input: kind === 'file' ? 'files' : 'recipe',
  })
  const said = (
    inputs: readonly ('files' | 'args' | 'recipe' | 'platform')[],
    changes: readonly PartChange[],
  ) => planRows([layer('x', { why: [{ reason: 'changed', inputs, parts: changes }] })])[0]?.[2]?.text
  expect(
    said(['files'], [part('file', 'a', 'new'), part('file', 'b', 'other'), part('file', 'c', 'gone')]),
  ).toBe('file a is new, file b changed, file c is gone')
  const many = ['a', 'b', 'c', 'd', 'e'].map((name) => part('file', name, 'other'))
  expect(said(['files'], many)).toBe('files a, b, c and 2 more changed')
  expect(said(['recipe'], [part('package', 'jq', 'new'), part('package', 'tree', 'new')])).toBe(
    'packages jq and tree are new',
  )
  expect(said(['recipe', 'args'], [part('promise', 'sh', 'gone'), part('command', '', 'other')])).toBe(
    'promise of sh is gone, command changed, args changed',
  )
  expect(
    said(
      ['platform'],
      [{ kind: 'platform', input: 'platform', name: '', how: 'other', from: 'amd64', to: 'arm64' }],
    ),
  ).toBe('platform amd64 → arm64')
  const made = [part('made', 'Dockerfile', 'other'), part('made', 'first commands', 'other')]
  expect(said(['recipe'], [part('script', 'apt', 'other'), ...made])).toBe(
    'hal’s script apt changed, its Dockerfile and first commands changed',
  )
  expect(said(['recipe'], [])).toBe('recipe changed')
})

test('what would be pushed is said with where to, and as what', () => {
  const pushedAs = ['127.0.0.1:5000/me/hal-base:1234567', '127.0.0.1:5000/me/hal-base:latest']
  const rows = pushRows([layer('core', { action: 'leave' }), layer('base', { pushedAs })])
  expect(rows.map((row) => row.map(({ text }) => text))).toEqual([
    ['push', 'base', '1234567, latest', '127.0.0.1:5000/me/hal-base'],
  ])
})
