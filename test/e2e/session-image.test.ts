import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { forgetImages } from '../rigs/forget-images.ts'
import { dockerTry, list, Person } from '../rigs/hal.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(async () => {
  const { owner } = person
  await person[Symbol.asyncDispose]()
  await forgetImages(owner)
})

const debian = 'debian:bookworm-slim'

/** A profile of the project's that says `says`; answers its name, which no other test has. */
function profile(short: string, says: string): string {
  const name = `${person.owner}-${short}`
  mkdirSync(join(person.home, '.hal/profiles', name), { recursive: true })
  writeFileSync(
    join(person.home, '.hal/profiles', name, 'profile.json'),
    JSON.stringify({ from: debian, env: { SAYS: says } }),
  )
  return name
}

test('workers run on the image for sessions, unless another one, or a profile, is named for them', async () => {
  const other = profile('other', 'the profile')
  const env = { TTYD_IMAGE: `${debian}`, HAL_PROFILE: other }
  const [plain, named, again] = [person.name('plain'), person.name('named'), person.name('again')]
  const started = await person.hal(['start', plain], { env })
  expect(started).toMatchObject({ stderr: '', exitCode: 0 })
  expect(started.stdout).toContain(`${debian} (by TTYD_IMAGE, images.session) · `)
  const byProfile = await person.hal(['start', named, '--profile', other], { env })
  expect(byProfile.stdout).not.toContain('TTYD_IMAGE')
  await person.hal(['start', again, '--image', `hal/${other}:latest`], { env })
  const workers = await list(person)
  expect(Object.fromEntries(workers.map(({ name, ...worker }) => [name, worker]))).toMatchObject({
    [plain]: { image: debian, profile: null },
    [named]: { image: expect.stringContaining(`hal/${other}:`), profile: other },
    [again]: { image: `hal/${other}:latest`, profile: null },
  })

  // Who names nothing gets back what was there, whatever holds by now.
  for (const [name, with_] of [
    [plain, {}],
    [named, { TTYD_IMAGE: 'other:1' }],
  ] as const)
    expect(await person.hal(['start', name], { env: with_ })).toMatchObject({
      ...{ stdout: expect.stringContaining('ran already'), stderr: '', exitCode: 0 },
    })
  const differs = await person.hal(['start', plain, '--profile', other], { env })
  expect(differs.exitCode).toBe(1)
  expect(differs.stderr).toContain(`image ${debian}`)

  writeFileSync(join(person.home, 'hal.config.yaml'), `images: { session: ${debian} }\nprofile: ${other}\n`)
  const configured = await person.json<{ readonly workers: readonly object[] }>(
    'start',
    person.name('config'),
  )
  expect(configured).toMatchObject({ workers: [{ image: debian, profile: null, imageFrom: 'TTYD_IMAGE' }] })
  writeFileSync(join(person.home, 'hal.config.yaml'), `images: { session: "" }\nprofile: ${other}\n`)
  expect(await person.ok('start', person.name('unset'))).toContain(`   hal/${other}:`)
})

test.each([
  { title: 'named for a worker', args: ['--image'], isSession: false },
  { title: 'that the setting names', args: [], isSession: true },
])(
  'a profile’s image $title by its local name is built where it isn’t there',
  async ({ args, isSession }) => {
    const name = profile('own', 'built here')
    const image = `hal/${name}:latest`
    const worker = person.name('own')
    const started = await person.hal(['start', worker, ...args, ...(isSession ? [] : [image])], {
      env: isSession ? { TTYD_IMAGE: image } : {},
    })
    expect(started).toMatchObject({ exitCode: 0 })
    expect(started.stderr).toContain('the profile has no image on this engine yet: building it')
    expect(started.stderr).not.toContain('pulling')
    expect(await person.ok('send', worker, 'echo $SAYS', '--capture')).toBe('built here\n')
  },
)

test('a profile’s image is built by its fingerprint’s name, and never asked of a registry by another', async () => {
  const name = profile('pinned', 'pinned')
  const [{ image = '' } = {}] = (
    await person.json<{ readonly images: readonly { readonly image?: string }[] }>(
      ...['build-profiles', name, '--dry-run'],
    )
  ).images
  await person.ok('start', person.name('pinned'), '--image', image)
  expect((await dockerTry('image', 'inspect', image)).exitCode).toBe(0)
  const gone = await person.hal(['start', person.name('gone'), '--image', `hal/${name}:0000000`])
  expect(gone).toMatchObject({ exitCode: 5, stdout: '' })
  expect(gone.stderr).toContain(`hal/${name}:0000000 is not on this engine, and the profile ${name} is`)
})
