import type { PartChange, PartKind } from '../images/plan/part-kinds.ts'
import { andList } from './and-list.ts'

/** Pieces of an image that aren't what they were: `file bin/run changed, packages jq and tree are new`. */
export function partWords(parts: readonly PartChange[]): string {
  const groups = Map.groupBy(parts, ({ kind, how }) => `${kind} ${how}`)
  return [...groups.values()].map(groupWords).join(', ')
}

/** Several are named up to here; more are counted. */
const mostNames = 4

function groupWords(parts: readonly PartChange[]): string {
  const [{ kind, how, from, to } = { kind: 'file', how: 'other' } as PartChange] = parts
  if (from !== undefined && to !== undefined) return `${nouns[kind].one} ${from} → ${to}`
  if (kind === 'order') return 'the order of its packages, tools or variables changed'
  const names = parts.map(({ name }) => name).filter((name) => name !== '')
  const shown = names.length > mostNames ? names.slice(0, mostNames - 1) : names
  const rest = names.length - shown.length
  const { one, many } = nouns[kind]
  const noun = names.length > 1 ? many : one
  const all = andList(rest === 0 ? shown : [...shown, `${rest} more`])
  const subject = [noun, ...(all === '' ? [] : [all])].join(' ')
  if (how === 'other') return `${subject} changed`
  return `${subject} ${names.length > 1 ? 'are' : 'is'} ${how}`
}

const nouns: Readonly<Record<PartKind, { readonly one: string; readonly many: string }>> = {
  file: { one: 'file', many: 'files' },
  argument: { one: 'argument', many: 'arguments' },
  sum: { one: 'sum', many: 'sums' },
  platform: { one: 'platform', many: 'platforms' },
  base: { one: 'image from outside', many: 'images from outside' },
  package: { one: 'package', many: 'packages' },
  tool: { one: 'what is fetched of', many: 'what is fetched of' },
  variable: { one: 'variable', many: 'variables' },
  promise: { one: 'promise of', many: 'promises of' },
  command: { one: 'command', many: 'commands' },
  dockerfile: { one: 'Dockerfile', many: 'Dockerfiles' },
  target: { one: 'target', many: 'targets' },
  script: { one: 'hal’s script', many: 'hal’s scripts' },
  made: { one: 'its', many: 'its' },
  order: { one: 'order', many: 'orders' },
}
