import { plainLines, plainParts } from '../lib/plain-parts.ts'
import type { Completion, Task, TaskState, TaskTrouble, Usage } from '../tasks/task.ts'
import type { TaskEvent } from '../tasks/task-event.ts'
import { costWords } from './cost.ts'
import { cutEnd } from './cut.ts'
import { formatAge, formatDuration } from './duration.ts'
import { failureJson, sentenceOf } from './failure.ts'
import { inVainWords } from './in-vain.ts'
import { ordinal } from './ordinal.ts'
import { answerHint, oneLine, questionLines, questionWords } from './question.ts'
import { shortTrouble } from './short-trouble.ts'
import type { Paint } from './style.ts'
import type { Cell } from './table.ts'

/** How a task went, or goes, in a few words. */
export function taskStateWords(state: TaskState): string {
  switch (state.status) {
    case 'pending':
      return state.position === undefined ? 'pending' : `pending (${ordinal(state.position)} in the queue)`
    case 'running':
    case 'completed':
    case 'cancelled':
      return state.status
    case 'waiting_input':
      return `waiting: ${cutEnd(questionWords(state.questions[0]), 40)}`
    case 'failed':
      return `failed: ${shortTrouble(reasonOf(state.why))}`
  }
}

const reasonOf = (why: TaskTrouble): string => (why.reason === 'no-worker' ? why.failure.reason : why.reason)

/** Why a task failed: a sentence, and what to do now. */
export function troubleWords(
  why: TaskTrouble,
  agent: string,
): { readonly what: string; readonly next?: string } {
  switch (why.reason) {
    case 'limit':
      return {
        what: `${agent} has used up what it may: ${ended(why.message)}`,
        next: why.resetsAt === undefined ? 'Try again later.' : `Try again after ${why.resetsAt}.`,
      }
    case 'login':
      return {
        what: `${agent} isn't let in: ${ended(why.message)}`,
        next: `Log in once for all workers (\`hal login ${agent}\`), or give it a key; \`hal agents doctor ${agent}\` says what it has.`,
      }
    case 'refused':
      return { what: `${agent}'s model refused: ${ended(why.message)}` }
    case 'other':
      return { what: `${agent} gave up: ${ended(why.message)}` }
    case 'no-end':
    case 'exit':
      return { what: `${agent} ${ended(why.message)}` }
    case 'timed-out':
      return {
        what: `it was not done within ${formatDuration(why.afterMs)}, and was stopped.`,
        next: '--timeout gives it longer.',
      }
    case 'silent':
      return {
        what: `${agent} said nothing for ${formatDuration(why.forMs)}, and was stopped.`,
        next: `Its models may not answer (\`hal agents doctor ${agent}\`); agents.${agent}.silentAfter in your config lets it be silent for longer.`,
      }
    case 'turns':
      return {
        what: `${agent} was not done after ${why.most} ${why.most === 1 ? 'turn' : 'turns'}, and was stopped.`,
        next: '--max-turns gives it more.',
      }
    case 'interrupted':
      return { what: 'its agent was ended from outside, or its worker was, before it was done.' }
    case 'no-worker': {
      const { what, next } = sentenceOf(why.failure)
      return { what, ...(next === undefined ? {} : { next }) }
    }
  }
}

