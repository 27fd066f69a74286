import type { ComponentChildren, JSX } from 'preact'

interface FieldProps {
  readonly name: string
  /** Where its name is a word for programs. */
  readonly label?: string
  /** What to write there, and what comes of nothing: below it, so that it can be read while one writes. */
  readonly hint?: string
  readonly isNeeded?: boolean
}

/** A line of words, or several of them. */
export function Field({ isLong = false, ...field }: FieldProps & { readonly isLong?: boolean }) {
  const common = commonOf(field)
  return (
    <Labelled {...field}>
      {isLong ? (
        <textarea {...common} rows={5} />
      ) : (
        <input {...common} type="text" autocomplete="off" autocapitalize="off" spellcheck={false} />
      )}
    </Labelled>
  )
}

interface Choice {
  readonly value: string
  readonly words?: string
}

interface SelectProps extends FieldProps {
  readonly choices: readonly Choice[]
  /** What it means to choose none. */
  readonly nothing: string
  /** Told of each choice: nothing is `''`. */
  readonly onChoose?: (value: string) => void
}

/** One of few. */
export function Select({ choices, nothing, onChoose, ...field }: SelectProps) {
  return (
    <Labelled {...field}>
      <select {...commonOf(field)} onChange={(event) => onChoose?.(event.currentTarget.value)}>
        <option value="">{nothing}</option>
        {choices.map(({ value, words = value }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

/** Something to be said yes to. */
export function Check({ name, label }: { readonly name: string; readonly label: string }) {
  return (
    <label class="check">
      <input type="checkbox" name={name} value="yes" /> {label}
    </label>
  )
}

const idOf = (name: string): string => `field-${name}`
const hintIdOf = (name: string): string => `hint-${name}`

const commonOf = ({ name, hint, isNeeded = false }: FieldProps) => ({
  ...{ id: idOf(name), name, required: isNeeded },
  ...(hint === undefined ? {} : { 'aria-describedby': hintIdOf(name) }),
})

function Labelled({
  name,
  label = name,
  hint,
  children,
}: FieldProps & { readonly children: ComponentChildren }): JSX.Element {
  return (
    <div class="field">
      <label for={idOf(name)}>{label}</label>
      {children}
      {hint === undefined ? null : (
        <small id={hintIdOf(name)} class="dim">
          {hint}
        </small>
      )}
    </div>
  )
}
