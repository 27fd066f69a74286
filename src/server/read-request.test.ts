import { expect, test } from 'vitest'
import { sentenceOf } from '../present/failure.ts'
import { readBody } from './read-request.ts'
import { newSession } from './schemas/session.ts'
import { newTask } from './schemas/task.ts'

const session = { session_id: '2f1c9f0e-6f0b-4a58-9d0e-0a6f3c1e7b52', prompt: 'fix it' }

test.each([
  ['a field that is missing', newTask, {}, 'prompt is missing: expected string.'],
  ['one of another kind', newTask, { prompt: 1 }, 'prompt: expected string.'],
  ['an object that is missing', newSession, session, 'model_config is missing: expected object.'],
  [
    'a slip',
    newTask,
    { prompt: 'x', tiemout: 5 },
    'the body: expected nothing called tiemout. Did you mean timeoutMs?',
  ],
  ['what nothing is near', newTask, { prompt: 'x', foo: 5 }, 'the body: expected nothing called foo.'],
])('%s is named', async (_, schema, body, what) => {
  const request = new Request('http://hal/', { method: 'POST', body: JSON.stringify(body) })
  const read = await readBody(request, schema)
  expect(read.ok ? undefined : sentenceOf(read.failure).what).toBe(what)
})
