import type { NoticesInput } from './notices-input.ts'
import { titled } from './sequences.ts'
import { titleWords } from './title-words.ts'

const titleEveryMs = 1_000

/** Writes the title when it says something new, and not more often than eyes follow. */
export const titleKeeper = ({
  store,
  theme,
  write,
  isOn,
}: Pick<NoticesInput, 'store' | 'theme' | 'write'> & { readonly isOn: boolean }) => {
  let shown: string | undefined
  let timer: NodeJS.Timeout | undefined
  const show = () => {
    timer = undefined
    const { snapshot, isAway } = store.model()
    const words = titleWords(snapshot, theme)
    if (isAway || words === shown) return
    shown = words
    write(titled(words))
    timer = setTimeout(show, titleEveryMs)
  }
  return {
    keep: () => {
      if (isOn && timer === undefined) show()
    },
    /** The title is somebody else's now. */
    forget: () => {
      clearTimeout(timer)
      timer = undefined
      shown = undefined
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  }
}
