import { useEffect, useRef, useState } from 'preact/hooks'
import type { WorkerRow } from '../wire.ts'
import { at, post } from './api.ts'
import { ChangesView } from './changes-view.tsx'
import type { Doing } from './doing.ts'
import { HistoryView } from './history-view.tsx'
import type { Theme } from './looks.ts'
import { More } from './more.tsx'
import { type TerminalState, WorkerTerminal } from './worker-terminal.ts'

/** What of a worker is shown. */
export type Side = 'terminal' | 'changes' | 'history'

interface WorkerViewProps {
  readonly worker: WorkerRow
  readonly theme: Theme
  readonly doing: Doing
  /** It was started for a task that is kept: to show that. */
  readonly onTask: (() => void) | undefined
  readonly side: Side
  readonly onSide: (side: Side) => void
  readonly onSend: () => void
  readonly onRemove: () => void
  readonly onBack: () => void
}

/** One worker: its terminal, its work or its history, and what can be done with it. */
export function WorkerView({
  worker,
  theme,
  doing,
  onTask,
  side,
  onSide,
  onSend,
  onRemove,
  onBack,
}: WorkerViewProps) {
  const { name, state, remark, image, branch, workspace, isRunning, isFrozen } = worker
  const act = (verb: string, done: string) => () =>
    doing(`${name} ${done}`, () => post(at('workers', name, verb)))
  const isAlive = isRunning || isFrozen
  return (
    <section class="detail" aria-label={name}>
      <div class="bar">
        <Button class="back" words="‹ all" onPress={onBack} />
        <h2>{name}</h2>
        <span class={`mood ${worker.mood}`}>{state}</span>
        <span class="dim">{[branch, workspace, image].filter((word) => word !== null).join(' · ')}</span>
        <span class="actions">
          {isRunning ? <Button words="send" onPress={onSend} /> : null}
          {isFrozen ? <Button words="thaw" onPress={act('thaw', 'goes on')} /> : null}
          {isAlive ? null : <Button words="start" onPress={act('start', 'runs again')} />}
          {onTask === undefined ? null : <Button words="its task" onPress={onTask} />}
          {side === 'terminal' ? null : <Button words="terminal" onPress={() => onSide('terminal')} />}
          {isFrozen || side === 'changes' ? null : (
            <Button words="changes" onPress={() => onSide('changes')} />
          )}
          <More>
            {side === 'history' ? null : <Button words="history" onPress={() => onSide('history')} />}
            {isRunning ? <Button words="freeze" onPress={act('freeze', 'is frozen')} /> : null}
            {isAlive ? <Button words="stop" onPress={act('stop', 'stopped')} /> : null}
            {isAlive ? <Button words="restart" onPress={act('restart', 'is back')} /> : null}
            <Button words="remove" onPress={onRemove} />
          </More>
        </span>
      </div>
      {remark === null ? null : <p class={`remark ${worker.mood}`}>{remark}</p>}
      {side === 'history' ? (
        <HistoryView key={worker.containerId} name={name} />
      ) : isFrozen ? (
        <p class="empty">It is frozen.</p>
      ) : side === 'changes' ? (
        <ChangesView key={worker.containerId} name={name} hasOwnBranch={worker.hasOwnBranch} />
      ) : !isRunning ? (
        <p class="empty">It doesn’t run.</p>
      ) : (
        <TerminalOf key={worker.containerId} name={name} theme={theme} />
      )}
    </section>
  )
}

interface ButtonProps {
  readonly words: string
  readonly class?: string
  readonly onPress: () => void
}

function Button({ words, class: name = '', onPress }: ButtonProps) {
  return (
    <button type="button" class={name} onClick={onPress}>
      {words}
    </button>
  )
}

interface TerminalOfProps {
  readonly name: string
  readonly theme: Theme
}

function TerminalOf({ name, theme }: TerminalOfProps) {
  const element = useRef<HTMLDivElement>(null)
  const terminal = useRef<WorkerTerminal>(undefined)
  const [state, setState] = useState<TerminalState>({ kind: 'connecting' })
  const [opened, setOpened] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: one that has ended is opened anew when asked for
  useEffect(() => {
    if (element.current === null) return
    const made = new WorkerTerminal({ worker: name, element: element.current, onState: setState })
    terminal.current = made
    return () => made[Symbol.dispose]()
  }, [name, opened])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new one has no theme yet
  useEffect(() => terminal.current?.setTheme(theme), [theme, opened])
  return (
    <>
      <div class="worker-screen" ref={element} data-state={state.kind} />
      {state.kind === 'live' ? null : (
        <p class="remark">
          {state.kind === 'ended' ? `${state.words} ` : 'connecting …'}
          {state.kind === 'ended' ? <Button words="come back" onPress={() => setOpened(opened + 1)} /> : null}
        </p>
      )}
    </>
  )
}
