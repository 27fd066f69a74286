import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface DialogProps {
  readonly title: string
  readonly action: string
  readonly onClose: () => void
  /** What the fields hold, by their names, without the empty ones. Closes where it answers true. */
  readonly onDo: (fields: Readonly<Record<string, string>>) => Promise<boolean>
  readonly children: ComponentChildren
}

/** A form in a window of its own: esc closes it, ctrl-enter does it. */
export function Dialog({ title, action, onClose, onDo, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const filled = [...new FormData(event.currentTarget as HTMLFormElement)].filter(
      (field): field is [string, string] => typeof field[1] === 'string' && field[1].trim() !== '',
    )
    if (await onDo(Object.fromEntries(filled))) onClose()
  }
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Enter' && event.ctrlKey) (event.currentTarget as HTMLFormElement).requestSubmit()
  }
  return (
    <dialog ref={dialog} aria-label={title} onClose={onClose}>
      <form onSubmit={submit} onKeyDown={onKey}>
        <h2>{title}</h2>
        {children}
        <p class="buttons">
          <button type="submit" class="strong">
            {action}
          </button>
          <button type="button" onClick={onClose}>
            cancel
          </button>
        </p>
      </form>
    </dialog>
  )
}

interface FieldProps {
  readonly name: string
  readonly hint?: string
  readonly isLong?: boolean
  readonly isNeeded?: boolean
  readonly list?: readonly string[]
}

export function Field({ name, hint, isLong = false, isNeeded = false, list }: FieldProps) {
  const id = `field-${name}`
  const common = { id, name, placeholder: hint ?? '', required: isNeeded }
  return (
    <label for={id}>
      {name}
      {isLong ? (
        <textarea {...common} rows={5} />
      ) : (
        <input
          {...common}
          type="text"
          autocomplete="off"
          spellcheck={false}
          {...(list === undefined ? {} : { list: `${name}s` })}
        />
      )}
      {list === undefined ? null : (
        <datalist id={`${name}s`}>
          {list.map((word) => (
            <option key={word} value={word} />
          ))}
        </datalist>
      )}
    </label>
  )
}
