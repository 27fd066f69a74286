import { quoteWord, splitWords } from '../../lib/shell-words.ts'
import type { Acting } from '../actions/acting.ts'
import { type StartForm, valueIn } from './start-form.ts'

const options = [
  'agent',
  'unattended',
  'branch',
  'workspace',
  'profile',
  'image',
  'count',
  'memory',
  'cpus',
] as const

/** What does the same in a shell; the prompt is sent once the worker is there. */
export const startCommand = (form: StartForm, { globalFlags }: Pick<Acting, 'globalFlags'>): string => {
  const name = valueIn(form, 'name')
  const command = splitWords(valueIn(form, 'command') ?? '')
  const words = [
    ...['hal', ...globalFlags, 'workers', 'start'],
    ...(name === undefined ? [] : [name]),
    ...options.flatMap((option) => {
      const value = valueIn(form, option)
      if (value === undefined) return []
      return option === 'unattended' ? ['--unattended'] : [`--${option}`, value]
    }),
    ...(command.ok && command.value.length > 0 ? ['--', ...command.value] : []),
  ]
  const prompt = valueIn(form, 'prompt')
  const sends =
    prompt === undefined
      ? []
      : prompted(form).map((worker) => ['hal', ...globalFlags, 'send', worker, prompt])
  return [words, ...sends].map((line) => line.map(quoteWord).join(' ')).join(' && ')
}

/** Whom the prompt is for; a name that hal makes up stands as `NAME`. */
const prompted = (form: StartForm): readonly string[] => {
  const name = valueIn(form, 'name') ?? 'NAME'
  const count = Number(valueIn(form, 'count') ?? 1)
  if (!(Number.isInteger(count) && count > 1)) return [name]
  return Array.from({ length: count }, (_, index) => `${name}-${index + 1}`)
}
