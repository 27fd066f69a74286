import { clockTime } from '../../present/clock-time.ts'
import { formatAge } from '../../present/duration.ts'
import { authorWords, questionOf, silenceWords, stateSince, stateWords } from '../../present/worker.ts'
import type { FleetWorker } from '../../workers/fleet/fleet.ts'
import { keyFor } from '../keys/key-for.ts'
import { pad, wrapUpTo } from '../looks/text.ts'
import type { Dialog, Model } from '../model.ts'
import type { Place } from '../view.ts'
import { advice } from '../worker/advice.ts'

/** Why a worker's state is what it is, as it is now: who says so, since when, what it asks, and the evidence as it was when this was opened. */
export const explainLines = (
  { name, containerId, evidence = [] }: Extract<Dialog, { kind: 'explain' }>,
  { model, theme, height }: Place,
): readonly string[] => {
  const row = model.snapshot.workers.find(({ worker }) => worker.containerId === containerId)
  const { ellipsis } = theme.glyphs
  const columns = Math.max(1, model.size.columns - labelColumns - 4)
  const lines =
    row === undefined
      ? ['  It is gone: it has been removed.']
      : [...factsOf(row, model), ...evidence].flatMap(([label, text]) =>
          wrapUpTo(text, { columns, rows: 6, ellipsis }).map(
            (line, at) => `  ${theme.paint.dim(pad(at === 0 ? label : '', labelColumns))} ${line}`,
          ),
        )
  return ['', ` why ${theme.paint.strong(name)} is as it is`, '', ...lines].slice(0, Math.max(1, height))
}

const labelColumns = 10

type Fact = readonly [label: string, text: string]

const factsOf = (row: FleetWorker, model: Model): readonly Fact[] => {
  const { worker, lastLine } = row
  const since = stateSince(worker)
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['state', stateWords(worker)],
    ['since', since === undefined ? undefined : `${clockTime(since)}, ${formatAge(since, model.now)} ago`],
    ['author', authorOf(row)],
    ['asks', questionOf(worker)],
    ['why', advice(worker, model) ?? silenceWords(worker, model.now)],
    ['seen', seenOf(row)],
    ['agent', worker.agent ?? 'none: a shell'],
    ['last line', lastLine === '' ? undefined : lastLine],
    ['then', nextOf(row, model)],
  ]
  return facts.flatMap(([label, text]) => (text === undefined ? [] : [[label, text] as const]))
}

/** Until something in it speaks, a worker that runs is ready. */
const authorOf = ({ worker }: FleetWorker): string => {
  if (worker.phase.kind !== 'ready') return 'the engine says how its container is'
  const author = authorWords(worker)
  if (author === undefined) return 'nobody in it says what it does: it runs, and its tmux answers'
  return worker.activityBy === 'screen' ? `${author}, and not said by the agent itself` : author
}

const seenOf = ({ worker }: FleetWorker): string | undefined =>
  worker.activity === 'done'
    ? 'not since it was done: once you have looked for a second, it is idle'
    : undefined

const nextOf = ({ worker }: FleetWorker, model: Model): string | undefined => {
  if (worker.phase.kind !== 'ready') return undefined
  const focus = keyFor(model, 'worker.focus', '⏎')
  const attach = keyFor(model, 'worker.attach', 'a')
  switch (worker.activity) {
    case 'waiting':
      return `${focus} focuses it: what you type then is its answer`
    case 'limited':
      return 'it goes on once its limit is over, or another key or plan is there'
    case 'login-needed':
      return `${attach} attaches, to log in there`
    default:
      return undefined
  }
}
