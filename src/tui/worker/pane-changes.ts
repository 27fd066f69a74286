import { layoutOf } from '../layout.ts'
import { reselect } from '../list/selection.ts'
import type { Change, Model, TabName } from '../model.ts'
import type { Content, PaneState } from './pane-state.ts'
import { tabNames } from './tab-names.ts'

export const withPane =
  (over: Partial<PaneState>): Change =>
  (model) => ({ ...model, pane: { ...model.pane, ...over } })

/** What a tab shows; where there is no room beside the list, in its place. */
export const onTab =
  (tab: TabName): Change =>
  (model) => ({
    ...model,
    tab,
    page: layoutOf(model).kind === 'list' ? 'screen' : model.page,
    awaited: undefined,
    pane: { ...model.pane, reading: undefined, loaded: model.tab === tab ? model.pane.loaded : undefined },
  })

/** The tab so many further on; after the last comes the first. */
export const turnTab =
  (by: number): Change =>
  (model) =>
    onTab(tabNames.at((tabNames.indexOf(model.tab) + by) % tabNames.length) ?? 'screen')(model)

export const withContent =
  (of: { readonly name: string; readonly tab: TabName }, content: Content | undefined): Change =>
  (model) => ({
    ...model,
    pane: { ...model.pane, loaded: content === undefined ? undefined : { ...of, content } },
  })

/** Keys go to the worker from now on, or are hal's again. */
export const focusOn =
  (name: string | undefined): Change =>
  (model) =>
    reselect(model, {
      ...model,
      tab: name === undefined ? model.tab : 'screen',
      awaited: undefined,
      pane: { ...model.pane, focus: name, reading: undefined },
    })

/** Focus ended and nobody asked for it: what is typed on must not mean anything else. */
export const loseFocus =
  (why: string): Change =>
  (model) =>
    reselect(model, {
      ...model,
      dialog: { kind: 'refused', why },
      pane: { ...model.pane, focus: undefined },
    })

const sizes = ['split', 'larger', 'alone'] as const

const sizeOf = ({ page, pane }: Model): (typeof sizes)[number] =>
  page === 'screen' ? 'alone' : pane.isLarger ? 'larger' : 'split'

/** List and pane, a larger pane, the pane alone. */
export const resizePane =
  (by: 1 | -1): Change =>
  (model) => {
    const size = sizes[sizes.indexOf(sizeOf(model)) + by]
    if (size === undefined) return model
    return {
      ...model,
      page: size === 'alone' ? 'screen' : 'list',
      awaited: undefined,
      pane: { ...model.pane, isLarger: size !== 'split' },
    }
  }
