import { describe, expect, test } from 'vitest'
import { aLayer, aProfile } from '../../../../test/rigs/scripted-images.ts'
import { withDialog } from '../../changes.ts'
import { frame } from '../../frame/frame.ts'
import { defaultKeymap } from '../../keys/keymap.ts'
import type { Change } from '../../model.ts'
import { ago, failed, fresh, inImages, modelOf, plain, text } from '../views.fixture.ts'
import {
  moveInImages,
  onImages,
  openImage,
  showLayers,
  withBuildBegun,
  withBuildPhase,
  withBuildUpdates,
  withRead,
} from './image-changes.ts'

test('what a profile says of itself steers no terminal', () => {
  const loud = aProfile('loud', { description: 'rings\u0007 and\u001b[2J clears' })
  const changes = [withRead({ profiles: [loud] }), onImages({ areLayersShown: true })]
  const lines = frame({ model: modelOf({ changes }), theme: plain, keymap: defaultKeymap })
  expect(lines.join('\n')).toContain('rings and clears')
  expect(lines.join('')).not.toMatch(/\p{Cc}/u)
})

describe('the images', () => {
  test('are each under the one it stands on, with what is known of the selected one', () => {
    expect(text(modelOf({ changes: inImages(moveInImages(1)) }))).toMatchInlineSnapshot(`
      " hal  ● 1 waiting  ✗ 1 failed  ◐ 1 working  ○ 1 ready                 cpu 230%  mem 1.5G/23G  14:02
      ────────────────────────────────────────────────────────────────────────────────────────────────────
       images  2 fresh · 1 stale · 1 not built
         IMAGE        STATE                            SIZE   AGE  WHAT IT IS
         base         fresh                            212M    1d  what all stand on
       ▌ ├─ python    stale: pins: uv 0.4.1 → 0.5.0            2h  what python is for
         │  └─ tools  not built                                    what tools is for
         └─ node      fresh                            212M    1d  what node is for










      ────────────────────────────────────────────────────────────────────────────────────────────────────
       python  stale
       what python is for
       why        pins: uv 0.4.1 → 0.5.0
       image      hal/python:1234567
       stands on  base
       built      2h ago
       budget     600M

       ⏎ details  b build  B build what is stale  l hide layers  r read again  esc back  : command  ? help"
    `)
  })

  test('have their whole state in eighty columns, before their age and what they are', () => {
    const widest = withRead({
      profiles: [
        aProfile('base', { isLayer: true, state: fresh }),
        aProfile('agent-session-full', {
          parent: { kind: 'profile', name: 'base' },
          state: { kind: 'stale', changed: [], why: [{ reason: 'other-hal' }], pins: [], builtAt: ago(7200) },
        }),
      ],
    })
    const lines = (...more: readonly Change[]) =>
      text(modelOf({ size: { columns: 80, rows: 24 }, changes: [...inImages(), ...more] })).split('\n')
    expect(lines().slice(3, 6)).toMatchInlineSnapshot(`
      [
        "   IMAGE        STATE                            SIZE   AGE  WHAT IT IS",
        " ▌ base         fresh                            212M    1d  what all stand on",
        "   ├─ python    stale: pins: uv 0.4.1 → 0.5.0            2h  what python is for",
      ]
    `)
    expect(lines(widest).slice(3, 6)).toMatchInlineSnapshot(`
      [
        "   IMAGE                  STATE                                     SIZE   AGE",
        " ▌ base                   fresh                                     212M    1d",
        "   └─ agent-session-full  stale: built by another version of hal            2h",
      ]
    `)
  })

  test('are profiles without layers where a person chooses for a worker', () => {
    const lines = text(modelOf({ changes: inImages(showLayers(false)) })).split('\n')
    expect(lines.slice(2, 7)).toMatchInlineSnapshot(`
      [
        " profiles  2 fresh · 1 stale · 1 not built",
        "   IMAGE     STATE                            SIZE   AGE  WHAT IT IS",
        " ▌ python    stale: pins: uv 0.4.1 → 0.5.0            2h  what python is for",
        "   └─ tools  not built                                    what tools is for",
        "   node      fresh                            212M    1d  what node is for",
      ]
    `)
  })

  test('have the steps of their build in place of what isn’t known yet', () => {
    const building = aLayer(
      'python',
      { kind: 'building', step: { number: 2, of: 5, name: 'RUN uv sync' }, elapsedMs: 800 },
      'base',
    )
    const waits = aLayer('tools', { kind: 'waiting', on: 'python' }, 'python')
    const changes = inImages(withBuildBegun(ago(5)), withBuildUpdates([building, waits], ago(3)))
    const lines = text(modelOf({ changes })).split('\n')
    expect(lines[0]).toContain('building 1')
    expect(lines.slice(4, 8)).toMatchInlineSnapshot(`
      [
        " ▌ base         fresh         212M    1d  what all stand on",
        "   ├─ python    ◐ 2/5  RUN uv sync  3.8s",
        "   │  └─ tools  · waits for python",
        "   └─ node      fresh         212M    1d  what node is for",
      ]
    `)
    expect(lines.at(-1)).toContain('ctrl-c end the build')
  })

  test('say why a build failed, with the last lines that it printed', () => {
    const changes = inImages(
      withBuildBegun(ago(5)),
      withBuildUpdates([failed], ago(3)),
      withBuildPhase('over'),
      moveInImages(1),
      openImage(true),
    )
    expect(text(modelOf({ changes })).split('\n').slice(2, 9)).toMatchInlineSnapshot(`
      [
        " python  ✗ failed at RUN make  1.3s",
        " what python is for",
        " the build failed at RUN make, with status 2.",
        "   no rule",
        "   Error 2",
        " why        pins: uv 0.4.1 → 0.5.0",
        " image      hal/python:1234567",
      ]
    `)
  })

  test('say what a build ended with before they are opened, however much it printed', () => {
    const tail = [...Array.from({ length: 20 }, (_, line) => `Get ${line}`), 'E: Unable to locate package']
    const failure = { reason: 'build-failed', step: 'RUN apt-get', exitCode: 100, tail } as const
    const end = aLayer('python', { kind: 'failed', tookMs: 1300, failure })
    const shown = text(
      modelOf({
        changes: inImages(
          ...[withBuildBegun(ago(5)), withBuildUpdates([end], ago(3))],
          ...[withBuildPhase('over'), moveInImages(1)],
        ),
      }),
    )
    expect(shown).toContain('the build failed at RUN apt-get, with status 100.')
    expect(shown).toContain('E: Unable to locate package')
  })

  test('have all of what they are for, opened in a narrow terminal', () => {
    const description = `${'word '.repeat(30)}end`
    const profiles = [aProfile('python', { description })]
    const changes = inImages(withRead({ profiles }), openImage(true))
    expect(text(modelOf({ size: { columns: 80, rows: 24 }, changes }))).toMatch(/word end$/m)
  })

  test('are asked about before their build is ended', () => {
    const changes = inImages(withBuildBegun(ago(5)), withDialog({ kind: 'cancel-build' }))
    const lines = text(modelOf({ changes })).split('\n')
    expect(lines).toContain(' end the build?')
    expect(lines.at(-1)).toBe(' ⏎ y yes, end it  esc n no')
  })

  test.each([
    [100, 28],
    [80, 10],
    [30, 6],
    [20, 3],
  ])('are asked about wherever one is: %i columns, %i rows', (columns, rows) => {
    const question = [withBuildBegun(ago(5)), withDialog({ kind: 'cancel-build' })]
    for (const opening of [[], [moveInImages(1), openImage(true)]]) {
      const changes = inImages(withBuildUpdates([failed], ago(3)), ...opening, ...question)
      expect(text(modelOf({ size: { columns, rows }, changes }))).toMatch(/^ end the build/m)
    }
  })

  test('are scrolled, opened, no further than to their end, and from there back at once', () => {
    const capabilities = Array.from({ length: 40 }, (_, index) => ({
      ...{ tool: `tool-${index}`, promised: '1', isInherited: false },
    }))
    const many = withRead({ profiles: [aProfile('many', { capabilities })] })
    const opening = [many, onImages({ areLayersShown: true }), openImage(true)]
    for (const size of [
      { columns: 100, rows: 28 },
      { columns: 30, rows: 8 },
    ]) {
      const shown = (...moves: readonly Change[]) => text(modelOf({ size, changes: [...opening, ...moves] }))
      const end = shown(moveInImages(Number.POSITIVE_INFINITY))
      expect(end).toContain('tool-39')
      const tooFar = Array.from({ length: 30 }, () => moveInImages(10))
      expect(shown(...tooFar)).toBe(end)
      expect(shown(...tooFar, moveInImages(-1))).not.toContain('tool-39')
      expect(shown(...tooFar, moveInImages(-1), moveInImages(1))).toBe(end)
      expect(shown(...tooFar, moveInImages(Number.NEGATIVE_INFINITY))).toBe(shown())
    }
  })

  test('are shown as old as they are when they can’t be read anew', () => {
    const changes = inImages(withRead({ failure: 'no container engine answers. Start Docker.' }))
    expect(text(modelOf({ changes }))).toContain(
      'as it was 1m ago · no container engine answers. Start Docker.',
    )
  })
})
