import type { PinChange } from '../images/declare/layer-pins.ts'
import type { BuildReason } from '../images/plan/why-build.ts'
import { andList } from './and-list.ts'
import { partWords } from './changed-parts.ts'

/** Why an image isn't what a build would make: `file bin/run changed · stands on base, which is rebuilt`. `rebuilt`: what the same build makes anew. */
export const reasonWords = (why: readonly BuildReason[], rebuilt: ReadonlySet<string> = new Set()): string =>
  why.map((reason) => wordsOf(reason, rebuilt)).join(' · ')

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

/** What could not be reached when it was built. */
const triesAgain = (missing: readonly string[]): string =>
  `without ${andList(missing)}, which ${missing.length === 1 ? 'is' : 'are'} tried again`

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
