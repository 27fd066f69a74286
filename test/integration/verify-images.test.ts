import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, expect, test } from 'vitest'
import type { Engine } from '../../src/engines/engine.ts'
import { type ProfilesDir, profileFiles, profilesDir } from '../../src/images/declare/profiles.fixture.ts'
import { lookInside } from '../../src/images/verify/look-inside.ts'
import type { VerifiedImage } from '../../src/images/verify/verify.ts'
import { build, debian, docker, engine, images, removeImages, run } from '../rigs/image-builds.ts'

afterAll(removeImages)

const dockerfile = (...steps: readonly string[]): string =>
  ['ARG PARENT', 'FROM $PARENT', ...steps, ''].join('\n')
const workspace = 'RUN install -d -m 1777 /workspace'

/** hal's own tools, so that the volume that is there already serves. */
const withTools = (dir: ProfilesDir) =>
  cp(join(import.meta.dirname, '../../docker/tools'), join(dir.packageDir, 'docker/tools'), {
    recursive: true,
  })

async function verified(dir: ProfilesDir, caBundle?: Buffer): Promise<ReadonlyMap<string, VerifiedImage>> {
  const verbs = images(dir, engine, caBundle)
  const report = await build(verbs)
  expect(report.layers.filter(({ end }) => end.kind !== 'done' && end.kind !== 'unchanged')).toEqual([])
  const found = await verbs.verify({ names: [] })
  if (!found.ok) throw new Error(JSON.stringify(found.failure))
  return new Map(found.value.map((image) => [image.profile, image]))
}

