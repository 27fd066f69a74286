import { useState } from 'preact/hooks'
import type { WorkerRow } from '../wire.ts'
import { at, del, post } from './api.ts'
import { Dialog } from './dialog.tsx'
import type { Acts } from './doing.ts'
import { Check, Field, Select } from './field.tsx'
import { useChoices } from './use-choices.ts'

interface FormProps {
  readonly acts: Acts
  readonly onClose: () => void
}

type OnBegun = (name: string) => void

interface Agent {
  readonly name: string
  readonly takesTasks: boolean
}

interface Profile {
  readonly name: string
  readonly state: { readonly kind: string }
}

const branchHint = 'in a clone of its own; without: on the folder itself'
const workspaceHint =
  'a folder in the server’s own, or the word empty for none; without: the server’s own itself'

const useAgents = () => useChoices<Agent>('/agents', 'agents').filter(({ name }) => name !== 'shell')

interface Started {
  readonly worker: { readonly name: string }
  readonly warnings: readonly string[]
}

/** `onBegun` is told its name. */
export function StartForm({ acts, onClose, onBegun }: FormProps & { readonly onBegun: OnBegun }) {
  const agents = useAgents()
  const profiles = useChoices<Profile>('/images', 'images')
  return (
    <Dialog
      title="start a worker"
      action="start"
      complaint={acts.complaint}
      onClose={onClose}
      onDo={(fields) =>
        acts.doing<Started>(
          ({ worker: { name }, warnings }) => {
            onBegun(name)
            return [`${name} started`, ...warnings].join('. ')
          },
          () => post('/workers', fields),
        )
      }
    >
      <Field name="name" hint="without: hal makes one up" />
      <Select name="agent" nothing="none: a shell" choices={agents.map(({ name: value }) => ({ value }))} />
      <Field name="branch" hint={branchHint} />
      <Select name="profile" nothing="the usual one" choices={profiles.map(profileChoice)} />
      <Field name="image" hint="in place of a profile’s" />
      <Field name="workspace" hint={workspaceHint} />
      <Field name="prompt" hint="for its agent, as soon as it takes one" isLong />
    </Dialog>
  )
}

interface RunProps extends FormProps {
  /** Told its id. */
  readonly onBegun: OnBegun
  readonly workers: readonly Pick<WorkerRow, 'name' | 'agent' | 'isRunning'>[]
}

export function RunForm({ acts, onClose, onBegun, workers }: RunProps) {
  const [worker, setWorker] = useState('')
  const agents = useAgents().filter(({ takesTasks }) => takesTasks)
  const hosts = workers.filter((one) => one.isRunning && agents.some(({ name }) => name === one.agent))
  return (
    <Dialog
      title="run a task"
      action="run"
      complaint={acts.complaint}
      onClose={onClose}
      onDo={(fields) =>
        acts.doing<{ task: { id: string } }>(
          ({ task: { id } }) => {
            onBegun(id)
            return `task ${id} is on its way`
          },
          () => post('/tasks', fields),
        )
      }
    >
      <Field name="prompt" isLong isNeeded />
      {hosts.length === 0 ? null : (
        <Select
          name="worker"
          nothing="one of its own"
          choices={hosts.map(({ name, agent }) => ({ value: name, words: `${name}: ${agent}` }))}
          hint="in one that runs, on what it works on"
          onChoose={setWorker}
        />
      )}
      {worker === '' ? (
        <Select
          name="agent"
          nothing="choose one"
          choices={agents.map(({ name: value }) => ({ value }))}
          isNeeded
        />
      ) : null}
      <Select
        name="talk"
        label="meanwhile"
        nothing="works alone"
        choices={[
          { value: 'acts', words: 'takes messages' },
          { value: 'asks', words: 'asks before it acts' },
          { value: 'denied', words: 'is denied what it asks for' },
        ]}
        hint="one that asks takes messages, too"
      />
      {worker === '' ? (
        <>
          <Field name="branch" hint={branchHint} />
          <Field name="image" hint="without: what the server’s config has for tasks" />
          <Field name="workspace" hint={workspaceHint} />
        </>
      ) : null}
    </Dialog>
  )
}

export function SendForm({ acts, onClose, worker }: FormProps & { readonly worker: string }) {
  return (
    <Dialog
      title={`send to ${worker}`}
      action="send"
      complaint={acts.complaint}
      onClose={onClose}
      onDo={({ text = '' }) =>
        acts.doing(`${worker} has it`, () => post(at('workers', worker, 'send'), { text }))
      }
    >
      <Field name="text" isLong isNeeded />
    </Dialog>
  )
}

interface RemoveProps extends FormProps {
  readonly worker: Pick<WorkerRow, 'name' | 'containerId' | 'isRunning' | 'isFrozen'>
}

export function RemoveForm({ acts, onClose, worker: { name, containerId, ...worker } }: RemoveProps) {
  const isAlive = worker.isRunning || worker.isFrozen
  return (
    <Dialog
      title={`remove ${name}`}
      action={isAlive ? 'stop and remove' : 'remove'}
      complaint={acts.complaint}
      onClose={onClose}
      onDo={(fields) => {
        const query = new URLSearchParams({
          container: containerId,
          force: isAlive ? 'yes' : 'no',
          ...fields,
        })
        return acts.doing(`${name} is gone`, () => del(`${at('workers', name)}?${query}`))
      }}
    >
      <p>What it printed goes with it, and so does what lies in it alone. Folders of yours stay.</p>
      <Check name="lose-work" label="even if it has work that is nowhere else" />
    </Dialog>
  )
}

const profileChoice = ({ name, state }: Profile) => ({
  value: name,
  words: state.kind === 'not-built' ? `${name} (not built yet)` : name,
})
