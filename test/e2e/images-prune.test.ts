import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { forgetImages } from '../rigs/forget-images.ts'
import { Person } from '../rigs/hal.ts'

let person: Person
let name: string
beforeEach(async () => {
  person = new Person()
  name = `${person.owner}-twice`
  const dir = join(person.home, '.hal/profiles', name)
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'Dockerfile'), 'FROM debian:bookworm-slim\nCOPY . /made-of\n')
  await person.ok('build-profiles', name)
  writeFileSync(join(dir, 'more'), 'more')
  await person.ok('build-profiles', name)
})
afterEach(async () => {
  await person[Symbol.asyncDispose]()
  await forgetImages(name)
})

test('prune says what would go, and removes nothing without a yes', async () => {
  const plan = await person.ok('images', 'prune', '--dry-run')
  expect(plan).toMatch(new RegExp(`^hal/${name}:[0-9a-f]{7} +\\d+M +here +a start takes another one$`, 'm'))
  expect(plan).toMatch(/^\d+ images?, with \S+ that no other image holds$/m)
  const planned = await person.json<{ images: { names: string[] }[] }>('images', 'prune', '--dry-run')
  const mine = planned.images.filter(({ names }) => names.some((one) => one.startsWith(`hal/${name}:`)))
  expect(mine).toMatchObject([{ names: [expect.stringMatching(/:[0-9a-f]{7}$/)] }])
  const cwd = join(person.home, 'another')
  mkdirSync(join(cwd, '.hal/profiles'), { recursive: true })
  const elsewhere = await person.hal(['images', 'prune', '--dry-run'], { cwd })
  expect(elsewhere.stdout).toMatch(new RegExp(`^hal/${name}:[0-9a-f]{7} +\\d+M +elsewhere +a start`, 'm'))
  expect(elsewhere.stdout).toMatch(/^\d+ of them (is|are) of profiles declared elsewhere: /m)

  const unasked = await person.hal(['images', 'prune'])
  expect(unasked).toMatchObject({ exitCode: 2, stdout: '' })
  expect(unasked.stderr).toContain('there is no terminal to ask on')

  await using terminal = person.terminal(['images', 'prune'], { columns: 120, rows: 200 })
  await terminal.waitFor('Remove them? (y/N)')
  terminal.type('n\r')
  expect(await terminal.exit).toMatchObject({ exitCode: 1 })
  expect(terminal.screen()).toContain('hal: nothing was removed.')
  expect(await person.ok('images', 'prune', '--dry-run')).toContain(`hal/${name}:`)
})

test('what a start would take stays, though something newer was built and taken back', async () => {
  const dir = join(person.home, '.hal/profiles', name)
  rmSync(join(dir, 'more'))
  const { images } = await person.json<{ images: { name: string; image: string }[] }>('images', 'list')
  const current = images.find((image) => image.name === name)?.image
  const plan = await person.ok('images', 'prune', '--dry-run')
  expect(plan).toMatch(new RegExp(`^hal/${name}:[0-9a-f]{7} +\\d+M +here +a start takes another one`, 'm'))
  expect(plan).not.toContain(`${current} `)
})

test('sizes count the image built last, and say what else there is', async () => {
  const sizes = await person.ok('images', 'sizes')
  expect(sizes).toMatch(new RegExp(`^${name} +\\d+M +\\d+B +\\d+M +hal/${name}:[0-9a-f]{7}$`, 'm'))
  expect(sizes).toMatch(/^\d+ images?: \S+ on the disk, \S+ if each stood alone$/m)
  expect(sizes).toMatch(/^\d+ other images? of hal’s besides: /m)
  await using terminal = person.terminal(['images', 'sizes'], { columns: 80, rows: 60 })
  await terminal.exit
  expect(terminal.screen()).toMatch(/ not here\n +any more\.$/m)
  const { images, aloneBytes, heldBytes } = await person.json<{
    images: { profile: string; sizeBytes: number; addedBytes: number }[]
    aloneBytes: number
    heldBytes: number
  }>('images', 'sizes')
  expect(images.find(({ profile }) => profile === name)?.sizeBytes).toBeGreaterThan(10_000_000)
  expect(aloneBytes).toBeGreaterThanOrEqual(heldBytes)
  expect(sizes).toMatch(/^ADDS: what it adds to the image it was built on/m)
  expect(sizes).toMatch(/^SHARED: what other images here have, too, .* at most its SIZE less its SHARED\.$/m)
})
