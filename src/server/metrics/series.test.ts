import { expect, test } from 'vitest'
import { Counter } from './counter.ts'
import { Histogram } from './histogram.ts'

test('a counter is there before it has counted, and its labels are written so that they can be read', () => {
  const counter = new Counter('hal_things_total', 'Things.')
  counter.add({ kind: 'plain' }, 0)
  counter.add({ kind: 'a "word" \\ and\na line' })
  counter.add({ kind: 'a "word" \\ and\na line' })
  expect(counter.lines()).toEqual([
    '# HELP hal_things_total Things.',
    '# TYPE hal_things_total counter',
    'hal_things_total{kind="plain"} 0',
    'hal_things_total{kind="a \\"word\\" \\\\ and\\na line"} 2',
  ])
})

test('each bucket of a histogram has what is in those below it, and its own bound', () => {
  const histogram = new Histogram('hal_work_seconds', { help: 'Work.', upTo: [0.5, 2] })
  for (const seconds of [0.25, 0.5, 1, 40, -3]) histogram.observe({ call: 'list' }, seconds)
  histogram.observe({ call: 'stop' }, 2)
  expect(histogram.lines()).toEqual([
    '# HELP hal_work_seconds Work.',
    '# TYPE hal_work_seconds histogram',
    'hal_work_seconds_bucket{call="list",le="0.5"} 3',
    'hal_work_seconds_bucket{call="list",le="2"} 4',
    'hal_work_seconds_bucket{call="list",le="+Inf"} 5',
    'hal_work_seconds_sum{call="list"} 41.75',
    'hal_work_seconds_count{call="list"} 5',
    'hal_work_seconds_bucket{call="stop",le="0.5"} 0',
    'hal_work_seconds_bucket{call="stop",le="2"} 1',
    'hal_work_seconds_bucket{call="stop",le="+Inf"} 1',
    'hal_work_seconds_sum{call="stop"} 2',
    'hal_work_seconds_count{call="stop"} 1',
  ])
})

test('a histogram without labels has no braces but those of its buckets', () => {
  const histogram = new Histogram('hal_wait_seconds', { help: 'Waits.', upTo: [1] })
  histogram.observe({}, 3)
  expect(histogram.lines().slice(2)).toEqual([
    'hal_wait_seconds_bucket{le="1"} 0',
    'hal_wait_seconds_bucket{le="+Inf"} 1',
    'hal_wait_seconds_sum 3',
    'hal_wait_seconds_count 1',
  ])
})
