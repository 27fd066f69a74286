import type { ProfileState } from '../../../images/verbs.ts'
import { formatBytes } from '../../../lib/bytes.ts'
import { printable } from '../../../lib/printable.ts'
import { formatAge } from '../../../present/duration.ts'
import { sentenceOf } from '../../../present/failure.ts'
import { sizeOfProfile, stateOfProfile, whyOfProfile } from '../../../present/profile.ts'
import { filled, pad, wrap } from '../../looks/text.ts'
import type { Theme } from '../../looks/theme.ts'
import type { Model } from '../../model.ts'
import type { ImageRow } from './image-rows.ts'

/** All there is to say of one profile and its image; what is wrong with it comes first. */
export const imageDetails = (row: ImageRow, model: Model, theme: Theme): readonly string[] => {
  const { title, description, failure, facts } = partsOf(row, model, theme)
  return [title, ...description, ...failure, ...facts]
}

/** As much of it as `rows` lines have room for: of a build that failed, what failed and the end of why. */
export const imagePreview = (
  { row, rows }: { readonly row: ImageRow; readonly rows: number },
  model: Model,
  theme: Theme,
): readonly string[] => {
  const { title, description, failure, facts } = partsOf(row, model, theme)
  const [what, ...why] = failure
  const room = rows - 1 - description.length - failure.length
  if (what === undefined || room >= 0) return filled([title, ...description, ...failure, ...facts], rows)
  const end = why.slice(Math.max(0, why.length - Math.max(0, rows - 2)))
  return filled([title, what, ...end, ...facts], rows)
}

const partsOf = ({ profile, state, tone, isOfBuild }: ImageRow, model: Model, theme: Theme) => {
  const { paint } = theme
  const columns = Math.max(1, model.size.columns - 2)
  const facts: (readonly [string, string])[] = [
    ['why', whyOfProfile(profile)],
    ['image', profile.image ?? ''],
    ['stands on', profile.parent.kind === 'profile' ? profile.parent.name : profile.parent.reference],
    ['size', sizeWords(profile.name, model, sizeOfProfile(profile))],
    ['built', profile.state.kind === 'not-built' ? '' : `${formatAge(profile.state.builtAt, model.now)} ago`],
    ['budget', profile.budget ?? ''],
    ['pins', pinsOf(profile)],
    ...profile.capabilities.map(
      ({ tool, promised, isInherited }, index) =>
        [index === 0 ? 'promises' : '', `${tool} ${promised}${isInherited ? '  (inherited)' : ''}`] as const,
    ),
    ...profile.warnings.map((warning, index) => [index === 0 ? 'warnings' : '', warning] as const),
  ]
  const now = isOfBuild ? state : stateOfProfile(profile)
  return {
    title: ` ${paint.strong(profile.name)}  ${paint[tone](now)}`,
    description: wrap(printable(profile.description), columns).map((line) => ` ${paint.dim(line)}`),
    failure: failureLines(profile.name, model).flatMap((line) =>
      // What a build printed keeps its columns.
      line.startsWith('  ')
        ? [` ${paint.dim(line)}`]
        : wrap(line, columns).map((part) => ` ${paint.bad(part)}`),
    ),
    facts: facts
      .filter(([, value]) => value !== '')
      .flatMap(([name, value]) =>
        wrap(printable(value), Math.max(8, columns - 12)).map(
          (line, index) => ` ${paint.dim(pad(index === 0 ? name : '', 10))} ${line}`,
        ),
      ),
  }
}

const pinsOf = ({ state }: ProfileState): string =>
  state.kind === 'stale'
    ? state.pins.map(({ tool, from = 'none', to = 'none' }) => `${tool} ${from} → ${to}`).join(', ')
    : ''

const sizeWords = (name: string, { views: { images } }: Model, size: string): string => {
  const known = images.sizes?.images.find(({ profile }) => profile === name)
  if (known === undefined) return size
  const adds = known.addsBytes === undefined ? '' : `, adds ${formatBytes(known.addsBytes)}`
  return `${formatBytes(known.sizeBytes)}${adds}`
}

/** Why its build failed, with the last lines that it printed. */
const failureLines = (name: string, { views: { images } }: Model): readonly string[] => {
  const state = images.build?.layers.get(name)?.state
  if (state?.kind !== 'failed') return []
  const { what, why = [], next } = sentenceOf(state.failure)
  const last = why.map((line) =>
    line.startsWith('  ') ? `  ${printable(line.trimStart())}` : printable(line),
  )
  return [printable(what), ...last, ...(next === undefined ? [] : [printable(next)])]
}
