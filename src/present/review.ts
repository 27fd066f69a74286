import { printable } from '../lib/printable.ts'
import type { Merged, Pulled } from '../workers/verbs.ts'
import { outcomeGlyphs, type Paint } from './style.ts'

interface Look {
  readonly paint: Paint
  readonly isUnicode: boolean
}

/** `✓ ada/fix-login   3 commits, new in /home/me/project` */
export function pulledLine(pulled: Pulled, { paint, isUnicode }: Look): string {
  const { arrival, commits, tip } = pulled
  const [branch, repository] = [printable(pulled.branch), printable(pulled.repository)]
  const nothing = paint.dim(isUnicode ? '·' : '-')
  const done = paint.good(outcomeGlyphs(isUnicode).ok)
  const id = paint.dim(tip.slice(0, 7))
  switch (arrival) {
    case 'nothing':
      return `${nothing} ${branch}   nothing to pull: ${printable(pulled.worker)} has changed nothing yet`
    case 'was-so':
      return `${nothing} ${branch}   nothing to pull: ${repository} has all of it`
    case 'created':
      return `${done} ${branch}   ${commitWords(commits)}, new in ${repository}   ${id}`
    case 'forwarded':
      return `${done} ${branch}   ${commitWords(commits)} more in ${repository}   ${id}`
    case 'rewritten':
      return `${done} ${branch}   rewritten in ${repository}, ${commitWords(commits)} now   ${id}`
  }
}

/** `✓ ada/fix-login   3 commits merged into main` */
export function mergedLine(merged: Merged, { paint, isUnicode }: Look): string {
  const { how, commits, commit } = merged
  const [branch, into] = [printable(merged.branch), printable(merged.into)]
  if (how === 'nothing' || how === 'was-so') {
    const why =
      how === 'nothing' ? `${printable(merged.worker)} has changed nothing yet` : `${into} has all of it`
    return `${paint.dim(isUnicode ? '·' : '-')} ${branch}   nothing to merge: ${why}`
  }
  const what = `${commitWords(commits)} ${how === 'squashed' ? 'squashed' : 'merged'} into ${into}`
  return `${paint.good(outcomeGlyphs(isUnicode).ok)} ${branch}   ${what}   ${paint.dim(commit.slice(0, 7))}`
}

const commitWords = (count: number): string => (count === 1 ? '1 commit' : `${count} commits`)
