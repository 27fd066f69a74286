import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks'
import { useDoing } from './doing.ts'
import { RemoveForm, RunForm, SendForm, StartForm } from './forms.tsx'
import { Help } from './help.tsx'
import { chosenTheme, keepTheme, showTheme } from './looks.ts'
import { Header, rollUp } from './roll-up.tsx'
import { TaskList, taskFits, tasksInOrder } from './task-list.tsx'
import { TaskView } from './task-view.tsx'
import { useFleet } from './use-fleet.ts'
import { useKeys } from './use-keys.ts'
import { useNow } from './use-now.ts'
import { usePlace, type View } from './use-place.ts'
import { useTasks } from './use-tasks.ts'
import { fits, inOrder, WorkerList } from './worker-list.tsx'
import { focusTerminal } from './worker-terminal.ts'
import { type Side, WorkerView } from './worker-view.tsx'

type Form = 'start' | 'run' | 'send' | 'remove' | 'help'

/** The fleet in a browser. `onShut`: the server wants its secret again. */
export function Page({ onShut }: { readonly onShut: () => void }) {
  const fleet = useFleet(onShut)
  const now = useNow()
  const acts = useDoing()
  const { toast, doing } = acts
  const [{ view, selected }, go] = usePlace()
  const [form, setForm] = useState<Form>()
  const [filter, setFilter] = useState('')
  const [theme, setTheme] = useState(chosenTheme)
  const [side, setSide] = useState<Side>()
  const otherTheme = theme === 'dark' ? 'light' : 'dark'
  // A worker that was started for one shows it.
  const tasks = useTasks(view === 'tasks' || fleet.workers.some((one) => one.task !== null))
  useLayoutEffect(() => showTheme(theme), [theme])
  useEffect(() => {
    document.title = [
      'hal',
      ...rollUp(fleet.workers).map(({ mood, glyph, count }) => `${glyph} ${count} ${mood}`),
    ].join(' ')
  }, [fleet])

  const workers = useMemo(() => inOrder(fleet.workers.filter((one) => fits(one, filter))), [fleet, filter])
  const shownTasks = tasksInOrder((tasks ?? []).filter((one) => taskFits(one, filter)))
  const chosen = fleet.workers.find(({ name }) => name === selected.workers)
  const taskId = view === 'tasks' ? selected.tasks : chosen?.task
  const task = tasks?.find(({ id }) => id === taskId)
  const worker = view === 'workers' ? chosen : fleet.workers.find(({ name }) => name === task?.worker)
  // Until it is known whether the task is kept, its worker's terminal would only flash.
  const isAwaited = typeof taskId === 'string' && tasks === undefined
  const hasTask = task !== undefined && (worker === undefined || side === undefined || side === 'changes')
  const names = view === 'workers' ? workers.map(({ name }) => name) : shownTasks.map(({ id }) => id)
  const select = (name: string | undefined) => {
    if (view === 'tasks' || side === 'terminal') setSide(undefined)
    go({ view, selected: { ...selected, [view]: name } })
  }
  const setView = (view: View) => {
    setSide(undefined)
    go({ view, selected })
  }
  const open = (view: View) => (name: string) => {
    setFilter('')
    setSide(undefined)
    go({ view, selected: { ...selected, [view]: name } })
  }
  const step = (by: 1 | -1) => {
    const at = names.indexOf(selected[view] ?? '')
    select(names[at < 0 ? 0 : Math.min(names.length - 1, Math.max(0, at + by))])
  }
  // A browser says that one is closed a moment later: another one may be open by then.
  const closing = (which: Form) => () => setForm((now) => (now === which ? undefined : now))
  useKeys({
    ...{ j: () => step(1), k: () => step(-1), n: () => setForm('start'), r: () => setForm('run') },
    s: () => setForm(worker?.isRunning === true && !hasTask ? 'send' : undefined),
    d: () => setSide(side === 'changes' ? undefined : 'changes'),
    t: () => setView(view === 'tasks' ? 'workers' : 'tasks'),
    '/': () => document.querySelector<HTMLInputElement>('nav input')?.focus(),
    '?': () => setForm('help'),
    down: () => step(1),
    up: () => step(-1),
    enter: focusTerminal,
    escape: () => select(undefined),
    back: () => document.querySelector<HTMLElement>('.row[aria-current=true]')?.focus(),
  })

  const hasDetail = hasTask || worker !== undefined
  return (
    <div class={`page ${hasDetail ? 'has-detail' : ''}`}>
      <Header fleet={fleet} now={now}>
        <button
          type="button"
          onClick={() => {
            keepTheme(otherTheme)
            setTheme(otherTheme)
          }}
        >
          {otherTheme}
        </button>
        <button type="button" onClick={() => setForm('help')} aria-label="keys">
          ?
        </button>
      </Header>
      <nav>
        <Tab name="workers" view={view} onView={setView} />
        <Tab name="tasks" view={view} onView={setView} />
        <input
          type="search"
          placeholder="filter"
          aria-label="filter"
          value={filter}
          onInput={({ currentTarget }) => setFilter(currentTarget.value)}
        />
        <button type="button" onClick={() => setForm(view === 'workers' ? 'start' : 'run')}>
          {view === 'workers' ? 'new worker' : 'new task'}
        </button>
      </nav>
      <main>
        {view === 'workers' ? (
          <WorkerList
            workers={workers}
            tasks={tasks ?? []}
            selected={selected.workers}
            now={now}
            onSelect={select}
          />
        ) : (
          <TaskList tasks={shownTasks} selected={selected.tasks} now={now} onSelect={select} />
        )}
        {names.length === 0 ? <p class="empty">{emptyWords(view, filter)}</p> : null}
        {worker !== undefined && !hasTask && !isAwaited ? (
          <WorkerView
            {...{ worker, theme, doing, side: side ?? 'terminal' }}
            onTask={task === undefined ? undefined : () => setSide(undefined)}
            onSide={setSide}
            onSend={() => setForm('send')}
            onRemove={() => setForm('remove')}
            onBack={() => select(undefined)}
          />
        ) : null}
        {hasTask ? (
          <TaskView
            key={task.id}
            {...{ task, now, doing, worker, side }}
            onSide={setSide}
            original={tasks?.find(({ id }) => id === task.retryOf)}
            onOpen={open('tasks')}
            onBack={() => select(undefined)}
          />
        ) : null}
      </main>
      <footer>
        <span role="status" class={toast?.isBad === true ? 'bad' : ''}>
          {toast?.words ?? ''}
        </span>
        <span class="way-back dim">ctrl-] comes back from the terminal</span>
      </footer>
      {form === 'start' ? (
        <StartForm acts={acts} onClose={closing('start')} onBegun={open('workers')} />
      ) : null}
      {form === 'run' ? (
        <RunForm acts={acts} onClose={closing('run')} onBegun={open('tasks')} workers={fleet.workers} />
      ) : null}
      {form === 'send' && worker !== undefined ? (
        <SendForm acts={acts} onClose={closing('send')} worker={worker.name} />
      ) : null}
      {form === 'remove' && worker !== undefined ? (
        <RemoveForm acts={acts} onClose={closing('remove')} worker={worker} />
      ) : null}
      {form === 'help' ? <Help onClose={closing('help')} /> : null}
    </div>
  )
}

const emptyWords = (view: View, filter: string): string =>
  filter === '' ? `no ${view} yet` : `no ${view === 'workers' ? 'worker' : 'task'} fits the filter`

interface TabProps {
  readonly name: View
  readonly view: View
  readonly onView: (view: View) => void
}

function Tab({ name, view, onView }: TabProps) {
  return (
    <button type="button" aria-pressed={name === view} onClick={() => onView(name)}>
      {name}
    </button>
  )
}
