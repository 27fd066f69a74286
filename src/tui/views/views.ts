import type { ViewName } from '../model.ts'
import type { Place } from '../view.ts'
import { eventsView } from './events-view.ts'

/** What stands between the header and the footer in place of the list and the worker. */
export const views: Readonly<Record<Exclude<ViewName, 'workers'>, (place: Place) => readonly string[]>> = {
  events: eventsView,
}
