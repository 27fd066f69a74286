import { explanationRows } from '../../present/explain.ts'
import type { SeenWorker } from '../../workers/whom.ts'
import { withDialog } from '../changes.ts'
import type { Model } from '../model.ts'
import type { PaneInput } from '../worker/pane-input.ts'

/** What `hal explain` says besides what the dialog says by itself. */
const besides: ReadonlySet<string> = new Set([
  ...['login', 'said', 'screen', 'so hal', 'typed', 'prompt', 'answer', 'program', 'looked at', 'hooks'],
])

/** The evidence for a worker's state, read once when somebody asks why it is as it is. Of a worker that can't be asked there is none. */
export const evidenceFeed = ({
  verbs,
  store,
  now,
  onBug,
}: Pick<PaneInput, 'verbs' | 'store' | 'now' | 'onBug'>): Disposable & {
  readonly follow: (model: Model) => void
} => {
  const ended = new AbortController()
  let asked: object | undefined
  const read = async (dialog: SeenWorker) => {
    const { name, containerId } = dialog
    const explained = await verbs.explain({ name, containerId, signal: ended.signal })
    const shown = store.model().dialog
    if (!explained.ok || ended.signal.aborted || shown !== dialog) return
    const rows = explanationRows(explained.value, { version: undefined, now: now() })
    const evidence = rows.flatMap(([label, text]) =>
      label !== undefined && text !== undefined && besides.has(label.text)
        ? [[label.text, text.text] as const]
        : [],
    )
    const withEvidence = { kind: 'explain', name, containerId, evidence } as const
    store.news(withDialog(withEvidence))
  }
  return {
    follow: ({ dialog }) => {
      const wanted = dialog?.kind === 'explain' && dialog.evidence === undefined ? dialog : undefined
      if (wanted === asked) return
      asked = wanted
      if (wanted !== undefined) void read(wanted).catch(onBug)
    },
    [Symbol.dispose]: () => ended.abort(),
  }
}
