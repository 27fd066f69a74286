import type { PinChange } from '../images/declare/layer-pins.ts'
import type { BuildReason } from '../images/plan/why-build.ts'
import type { PlannedBuild } from '../images/verbs.ts'
import { andList } from './and-list.ts'
import { partWords } from './changed-parts.ts'
import { triesAgain } from './profile.ts'
import type { Cell } from './table.ts'

/** A build to come, a row a layer: what is done, which one, why, and the name of its image. */
export function planRows(plan: readonly PlannedBuild[]): readonly (readonly Cell[])[] {
  const rebuilt = new Set(plan.filter(({ action }) => action === 'build').map(({ name }) => name))
  return plan.map((layer) => [
    { text: layer.action },
    { text: layer.name },
    { text: whyText(layer, rebuilt) },
    { text: layer.image ?? '' },
  ])
}

/** What a push would bring where: a row a layer that is pushed. */
export const pushRows = (plan: readonly PlannedBuild[]): readonly (readonly Cell[])[] =>
  plan
    .filter(({ pushedAs }) => pushedAs.length > 0)
    .map(({ name, pushedAs }) => {
      const tags = pushedAs.map((reference) => reference.slice(reference.lastIndexOf(':') + 1))
      const [first = ''] = pushedAs
      const repository = first.slice(0, first.lastIndexOf(':'))
      return [{ text: 'push' }, { text: name }, { text: tags.join(', ') }, { text: repository }]
    })

/** For --json. */
export const planJson = (plan: readonly PlannedBuild[]): readonly object[] => {
  const rebuilt = new Set(plan.filter(({ action }) => action === 'build').map(({ name }) => name))
  return plan.map((layer) => ({
    name: layer.name,
    action: layer.action,
    parent: layer.parent.kind === 'profile' ? layer.parent.name : null,
    from: layer.parent.kind === 'image' ? layer.parent.reference : null,
    image: layer.image ?? null,
    pushedAs: layer.pushedAs,
    why: whyText(layer, rebuilt),
    reasons: layer.why,
  }))
}

/** Why each of those that aren't fresh isn't, by name. */
export const whyWords = (plan: readonly PlannedBuild[]): Readonly<Record<string, string>> => {
  const rebuilt = new Set(plan.filter(({ action }) => action === 'build').map(({ name }) => name))
  return Object.fromEntries(
    plan.filter(({ why }) => why.length > 0).map((layer) => [layer.name, whyText(layer, rebuilt)]),
  )
}

function whyText({ action, why }: PlannedBuild, rebuilt: ReadonlySet<string>): string {
  if (action === 'leave') return 'fresh'
  const words = why.map((reason) => wordsOf(reason, rebuilt))
  return [...words, ...(action === 'absent' ? ['--only leaves it'] : [])].join(' · ')
}

function wordsOf(why: BuildReason, rebuilt: ReadonlySet<string>): string {
  switch (why.reason) {
    case 'not-built':
      return 'not built yet'
    case 'base-missing':
      return `${why.reference} is not here, and is pulled first`
    case 'pins':
      return why.pins.length === 0 ? 'pins changed' : `pins: ${why.pins.map(pinWords).join(', ')}`
    case 'changed':
      return changedWords(why)
    case 'parent':
      return parentWords(why, rebuilt)
    case 'base':
      return baseWords(why)
    case 'incomplete':
      return triesAgain(why.missing)
    case 'other-hal':
      return 'built by another version of hal'
    case 'no-cache':
      return '--no-cache'
    case 'elsewhere':
      return `for ${andList(why.platforms)}, by buildx`
  }
}

/** Piece by piece, as far as the image knows its pieces. */
function changedWords({ inputs, parts }: Of<'changed'>): string {
  const said = new Set(parts.map(({ input }) => input))
  const rest = inputs.filter((input) => !said.has(input))
  return [
    ...(parts.length === 0 ? [] : [partWords(parts)]),
    ...(rest.length === 0 ? [] : [`${andList(rest)} changed`]),
  ].join(', ')
}

/** Of one that is rebuilt, its own row says why. */
function parentWords({ parent, instead, why }: Of<'parent'>, rebuilt: ReadonlySet<string>): string {
  if (instead !== undefined) return `stands on ${parent} in place of ${instead}`
  if (rebuilt.has(parent)) return `stands on ${parent}, which is rebuilt`
  const words = why.map((reason) => wordsOf(reason, rebuilt)).join(', ')
  return `stands on ${parent}, which is another now${words === '' ? '' : `: ${words}`}`
}

function baseWords({ reference, instead, from, to }: Of<'base'>): string {
  if (instead !== undefined) return `stands on ${reference} in place of ${instead}`
  return `${reference} is another now${from === undefined ? '' : ` (${from} → ${to})`}`
}

type Of<R extends BuildReason['reason']> = Extract<BuildReason, { readonly reason: R }>

const pinWords = ({ tool, from, to }: PinChange): string => {
  if (from !== undefined && from === to) return `${tool} ${to} with another sum`
  if (from === undefined) return `${tool} ${to} is new`
  return to === undefined ? `${tool} ${from} is gone` : `${tool} ${from} → ${to}`
}
