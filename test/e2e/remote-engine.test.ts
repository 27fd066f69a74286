import { expect, test } from 'vitest'
import { Person } from '../rigs/hal.ts'
import { startSshEngine, startTcpEngine, startTlsEngine } from '../rigs/remote-engine.ts'

test.each([
  { way: 'TCP', open: startTcpEngine },
  { way: 'TLS', open: startTlsEngine },
  { way: 'ssh', open: startSshEngine },
])('an engine behind $way is worked with as one at hand', async ({ open }) => {
  await using engine = await open()
  await using person = new Person(engine.env)
  const name = await person.start('far')
  expect(await person.hal(['send', name, 'seq 1 20000 | tail -1; (exit 7)', '--capture'])).toEqual({
    ...{ stdout: '20000\n', stderr: '', exitCode: 7 },
  })
  expect(await person.ok('ls')).toMatch(new RegExp(`^${name} +ready `, 'm'))
  await using terminal = person.terminal(['attach', name])
  await terminal.waitFor(name)
  terminal.type('echo $((6*7))-there\r')
  await terminal.waitFor('42-there')
  terminal.type('\x02d')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  expect(await person.ok('doctor')).toContain(engine.env['DOCKER_HOST'])
  await person.ok('rm', name, '--force')
})

test('an engine whose certificate is another authority’s is refused, and so is a person it doesn’t know', async () => {
  await using engine = await startTlsEngine()
  await using person = new Person({ ...engine.env, DOCKER_CERT_PATH: engine.strangersCertificates })
  const listed = await person.hal(['ls'])
  expect(listed).toMatchObject({ stdout: '', exitCode: 3 })
  expect(listed.stderr).toContain(
    `DOCKER_HOST: ${engine.env['DOCKER_HOST']} (self-signed certificate in certificate chain)`,
  )
  await using unverified = new Person({
    ...engine.env,
    DOCKER_TLS_VERIFY: '',
    DOCKER_CERT_PATH: engine.strangersCertificates,
  })
  expect(await unverified.hal(['ls'])).toMatchObject({ stdout: '', exitCode: 3 })
})
