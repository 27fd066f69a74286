import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { defaultConfig } from './config/defaults.ts'
import { openHal } from './hal.ts'

test('workers are no processes of a machine without Linux, whoever wants it', async () => {
  const config = { ...defaultConfig('me'), engine: 'process', allowNoIsolation: true }
  await using hal = openHal(config, tmpdir(), {
    ...{ env: {}, cwd: tmpdir(), home: tmpdir(), hostName: 'laptop', platform: 'darwin', uid: 501, gid: 20 },
    ...{ packageDir: tmpdir(), version: '0.0.0', signal: new AbortController().signal },
    leaveBehind: () => undefined,
  })
  expect(await hal.engine()).toMatchObject({ failure: { reason: 'not-supported' } })
})
