import type { FleetSnapshot } from '../../workers/fleet/fleet.ts'
import { withFleet } from '../list/selection.ts'
import { type Change, initialModel } from '../model.ts'
import { initialViews } from '../views/views-state.ts'
import type { KnownEngines } from './engines.ts'

/** What is known comes late: the person may have turned to another one meanwhile. */
export const withKnownEngines =
  ({ present, names }: KnownEngines): Change =>
  (model) => ({
    ...model,
    engines: {
      ...model.engines,
      present: model.engines.present ?? present,
      names: [...new Set([...names, ...model.engines.names])],
    },
  })

interface TurnedTo {
  readonly name: string
  readonly snapshot: FleetSnapshot
}

/** Another engine's fleet. What is the person's stays (looks, how the list is arranged, what was typed); all that was the old one's goes. */
export const onEngine =
  ({ name, snapshot }: TurnedTo): Change =>
  (model) => {
    const { now, size, looks, keyHints, command, hasFocus, tab, view, views, engines } = model
    const fresh = initialModel({ snapshot: { ...snapshot, workers: [] }, now, size, profiles: [] })
    const { areLayersShown } = views.images
    return withFleet(snapshot)({
      ...fresh,
      ...{ looks, keyHints, command, hasFocus, tab, view },
      list: { ...model.list, folded: new Set(), head: undefined, lit: new Map() },
      acting: { ...model.acting, look: undefined, globalFlags: flagsFor(name, model.acting.globalFlags) },
      pane: { ...fresh.pane, isLarger: model.pane.isLarger },
      views: {
        ...initialViews,
        redraws: views.redraws,
        images: { ...initialViews.images, areLayersShown },
      },
      engines: { present: name, names: [...new Set([...engines.names, name])], isTurnedTo: true },
    })
  }

/** What a copied command has to say to mean the engine that is shown now. */
const flagsFor = (name: string, before: readonly string[]): readonly string[] => {
  const at = before.indexOf('--engine')
  return ['--engine', name, ...(at === -1 ? before : before.toSpliced(at, 2))]
}
