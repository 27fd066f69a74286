import * as z from 'zod/mini'
import { inputOfKind, type PartKind } from '../../images/plan/part-kinds.ts'
import type { BuildReason } from '../../images/plan/why-build.ts'
import type { ProfileState } from '../../images/verbs.ts'
import { maybeWords, moment } from './fields.ts'

// As `present/profile.ts` writes them.

const words = z.array(z.string())
const pin = z.object({ tool: z.string(), from: maybeWords, to: maybeWords })
const input = z.enum(['files', 'args', 'pins', 'parent', 'platform', 'recipe'])
const partKinds = Object.keys(inputOfKind) as [PartKind, ...PartKind[]]
const part = z.object({
  ...{ input, kind: z.enum(partKinds), name: z.string(), how: z.enum(['new', 'gone', 'other']) },
  ...{ from: z.exactOptional(z.string()), to: z.exactOptional(z.string()) },
})

const reason: z.ZodMiniType<BuildReason> = z.lazy(() =>
  z.discriminatedUnion('reason', [
    z.object({ reason: z.enum(['not-built', 'other-hal', 'no-cache']) }),
    z.object({ reason: z.literal('base-missing'), reference: z.string() }),
    z.object({ reason: z.literal('pins'), pins: z.array(pin) }),
    z.object({
      reason: z.literal('changed'),
      inputs: z.array(z.enum(['files', 'args', 'platform', 'recipe'])),
      parts: z.array(part),
    }),
    z.object({
      reason: z.literal('parent'),
      parent: z.string(),
      instead: z.exactOptional(z.string()),
      why: z.array(reason),
    }),
    z.object({
      ...{ reason: z.literal('base'), reference: z.string(), instead: z.exactOptional(z.string()) },
      ...{ from: z.exactOptional(z.string()), to: z.exactOptional(z.string()) },
    }),
    z.object({ reason: z.literal('incomplete'), missing: words }),
    z.object({ reason: z.literal('elsewhere'), platforms: words }),
  ]),
)

const state = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fresh'), sizeBytes: z.number(), builtAt: moment, missing: words }),
  z.object({
    ...{
      kind: z.literal('stale'),
      changed: words,
      why: z.array(reason),
      pins: z.array(pin),
      builtAt: moment,
    },
  }),
  z.object({ kind: z.literal('not-built') }),
])

const isInherited = z.boolean()
const texts = z.record(z.string(), z.string())

/** A profile or a layer, with what it stands on in two fields: another one's name, or an image from outside. */
const profile = z.pipe(
  z.object({
    ...{ name: z.string(), description: z.string(), isLayer: z.boolean(), dir: z.string() },
    ...{ parent: maybeWords, from: maybeWords, image: maybeWords, budget: maybeWords },
    ...{ promises: texts, pins: texts, warnings: words, state },
    capabilities: z.array(z.object({ tool: z.string(), promised: z.string(), isInherited })),
    packages: z.array(
      z.object({ package: z.string(), suite: maybeWords, isPartial: z.boolean(), isInherited }),
    ),
    env: z.array(z.object({ variable: z.string(), value: z.string(), isInherited })),
  }),
  z.transform(
    ({ parent, from = '', ...facts }): ProfileState => ({
      ...facts,
      parent: parent === undefined ? { kind: 'image', reference: from } : { kind: 'profile', name: parent },
    }),
  ),
)

export const someImages = z.object({ images: z.array(profile) })
