import { Dialog } from './dialog.tsx'

const keys: readonly (readonly [string, string])[] = [
  ['j k ↓ ↑', 'next, and the one before'],
  ['enter', 'type to the worker; ctrl-] comes back'],
  ['s', 'send text to the worker'],
  ['d', 'what the worker has changed, or its terminal'],
  ['n', 'start a worker'],
  ['r', 'run a task'],
  ['t', 'workers or tasks'],
  ['/', 'filter'],
  ['esc', 'back to the list'],
]

export function Help({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="keys" onClose={onClose}>
      <dl>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
