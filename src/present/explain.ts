import { printable } from '../lib/printable.ts'
import type { Explanation, KeptText, PaneEvidence, ScreenEvidence } from '../workers/state/explanation.ts'
import { andList } from './and-list.ts'
import { clockTime } from './clock-time.ts'
import { cutEnd } from './cut.ts'
import { formatAge } from './duration.ts'
import { activityWords } from './state-words.ts'
import type { Cell } from './table.ts'
import { questionOf, remark, silenceWords, stateSince, stateWords, workerJson } from './worker.ts'

export interface ExplainFacts {
  /** Of its agent's tools; `undefined`: nothing says it any more. */
  readonly version: string | undefined
  readonly now: Date
}

/** The evidence for one worker's state, a line each: where it comes from, and what it says. */
export function explanationRows(explanation: Explanation, facts: ExplainFacts): readonly (readonly Cell[])[] {
  const { worker, pane, screen, prompt, answer } = explanation
  const { now } = facts
  const state = [
    stateWords(worker),
    `for ${formatAge(stateSince(worker), now)}`,
    remark(worker) ?? silenceWords(worker, now),
  ]
  const lines: readonly (readonly [string, string | undefined])[] = [
    [worker.name, state.filter((words) => words !== undefined).join(' · ')],
    ['asks', questionOf(worker)],
    ['login', explanation.isMadeWithoutLogin ? loginWords(worker) : undefined],
    ['container', `${worker.phase.kind}, ${ago(worker.phase.since, now)}`],
    ['said', pane === undefined ? undefined : saidWords(pane, { ...explanation, now })],
    [
      'seen',
      worker.silence && `nothing new on its screen since ${ago(worker.silence.since, now)}, as hal saw it`,
    ],
    ['screen', screen === undefined ? noScreen(explanation) : screenWords(screen)],
    ['so hal', screen === undefined ? undefined : changeWords(screen)],
    [
      'typed',
      screen?.verdict.typed === undefined ? undefined : `${short(screen.verdict.typed)} (nobody sent it)`,
    ],
    ['prompt', prompt && keptWords(prompt, now)],
    ['answer', answer && keptWords(answer, now)],
    ['program', pane && programWords(pane, now)],
    ['looked at', pane?.news && newsWords(pane.news, now)],
    ['agent', agentWords(explanation, facts)],
    ['hooks', screen && hooksWords(screen)],
  ]
  return lines.flatMap(([name, text]) =>
    text === undefined ? [] : [[{ text: name }, { text: printable(text) }]],
  )
}

const loginWords = ({ name, agent }: Explanation['worker']): string =>
  `hal keeps one of ${agent}, which this worker was started without: \`hal attach ${name}\` logs in here alone, a worker started anew has it`

/** `14:02, 3m ago` */
const ago = (at: Date | undefined, now: Date): string =>
  at === undefined ? 'nobody knows since when' : `${clockTime(at)}, ${formatAge(at, now)} ago`

/** The first line, as far as a line of a terminal has room for it. */
function short(text: string): string {
  const [first = '', ...rest] = text.trim().split('\n')
  const more = rest.length === 0 ? '' : ` (and ${rest.length} more line${rest.length === 1 ? '' : 's'})`
  return `${cutEnd(printable(first), 100)}${more}`
}

function saidWords(
  { said }: PaneEvidence,
  { worker: { agent }, now }: Pick<Explanation, 'worker'> & { readonly now: Date },
): string {
  if (said === undefined) return 'nothing: nobody has said what it does'
  const text = said.text === undefined ? '' : `: ${short(said.text)}`
  return `${activityWords(said.activity)}, by ${authorWords(said.by, agent)}, ${ago(said.since, now)}${text}`
}

const authorWords = (by: string, agent: string | undefined): string => {
  if (by === 'screen') return 'its screen, as hal read it'
  return by === agent ? `${agent}’s hook` : by
}

const kindWords: Readonly<Record<ScreenEvidence['verdict']['kind'], string>> = {
  ready: 'an empty prompt box, and nothing works',
  'half-typed': 'a prompt box with words in it that nobody sent, and nothing works',
  working: 'it works',
  waiting: 'it asks for permission, or an answer',
  limited: 'a limit is reached',
  'login-needed': 'a login is needed',
  onboarding: 'it asks something before its first prompt',
  failed: 'its last turn ended with an error',
  unknown: 'nothing that hal is sure of',
}

