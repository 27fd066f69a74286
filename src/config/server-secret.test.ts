import { expect, test } from 'vitest'
import { madeHome } from './folders.fixture.ts'

const own = 'url: https://fleet.example.com\nsecretFile: /secrets/fleet'

const serverOf = async (file: string, said: Parameters<ReturnType<typeof madeHome>['load']>[0] = {}) => {
  const { load, write } = madeHome()
  write('.config/hal/config.yaml', file)
  const loaded = await load(said)
  if (!loaded.ok) throw new Error(loaded.failure.reason)
  const { config, origins } = loaded.value
  return [config.url, config.secretFile, origins.get('secretFile')]
}

test('a secret goes to the server that it was named for, and to no other', async () => {
  const other = 'https://other.example.com'
  expect(await serverOf(own, { flags: { url: other } })).toEqual([other, undefined, 'default'])
  expect(await serverOf(own, { env: { HAL_URL: other } })).toEqual([other, undefined, 'default'])
  const env = { HAL_URL: other, HAL_SECRET_FILE: '/secrets/other' }
  expect(await serverOf(own, { env })).toEqual([other, '/secrets/other', 'HAL_SECRET_FILE'])
  const back = { env, flags: { url: 'https://fleet.example.com' } }
  expect(await serverOf(own, back)).toEqual(['https://fleet.example.com', undefined, 'default'])
  const flags = { url: other, secretFile: '/secrets/typed' }
  expect(await serverOf(own, { flags })).toEqual([other, '/secrets/typed', '--secret-file'])
})

test('the same server in other letters is the same, and a secret that was named for none is any’s', async () => {
  const same = 'https://Fleet.example.com:443/'
  const [, secretFile] = await serverOf(own, { flags: { url: same } })
  expect(secretFile).toBe('/secrets/fleet')
  const [, anys] = await serverOf('secretFile: /secrets/any', { flags: { url: same } })
  expect(anys).toBe('/secrets/any')
})

test.each(['url: https://elsewhere.example.com', 'secretFile: secret'])(
  'a project can’t say %s',
  async (line) => {
    const { load, write } = madeHome()
    write('project/.halrc', line)
    const [path] = line.split(':')
    expect(await load()).toMatchObject({ ok: false, failure: { reason: 'widening-key', path } })
  },
)
