import type { StaleImage } from '../images/choose/choose.ts'
import { formatBytes } from '../lib/bytes.ts'
import { printable } from '../lib/printable.ts'
import type { StartOutcome, VerbOutcome } from '../workers/verbs.ts'
import type { Unmerged } from '../workspace/unmerged.ts'
import { reasonWords } from './build-reason.ts'
import { formatDuration } from './duration.ts'
import { failureJson } from './failure.ts'
import { agentEndWords } from './state-words.ts'
import { outcomeGlyphs, type Paint } from './style.ts'
import { moodOf, remark, taskWords, workspaceWords } from './worker.ts'

interface Look {
  readonly paint: Paint
  readonly isUnicode: boolean
}

const howWords = { started: 'ready in', 'started-again': 'back in' } as const

/** A worker whose program has ended is up for whoever looks, and not ready for anything. */
const whenWords = (
  how: Extract<StartOutcome, { ok: true }>['how'],
  tookMs: number,
  hasEnded: boolean,
): string => {
  if (how === 'ran-already') return hasEnded ? 'was up already' : 'ran already'
  return `${hasEnded ? 'up in' : howWords[how]} ${formatDuration(tookMs)}`
}

/** `✓ ada   ready in 0.36s   hal/python:3f9c2a1 · 4G · 2 cpu · /home/me/project` */
export function startLine(
  outcome: Extract<StartOutcome, { ok: true }>,
  { paint, isUnicode }: Look,
  nameWidth: number,
): string {
  const { value: worker, how, tookMs, imageFrom } = outcome
  const where = printable(workspaceWords(worker.workspace))
  const by = imageFrom === undefined ? '' : ` (by ${imageFrom.name}, ${imageFrom.key})`
  const facts = [
    `${printable(worker.image)}${by}`,
    formatBytes(worker.limits.memoryBytes),
    `${worker.limits.cpus} cpu`,
    where,
  ].join(' · ')
  const trouble = remark(worker)
  const { ok, warning } = outcomeGlyphs(isUnicode)
  const isTroubled = moodOf(worker) === 'failed' || outcome.prompt?.ok === false
  const glyph = isTroubled ? paint.warning(warning) : paint.good(ok)
  const when = whenWords(how, tookMs, worker.agentExitCode !== undefined)
  const words = worker.task === undefined ? endedWords : taskOverWords
  const said = trouble === undefined ? '' : `${words(outcome.name, trouble, paint)}   `
  const task = outcome.prompt === undefined ? '' : `${promptWords(outcome.prompt)}   `
  return `${glyph} ${outcome.name.padEnd(nameWidth)}   ${when}   ${said}${task}${paint.dim(facts)}`
}

/** What a person should know of a worker that was started. */
export const startWarnings = ({
  staleImage,
  warnings,
}: Extract<StartOutcome, { ok: true }>): readonly string[] => [
  ...warnings,
  ...(staleImage === undefined ? [] : [staleWords(staleImage)]),
]

function staleWords({ reference, profile, why }: StaleImage): string {
  const because = why.length === 0 ? '' : ` (${reasonWords(why)})`
  return `${reference} is older than the profile "${profile}"${because}; \`hal build-profiles ${profile}\` makes a fresh one`
}

type PromptOutcome = NonNullable<Extract<StartOutcome, { ok: true }>['prompt']>

function promptWords(prompt: PromptOutcome): string {
  if (!prompt.ok) return 'not given its prompt'
  return prompt.value.by === 'queue' ? 'at work, takes its prompt afterwards' : 'working on its prompt'
}

export const promptJson = (prompt: PromptOutcome): object =>
  prompt.ok
    ? { outcome: 'submitted', ...prompt.value, tookMs: Math.round(prompt.value.tookMs) }
    : {
        outcome: prompt.failure.reason.replace(/^prompt-/, ''),
        ...omitVersion(failureJson(prompt.failure)),
      }

/** `✓ ada   stopped in 0.2s`; `! ada   restarted in 0.3s   its command ended with 3 · …` where nobody is back. */
export function verbLine(
  { name, tookMs, wasSo, agentExitCode, task }: Extract<VerbOutcome, { ok: true }>,
  done: string,
  { paint, isUnicode }: Look,
): string {
  if (wasSo === true) return `${paint.dim(isUnicode ? '·' : '-')} ${name}   nothing to do: ${done} already`
  const { ok, warning } = outcomeGlyphs(isUnicode)
  const time = formatDuration(tookMs)
  if (task !== undefined)
    return `${paint.warning(warning)} ${name}   restarted in ${time}   ${taskOverWords(name, taskWords(task), paint)}`
  if (agentExitCode === undefined) return `${paint.good(ok)} ${name}   ${done} in ${time}`
  const glyph = agentExitCode === 0 ? paint.good(ok) : paint.warning(warning)
  return `${glyph} ${name}   restarted in ${time}   ${endedWords(name, agentEndWords(agentExitCode), paint)}`
}

const endedWords = (name: string, trouble: string, paint: Paint): string =>
  `${paint.warning(trouble)} · \`hal capture ${name}\` shows what it said`

const taskOverWords: typeof endedWords = (_, trouble, paint) => paint.warning(trouble)

/** What went with a worker that was removed all the same. */
export const lostWords = ({ files, commits, isMore }: Unmerged): string =>
  [
    'gone with it, as it was nowhere else:',
    ...commits.map(({ id, subject }) => `     ${id.slice(0, 12)} ${subject}`),
    ...files.map((file) => `     not committed: ${file}`),
    ...(isMore ? ['     … and more'] : []),
  ].join('\n')

export const verbJson = (outcomes: readonly VerbOutcome[]): object => ({
  version: 1,
  results: outcomes.map((outcome) =>
    outcome.ok
      ? {
          name: outcome.name,
          isOk: true,
          ...doneJson(outcome),
        }
      : { name: outcome.name, isOk: false, ...omitVersion(failureJson(outcome.failure)) },
  ),
})

/** How one went that went well. */
export const doneJson = ({
  tookMs,
  wasSo,
  lost,
  agentExitCode,
  task,
}: Extract<VerbOutcome, { ok: true }>): object => ({
  ...{ tookMs: Math.round(tookMs), wasSo: wasSo === true, lost: lost ?? null },
  ...{ agentExitCode: agentExitCode ?? null, task: task ?? null },
})

const omitVersion = (json: object): object => {
  const { version: _, ...rest } = json as { readonly version?: number }
  return rest
}
