import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { profilesDir } from '../../src/images/declare/profiles.fixture.ts'
import { build, debian, docker, ends, engine, images, removeImages, run } from '../rigs/image-builds.ts'

afterAll(removeImages)

const declaration = (name: string, fields: object): Readonly<Record<string, string>> => ({
  [`${name}/profile.json`]: JSON.stringify(fields),
})

/** Where the network's TLS is signed by an authority of its own. */
const hostCa = async (): Promise<Buffer | undefined> => {
  const { HAL_BUILD_CA_BUNDLE: file } = process.env
  return file === undefined ? undefined : readFile(file)
}

test('a declared layer has its packages and its pinned tools; one that is not what was pinned fails', async () => {
  const [declared, wrong] = [`${run}-declared`, `${run}-wrong`]
  const someOfTree = { unpack: 'tree', files: ['/usr/bin/tr*'] }
  const leftPad = { npm: 'left-pad', put: { 'package/package.json': '/opt/left-pad.json' } }
  await using dir = await profilesDir(
    {
      ...declaration(declared, {
        ...{ from: debian, packages: ['ca-certificates', 'curl', someOfTree], env: { SAID: 'a "b" c' } },
        fetch: { 'left-pad': leftPad },
        command: [
          'sh',
          '-c',
          'cat /opt/left-pad.json; echo "$SAID"; tree --version; dpkg-query --list tree || echo unknown',
        ],
      }),
      ...declaration(wrong, { parent: declared, fetch: { other: leftPad } }),
    },
    {
      'left-pad': {
        version: '1.3.0',
        sums: {
          any: 'sha512-XI5MPzVNApjAyhQzphX8BkmKsKUxD4LdyK24iZeQGinBN9yTQT3bFlCBy/aVx2HrNcqQGsdot8ghrjyrvMCoEA==',
        },
      },
      other: { version: '1.3.0', sums: { any: `sha512-${Buffer.alloc(64).toString('base64')}` } },
    },
  )
  const report = await build(images(dir, engine, await hostCa()))
  expect(ends(report)).toEqual({ [declared]: 'done', [wrong]: 'failed' })
  const { stdout } = await docker(['run', '--rm', `hal/${declared}:latest`])
  expect(stdout).toContain('"version": "1.3.0"')
  expect(stdout).toContain('a "b" c\n')
  expect(stdout).toMatch(/^tree v2/m)
  expect(stdout).toMatch(/^unknown$/m)
  expect(report.layers[1]?.end).toMatchObject({
    failure: { reason: 'build-failed', step: '[2/2] fetch other', exitCode: 65 },
  })
})

test('a layer on nothing at all is built for the engine’s own platform, and is fresh then; nothing is pulled for it', async () => {
  const [empty, above] = [`${run}-empty`, `${run}-above`]
  const dockerfile = 'ARG PARENT\nFROM $PARENT\nCOPY Dockerfile /there\n'
  await using dir = await profilesDir({
    ...declaration(empty, { from: 'scratch' }),
    [`${empty}/Dockerfile`]: dockerfile,
    ...declaration(above, { parent: empty }),
    [`${above}/Dockerfile`]: dockerfile.replace('/there', '/above'),
  })
  const verbs = images(dir)
  expect(ends(await build(verbs))).toEqual({ [empty]: 'done', [above]: 'done' })
  expect(ends(await build(verbs, { isPullForced: true }))).toEqual({
    [empty]: 'unchanged',
    [above]: 'unchanged',
  })
  const { stdout } = await docker([
    'image',
    'inspect',
    '--format',
    '{{.Os}}/{{.Architecture}}',
    `hal/${above}:latest`,
  ])
  const own = await docker(['version', '--format', '{{.Server.Os}}/{{.Server.Arch}}'])
  expect(stdout).toBe(own.stdout)
})

test('a tool that can’t be reached fails its layer alone, and is left out where that is allowed', async () => {
  const [bare, plain] = [`${run}-bare`, `${run}-plain`]
  const gone = { url: 'https://nowhere.invalid/{version}', put: { '.': '/opt/gone' }, optional: true }
  await using dir = await profilesDir(
    {
      ...declaration(bare, { from: debian, packages: ['ca-certificates', 'curl'], fetch: { gone } }),
      ...declaration(`${bare}-above`, { parent: bare, env: { X: '1' } }),
      ...declaration(plain, { from: debian, env: { X: '1' } }),
    },
    { gone: { version: '1' } },
  )
  const verbs = images(dir, engine, await hostCa())
  const first = await build(verbs)
  expect(ends(first)).toEqual({ [bare]: 'failed', [`${bare}-above`]: 'skipped', [plain]: 'done' })
  const failed = first.layers.find(({ layer }) => layer === bare)?.end
  expect(failed).toMatchObject({ dispensable: 'gone', failure: { exitCode: 69 } })
  expect(JSON.stringify(failed)).toContain("gone can't be had from https://nowhere.invalid/1")

  const allowed = await build(verbs, { isMissingAllowed: true })
  expect(ends(allowed)).toEqual({ [bare]: 'done', [`${bare}-above`]: 'done', [plain]: 'unchanged' })
  const { stdout } = await docker([
    ...['image', 'inspect', '--format', '{{index .Config.Labels "dev.hal.missing"}}'],
    `hal/${bare}-above:latest`,
  ])
  expect(stdout.trim()).toBe('gone')
  expect(ends(await build(verbs, { isMissingAllowed: true }))[bare]).toBe('unchanged')
  // Whoever asks for all of it gets no less than there is, and hears what it is without.
  const again = await build(verbs)
  expect(ends(again)).toEqual({ [bare]: 'unchanged', [`${bare}-above`]: 'unchanged', [plain]: 'unchanged' })
  expect(again.layers[0]?.end).toMatchObject({ missing: ['gone'] })
  await dir.write(`${bare}-above/profile.json`, JSON.stringify({ parent: bare, env: { X: '2' } }))
  expect(ends(await build(verbs))).toEqual({
    [bare]: 'unchanged',
    [`${bare}-above`]: 'done',
    [plain]: 'unchanged',
  })
})

test('a .zip is unpacked as it was packed, where the image can do that, and said to need it where not', async () => {
  const [able, not] = [`${run}-unzips`, `${run}-bare-zip`]
  const packages = ['ca-certificates', 'curl', 'zip']
  await using dir = await profilesDir({
    ...declaration(able, { from: debian, packages: [...packages, 'unzip'] }),
    ...declaration(not, { from: debian, packages }),
  })
  await build(images(dir, engine, await hostCa()))
  const script = [
    'mkdir -p /made/tool-1/bin && cd /made && echo "echo ran" > tool-1/bin/tool && chmod 755 tool-1/bin/tool',
    'echo text > tool-1/README && zip -qr tool.zip tool-1',
    '/hal/fetch tool --on any file:///made/tool.zip - --put "tool-*" /opt/tool --link ../../../opt/tool/bin/tool /usr/local/bin/tool',
    'tool && cat /opt/tool/README && ls /opt/tool',
  ].join(' && ')
  const inImage = (name: string) => {
    const scripts = `type=bind,src=${join(dir.packageDir, 'docker/build')},dst=/hal,readonly`
    return docker(['run', '--rm', '--mount', scripts, `hal/${name}:latest`, 'sh', '-c', script])
  }
  expect((await inImage(able)).stdout).toBe('ran\ntext\nREADME\nbin\n')
  await expect(inImage(not)).rejects.toMatchObject({
    code: 65,
    stderr: 'fetch: tool comes as a .zip, and the image has no unzip: name it among the packages\n',
  })
})
