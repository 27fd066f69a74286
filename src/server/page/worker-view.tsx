import { useEffect, useRef, useState } from 'preact/hooks'
import type { WorkerRow } from '../wire.ts'
import { at, post } from './api.ts'
import type { Doing } from './doing.ts'
import type { Theme } from './looks.ts'
import { type TerminalState, WorkerTerminal } from './worker-terminal.ts'

interface WorkerViewProps {
  readonly worker: WorkerRow
  readonly theme: Theme
  readonly doing: Doing
  readonly onSend: () => void
  readonly onBack: () => void
}

/** One worker: its terminal, and what can be done with it. */
export function WorkerView({ worker, theme, doing, onSend, onBack }: WorkerViewProps) {
  const { name, state, remark, image, branch, workspace, isRunning } = worker
  const act = (verb: string, done: string) => doing(`${name} ${done}`, () => post(at('workers', name, verb)))
  return (
    <section class="detail" aria-label={name}>
      <div class="bar">
        <button type="button" class="back" onClick={onBack}>
          ‹ all
        </button>
        <h2>{name}</h2>
        <span class={`mood ${worker.mood}`}>{state}</span>
        <span class="dim">{[branch, workspace, image].filter((word) => word !== null).join(' · ')}</span>
        <span class="actions">
          {isRunning ? (
            <>
              <button type="button" onClick={onSend}>
                send
              </button>
              <button type="button" onClick={() => act('stop', 'stopped')}>
                stop
              </button>
            </>
          ) : null}
          <button type="button" onClick={() => act('restart', 'back')}>
            restart
          </button>
        </span>
      </div>
      {remark === null ? null : <p class={`remark ${worker.mood}`}>{remark}</p>}
      {isRunning ? (
        <TerminalOf key={worker.containerId} name={name} theme={theme} />
      ) : (
        <p class="empty">{worker.isFrozen ? 'frozen' : 'It doesn’t run.'}</p>
      )}
    </section>
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
  useEffect(() => {
    if (element.current === null) return
    const opened = new WorkerTerminal({ worker: name, element: element.current, onState: setState })
    terminal.current = opened
    return () => opened[Symbol.dispose]()
  }, [name])
  useEffect(() => terminal.current?.setTheme(theme), [theme])
  return (
    <>
      <div class="worker-screen" ref={element} data-state={state.kind} />
      {state.kind === 'live' ? null : (
        <p class="remark">{state.kind === 'ended' ? state.words : 'connecting …'}</p>
      )}
    </>
  )
}