const ended = (text: string): string => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`)

/** Exit codes: 0 done, 4 not let in, 124 out of time, 130 cancelled, else what its failure says. */
export function taskExitCode(state: TaskState): number {
  if (state.status === 'cancelled') return 130
  if (state.status !== 'failed') return 0
  const { why } = state
  if (why.reason === 'no-worker') return sentenceOf(why.failure).exitCode
  if (why.reason === 'login') return 4
  return why.reason === 'timed-out' || why.reason === 'silent' ? 124 : 1
}

export function taskRows(tasks: readonly Task[], now: Date): readonly (readonly Cell[])[] {
  const head = ['TASK', 'STATE', 'AGE', 'AGENT', 'WORKER', 'PROMPT'].map((text) => ({ text }))
  return [head, ...tasks.map((task) => rowOf(task, now))]
}

const rowOf = (task: Task, now: Date): readonly Cell[] => {
  const { id, state, createdAt, wish, worker } = task
  return [
    { text: id },
    { text: taskStateWords(state) },
    { text: formatAge(createdAt, now) },
    { text: wish.agent },
    { text: (isThere(task) ? worker : undefined) ?? '–' },
    { text: cutEnd(firstLine(wish.prompt), 60) },
  ]
}

/** Whether its worker is there, as far as hal knows: one of its own goes with its end, but for a branch. */
const isThere = ({ state, wish }: Pick<Task, 'state' | 'wish'>): boolean =>
  'since' in state || (wish.branch ?? wish.worker) !== undefined

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? ''

/** All of one, a line each. */
export function taskFacts(task: Task, now: Date): readonly (readonly Cell[])[] {
  const { id, wish, state, createdAt } = task
  const trouble = state.status === 'failed' ? troubleWords(state.why, wish.agent) : undefined
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['task', id],
    ['state', taskStateWords(state)],
    ['why', trouble?.what],
    ['what now', trouble?.next],
    ...questionFacts(id, state),
    ['asked', `${formatAge(createdAt, now)} ago`],
    ['took', 'at' in state ? formatDuration(state.at.getTime() - createdAt.getTime()) : undefined],
    ['retry of', wish.retryOf],
    ['priority', wish.priority === undefined ? undefined : String(wish.priority)],
    ['agent', wish.agent],
    ['image', wish.image ?? wish.profile],
    ['workspace', wish.workspace],
    ['branch', wish.branch],
    ['worker', isThere(task) ? workerWords(task) : undefined],
    ['prompt', wish.prompt.trim()],
    ['answer', state.status === 'completed' ? state.answer.trim() || 'none' : undefined],
    ['changed', state.status === 'completed' ? changedWords(state) : undefined],
    ['commands', state.status === 'completed' ? commandWords(id, state) : undefined],
    [
      'usage',
      state.status === 'completed' && state.usage !== undefined ? usageWords(state.usage) : undefined,
    ],
  ]
  return facts.flatMap(([name, text]) => (text === undefined ? [] : [[{ text: name }, { text }]]))
}

const workerWords = ({ worker, wish }: Pick<Task, 'worker' | 'wish'>): string | undefined =>
  wish.worker === undefined ? worker : `${wish.worker}, which was there before, and stays`

const questionFacts = (id: string, state: TaskState): readonly (readonly [string, string])[] =>
  state.status !== 'waiting_input'
    ? []
    : state.questions.flatMap((question): readonly (readonly [string, string])[] => {
        const [words = '', ...rest] = questionLines(question)
        const hint = answerHint(id, question, state.questions.length === 1)
        const lines = rest.map((line) => ['', line] as const)
        return [[`question ${question.id}`, words], ...lines, ['what now', hint]]
      })

/** Which files are others than before, as far as one can know. */
export function changedWords(completion: Completion): string | undefined {
  const { filesModified, editsTold = 0 } = completion
  if (filesModified === undefined) return undefined
  if (isInVain(completion)) return inVainWords(editsTold)
  if (filesModified.length === 0) return 'no file'
  const shown = filesModified.slice(0, 5)
  const more = filesModified.length - shown.length
  return [shown.join(', '), ...(more === 0 ? [] : [`${more} more`])].join(' and ')
}

/** How many of the commands that it ran ended with another status than 0; `undefined`: none that it told of. */
function commandWords(id: string, { exitCodes }: Completion): string | undefined {
  const failed = exitCodes.filter((code) => code !== 0).length
  if (failed === 0) return undefined
  const all = exitCodes.length
  const count = all === 1 ? 'the only one' : failed === all ? `all ${all}` : `${failed} of ${all}`
  return `${count} failed: \`hal tasks logs ${id}\` says why`
}

/** It told of edits, and no file is another one. */
export const isInVain = ({ filesModified, editsTold = 0 }: Completion): boolean =>
  filesModified?.length === 0 && editsTold > 0

