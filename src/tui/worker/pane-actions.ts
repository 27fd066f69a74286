/** What keys do with the pane besides changing the model. */
export interface PaneActions {
  /** The selected lines, or those that are shown, to the person's clipboard; a toast says how much. */
  readonly copy: () => void
  /** For keys that came before they could go to the worker straight. */
  readonly typeKey: (key: string) => void
  readonly paste: (text: string) => void
}
