import { byName } from '../lib/by-name.ts'

/** An image as a column: what may be counted on in it. */
export interface MatrixImage {
  readonly name: string
  /** Nobody chooses it for a worker. */
  readonly isLayer: boolean
  readonly on: string
  readonly budget: string
  /** By tool, what stands in its cell. */
  readonly tools: ReadonlyMap<string, string>
}

/** An empty promise: any version will do. */
export const versionWords = (promised: string): string => (promised === '' ? 'any' : promised)

/** The page of Markdown that says which image has which tools. `unverified`: what of it is only promised. */
export const matrixPage = (images: readonly MatrixImage[], unverified?: string): string =>
  [
    '# What is in which image',
    '<!-- Generated from profiles/, docker/ and docker/pins.json by `node scripts/docs.ts`: edit those. -->',
    introduction,
    ...(unverified === undefined ? [] : [unverified]),
    '## Profiles',
    matrix(images.filter(({ isLayer }) => !isLayer)),
    '## Layers, and images for tasks',
    `${matrix(images.filter(({ isLayer }) => isLayer))}\n`,
  ].join('\n\n')

const introduction = `A version is the beginning of what the tool answers, \`any\` whatever it answers. What a profile promises, what stands on it promises, too.

\`hal images verify\` holds built images to this, each as a user that no image knows (uid 12345, group 0), without capabilities or a network, with \`HOME=/tmp\`, a
\`/workspace\` that it can write and the tools volume at \`/tools\`, which it can't. An image without its optional tools (\`--allow-missing\`) says so in a label.
\`hal images verify --matrix\` prints the tables of profiles and layers with what it found.`

function matrix(images: readonly MatrixImage[]): string {
  const tools = [...new Set(images.flatMap((image) => [...image.tools.keys()]))].sort(byName)
  return [
    row(
      '',
      images.map(({ name }) => name),
    ),
    row(
      '---',
      images.map(() => '---'),
    ),
    row(
      'stands on',
      images.map(({ on }) => on),
    ),
    row(
      'at most',
      images.map(({ budget }) => budget),
    ),
    ...tools.map((tool) =>
      row(
        `\`${tool}\``,
        images.map((image) => image.tools.get(tool) ?? ''),
      ),
    ),
  ].join('\n')
}

const row = (first: string, cells: readonly string[]): string => `| ${[first, ...cells].join(' | ')} |`
