import type { ViewName } from '../model.ts'
import type { Place } from '../view.ts'
import { eventsView } from './events-view.ts'
import { imagesView } from './images/images-view.ts'
import { pulseView } from './pulse-view.ts'

/** What stands between the header and the footer in place of the list and the worker. */
export const views: Readonly<Record<Exclude<ViewName, 'workers'>, (place: Place) => readonly string[]>> = {
  events: eventsView,
  pulse: pulseView,
  images: imagesView,
}
