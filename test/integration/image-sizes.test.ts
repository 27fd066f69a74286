import { afterAll, expect, test } from 'vitest'
import { profileFiles, profilesDir } from '../../src/images/declare/profiles.fixture.ts'
import { build, debian, docker, images, removeImages, run } from '../rigs/image-builds.ts'

afterAll(removeImages)

const megabyte = 1_000_000
const withFile = (megabytes: number): string =>
  [
    'ARG PARENT',
    'FROM $PARENT',
    'ENV SAID=nothing',
    // Makes a layer without a byte: sizes must not slip by one.
    'RUN true',
    `RUN head -c ${megabytes * megabyte} /dev/urandom > /file`,
    '',
  ].join('\n')

test('says what each image adds and shares, and counts what they have in common once', async () => {
  const [below, one, two] = [`${run}-below`, `${run}-one`, `${run}-two`]
  await using dir = await profilesDir({
    ...profileFiles(below, { from: debian }, withFile(3)),
    ...profileFiles(one, { parent: below }, withFile(2)),
    ...profileFiles(two, { parent: below }, withFile(1)),
  })
  const verbs = images(dir)
  expect(await verbs.sizes()).toMatchObject({ value: { images: [], heldBytes: 0, aloneBytes: 0 } })
  await build(verbs)
  const sizes = await verbs.sizes()
  if (!sizes.ok) throw new Error(JSON.stringify(sizes.failure))

  const { stdout } = await docker(['image', 'inspect', '--format', '{{.Size}}', debian])
  const bottom = Number(stdout)
  const sizesOf = (profile: string) => sizes.value.images.find((image) => image.profile === profile)
  const inMegabytes = (bytes: number | undefined) => Math.floor((bytes ?? -1) / megabyte)
  expect(inMegabytes(sizesOf(below)?.addsBytes)).toBe(3)
  expect(inMegabytes(sizesOf(one)?.addsBytes)).toBe(2)
  expect(inMegabytes(sizesOf(two)?.addsBytes)).toBe(1)
  expect(inMegabytes((sizesOf(two)?.sharedBytes ?? 0) - bottom)).toBe(3)
  expect(inMegabytes(sizes.value.heldBytes - bottom)).toBe(6)
  expect(inMegabytes(sizes.value.aloneBytes - 3 * bottom)).toBe(3 + 5 + 4)

  await dir.write(`${two}/new`, 'new')
  expect(await verbs.sizes()).toMatchObject({
    value: {
      images: [
        { isFresh: true },
        { isFresh: true },
        { profile: two, isFresh: false, image: sizesOf(two)?.image },
      ],
    },
  })
})
