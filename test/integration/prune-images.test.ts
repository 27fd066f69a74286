import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Engine } from '../../src/engines/engine.ts'
import { profileFiles, profilesDir } from '../../src/images/declare/profiles.fixture.ts'
import type { UnusedImage } from '../../src/images/disk/prune-images.ts'
import type { ImageVerbs } from '../../src/images/verbs.ts'
import { ok } from '../../src/lib/result.ts'
import { build, debian, docker, engine, images, removeImages, run } from '../rigs/image-builds.ts'

afterAll(removeImages)

/** Of what would go, what this run built, or what has that name: the engine has other people's images, which no test may remove. */
const mine = async (verbs: ImageVerbs, isAll = false, name = run): Promise<readonly UnusedImage[]> => {
  const plan = await verbs.prunable({ isAll })
  if (!plan.ok) throw new Error(JSON.stringify(plan.failure))
  return plan.value.images.filter(({ image, was }) => (was ?? image).includes(name))
}
const namesOf = (unused: readonly UnusedImage[]) => unused.map(({ image }) => image)
const isThere = async (name: string): Promise<boolean> => {
  const found = await engine.image(name)
  return found.ok && found.value !== undefined
}
/** What hal's package has besides profiles, and a prune looks at. */
const tools = { '../docker/tools/Dockerfile': 'FROM scratch\n' }
/** Layers that no other image has. */
const withFile = (name: string): string =>
  `ARG PARENT\nFROM $PARENT\nRUN echo ${name} && head -c 2000000 /dev/urandom > /file\nCOPY . /made-of\n`

test('what a newer build replaced goes with all names that hal gave it, and nothing else does', async () => {
  const [name, other] = [`${run}-old`, `${run}-other`]
  await using dir = await profilesDir({
    ...tools,
    ...profileFiles(name, { from: debian }, withFile(name)),
    ...profileFiles(other, { from: debian }),
  })
  const verbs = images(dir)
  const first = (await build(verbs)).layers.find(({ layer }) => layer === name)?.image ?? ''
  expect(await mine(verbs)).toEqual([])

  // Stale, and the newest there is: a worker would start on it.
  await dir.write(`${name}/extra`, 'new')
  expect(await mine(verbs)).toEqual([])

  const pushed = `127.0.0.1:1/${run}/hal-${name}:1.0`
  await docker(['tag', first, pushed])
  // Inherits every label of hal's.
  const person = `${run}-person/mine:1`
  await docker(['tag', await childOf(first), person])
  const second = (await build(verbs)).layers.find(({ layer }) => layer === name)?.image ?? ''
  const [old, ...more] = await mine(verbs)
  expect(more).toEqual([])
  expect(old).toMatchObject({
    image: first,
    of: 'hal',
    why: 'replaced',
    names: expect.arrayContaining([first, pushed]),
  })

  const pruned = await verbs.prune(old === undefined ? [] : [old])
  expect(pruned).toMatchObject({ ok: true, value: { removed: [{ image: first }], failed: [] } })
  expect([await isThere(first), await isThere(pushed)]).toEqual([false, false])
  expect([await isThere(second), await isThere(person)]).toEqual([true, true])
  // Its layers live on in the person's image.
  expect(pruned.ok && pruned.value.ownBytes).toBe(0)
})

test('a name that has gone to another image since is left alone', async () => {
  const name = `${run}-moved`
  await using dir = await profilesDir({
    ...tools,
    ...profileFiles(name, { from: debian }, withFile(name)),
  })
  const verbs = images(dir)
  const first = (await build(verbs)).layers[0]?.image ?? ''
  const seen = (await mine(verbs, true)).filter(({ image }) => image === first)
  expect(seen).toHaveLength(1)
  const { layers } = await build(verbs, { isCacheDisabled: true })
  expect(layers[0]).toMatchObject({ image: first, end: { kind: 'done' } })
  expect(await verbs.prune(seen)).toMatchObject({ value: { removed: [], failed: [] } })
  expect(await isThere(first)).toBe(true)
})

