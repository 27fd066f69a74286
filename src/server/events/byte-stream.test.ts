import { expect, test } from 'vitest'
import { fail, ok } from '../../lib/result.ts'
import { byteStream } from './byte-stream.ts'

const frozen = { reason: 'worker-frozen', name: 'ada' } as const

const asked = { contentType: 'text/plain', signal: new AbortController().signal, log: () => undefined }

const answerOf = async (write: Parameters<typeof byteStream>[1]): Promise<Response> => {
  const answered = await byteStream(asked, write)
  if (!answered.ok) throw new Error(answered.failure.reason)
  return answered.value
}

test('bytes come as they were written, to the last one', async () => {
  const answer = await answerOf(async (to) => {
    for (const word of ['one ', 'two ']) to.write(word)
    to.end('three')
    return ok(undefined)
  })
  expect(await answer.text()).toBe('one two three')
})

test('nothing to write is an answer, too', async () => {
  const answer = await answerOf(async (to) => {
    to.end()
    return ok(undefined)
  })
  expect(await answer.text()).toBe('')
})

test('what fails before the first byte is refused', async () =>
  expect(await byteStream(asked, async () => fail(frozen))).toEqual(fail(frozen)))

test('what fails later is no whole answer', async () => {
  const answer = await answerOf(async (to) => {
    await new Promise((resolve) => to.write('half', resolve))
    await new Promise((resolve) => setImmediate(resolve))
    to.end()
    return fail(frozen)
  })
  await expect(answer.text()).rejects.toThrow('worker-frozen')
})

test('whoever writes is told when nobody takes it any more', async () => {
  const gone = Promise.withResolvers<void>()
  const answer = await answerOf(async (to, signal) => {
    to.on('error', () => undefined)
    to.write('one')
    signal.addEventListener('abort', () => gone.resolve(), { once: true })
    await gone.promise
    return fail(frozen)
  })
  await answer.body?.cancel()
  await gone.promise
})
