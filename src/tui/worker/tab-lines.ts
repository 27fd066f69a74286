import type { TabName } from '../model.ts'
import type { View } from '../view.ts'
import { changesLines } from './changes-tab.ts'
import { environmentLines } from './environment-tab.ts'
import { eventLines } from './events-tab.ts'
import { filesLines } from './files-tab.ts'
import { inspectLines } from './inspect-tab.ts'
import type { Content } from './pane-state.ts'
import { statsLines } from './stats-tab.ts'

type Lines = (view: View, content: Content | undefined) => readonly string[] | undefined

const text: Lines = (_, content) => (content?.kind === 'text' ? content.lines : undefined)

/** The whole text of a tab, styled; `undefined` as long as it isn't there. */
const linesByTab: Readonly<Record<TabName, Lines>> = {
  screen: text,
  logs: text,
  events: eventLines,
  stats: (view) => statsLines(view),
  diff: (view, content) =>
    content?.kind === 'changes' ? changesLines(content.changes, view.theme) : undefined,
  files: (view, content) =>
    content?.kind === 'changes' ? filesLines(content.changes, view.theme) : undefined,
  env: (view, content) =>
    content?.kind === 'environment' ? environmentLines(content.variables, view) : undefined,
  inspect: (view, content) => (content?.kind === 'worker' ? inspectLines(content.worker, view) : undefined),
}

/** These show their end, where the newest is, until somebody reads in them. */
export const isEndFirst = (tab: TabName): boolean => tab === 'screen' || tab === 'logs' || tab === 'events'

export const contentOf = ({ tab, selected, pane: { loaded } }: View['model']): Content | undefined =>
  loaded?.tab === tab && loaded.name === selected ? loaded.content : undefined

export const tabLines = (view: View): readonly string[] | undefined =>
  linesByTab[view.model.tab](view, contentOf(view.model))
