import type { TabName } from '../model.ts'
import type { Place } from '../view.ts'
import { paneBody } from './pane-body.ts'
import { screenTab } from './screen-tab.ts'

/** What a tab of the selected worker shows, in at most `height` lines. */
export const tabs: Readonly<Record<TabName, (place: Place) => readonly string[]>> = {
  screen: screenTab,
  logs: paneBody,
  events: paneBody,
  stats: paneBody,
  diff: paneBody,
  files: paneBody,
  env: paneBody,
  inspect: paneBody,
}