const noScreen = ({ worker: { agent }, pane }: Explanation): string | undefined =>
  agent === undefined || pane === undefined || pane.exitCode !== undefined
    ? undefined
    : 'not read: nobody has recorded what the screens of this program say'

function screenWords({
  verdict: { kind, rule, text, resetsAt },
  isSettled,
  rulesVersion,
}: ScreenEvidence): string {
  const shown = text === undefined ? '' : `: ${short(text)}`
  const until = resetsAt === undefined ? '' : ` (until ${resetsAt})`
  const looks = isSettled ? 'two looks agree' : 'two looks differ'
  const words = rule === 'blank' ? 'nothing is drawn on it yet' : kindWords[kind]
  return `${words}${shown}${until} · rule ${rule} of ${rulesVersion} · ${looks}`
}

const changeWords = ({ change, verdict, isSettled }: ScreenEvidence): string => {
  if (change !== undefined)
    return `takes the screen’s word at its next look: ${activityWords(change.activity)}`
  const why = !isSettled && verdict.kind !== 'unknown' ? ', as looks differ' : ''
  return `leaves it at what was said${why}`
}

const keptWords = ({ text, at }: KeptText, now: Date): string =>
  `${at === undefined ? '' : `${ago(at, now)}: `}${short(text)}`

const programWords = ({ exitCode, endedAt }: PaneEvidence, now: Date): string =>
  exitCode === undefined ? 'runs' : `ended with status ${exitCode}, ${ago(endedAt, now)}`

const newsWords = ({ at, isSeen }: NonNullable<PaneEvidence['news']>, now: Date): string =>
  isSeen
    ? `somebody has seen that it came to an end at ${clockTime(at)}`
    : `nobody has seen yet that it came to an end at ${clockTime(at)}, ${formatAge(at, now)} ago`

function agentWords(
  { worker: { agent }, title, isUnattended }: Explanation,
  { version }: ExplainFacts,
): string | undefined {
  if (agent === undefined) return undefined
  const name = title === undefined ? agent : [title, version].filter((words) => words !== undefined).join(' ')
  return `${name}${isUnattended === undefined ? '' : isUnattended ? ' · unattended: it acts without asking' : ' · it asks before it acts'}`
}

const missedWords: Readonly<Record<ScreenEvidence['hooksMiss'][number], string>> = {
  ready: 'that its first prompt box is there',
  interrupted: 'that its turn was interrupted',
  denied: 'that it was refused something',
  answered: 'that it goes on after an answer',
  failed: 'that its turn failed',
}

const hooksWords = ({ hooksMiss }: ScreenEvidence): string =>
  hooksMiss.length === 0
    ? 'tell all; the screen is read besides'
    : `don’t tell ${andList(hooksMiss.map((missed) => missedWords[missed]))}: its screen does`

/** The same for programs. */
export function explanationJson(
  { worker, isUnattended, isMadeWithoutLogin, title, pane, screen, prompt, answer }: Explanation,
  { version }: ExplainFacts,
): object {
  const said = pane?.said
  return {
    version: 1,
    worker: workerJson(worker),
    said: said === undefined ? null : { ...said, since: said.since.toISOString(), text: said.text ?? null },
    screen: screen === undefined ? null : { ...screen, change: screen.change ?? null },
    prompt: prompt === undefined ? null : keptJson(prompt),
    answer: answer === undefined ? null : keptJson(answer),
    programExitCode: pane?.exitCode ?? null,
    programEndedAt: pane?.endedAt?.toISOString() ?? null,
    news: pane?.news === undefined ? null : { at: pane.news.at.toISOString(), isSeen: pane.news.isSeen },
    isReached: pane !== undefined,
    title: title ?? null,
    agentVersion: version ?? null,
    isUnattended: isUnattended ?? null,
    isMadeWithoutLogin,
  }
}

const keptJson = ({ text, at }: KeptText): object => ({ text, at: at?.toISOString() ?? null })
