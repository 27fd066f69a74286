import { couriersOf } from './couriers.ts'
import { isLooking, withFocus } from './focus.ts'
import { noticeWords } from './notice-words.ts'
import type { NoticesInput } from './notices-input.ts'
import type { NoticeState } from './notify-settings.ts'
import { isQuiet } from './quiet-hours.ts'
import { bell, desktopNotice, enterNotices, leaveNotices } from './sequences.ts'
import { titleKeeper } from './title-keeper.ts'
import { statesOf, type Turn, turned, turnOf } from './turn.ts'

/** What turns so soon after the dashboard was opened was so before: it is on the screen that the person has just asked for. */
const settleMs = 3_000
/** Who turns within so long is told of together; who turns back, not at all. */
const togetherMs = 1_000

/** Tells the person of workers that need them while they look elsewhere, until disposed; the terminal is left as it was. */
export const openNotices = (input: NoticesInput): Disposable => {
  const { store, settings, outlets, write, now } = input
  const opened = now().getTime()
  const ending = new AbortController()
  const couriers = couriersOf(input, ending.signal)
  const ways = { ...outlets.ways, hasTitle: outlets.ways.hasTitle && settings.title }
  const title = titleKeeper({ ...input, isOn: ways.hasTitle })
  let states = statesOf(store.model().snapshot)
  let last = store.model()
  let { isAway } = last
  let window: NodeJS.Timeout | undefined
  const pending = new Map<string, NoticeState>()

  /** What hal itself does to a worker may end badly, and then a toast says so. */
  const isWorthIt = (name: string, state: NoticeState): boolean =>
    settings.states[state] && !(state === 'failed' && store.model().busy[name] !== undefined)

  const tell = () => {
    window = undefined
    const model = store.model()
    const turns = model.snapshot.workers.flatMap((row): readonly Turn[] => {
      const { name } = row.worker
      const state = pending.get(name)
      if (state === undefined || states.get(name) !== state || !isWorthIt(name, state)) return []
      // A selection that nobody ever moved went there by itself.
      return !model.isUntouched && isLooking(model, name) ? [] : [turnOf(row, state)]
    })
    pending.clear()
    if (turns.length === 0 || isQuiet(settings.quiet, now())) return
    const desktop = settings.desktop ? desktopNotice(noticeWords(turns), ways) : ''
    const said = (settings.bell ? bell : '') + desktop
    if (said !== '') write(said)
    for (const one of couriers) one.take(turns)
  }

  const followStates = () => {
    const [before, model] = [last, store.model()]
    last = model
    if (model.snapshot === before.snapshot) return
    const old = states
    states = statesOf(model.snapshot)
    if (now().getTime() - opened < settleMs) return
    for (const [name, state] of turned(old, states))
      if (isWorthIt(name, state) && !isLooking(before, name)) pending.set(name, state)
    if (pending.size > 0) window ??= setTimeout(tell, togetherMs)
  }

  const followTerminal = () => {
    const model = store.model()
    if (model.isAway !== isAway) {
      isAway = model.isAway
      write(isAway ? leaveNotices(ways) : enterNotices(ways))
      title.forget()
      // Nobody says whether it has the focus now; whoever detached from a worker did so in it.
      if (!isAway) store.news(withFocus(true))
    }
    if (!isAway) title.keep()
  }

  const follow = () => {
    followTerminal()
    followStates()
  }
  write(enterNotices(ways))
  const stop = store.subscribe(follow)
  follow()
  return {
    [Symbol.dispose]: () => {
      stop()
      clearTimeout(window)
      ending.abort()
      title[Symbol.dispose]()
      if (!isAway) write(leaveNotices(ways))
    },
  }
}
