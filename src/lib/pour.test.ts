import { once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { pour } from './pour.ts'

test('all of it comes, and an end', async () => {
  const to = new PassThrough()
  const [said] = await Promise.all([text(to), pour(Readable.from(['one ', 'two']), to)])
  expect(said).toBe('one two')
})

test('what breaks ends it, and is thrown', async () => {
  const from = new PassThrough()
  const to = new PassThrough()
  from.write('half')
  const said = text(to)
  const poured = pour(from, to)
  await once(to, 'data')
  from.destroy(new Error('broken'))
  await expect(poured).rejects.toThrow('broken')
  expect(await said).toBe('half')
})

test.each([
  [
    'while it is full',
    (from: PassThrough, to: PassThrough) => from.write(Buffer.alloc(4 * to.writableHighWaterMark)),
  ],
  ['while nothing comes', () => undefined],
])('whoever leaves %s has it given up', async (_, begin) => {
  const from = new PassThrough()
  const to = new PassThrough()
  const poured = pour(from, to)
  begin(from, to)
  await new Promise((resolve) => setImmediate(resolve))
  to.destroy()
  await expect(poured).rejects.toThrow()
  expect(from.destroyed).toBe(true)
})

test('whoever has left before is poured nothing', async () => {
  const from = new PassThrough()
  const to = new PassThrough()
  to.destroy()
  await once(to, 'close')
  await expect(pour(from, to)).rejects.toThrow()
  expect(from.destroyed).toBe(true)
})
