import { expect, test } from 'vitest'
import { slices } from './fleet-load.ts'
import { brailleGraph, plainGraph } from './graph.ts'

const values = [undefined, undefined, 0, 1, 2, 3, 4, 5, 6, 7, 8, 80]

test('a graph has two values a column and four steps a row; what was measured is seen, what was not is not', () => {
  expect(brailleGraph(values, { rows: 2, top: 8 })).toMatchInlineSnapshot(`
    [
      "   ⢀⣴⣿",
      " ⣀⣴⣿⣿⣿",
    ]
  `)
})

test('without unicode it has the larger of two values a column, and two steps a row', () => {
  expect(plainGraph(values, { rows: 2, top: 8 })).toMatchInlineSnapshot(`
    [
      "   .##",
      " .####",
    ]
  `)
})

const at = (seconds: number, cpuPercent = seconds) => ({
  ...{ at: new Date(seconds * 1000), cpuPercent, memoryBytes: 0 },
})

test('a slice of time is the mean of what was measured in it, and keeps its shape as time goes on', () => {
  const load = [at(1, 10), at(2, 30), at(11, 50), at(21, 70)]
  const of = ({ cpuPercent }: { readonly cpuPercent: number }) => cpuPercent
  const seen = (seconds: number) =>
    slices(load, { now: new Date(seconds * 1000), count: 3, sliceMs: 10_000, of })
  expect(seen(22)).toEqual([20, 50, 70])
  expect(seen(29)).toEqual([20, 50, 70])
  expect(seen(31)).toEqual([50, 70, undefined])
})
