import { quoteWord, splitWords } from '../../lib/shell-words.ts'
import type { Acting } from '../actions/acting.ts'
import { type StartForm, valueIn } from './start-form.ts'

const options = [
  'agent',
  'unattended',
  'branch',
  'prompt',
  'workspace',
  'profile',
  'image',
  'count',
  'memory',
  'cpus',
  'pids',
] as const

/** What does the same in a shell. */
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
  return words.map(quoteWord).join(' ')
}
