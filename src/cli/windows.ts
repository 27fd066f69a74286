import { printable } from '../lib/printable.ts'
import { table } from '../present/table.ts'
import type { WorkerWindow } from '../workers/verbs.ts'
import type { CliContext, Run } from './command.ts'
import { print, printJson, reportFailure } from './report.ts'
import { isSet } from './values.ts'

interface WorkersWindows {
  readonly worker: string
  readonly windows: readonly WorkerWindow[]
}

export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const names = args[0] === undefined ? await runningNames(context) : [args[0]]
  if (typeof names === 'number') return names
  const all: WorkersWindows[] = []
  for (const worker of names) {
    const windows = await context.workers.windows(worker)
    if (!windows.ok) return reportFailure(context, windows.failure, { isJson })
    all.push({ worker, windows: windows.value })
  }
  if (isJson) printJson(context, { version: 1, workers: all })
  else print(context, windowsText(all, context.io.columns))
  return 0
}

async function runningNames(context: CliContext): Promise<readonly string[] | number> {
  const workers = await context.workers.list()
  if (!workers.ok) return reportFailure(context, workers.failure)
  return workers.value.filter(({ phase }) => phase.kind === 'ready').map(({ name }) => name)
}

function windowsText(all: readonly WorkersWindows[], columns: number | undefined): string {
  const heading = ['WORKER', 'WINDOW', 'NAME', 'SIZE', 'RUNS'].map((text) => ({ text }))
  const rows = all.flatMap(({ worker, windows }) =>
    windows.map((window) => [
      { text: worker },
      { text: `${window.index}${window.isActive ? '*' : ''}` },
      { text: printable(window.name) },
      { text: `${window.columns}x${window.rows}` },
      { text: window.isDead ? `ended with status ${window.exitCode ?? '?'}` : printable(window.command) },
    ]),
  )
  return table([heading, ...rows], columns).join('\n')
}
