import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultConfig } from './config/defaults.ts'
import { openHal } from './hal.ts'

const openOn = (platform: NodeJS.Platform, env: Readonly<Record<string, string>> = {}) =>
  openHal({ ...defaultConfig('me'), engine: 'process', allowNoIsolation: true }, tmpdir(), {
    ...{ env, cwd: tmpdir(), home: tmpdir(), hostName: 'laptop', platform, uid: 501, gid: 20 },
    ...{ packageDir: tmpdir(), version: '0.0.0', signal: new AbortController().signal },
    leaveBehind: () => undefined,
    onUnkept: () => undefined,
  })

test('workers are no processes of a machine without Linux, whoever wants it', async () => {
  await using hal = openOn('darwin')
  expect(await hal.engine()).toMatchObject({ failure: { reason: 'not-supported' } })
})

test('that the process engine can’t write its folder is a failure, and no bug', async () => {
  await using hal = openOn('linux', { HAL_DATA: import.meta.filename })
  expect(await hal.engine()).toMatchObject({
    failure: { reason: 'engine-folder-unwritable', path: join(import.meta.filename, 'process') },
  })
})
