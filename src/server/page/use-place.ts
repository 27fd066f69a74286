import { useEffect, useState } from 'preact/hooks'

export type View = 'workers' | 'tasks'

/** Where a person is: in a list, and at what of it. */
export interface Place {
  readonly view: View
  /** A worker's name, a task's id: each list keeps its own. */
  readonly selected: Readonly<Partial<Record<View, string>>>
}

const kinds: Readonly<Record<View, string>> = { workers: 'worker', tasks: 'task' }

/** `#worker/NAME`, `#task/ID`, `#tasks`; the list of workers has none. */
export function addressOf({ view, selected }: Place): string {
  const name = selected[view]
  if (name !== undefined) return `#${kinds[view]}/${encodeURIComponent(name)}`
  return view === 'tasks' ? '#tasks' : ''
}

/** What an address leads to, with what was selected `before` in the other list. What nobody can read leads to the list of workers. */
export function placeAt(address: string, before: Place['selected'] = {}): Place {
  const [kind = '', name] = address.replace(/^#/, '').split('/')
  const view = kind === 'task' || kind === 'tasks' ? 'tasks' : 'workers'
  const { [view]: _, ...other } = before
  const read = kind === kinds[view] && name !== undefined ? decoded(name) : ''
  return { view, selected: read === '' ? other : { ...other, [view]: read } }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** The place that the browser's address says, and the way to another one, which the browser then says and can come back from. */
export function usePlace(): readonly [Place, (place: Place) => void] {
  const [place, setPlace] = useState(() => placeAt(location.hash))
  useEffect(() => {
    const onAddress = () => setPlace((before) => placeAt(location.hash, before.selected))
    addEventListener('popstate', onAddress)
    return () => removeEventListener('popstate', onAddress)
  }, [])
  const go = (next: Place) => {
    const address = addressOf(next)
    if (address !== location.hash)
      history.pushState(null, '', `${location.pathname}${location.search}${address}`)
    setPlace(next)
  }
  return [place, go]
}
