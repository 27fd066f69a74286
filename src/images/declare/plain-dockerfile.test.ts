import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadCatalogue } from './catalogue.ts'
import { baseOf } from './plain-dockerfile.ts'
import { profileFiles, profilesDir } from './profiles.fixture.ts'

test.each([
  ['FROM debian:12\nRUN true', 'debian:12'],
  ['# syntax=docker/dockerfile:1\nfrom --platform=$BUILDPLATFORM golang:1.25 AS build', 'golang:1.25'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker's own.
  ['ARG V=3.20\nARG IMAGE="alpine"\nFROM ${IMAGE}:$V', 'alpine:3.20'],
  ['ARG BASE\nFROM $BASE', undefined],
  ['RUN true', undefined],
])('%j stands on %s', (dockerfile, base) => {
  expect(baseOf(dockerfile)).toBe(base)
})

test('a folder with nothing but a Dockerfile is a profile', async () => {
  await using dir = await profilesDir(profileFiles('base', { from: 'debian' }))
  await dir.write('own/Dockerfile', 'FROM alpine:3.20\n')
  const catalogue = await loadCatalogue(dir)
  expect(catalogue.ok && catalogue.value.get('own')).toMatchObject({
    ...{ name: 'own', dockerfile: 'Dockerfile', isLayer: false },
    parent: { kind: 'image', reference: 'alpine:3.20' },
  })
})

test('one whose base nobody can know, and a folder with neither, are said to be', async () => {
  await using dir = await profilesDir(profileFiles('base', { from: 'debian' }))
  const folder = join(dir.packageDir, 'profiles/own')
  await mkdir(folder)
  expect(await loadCatalogue(dir)).toMatchObject({
    failure: { reason: 'missing-file', file: join(folder, 'profile.json') },
  })
  await writeFile(join(folder, 'Dockerfile'), 'ARG BASE\nFROM $BASE\n')
  expect(await loadCatalogue(dir)).toMatchObject({
    failure: { reason: 'bad-profile', file: join(folder, 'Dockerfile'), path: 'FROM' },
  })
})
