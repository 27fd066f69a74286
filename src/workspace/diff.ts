import { ended, preamble } from './scripts.ts'

/**
 * The work since a commit, files that git doesn't know yet among it, on a copy of the index and with a store of objects beside the agent's:
 * its own stay as they are, and need not be writable.
 * $1: the commit, the last one if empty; $2: `patch` or `stat` to be read; `files` or `commits` for programs.
 */
export const diffScript = `
${preamble}
export GIT_OPTIONAL_LOCKS=0
g rev-parse --is-inside-work-tree >/dev/null 2>&1 || exit ${ended.noRepository}
if [ "$2" = commits ]; then
  [ -z "$1" ] || g log --format='%H%x09%s' --no-show-signature "$1..HEAD" || exit ${ended.gitRefused}
  exit 0
fi
copy=$(mktemp -d "\${TMPDIR:-/tmp}/hal-diff-XXXXXX") || exit ${ended.gitRefused}
trap 'rm -rf "$copy"' EXIT
trap 'exit 143' TERM INT HUP PIPE
index=$(g rev-parse --git-path index)
# With its time: by that git knows which files may have changed since within the same second.
[ ! -f "$index" ] || cp -p "$index" "$copy/index" || exit ${ended.gitRefused}
export GIT_INDEX_FILE="$copy/index"
objects=$(g rev-parse --git-path objects)
case $objects in /*) ;; *) objects=$PWD/$objects ;; esac
mkdir "$copy/objects"
export GIT_ALTERNATE_OBJECT_DIRECTORIES="$objects" GIT_OBJECT_DIRECTORY="$copy/objects"
g add --intent-to-add --all . >/dev/null || exit ${ended.gitRefused}
base=\${1:-HEAD}
g rev-parse --verify --quiet "$base^{commit}" >/dev/null || {
  [ -z "$1" ] || { echo "fatal: $1 is not there any more" >&2; exit ${ended.gitRefused}; }
  base=$(g hash-object -t tree /dev/null)
}
d() { g diff --no-ext-diff --no-textconv --ignore-submodules=dirty "$@" "$base" --; }
case $2 in
  stat) d --find-renames --stat=100 ;;
  files) d --no-renames --numstat -z ;;
  *) d --find-renames ;;
esac || exit ${ended.gitRefused}
`

export interface ChangedFile {
  readonly path: string
  /** Lines; `undefined` of what isn't text. */
  readonly added: number | undefined
  readonly deleted: number | undefined
}

export interface Commit {
  readonly id: string
  readonly subject: string
}

export const readFiles = (output: Buffer): readonly ChangedFile[] =>
  output
    .toString()
    .split('\0')
    .flatMap((entry) => {
      const [, added, deleted, path] = /^(\d+|-)\t(\d+|-)\t(.+)$/s.exec(entry) ?? []
      return path === undefined ? [] : [{ path, added: lines(added), deleted: lines(deleted) }]
    })

const lines = (text = '-'): number | undefined => (text === '-' ? undefined : Number(text))

/** A line each: id, tab, subject. */
export const readCommits = (output: Buffer): readonly Commit[] =>
  output
    .toString()
    .split('\n')
    .flatMap((line) => {
      const at = line.indexOf('\t')
      return at < 1 ? [] : [{ id: line.slice(0, at), subject: line.slice(at + 1) }]
    })
