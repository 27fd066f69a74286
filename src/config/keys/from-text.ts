// How a variable's text becomes a value.

export const text = (value: string): unknown => value
export const number = (value: string): unknown => (/^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value)
/** npm's own variable may have one, which hal has no use for, and which must not stop it. */
export const withoutLogin = (value: string): unknown => value.replace(/^(https?:\/\/)[^/]*@/, '$1')
/** Separated by colons, as in `$PATH`. */
export const list = (value: string): unknown => value.split(':').filter((part) => part !== '')

const words: Readonly<Record<string, boolean>> = {
  ...{ 1: true, true: true, yes: true, on: true },
  ...{ 0: false, false: false, no: false, off: false },
}
export const yesOrNo = (value: string): unknown => words[value.trim().toLowerCase()] ?? value
