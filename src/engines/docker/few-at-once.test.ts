import { expect, test } from 'vitest'
import { fewAtOnce } from './few-at-once.ts'

const begun = () => {
  const names: string[] = []
  const ends = new Map<string, PromiseWithResolvers<string>>()
  const task = (name: string) => () => {
    names.push(name)
    const end = Promise.withResolvers<string>()
    ends.set(name, end)
    return end.promise
  }
  return { names, task, end: (name: string) => ends.get(name) }
}

test('no more than so many are at it at once, in their order, and each has its own answer', async () => {
  const { names, task, end } = begun()
  const inTurn = fewAtOnce(2, 60_000)
  const all = ['a', 'b', 'c', 'd'].map((name) => inTurn(task(name)))
  await expect.poll(() => names).toEqual(['a', 'b'])
  end('b')?.resolve('b is done')
  await expect.poll(() => names).toEqual(['a', 'b', 'c'])
  end('a')?.reject(new Error('a is broken'))
  await expect.poll(() => names).toEqual(['a', 'b', 'c', 'd'])
  end('c')?.resolve('c is done')
  end('d')?.resolve('d is done')
  expect(await Promise.allSettled(all)).toMatchObject([
    { reason: new Error('a is broken') },
    { value: 'b is done' },
    { value: 'c is done' },
    { value: 'd is done' },
  ])
})

test('one that is slow keeps the others waiting for no longer than is said', async () => {
  const { names, task, end } = begun()
  const inTurn = fewAtOnce(1, 1)
  const slow = inTurn(task('slow'))
  const quick = inTurn(task('quick'))
  await expect.poll(() => names).toEqual(['slow', 'quick'])
  end('quick')?.resolve('quick is done')
  expect(await quick).toBe('quick is done')
  end('slow')?.resolve('slow is done')
  expect(await slow).toBe('slow is done')
})
