import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSharedSecret } from './shared-secret.ts'

const me = process.getuid?.() ?? 0
const secret = 'a-secret-of-many-characters'

function fileOf(mode: number): string {
  const file = join(mkdtempSync(join(tmpdir(), 'hal-secret-')), 'secret')
  writeFileSync(file, `${secret}\n`)
  chmodSync(file, mode)
  return file
}

test.each([0o600, 0o400])('a file of mode %o that is mine alone is read', async (mode) =>
  expect(await readSharedSecret(fileOf(mode), me)).toEqual({ ok: true, value: secret }),
)

test.each([0o644, 0o640, 0o604, 0o620, 0o610])(
  'a file of mine that others may open is refused: %o',
  async (mode) => {
    const file = fileOf(mode)
    expect(await readSharedSecret(file, me)).toEqual({
      ok: false,
      failure: { reason: 'secret-exposed', file, mode },
    })
  },
)

test('a file of somebody else’s is theirs to guard', async () =>
  expect(await readSharedSecret(fileOf(0o644), me + 1)).toEqual({ ok: true, value: secret }))
