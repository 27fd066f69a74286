import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

interface DialogProps {
  readonly title: string
  /** `undefined`: there is nothing to do but to close it. */
  readonly action?: string
  readonly onClose: () => void
  /** What the fields hold, by their names, without the empty ones. Closes where it answers true. */
  readonly onDo?: (fields: Readonly<Record<string, string>>) => Promise<boolean>
  /** Why it could not be done. */
  readonly complaint?: string | undefined
  readonly children: ComponentChildren
}

/** A form in a window of its own: esc closes it, ctrl-enter does it. */
export function Dialog({ title, action, onClose, onDo, complaint, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [tried, setTried] = useState<'not-yet' | 'trying' | 'tried'>('not-yet')
  // A key that follows at once is for what has just opened.
  useLayoutEffect(() => dialog.current?.showModal(), [])
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (onDo === undefined) return onClose()
    if (tried === 'trying') return
    const filled = [...new FormData(event.currentTarget as HTMLFormElement)].filter(
      (field): field is [string, string] => typeof field[1] === 'string' && field[1].trim() !== '',
    )
    setTried('trying')
    if (await onDo(Object.fromEntries(filled))) onClose()
    else setTried('tried')
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.ctrlKey) (event.currentTarget as HTMLFormElement).requestSubmit()
  }
  return (
    <dialog ref={dialog} aria-label={title} onClose={onClose}>
      <form onSubmit={submit} onKeyDown={onKey}>
        <h2>{title}</h2>
        {children}
        <p class="bad" role="alert">
          {tried === 'tried' ? complaint : ''}
        </p>
        <p class="buttons">
          {action === undefined ? null : (
            <button type="submit" class="strong" disabled={tried === 'trying'}>
              {tried === 'trying' ? `${action} …` : action}
            </button>
          )}
          <button type="button" onClick={onClose}>
            {action === undefined ? 'close' : 'cancel'}
          </button>
        </p>
      </form>
    </dialog>
  )
}
