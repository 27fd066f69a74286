import { expect, test } from 'vitest'
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

test('every reason for a rebuild reads as a person would say it', () => {
  const plan = [
    layer('base', { action: 'leave' }),
    layer('first', { why: [{ reason: 'not-built' }] }),
    layer('agent', {
      why: [
        {
          reason: 'pins',
          pins: [
            { tool: 'codex', from: '0.168.0', to: '0.169.0' },
            { tool: 'node', from: undefined, to: '24.1' },
          ],
        },
        { reason: 'changed', inputs: ['files', 'args', 'platform'] },
      ],
    }),
    layer('sums', { why: [{ reason: 'pins', pins: [] }] }),
    layer('above', { why: [{ reason: 'parent', parent: 'agent' }] }),
    layer('higher', { why: [{ reason: 'parent', parent: 'base' }] }),
    layer('moved', { why: [{ reason: 'base', reference: 'debian' }] }),
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
    'build | agent | pins: codex 0.168.0 → 0.169.0, node 24.1 is new · files, args and platform changed | hal/agent:1234567',
    'build | sums | pins changed | hal/sums:1234567',
    'build | above | stands on agent, which is rebuilt | hal/above:1234567',
    'build | higher | stands on base, which is another now | hal/higher:1234567',
    'build | moved | debian is another now | hal/moved:1234567',
    'build | less | fresh, would try cursor again | hal/less:1234567',
    'build | old | built by another version of hal | hal/old:1234567',
    'build | anew | --no-cache | hal/anew:1234567',
    'build | far | for linux/amd64 and linux/arm64, by buildx | hal/far:1234567',
    'absent | left | not built yet · --only leaves it | hal/left:1234567',
    'build | rust | rust:1 is not here, and is pulled first | ',
  ])
})

test('what would be pushed is said with where to, and as what', () => {
  const pushedAs = ['127.0.0.1:5000/me/hal-base:1234567', '127.0.0.1:5000/me/hal-base:latest']
  const rows = pushRows([layer('core', { action: 'leave' }), layer('base', { pushedAs })])
  expect(rows.map((row) => row.map(({ text }) => text))).toEqual([
    ['push', 'base', '1234567, latest', '127.0.0.1:5000/me/hal-base'],
  ])
})
