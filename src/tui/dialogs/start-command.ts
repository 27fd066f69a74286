import { quoteWord, splitWords } from '../../lib/shell-words.ts'
import type { Acting } from '../actions/acting.ts'
import { type StartForm, valueIn } from './start-form.ts'

const options = ['profile', 'image', 'workspace', 'count', 'memory', 'cpus'] as const

/** What does the same in a shell. */
export const startCommand = (form: StartForm, { globalFlags }: Pick<Acting, 'globalFlags'>): string => {
  const name = valueIn(form, 'name')
  const agent = splitWords(valueIn(form, 'agent') ?? '')
  const words = [
    ...['hal', ...globalFlags, 'workers', 'start'],
    ...(name === undefined ? [] : [name]),
    ...options.flatMap((option) => {
      const value = valueIn(form, option)
      return value === undefined ? [] : [`--${option}`, value]
    }),
    ...(agent.ok && agent.value.length > 0 ? ['--', ...agent.value] : []),
  ]
  return words.map(quoteWord).join(' ')
}
