import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type BuildxConfig, buildxConfig } from '../rigs/buildx.ts'
import { forgetImages } from '../rigs/forget-images.ts'
import { docker, Person } from '../rigs/hal.ts'

let person: Person
let buildx: BuildxConfig
beforeEach(async () => {
  person = new Person()
  buildx = await buildxConfig()
})
afterEach(async () => {
  const { owner } = person
  await person[Symbol.asyncDispose]()
  await buildx[Symbol.asyncDispose]()
  await forgetImages(owner)
})

const write = (path: string, text: string): void => {
  const file = join(person.home, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
}

/** A profile in `folder` whose step notes how long a secret is; answers its name. */
function profile(folder: string, short: string, on: object = { from: 'debian:bookworm-slim' }): string {
  const name = `${person.owner}-${short}`
  write(join(folder, name, 'profile.json'), JSON.stringify(on))
  // Its name is in the step, as a step with another secret is the same step to a build's cache.
  const look = `echo ${name} && if [ -e /run/secrets/token ]; then wc -c < /run/secrets/token > /size; else echo none > /size; fi`
  write(
    join(folder, name, 'Dockerfile'),
    `ARG PARENT\nFROM $PARENT\nRUN --mount=type=secret,id=token ${look}\n`,
  )
  return name
}
const sizeIn = async (name: string): Promise<string> =>
  (await docker('run', '--rm', `hal/${name}:latest`, 'cat', '/size')).trim()

const token = 'a token that no image may have, and that is long enough to be looked for'

test.each([
  { title: 'through the engine', args: [] },
  { title: 'through buildx', args: ['--cache-from', 'type=local,src=/nowhere'] },
])(
  'a secret of the person’s is for their Dockerfiles’ steps, and is in no image: $title',
  async ({ args }) => {
    write('secrets/token', token)
    write(
      'home/.config/hal/config.yaml',
      'build: { secrets: { token: ~/../secrets/token } }\nprofiles: [mine]\n',
    )
    const mine = profile('home/.config/hal/mine', 'mine')
    const projects = profile('.hal/profiles', 'projects')
    for (const name of [mine, projects]) {
      const built = await person.hal(['build-profiles', name, ...args], { env: buildx.env })
      expect(built).toMatchObject({ exitCode: 0, stderr: '' })
    }
    expect(await sizeIn(mine)).toBe(String(token.length))
    // A repository that somebody cloned must not be able to ask for it.
    expect(await sizeIn(projects)).toBe('none')
    const image = `hal/${mine}:latest`
    const said = [await docker('history', '--no-trunc', image), await docker('image', 'inspect', image)]
    expect(said.join('\n')).not.toContain(token)
    expect(await person.json('images', 'verify', mine)).toMatchObject({
      images: [{ problems: [] }],
    })
  },
)

test('a Dockerfile of the person’s gets no secret where it stands on an image of a project’s', async () => {
  write('secrets/token', token)
  write('home/.config/hal/config.yaml', 'build: { secrets: { token: ~/../secrets/token } }\n')
  const below = profile('.hal/profiles', 'below')
  const above = profile('home/.config/hal/profiles', 'above', { parent: below })
  await person.ok('build-profiles', above)
  expect(await sizeIn(above)).toBe('none')
  const alone = profile('home/.config/hal/profiles', 'alone')
  await person.ok('build-profiles', alone)
  expect(await sizeIn(alone)).toBe(String(token.length))
})

test('an image that keeps a secret of the person’s is found out', async () => {
  write('secrets/token', token)
  write(
    'home/.config/hal/config.yaml',
    'build: { secrets: { token: ~/../secrets/token } }\nprofiles: [mine]\n',
  )
  const name = profile('home/.config/hal/mine', 'leaky')
  const steps = `RUN --mount=type=secret,id=token echo ${name} && cp /run/secrets/token /kept`
  write(`home/.config/hal/mine/${name}/Dockerfile`, `ARG PARENT\nFROM $PARENT\n${steps}\nRUN rm /kept\n`)
  await person.ok('build-profiles', name)
  const { stdout, exitCode } = await person.hal(['images', 'verify', name])
  expect(exitCode).toBe(1)
  expect(stdout).toContain('a layer has the secret token: /kept')
})
