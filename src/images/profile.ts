/**
 * A named environment for workers, as its `profile.json` declares it:
 *
 *   { "description": "Python 3.11 with pip and venv",
 *     "parent": "base",                       another profile, or instead of it
 *     "from": "debian:bookworm-slim",         an image from outside
 *     "args": { "PYTHON": "3.11" },           optional: build args, part of the fingerprint
 *     "dockerfile": "Dockerfile",             optional: relative to the folder
 *     "target": "final",                      optional: a stage of it
 *     "promises": { "python3": "3.11" } }     optional: tools and the versions a person may count on
 *
 * Its Dockerfile begins with `ARG PARENT` and `FROM ${PARENT}`: hal fills in the parent's image. The folder is the build's context.
 * A step that needs the company's CA bundle mounts the secret `ca`: `RUN --mount=type=secret,id=ca,target=…`.
 */
export interface Profile {
  readonly name: string
  readonly description: string
  readonly parent: ProfileParent
  /** Absolute: the build's context. */
  readonly dir: string
  /** Relative to `dir`. */
  readonly dockerfile: string
  readonly target: string | undefined
  readonly args: Readonly<Record<string, string>>
  readonly promises: Readonly<Record<string, string>>
}

export type ProfileParent =
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'image'; readonly reference: string }