test('what lost its name to a newer build of the same is known by that, counted, and goes; what a person made of it does not', async () => {
  const name = `${run}-lost`
  await using dir = await profilesDir({
    ...tools,
    ...profileFiles(name, { from: debian }, withFile(name)),
  })
  const verbs = images(dir)
  const first = (await build(verbs)).layers[0]?.image ?? ''
  const idOf = async (image: string) =>
    (await docker(['image', 'inspect', '--format', '{{.Id}}', image])).stdout.trim()
  const lost = await idOf(first)
  // Without a name, too, and with all of hal's labels.
  const persons = [await buildOn(first, 'LABEL mine=yes'), await buildOn(first, 'RUN touch /mine')]
  const others = async () => {
    const sizes = await images(dir, engineWith(name)).sizes()
    return sizes.ok ? sizes.value.others : undefined
  }
  expect(await others()).toEqual({ count: 0, heldBytes: 0 })
  await build(verbs, { isCacheDisabled: true })
  const found = await others()
  expect({ ...found, heldBytes: Math.floor((found?.heldBytes ?? 0) / 1_000_000) }).toEqual({
    count: 1,
    heldBytes: 2,
  })
  try {
    const unused = await mine(verbs, false, name)
    expect(unused).toMatchObject([
      { id: lost, image: lost, why: 'nameless', was: first, names: [], of: 'hal' },
    ])

    const { stdout: container } = await docker(['create', '--label', `hal-test=${run}`, lost])
    expect(await mine(verbs, false, name)).toEqual([])
    // Its heir is how it is known: it stays as long as the other does.
    expect(namesOf(await mine(verbs, true, name))).toEqual([])
    expect(await verbs.prune(unused)).toMatchObject({
      value: { removed: [], failed: [{ image: lost, failure: { reason: 'image-in-use' } }] },
    })
    await docker(['rm', container.trim()])

    // One that an engine counts as a part of another can't go.
    const committed = await childOf(lost)
    expect(await mine(verbs, false, name)).toEqual([])
    await docker(['image', 'rm', '--no-prune', committed])

    expect(await verbs.prune(unused)).toMatchObject({ value: { removed: [{ names: [lost] }], failed: [] } })
    expect([await isThere(lost), await isThere(first)]).toEqual([false, true])
    expect(await Promise.all(persons.map(isThere))).toEqual([true, true])
  } finally {
    await docker(['image', 'rm', '--force', ...persons])
  }
})

test('one that was given a name since stays', async () => {
  const name = `${run}-named`
  await using dir = await profilesDir({
    ...tools,
    ...profileFiles(name, { from: debian }, withFile(name)),
  })
  const verbs = images(dir)
  await build(verbs)
  await build(verbs, { isCacheDisabled: true })
  const unused = await mine(verbs, false, name)
  expect(unused).toHaveLength(1)
  await docker(['tag', unused[0]?.id ?? '', `${run}-person/kept:1`])
  expect(await verbs.prune(unused)).toMatchObject({ value: { removed: [], failed: [] } })
  expect(await isThere(`${run}-person/kept:1`)).toBe(true)
})

test('an image that any container was made from stays; with all, what nothing uses goes', async () => {
  const [used, unused] = [`${run}-used`, `${run}-unused`]
  await using dir = await profilesDir({
    ...tools,
    ...profileFiles(used, { from: debian }, withFile(used)),
    ...profileFiles(unused, { from: debian }, withFile(unused)),
  })
  const verbs = images(dir)
  const { layers } = await build(verbs)
  const imageOf = (name: string) => layers.find(({ layer }) => layer === name)?.image ?? ''
  const [first, second] = [imageOf(used), imageOf(unused)]
  const { stdout: container } = await docker(['create', '--label', `hal-test=${run}`, first])
  try {
    await dir.write(`${used}/extra`, 'new')
    await build(verbs)
    expect(namesOf(await mine(verbs, false, used))).toEqual([])
    const all = await mine(verbs, true)
    expect(namesOf(all)).not.toContain(first)
    expect(all).toContainEqual(expect.objectContaining({ image: second, why: 'not-asked-for' }))
    const pruned = await verbs.prune(all.filter(({ image }) => image === second))
    expect(pruned.ok && Math.floor(pruned.value.ownBytes / 1_000_000)).toBe(2)
    expect(await isThere(second)).toBe(false)
    // Made between the look and the removal.
    const { stdout: id } = await docker(['image', 'inspect', '--format', '{{.Id}}', first])
    const held = { id: id.trim(), image: first, sizeBytes: 0, of: 'here', why: 'replaced' } as const
    expect(await verbs.prune([{ ...held, names: [first] }])).toMatchObject({
      value: { removed: [], failed: [{ image: first, failure: { reason: 'image-in-use' } }], ownBytes: 0 },
    })
  } finally {
    await docker(['rm', container.trim()])
  }
  expect(namesOf(await mine(verbs, false, used))).toEqual([first])
})

/** The same engine as if it had no other images of hal's. */
const engineWith = (name: string): Engine => ({
  ...engine,
  images: async (labels) => {
    const found = await engine.images(labels)
    return found.ok ? ok(found.value.filter((image) => image.labels['dev.hal.profile'] === name)) : found
  },
})

/** An image that stands on another, as a person builds one; answers its id. */
async function childOf(image: string): Promise<string> {
  const { stdout: container } = await docker(['create', image])
  const { stdout: id } = await docker(['commit', container.trim()])
  await docker(['rm', container.trim()])
  return id.trim()
}

/** The same with BuildKit, by a Dockerfile of one line more; what had a name has none at the end. */
async function buildOn(image: string, line: string): Promise<string> {
  const name = `${run}-person/built:1`
  await using dir = await profilesDir({ Dockerfile: `FROM ${image}\n${line}\n` })
  const built = await engine.build(
    {
      ...{ contextDir: join(dir.packageDir, 'profiles'), dockerfile: 'Dockerfile', tags: [name] },
      ...{ labels: {}, args: {} },
    },
    () => {},
  )
  if (!built.ok) throw new Error(JSON.stringify(built.failure))
  await docker(['tag', debian, name])
  await docker(['image', 'rm', name])
  return built.value.id
}
