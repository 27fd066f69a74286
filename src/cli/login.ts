import { createInterface } from 'node:readline'
import { formatLink } from '../present/link.ts'
import { handedRemarks, loginWords, takenRemarks } from '../present/login.ts'
import { table } from '../present/table.ts'
import type { LoginTalk } from '../workers/verbs.ts'
import { canAsk } from './ask.ts'
import type { CliContext, Run } from './command.ts'
import { print, remarkOn, reportFailure } from './report.ts'
import { isSet, textOption } from './values.ts'

/** An agent's own login on this terminal, once for all workers. Without an agent: whose logins there are. */
export const run: Run = async (context, { args: [agent], options }) => {
  if (isSet(options, 'renew')) return renew(context, agent)
  if (agent === undefined) return sayKept(context)
  if (isSet(options, 'forget')) return forget(context, agent)
  if (!canAsk(context)) return reportFailure(context, { reason: 'not-a-terminal', what: 'login' })
  const pages: string[] = []
  let onPage = (page: string): void => void pages.push(page)
  const begun = await context.workers.login({
    agent,
    image: textOption(options, 'image') ?? context.config.config.images.base,
    onPage: (page) => onPage(page),
    onProgress: (_, stage) => {
      if (stage === 'tools' || stage === 'agent-tools') remarkOn(context, `making ${agent}'s tools (once) …`)
    },
    signal: context.signal,
  })
  if (!begun.ok) return reportFailure(context, begun.failure)
  await using talk = begun.value
  const show = (page: string) => print(context, `\nOpen this page:\n\n${formatLink(page)}\n`)
  for (const page of pages) show(page)
  const over = new AbortController()
  const end = talk.end.finally(() => over.abort())
  while (!over.signal.aborted) {
    const line = await lineOf(context, agent, {
      signal: AbortSignal.any([over.signal, context.signal]),
      onPages: (take) => {
        onPage = (page) => take(() => show(page))
      },
    })
    if (line === undefined) break
    await answer(context, talk, line)
  }
  if (context.signal.aborted || !over.signal.aborted) return 130
  const ended = await end
  if (!ended.ok) return reportFailure(context, ended.failure)
  print(context, `\nhal keeps ${agent}'s login: workers that you start from now on have it.`)
  for (const line of takenRemarks(agent, ended.value)) print(context, line)
  return 0
}

const answer = (context: CliContext, talk: LoginTalk, line: string) =>
  line.trim() === '' ? talk.show(context.io.terminal) : talk.type(line.trim())

interface Asking {
  readonly signal: AbortSignal
  /** Says how to print something while the question stands. */
  readonly onPages: (take: (print: () => void) => void) => void
}

/** A line of the person's; `undefined` where the login is over, or they have had enough. */
function lineOf(
  { io: { terminal } }: CliContext,
  agent: string,
  { signal, onPages }: Asking,
): Promise<string | undefined> {
  const lines = createInterface({ input: terminal.input, output: terminal.output })
  lines.setPrompt(`${agent} waits (a code, or Enter for its own screen) > `)
  return new Promise((resolve) => {
    const settle = (line: string | undefined) => {
      signal.removeEventListener('abort', stop)
      // First: to close it is an end, too.
      resolve(line)
      lines.close()
    }
    const stop = () => {
      terminal.output.write('\n')
      settle(undefined)
    }
    onPages((say) => {
      terminal.output.write('\r\u001b[K')
      say()
      if (!signal.aborted) lines.prompt(true)
    })
    lines.once('line', settle)
    lines.once('close', () => settle(undefined))
    signal.addEventListener('abort', stop)
    if (signal.aborted) stop()
    else lines.prompt()
  })
}

async function sayKept(context: CliContext): Promise<number> {
  const kept = await context.workers.logins()
  const now = new Date()
  const rows = kept.map((login) => [{ text: login.agent }, { text: loginWords(login, now) }])
  if (kept.length === 0) print(context, 'no login is kept: `hal login claude` makes one')
  else print(context, table(rows, context.io.columns).join('\n'))
  return 0
}

/** 0 where nothing had to be done, too; all are tried. */
async function renew(context: CliContext, agent: string | undefined): Promise<number> {
  let status = 0
  for (const cared of await context.workers.renewLogins(agent)) {
    if (!cared.ok) {
      status = reportFailure(context, cared.failure)
      continue
    }
    const { isRenewed, expiresAt, unrenewed } = cared.value
    if (unrenewed !== undefined) reportFailure(context, unrenewed)
    const facts = { expiresAt, isRenewable: true, isRefused: false }
    print(context, `${cared.value.agent}${isRenewed ? ', renewed' : ''}: ${loginWords(facts, new Date())}`)
    for (const line of handedRemarks(cared.value.agent, cared.value)) print(context, line)
  }
  return status
}

async function forget(context: CliContext, agent: string): Promise<number> {
  const was = await context.workers.forgetLogin(agent)
  if (!was.ok) return reportFailure(context, was.failure)
  if (was.value)
    print(context, `${agent}'s login is forgotten here; workers that have it keep it until they are removed`)
  else remarkOn(context, `there is no login of ${agent}.`)
  return was.value ? 0 : 5
}
