import { expect, test } from 'vitest'
import { Timed } from './timed.ts'

test('all are counted by how they went, and timed by what they were, where there is a time', () => {
  const timed = new Timed({
    total: { name: 'calls_total', help: 'Calls.' },
    seconds: { name: 'call_seconds', help: 'Their time.', upTo: [60] },
  })
  timed.add({ call: 'pull' }, { outcome: 'ok' }, 30)
  timed.add({ call: 'pull' }, { outcome: 'failed' }, 0.2)
  timed.add({ call: 'pull' }, { outcome: 'failed' }, undefined)
  const bucket = (le: string, count: number) => `call_seconds_bucket{call="pull",le="${le}"} ${count}`
  expect(timed.lines()).toEqual([
    '# HELP calls_total Calls.',
    '# TYPE calls_total counter',
    'calls_total{call="pull",outcome="ok"} 1',
    'calls_total{call="pull",outcome="failed"} 2',
    '# HELP call_seconds Their time.',
    '# TYPE call_seconds histogram',
    ...['0.005', '0.01', '0.025', '0.05', '0.1'].map((le) => bucket(le, 0)),
    ...['0.25', '0.5', '1', '2.5', '5', '10'].map((le) => bucket(le, 1)),
    ...['60', '+Inf'].map((le) => bucket(le, 2)),
    'call_seconds_sum{call="pull"} 30.2',
    'call_seconds_count{call="pull"} 2',
  ])
})
