import { spawn } from 'node:child_process'
import { fail, ok, type Result } from '../lib/result.ts'
import { splitWords } from '../lib/shell-words.ts'

/** What shows text where `PAGER` names nothing; of what a program printed the end comes first. */
const usual = [['less', '+G'], ['more']] as const

/** Shows text in the person's pager, on hal's own terminal. `PAGER` is a command with its arguments; no shell reads it. */
export const pagerIn =
  (
    env: Readonly<Record<string, string | undefined>>,
    withoutInterrupts: <T>(run: () => Promise<T>) => Promise<T>,
  ) =>
  async (text: string): Promise<Result<undefined, string>> => {
    const named = splitWords(env['PAGER'] ?? '')
    if (!named.ok) return fail('PAGER is no command: a quote in it has no end')
    const isNamed = named.value.length > 0
    for (const command of isNamed ? [named.value] : usual) {
      const isThere = await withoutInterrupts(() => runPager(command, text))
      if (isThere) return ok(undefined)
    }
    return fail(isNamed ? `there is no pager ${named.value[0]}` : 'there is no pager: neither less nor more')
  }

/** Answers false where there is no such program. */
const runPager = ([command = '', ...args]: readonly string[], text: string): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['pipe', 'inherit', 'inherit'] })
    child.once('error', () => resolve(false))
    child.once('close', () => resolve(true))
    // Who has read enough doesn't read on.
    child.stdin.on('error', () => undefined)
    child.stdin.end(text)
  })
