/** How long a command may take to leave the terminal in good order. */
const patienceMs = 2_000

interface StrayBug {
  /** What was thrown where nobody waited for it, once something was. */
  readonly came: () => { readonly thrown: unknown } | undefined
  readonly end: () => void
}

/** A mistake that reached nobody ends the command as a signal would, with `abort`, so that it gives the terminal back; else `giveUp`. */
export function strayBug(
  process: NodeJS.Process,
  { abort, giveUp }: { readonly abort: () => void; readonly giveUp: (thrown: unknown) => void },
): StrayBug {
  let came: { readonly thrown: unknown } | undefined
  const onBug = (thrown: unknown) => {
    if (came !== undefined) return
    came = { thrown }
    setTimeout(() => giveUp(thrown), patienceMs).unref()
    abort()
  }
  process.on('uncaughtException', onBug)
  return { came: () => came, end: () => process.off('uncaughtException', onBug) }
}
