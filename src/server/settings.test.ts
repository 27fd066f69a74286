import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

const typed = { host: undefined, port: undefined, secretFile: undefined, readSecretFile: undefined }

const read = async (env: Readonly<Record<string, string>>) => {
  const settings = await readSettings(typed, { env, uid: 1000 })
  if (!settings.ok) throw new Error(settings.failure.reason)
  return settings.value
}

test.each([
  ['an hour', {}, 3_600_000],
  ['its seconds', { SESSION_TIMEOUT: '90' }, 90_000],
  ['its older name’s', { TASK_TIMEOUT: '60' }, 60_000],
  ['those of the newer one', { TASK_TIMEOUT: '60', SESSION_TIMEOUT: '90' }, 90_000],
  ['an hour, where it says nothing', { SESSION_TIMEOUT: '' }, 3_600_000],
])('how long a task may take: %s', async (_, env, taskTimeoutMs) =>
  expect(await read(env)).toMatchObject({ taskTimeoutMs }),
)

test.each([
  ['five', {}, 5],
  ['as many as it says', { MAX_CONCURRENT_SESSIONS: '2' }, 2],
  ['as many as its older name says', { MAX_CONCURRENT_TASKS: '3' }, 3],
])('how many sessions may be at work: %s', async (_, env, mostSessions) =>
  expect(await read(env)).toMatchObject({ mostSessions }),
)
