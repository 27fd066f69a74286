import { parseArgv } from '../cli/program.ts'
import { exitCodeOf, failureText } from '../present/failure.ts'
import { messageLines } from '../present/wrapped.ts'
import { sayBug } from './bug-report.ts'
import { endQuietlyOnClosedPipe } from './closed-pipe.ts'
import { needsOf } from './command-needs.ts'
import type { Invocation } from './invocation.ts'
import { openContext } from './open-context.ts'
import { stopSignal } from './stop-signal.ts'
import { strayBug } from './stray-bug.ts'

/** Reads argv, opens hal, runs the one command, and answers the exit code. */
export async function runCli(invocation: Invocation): Promise<number> {
  const { argv, version, process } = invocation
  endQuietlyOnClosedPipe(process)
  const parsed = parseArgv(argv, version)
  if (parsed.kind === 'help') {
    process.stdout.write(parsed.text)
    return 0
  }
  if (parsed.kind === 'usage') {
    sayMisuse(process, parsed)
    return 2
  }
  const { form, input, globals } = parsed
  const stop = stopSignal(process)
  const stray = strayBug(process, {
    abort: stop.abort,
    giveUp: (bug) => process.exit(sayBug(bug, invocation)),
  })
  try {
    const opened = await openContext(invocation, { globals, stop, needs: needsOf(form.name) })
    if (!opened.ok) {
      process.stderr.write(failureText(opened.failure))
      return exitCodeOf(opened.failure)
    }
    await using open = opened.value
    const { run } = await form.load()
    const code = await run(open.context, input)
    const bug = stray.came()
    if (bug !== undefined) return sayBug(bug.thrown, invocation)
    return form.isService === true ? code : (stop.exitCode() ?? code)
  } catch (bug) {
    return sayBug(bug, invocation)
  } finally {
    stray.end()
    stop.end()
  }
}

function sayMisuse(
  { stderr }: NodeJS.Process,
  { message, hint }: { readonly message: string; readonly hint: string },
): void {
  const text = `hal: ${message}.\n     ${hint.replaceAll('\n', '\n     ')}`.replace('..\n', '.\n')
  stderr.write(`${messageLines(text, stderr.isTTY ? stderr.columns : undefined).join('\n')}\n`)
}
