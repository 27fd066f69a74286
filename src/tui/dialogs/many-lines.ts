import { andList } from '../../present/and-list.ts'
import { keyFor } from '../keys/key-for.ts'
import { isTiny } from '../layout.ts'
import { wrap, wrapUpTo } from '../looks/text.ts'
import type { Dialog, Model } from '../model.ts'
import type { Place } from '../view.ts'
import type { Life } from '../worker/life.ts'
import { type Target, type VerbForMany, workersInWords } from './target.ts'

type ConfirmMany = Extract<Dialog, { kind: 'confirm-many' }>

/** `stop 3 workers?`, who they are, what ends with them, and whom it leaves alone. */
export const confirmManyLines = (
  { verb, targets, left }: ConfirmMany,
  { model, theme, height }: Place,
): readonly string[] => {
  const columns = model.size.columns - 2
  const { ellipsis } = theme.glyphs
  const isShort = isTiny(model.size)
  const said = wrap(isShort ? shortly(verb, targets) : consequence(verb, targets, model), columns)
  const leftAlone =
    left.length === 0
      ? []
      : wrapUpTo(`Left alone${isShort ? '' : ' as they are'}: ${left.join(', ')}.`, {
          columns,
          rows: isShort ? 1 : 2,
          ellipsis,
        })
  // Who is touched may be longer than the place; what happens to them is not.
  const taken = said.length + leftAlone.length + (isShort ? 1 : 5)
  const rows = Math.max(1, height - taken)
  const names = wrapUpTo(targets.map(({ name }) => name).join(', '), { columns, rows, ellipsis })
  return [
    '',
    ` ${theme.paint.warning(`${verb} ${workersInWords(targets.length)}?`)}`,
    '',
    ...names.map((line) => ` ${theme.paint.strong(line)}`),
    '',
    ...said.map((line) => ` ${line}`),
    ...leftAlone.map((line) => theme.paint.dim(` ${line}`)),
  ]
}

const afterOf = (model: Model): Readonly<Record<VerbForMany, string>> => ({
  stop: `Their files stay, and ${keyFor(model, 'worker.restart', 'R')} starts them again.`,
  restart: 'They start again with their files.',
  remove:
    'Their containers and the files inside are gone for good. Clones of their own go, too; folders of yours stay.',
  freeze: `They stand still as they are, without CPU; ${keyFor(model, 'worker.freeze', 'f')} thaws them.`,
  thaw: 'They go on where they were.',
})

const consequence = (verb: VerbForMany, targets: readonly Target[], model: Model): string =>
  [...(isEnding(verb) ? endings(targets) : []), afterOf(model)[verb]].join(' ')

const after: Readonly<Record<VerbForMany, string>> = {
  stop: 'Their files stay.',
  restart: 'They start again.',
  remove: 'Their files are gone for good.',
  freeze: 'They stand still.',
  thaw: 'They go on.',
}

/** The same in next to no room. */
const shortly = (verb: VerbForMany, targets: readonly Target[]): string =>
  [...(isEnding(verb) && targets.some(isUp) ? ['They end.'] : []), after[verb]].join(' ')

const isUp = ({ life }: Target): boolean => life === 'running' || life === 'frozen'

const isEnding = (verb: VerbForMany): boolean => verb === 'stop' || verb === 'restart' || verb === 'remove'

const endings = (targets: readonly Target[]): readonly string[] => {
  const count = (life: Life) => targets.filter((target) => target.life === life).length
  const all = targets.length
  const running = count('running')
  const frozen = count('frozen')
  if (running + frozen === 0) return ['None of them runs.']
  const parts = [
    running > 0 ? `${share(running, all)} ${running === 1 && all > 1 ? 'runs' : 'run'}` : undefined,
    frozen > 0 ? `${share(frozen, all)} ${frozen === 1 && all > 1 ? 'is' : 'are'} frozen` : undefined,
  ].filter((part) => part !== undefined)
  return [`${capital(andList(parts))}: what is in them ends.`]
}

const share = (some: number, all: number): string => (some === all ? 'all' : `${some} of them`)

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