const companyCertificate = (): string => {
  const lines = randomBytes(144).toString('base64').match(/.{64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

test('an image keeps its promises, those of what it stands on too, or it is said how not', async () => {
  const [below, above, careless] = [`${run}-below`, `${run}-above`, `${run}-careless`]
  await using dir = await profilesDir({
    ...profileFiles(
      below,
      { from: debian, promises: { sh: '', tool: '1.2' }, budget: '900m' },
      dockerfile(
        workspace,
        'RUN printf \'#!/bin/sh\\n[ "$1 $2" = "version --client" ] && echo v1.2.3\\n\' > /usr/bin/tool && chmod 755 /usr/bin/tool',
        "RUN printf '#!/bin/sh\\necho 5\\n' > /usr/bin/sh-like && chmod 755 /usr/bin/sh-like",
      ),
    ),
    ...profileFiles(
      above,
      { parent: below, promises: { 'sh-like': '5' }, budget: '1m' },
      dockerfile('RUN rm /usr/bin/tool'),
    ),
    ...profileFiles(careless, { from: debian }, dockerfile('RUN mkdir -m 777 /srv/open')),
  })
  await withTools(dir)
  const found = await verified(dir)
  expect(found.get(below)).toMatchObject({
    budgetBytes: 900 * 1024 ** 2,
    tools: [
      { tool: 'sh', state: 'broken' },
      { tool: 'tool', state: 'kept', found: 'v1.2.3', isInherited: false },
    ],
    problems: [],
  })
  expect(found.get(above)).toMatchObject({
    tools: [
      { tool: 'sh-like', state: 'kept', isInherited: false },
      { tool: 'sh', isInherited: true },
      { tool: 'tool', state: 'broken', isInherited: true, found: undefined },
    ],
    problems: [expect.stringMatching(/^it takes \d+M, \d+M more than its budget of 1m$/)],
  })
  expect(found.get(careless)?.problems).toEqual([
    'its user can not write /workspace',
    'anybody can write /srv/open',
  ])
})

test('an image whose entrypoint loses exit statuses is said to', async () => {
  const [passing, losing] = [`${run}-passing`, `${run}-losing`]
  const enter = (script: string) => `ENTRYPOINT ["/bin/sh", "-c", ${JSON.stringify(script)}, "enter"]`
  await using dir = await profilesDir({
    ...profileFiles(passing, { from: debian }, dockerfile(workspace, enter('exec "$@"'))),
    ...profileFiles(losing, { from: debian }, dockerfile(workspace, enter('"$@"; exit 0'))),
  })
  await withTools(dir)
  const found = await verified(dir)
  expect(found.get(passing)?.problems).toEqual([])
  expect(found.get(losing)?.problems).toEqual(['the exit status of what it is told to run gets lost'])
})

test('tools that don’t run, or that an image’s user could change, are said', async () => {
  const volume = `${run}-tools`
  const look = (through: Engine) =>
    lookInside(through, debian, { tools: [], toolsVolume: volume, hasWorkspace: false, signal: undefined })
  try {
    await docker(['run', '--rm', '--volume', `${volume}:/tools`, debian, 'chown', '12345', '/tools'])
    expect(await look(engine)).toMatchObject({ value: { problems: ['the tools at /tools do not run'] } })
    const writable: Engine = {
      ...engine,
      create: (spec) =>
        engine.create({ ...spec, mounts: spec.mounts.map((mount) => ({ ...mount, isReadOnly: false })) }),
    }
    expect(await look(writable)).toMatchObject({
      value: { problems: expect.arrayContaining(['its user can write /tools']) },
    })
  } finally {
    await docker(['volume', 'rm', volume])
  }
})

test('a label that says more than is true is found out', async () => {
  const name = `${run}-boasting`
  await using dir = await profilesDir(profileFiles(name, { from: debian }, dockerfile(workspace)))
  await withTools(dir)
  const verbs = images(dir)
  const [layer] = (await build(verbs)).layers
  const over = execa('docker', ['build', '--quiet', '--tag', layer?.image ?? '', '-'], {
    input: `FROM ${layer?.image}\nLABEL dev.hal.capabilities="bash=99,cowsay"\n`,
  })
  expect((await over).exitCode).toBe(0)
  expect((await verified(dir)).get(name)?.problems).toEqual([
    expect.stringMatching(/^its label says bash 99, and it answers GNU bash/),
    'its label says cowsay, and there is none',
  ])
})

test('a secret in any layer is found, deleted ones too, and in what is said of an image', async () => {
  const [leaky, said, above] = [`${run}-leaky`, `${run}-said`, `${run}-on-leaky`]
  const bundle = companyCertificate()
  await using dir = await profilesDir({
    ...profileFiles(
      leaky,
      { from: debian },
      dockerfile(
        workspace,
        // Its name is in it, as a step with another secret is the same step to a build's cache.
        `RUN --mount=type=secret,id=ca echo ${leaky} && cat /run/secrets/ca > /opt/bundle.crt`,
        "RUN { echo '-----BEGIN OPENSSH PRIVATE KEY-----'; head -c 96 /dev/urandom | base64; } > /root/id",
        'RUN rm /root/id',
      ),
    ),
    ...profileFiles(above, { parent: leaky }, dockerfile('RUN rm /opt/bundle.crt')),
    ...profileFiles(
      said,
      { from: debian },
      dockerfile(workspace, `ENV NPM_CONFIG__AUTH=//r/:_authToken=${randomBytes(18).toString('hex')}`),
    ),
  })
  await withTools(dir)
  const found = await verified(dir, Buffer.from(bundle))
  const leaks = ['a layer has the CA bundle: /opt/bundle.crt', 'a layer has a private key: /root/id']
  expect(found.get(leaky)?.problems).toEqual(leaks)
  expect(found.get(above)?.problems).toEqual(leaks)
  expect(found.get(said)?.problems).toEqual(['its environment, labels or history have an npm token'])
})

test('a look that is broken off ends so, also where the engine takes its time', async () => {
  const never = async (signal: AbortSignal | undefined) => {
    if (signal?.aborted === false) await once(signal, 'abort')
    return { ok: false, failure } as const
  }
  const failure = { reason: 'cancelled', what: 'it' } as const
  const looked = (brokenOff: (leave: AbortController) => Partial<Engine>) => {
    const leave = new AbortController()
    const what = { tools: [], toolsVolume: `${run}-tools`, hasWorkspace: false, signal: leave.signal }
    return lookInside({ ...engine, ...brokenOff(leave) }, debian, what)
  }
  const cancelled = { ok: false, failure: { reason: 'cancelled', what: `the look into ${debian}` } }
  try {
    expect(
      await looked((leave) => ({
        exec: async (id, spec) => {
          const asked = await engine.exec(id, spec)
          leave.abort()
          return asked
        },
      })),
    ).toEqual(cancelled)
    expect(
      await looked((leave) => ({
        start: (_, { signal } = {}) => {
          leave.abort()
          return never(signal)
        },
        remove: async (id, { signal } = {}) => {
          await engine.remove(id, { force: true })
          return never(signal)
        },
      })),
    ).toEqual(cancelled)
  } finally {
    await docker(['volume', 'rm', '--force', `${run}-tools`])
  }
})
