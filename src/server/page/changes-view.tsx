import { at } from './api.ts'
import { useAnswer } from './use-answer.ts'

interface Changes {
  readonly kind: 'changes' | 'no-git' | 'no-repository'
  readonly stat?: string
  readonly diff?: string
  readonly isCut?: boolean
}

interface ChangesViewProps {
  readonly name: string
  /** It works on a branch of its own, which somebody has to bring over. */
  readonly hasOwnBranch: boolean
}

/** What was changed in a worker's workspace, as it was when this was opened. */
export function ChangesView({ name, hasOwnBranch }: ChangesViewProps) {
  const { answer: changes, refused } = useAnswer<Changes>(at('workers', name, 'changes'))
  if (refused !== undefined) return <p class="remark failed">{refused}</p>
  if (changes === undefined) return <p class="empty">looking …</p>
  const { kind, stat = '', diff = '', isCut = false } = changes
  if (kind !== 'changes') return <p class="empty">{without[kind]}</p>
  return (
    <div class="story">
      {hasOwnBranch ? (
        <p class="dim">
          <code>hal merge {name}</code> brings it over, on a terminal where the server runs.
        </p>
      ) : null}
      <pre>{stat.trim() === '' ? 'Nothing was changed.' : stat}</pre>
      <pre class="diff">
        {diff.split('\n').map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no other name
          <span key={at} class={kindOf(line)}>
            {line}
            {'\n'}
          </span>
        ))}
      </pre>
      {isCut ? <p class="dim">There is more: hal diff {name} has all of it.</p> : null}
    </div>
  )
}

const without = {
  'no-git': 'There is no git in its image, so hal can’t say what was changed.',
  'no-repository': 'Its workspace is no git repository, so hal can’t say what was changed.',
} as const

const kinds: readonly (readonly [RegExp, string])[] = [
  [/^diff --git /, 'file'],
  [/^(?:index|---|\+\+\+|@@) ?/, 'dim'],
  [/^\+/, 'added'],
  [/^-/, 'taken'],
]

const kindOf = (line: string): string => kinds.find(([pattern]) => pattern.test(line))?.[1] ?? ''
