import { quoteWord } from '../../lib/shell-words.ts'
import type { Acting } from '../actions/acting.ts'

/** `ada-20260102-1402.log`, in local time. */
export const fileNameFor = (worker: string, at: Date): string => {
  const two = (number: number) => String(number).padStart(2, '0')
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`
  return `${worker}-${day}-${two(at.getHours())}${two(at.getMinutes())}.log`
}

export const attachCommand = (worker: string, { globalFlags }: Pick<Acting, 'globalFlags'>): string =>
  ['hal', ...globalFlags, 'attach', worker].map(quoteWord).join(' ')
