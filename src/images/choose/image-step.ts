/** One place that was looked at. */
export interface ImageStep {
  /** The name of its variable, by which all of them are known: `TASK_IMAGE_CODEX`. */
  readonly name: string
  /** The key of the config that says the same: `images.tasks.codex`. */
  readonly key: string
  readonly image: string | undefined
  /** It is set, and to nothing. */
  readonly isEmpty: boolean
}