/** For programs. */
export function taskJson({ id, createdAt, wish, state, worker, lastEvent }: Task): object {
  return {
    ...{
      id,
      status: state.status,
      createdAt: createdAt.toISOString(),
      agent: wish.agent,
      prompt: wish.prompt,
    },
    ...{ image: wish.image ?? null, profile: wish.profile ?? null, branch: wish.branch ?? null },
    ...{
      workspace: wish.workspace ?? null,
      retryOf: wish.retryOf ?? null,
      worker: worker ?? null,
      lastEvent,
    },
    ...{ priority: wish.priority ?? 0, maxTurns: wish.maxTurns ?? null },
    ...(state.status === 'pending' ? { position: state.position ?? null } : {}),
    ...(wish.talk === undefined ? {} : { talk: wish.talk }),
    ...(state.status === 'waiting_input' ? { questions: state.questions } : {}),
    ...('at' in state ? { endedAt: state.at.toISOString() } : {}),
    ...(state.status === 'completed'
      ? {
          ...{ answer: state.answer, usage: state.usage ?? null, exitCodes: state.exitCodes },
          ...{ filesModified: state.filesModified ?? null, editsTold: state.editsTold ?? null },
        }
      : {}),
    ...(state.status === 'failed' ? { failure: troubleJson(state.why, wish.agent) } : {}),
  }
}

const troubleJson = (why: TaskTrouble, agent: string): object => {
  const { what, next } = troubleWords(why, agent)
  const facts = why.reason === 'no-worker' ? { ...why, ...failureJson(why.failure) } : why
  return { ...facts, message: what, ...(next === undefined ? {} : { next }) }
}

/** What of an event is worth a line to a person who watches; `undefined`: nothing. The agent's words are no part of it. */
export function eventLine(event: TaskEvent, paint: Paint): string | undefined {
  switch (event.type) {
    case 'tool_call':
      return `${paint.dim('→')} ${event.tool} ${paint.dim(cutEnd(inputWords(event.input), 100))}`.trim()
    case 'tool_result':
      return event.isError || (event.exitCode ?? 0) !== 0
        ? `${paint.dim('←')} ${event.tool} ${failedWords(event)}`
        : undefined
    case 'trouble':
      return `${paint.dim('!')} ${event.message}`
    case 'question':
      return `${paint.warning('?')} ${[event.title, event.about]
        .filter((text) => text !== '')
        .map((text) => cutEnd(oneLine(text), 100))
        .join(' · ')}`
    case 'answer':
      return `${paint.dim('=')} ${event.option}`
    case 'withdrawn':
      return `${paint.dim('=')} it goes on without an answer`
    case 'message':
      return `${paint.dim('+')} ${cutEnd(firstLine(event.text), 100)}`
    case 'unheard':
      return `${paint.warning('!')} ${unheardWords(event.messages)}`
    case 'cancel':
      return 'cancelling …'
    default:
      return undefined
  }
}

/** Of messages that came to nothing. */
const unheardWords = (messages: number): string =>
  `it ended before it was given ${messages === 1 ? 'a message' : `${messages} messages`} of yours`

const failedWords = ({ exitCode, text }: Extract<TaskEvent, { type: 'tool_result' }>): string =>
  exitCode === undefined
    ? `failed: ${cutEnd(firstLine(text), 80)}`
    : [`ended with ${exitCode}`, ...(text.trim() === '' ? [] : [cutEnd(lastLine(text), 80)])].join(': ')

/** Where a command says why it failed. */
const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''

/** What a tool was called with, on one line: of one that runs a command, that. */
function inputWords(input: unknown): string {
  const command: unknown = Object(input).command
  return oneLine(typeof command === 'string' ? command : plainLines(plainParts(input)).join(', '))
}

/** `1.2k tokens in, 300 out, $0.04` */
export const usageWords = ({ inputTokens, outputTokens, costUsd }: Usage): string =>
  [
    `${thousands(inputTokens)} tokens in`,
    `${thousands(outputTokens)} out`,
    ...(costUsd === undefined ? [] : [costWords(costUsd)]),
  ].join(', ')

const thousands = (count: number): string =>
  count < 1000 ? String(count) : `${(count / 1000).toFixed(count < 10_000 ? 1 : 0)}k`
