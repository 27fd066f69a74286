import { printable } from '../lib/printable.ts'
import type { Merged, Pulled } from '../workers/verbs.ts'
import { outcomeGlyphs, type Paint } from './style.ts'

interface Look {
  readonly paint: Paint
  readonly isUnicode: boolean
}

/** `✓ ada/fix-login   3 commits, new in /home/me/project   1c4f77d` */
export const pulledLine = (pulled: Pulled, look: Look): string =>
  line(pulled.branch, pulledWords(pulled), { ...look, commit: isNews(pulled) ? pulled.tip : undefined })

/** `✓ ada/fix-login   3 commits merged into main   1c4f77d` */
export const mergedLine = (merged: Merged, look: Look): string =>
  line(merged.branch, mergedWords(merged), { ...look, commit: isMade(merged) ? merged.commit : undefined })

function line(
  branch: string,
  words: string,
  { paint, isUnicode, commit }: Look & { readonly commit: string | undefined },
): string {
  const glyph =
    commit === undefined ? paint.dim(isUnicode ? '·' : '-') : paint.good(outcomeGlyphs(isUnicode).ok)
  const id = commit === undefined ? '' : `   ${paint.dim(commit.slice(0, 7))}`
  return `${glyph} ${printable(branch)}   ${words}${id}`
}

/** Whether the repository has something that it had not. */
export const isNews = ({ arrival }: Pulled): boolean => arrival !== 'nothing' && arrival !== 'was-so'

export function pulledWords({ arrival, commits, worker, repository }: Pulled): string {
  const where = printable(repository)
  switch (arrival) {
    case 'nothing':
      return `nothing to pull: ${printable(worker)} has changed nothing yet`
    case 'was-so':
      return `nothing to pull: ${where} has all of it`
    case 'created':
      return `${commitWords(commits)}, new in ${where}`
    case 'forwarded':
      return `${commitWords(commits)} more in ${where}`
    case 'rewritten':
      return `rewritten in ${where}, ${commitWords(commits)} now`
  }
}

/** Whether something was merged. */
export const isMade = ({ how }: Merged): boolean => how !== 'nothing' && how !== 'was-so'

export function mergedWords(merged: Merged): string {
  const { how, commits, worker } = merged
  const into = printable(merged.into)
  if (how === 'nothing') return `nothing to merge: ${printable(worker)} has changed nothing yet`
  if (how === 'was-so') return `nothing to merge: ${into} has all of it`
  return `${commitWords(commits)} ${how === 'squashed' ? 'squashed' : 'merged'} into ${into}`
}

/** What hal did besides. */
export const committedWords = (worker: string): string =>
  `what ${printable(worker)} had left uncommitted was committed onto its branch`

/** What hal did besides, now or at a pull before; `undefined`: nothing that came home with it. */
export function besidesWords({ worker, isCommitted, isWithUncommitted }: Merged): string | undefined {
  if (isCommitted) return committedWords(worker)
  const name = printable(worker)
  return isWithUncommitted
    ? `with it came what ${name} had left uncommitted, as the commit "Uncommitted work of ${name}" that hal had made`
    : undefined
}

const commitWords = (count: number): string => (count === 1 ? '1 commit' : `${count} commits`)
