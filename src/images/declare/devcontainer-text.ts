/** Where a project's files are in a worker. */
const workspace = '/workspace'

const variable =
  /\$\{(localEnv|containerEnv|localWorkspaceFolder|containerWorkspaceFolder|localWorkspaceFolderBasename|containerWorkspaceFolderBasename|devcontainerId)(?::([^}:]*)(?::([^}]*))?)?\}/g

/** A text of devcontainer.json with what hal knows filled in; or the variable that it can't, or may not, know. */
export type FilledText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unknown'; readonly variable: string }

/**
 * `containerEnv` says how the rest of the text and a variable of the container are written; without it such a variable is unknown, too.
 * Nothing of the person's machine is ever filled in: neither an image nor who builds it has to know a variable or a folder of theirs.
 */
export function fillText(
  text: string,
  containerEnv?: {
    readonly plain: (text: string) => string
    readonly variable: (name: string, fallback: string | undefined) => string
  },
): FilledText {
  const plain = containerEnv?.plain ?? ((part: string) => part)
  let filled = ''
  let from = 0
  for (const found of text.matchAll(variable)) {
    const [whole, kind, name = '', fallback] = found
    filled += plain(text.slice(from, found.index))
    from = found.index + whole.length
    if (kind === 'containerWorkspaceFolder') filled += plain(workspace)
    else if (kind === 'containerWorkspaceFolderBasename') filled += plain(workspace.slice(1))
    else if (kind === 'containerEnv' && containerEnv !== undefined && isName(name))
      filled += containerEnv.variable(name, fallback)
    else return { kind: 'unknown', variable: whole }
  }
  return { kind: 'text', text: filled + plain(text.slice(from)) }
}

/** What a variable may be called. */
export const isName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)
