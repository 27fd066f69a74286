import { type Cell, table } from '../present/table.ts'
import { loadCells, stateWords } from '../present/worker.ts'
import type { WorkerHealth } from '../workers/verbs.ts'
import type { Run } from './command.ts'
import { lookOf, print, printJson, reportFailure } from './report.ts'
import { isSet, pairsOption } from './values.ts'

export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const health = await context.workers.health({
    names: args,
    filters: pairsOption(options, 'filter'),
  })
  if (!health.ok) return reportFailure(context, health.failure, { isJson })
  if (isJson) {
    printJson(context, { version: 1, workers: health.value.map(healthJson) })
  } else if (health.value.length === 0) {
    print(context, 'no workers')
  } else {
    const { paint } = lookOf(context)
    const heading = ['WORKER', 'STATE', 'TMUX', 'CPU', 'MEM'].map((text) => ({ text }))
    const rows = health.value.map((one) =>
      healthRow(one, one.tmux.kind === 'silent' ? paint.bad : paint.plain),
    )
    print(context, table([heading, ...rows], context.io.columns).join('\n'))
  }
  return health.value.some(({ tmux }) => tmux.kind === 'silent') ? 1 : 0
}

function healthRow({ worker, tmux, stats }: WorkerHealth, paint: (text: string) => string): readonly Cell[] {
  const answer =
    tmux.kind === 'answers'
      ? `answers in ${tmux.inMs.toFixed(0)} ms`
      : tmux.kind === 'silent'
        ? tmux.why
        : '–'
  return [{ text: worker.name }, { text: stateWords(worker) }, { text: answer, paint }, ...loadCells(stats)]
}

const healthJson = ({ worker, tmux, stats }: WorkerHealth): object => ({
  name: worker.name,
  phase: worker.phase.kind,
  activity: worker.activity,
  activitySince: worker.activitySince?.toISOString() ?? null,
  activityBy: worker.activityBy ?? null,
  question: worker.question ?? null,
  agentExitCode: worker.agentExitCode ?? null,
  tmux: tmux.kind === 'answers' ? { kind: tmux.kind, inMs: hundredths(tmux.inMs) } : tmux,
  stats:
    stats === undefined
      ? null
      : { ...stats, cpuPercent: stats.cpuPercent === undefined ? null : hundredths(stats.cpuPercent) },
})

const hundredths = (value: number): number => Math.round(value * 100) / 100
