import { at, post } from './api.ts'
import { Dialog, Field } from './dialog.tsx'
import type { Doing } from './doing.ts'

const agents = ['claude', 'codex', 'opencode', 'gemini', 'copilot']

interface FormProps {
  readonly doing: Doing
  readonly onClose: () => void
}

export function StartForm({ doing, onClose }: FormProps) {
  return (
    <Dialog
      title="start a worker"
      action="start"
      onClose={onClose}
      onDo={(fields) => doing(`${fields['name'] ?? 'it'} started`, () => post('/workers', fields))}
    >
      <Field name="name" hint="empty: hal makes one up" />
      <Field name="agent" hint="empty: a shell" list={[...agents, 'cursor']} />
      <Field name="branch" hint="a clone of its own; empty: on the folder itself" />
      <Field name="image" hint="empty: the profile’s" />
      <Field name="profile" />
      <Field name="workspace" hint="a folder where the server runs" />
      <Field name="prompt" isLong />
    </Dialog>
  )
}

export function RunForm({ doing, onClose }: FormProps) {
  return (
    <Dialog
      title="run a task"
      action="run"
      onClose={onClose}
      onDo={(fields) => doing('the task is on its way', () => post('/tasks', fields))}
    >
      <Field name="prompt" isLong isNeeded />
      <Field name="agent" list={agents} isNeeded />
      <Field name="branch" hint="a clone of its own; empty: on the folder itself" />
      <Field name="image" hint="empty: by the task rules" />
      <Field
        name="talk"
        list={['acts', 'asks']}
        hint="acts: takes messages; asks: before it acts, too; empty: neither"
      />
      <Field name="workspace" hint="a folder where the server runs" />
    </Dialog>
  )
}

export function SendForm({ doing, onClose, worker }: FormProps & { readonly worker: string }) {
  return (
    <Dialog
      title={`send to ${worker}`}
      action="send"
      onClose={onClose}
      onDo={({ text = '' }) => doing(`${worker} has it`, () => post(at('workers', worker, 'send'), { text }))}
    >
      <Field name="text" isLong isNeeded />
    </Dialog>
  )
}
