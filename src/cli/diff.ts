import { diffLine } from '../present/diff-line.ts'
import type { CliContext, Run } from './command.ts'
import { lookOf, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet } from './values.ts'

export const run: Run = async (context, { args, options }) => {
  const { signal } = context
  const name = args[0] ?? ''
  if (isSet(options, 'json')) {
    const summary = await context.workers.diffSummary({ name, signal })
    if (!summary.ok) return reportFailure(context, summary.failure, { isJson: true })
    const { branch = null, base = null, ...rest } = summary.value
    printJson(context, { version: 1, branch, base, ...rest })
    return 0
  }
  const printer = printerOf(context)
  const form = isSet(options, 'stat') ? 'stat' : 'patch'
  const shown = await context.workers.diff({ name, form, onData: printer.push, signal })
  printer.end()
  if (!shown.ok) return reportFailure(context, shown.failure)
  if (printer.isEmpty() && context.io.stderr.isTTY) remarkOn(context, 'nothing was changed.')
  return 0
}

/** On a terminal lines that can't steer it; into a pipe the bytes as they are, so that `git apply` takes them. */
function printerOf(context: CliContext) {
  const { stdout } = context.io
  const { paint } = lookOf(context)
  let isEmpty = true
  let begun: Buffer = Buffer.alloc(0)
  const print = (line: Buffer) => void stdout.write(`${diffLine(line.toString(), paint)}\n`)
  return {
    isEmpty: () => isEmpty,
    push: (chunk: Buffer) => {
      isEmpty = false
      if (!stdout.isTTY) {
        stdout.write(chunk)
        return
      }
      let rest = Buffer.concat([begun, chunk])
      for (let at = rest.indexOf(0x0a); at !== -1; at = rest.indexOf(0x0a)) {
        print(rest.subarray(0, at))
        rest = rest.subarray(at + 1)
      }
      begun = rest
    },
    end: () => {
      if (begun.length > 0) print(begun)
    },
  }
}
