import type { ProfileState } from '../images/verbs.ts'
import type { KeptPromise, VerifiedImage } from '../images/verify/verify.ts'
import { type MatrixImage, versionWords } from './images-matrix.ts'
import type { Paint } from './style.ts'
import type { Cell } from './table.ts'

export const isWell = ({ tools, problems }: VerifiedImage): boolean =>
  problems.length === 0 && tools.every(({ state }) => state !== 'broken')

const words = { kept: 'kept', broken: 'broken', 'left-out': 'left out' } as const

/** A row for each tool and each problem, headings first. What an image inherits is said where it isn't kept. */
export const verifiedRows = (
  images: readonly VerifiedImage[],
  paint: Paint,
): readonly (readonly Cell[])[] => [
  ['IMAGE', 'TOOL', 'PROMISED', 'STATE', 'FOUND'].map((text, column) => ({ text, isKept: column !== 4 })),
  ...images.flatMap(({ profile, tools, problems }) => [
    ...tools
      .filter(({ isInherited, state }) => !isInherited || state === 'broken')
      .map((tool) => toolRow(profile, tool, paint)),
    ...inheritedRow(profile, tools),
    ...problems.map((problem) => [
      { text: profile },
      { text: '' },
      { text: '' },
      { text: 'broken', paint: paint.bad },
      { text: problem },
    ]),
  ]),
]

/** Where it promises nothing itself: how much was looked for all the same. */
function inheritedRow(profile: string, tools: readonly KeptPromise[]): readonly (readonly Cell[])[] {
  const kept = tools.filter(({ isInherited, state }) => isInherited && state === 'kept').length
  if (kept === 0 || tools.some(({ isInherited }) => !isInherited)) return []
  const what = `${kept} of what it stands on`
  return [[{ text: profile }, { text: what }, { text: '' }, { text: words.kept }]]
}

const toolRow = (
  profile: string,
  { tool, promised, found, state }: KeptPromise,
  paint: Paint,
): readonly Cell[] => [
  { text: profile },
  { text: tool },
  { text: promised },
  { text: words[state], ...(state === 'broken' && { paint: paint.bad }) },
  { text: found ?? (state === 'broken' ? 'no answer' : '') },
]

/** `12 images keep what they promise`, or how many don't. */
export function verdict(images: readonly VerifiedImage[]): string {
  const broken = images.filter((image) => !isWell(image)).map(({ profile }) => profile)
  const count = `${images.length} ${images.length === 1 ? 'image' : 'images'}`
  return broken.length === 0
    ? `${count}, every promise kept`
    : `${count}, promises broken in ${broken.join(', ')}: correct what they install or what they promise, then \`hal build-profiles ${broken.join(' ')}\``
}

/** Columns for every profile; a cell says what was promised where it is kept, and otherwise how it is. */
export const verifiedMatrix = (
  profiles: readonly ProfileState[],
  images: readonly VerifiedImage[],
): readonly MatrixImage[] =>
  profiles.map(({ name, isLayer, parent, budget, capabilities }) => {
    const verified = images.find(({ profile }) => profile === name)
    const stateOf = (tool: string) => verified?.tools.find((one) => one.tool === tool)?.state
    const cell = (tool: string, promised: string): string => {
      const state = stateOf(tool)
      if (state === undefined) return 'not built'
      return state === 'kept' ? versionWords(promised) : words[state]
    }
    return {
      ...{ name, isLayer, budget: budget ?? '' },
      on: parent.kind === 'profile' ? parent.name : parent.reference,
      tools: new Map(capabilities.map(({ tool, promised }) => [tool, cell(tool, promised)])),
    }
  })
