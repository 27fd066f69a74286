import { preamble } from './scripts.ts'

/**
 * Makes `$tree` of all files as they are, those among them that git doesn't know, without those that it is to ignore. The agent's index
 * and objects stay as they are: $1 is a folder for a copy of the one and for new ones of the other. Bounded, as anything may lie there.
 */
const tree = `
ulimit -t 20 2>/dev/null
index=$(g rev-parse --git-path index) && objects=$(cd "$(g rev-parse --git-path objects)" && pwd -P) || exit
mkdir -p "$1/objects" && rm -f "$1/index" || exit
# With its time: by that git knows which files may have changed since within the same second.
[ ! -f "$index" ] || cp -p "$index" "$1/index" || exit
export GIT_INDEX_FILE="$1/index" GIT_OBJECT_DIRECTORY="$1/objects" GIT_ALTERNATE_OBJECT_DIRECTORIES="$objects"
g -c core.compression=0 add --all --ignore-errors . >/dev/null 2>&1
tree=$(g write-tree) || exit
`

/** Keeps what the workspace is like, in the folder $1. Ends with 0 only where it is a repository of git's, and that went well. */
export const keepSnapshotScript = `
${preamble}
g rev-parse --is-inside-work-tree >/dev/null 2>&1 || exit
${tree}
echo "$tree" > "$1/before"
`

/** Prints the paths of files that are others since, each ended by a NUL. */
export const changedSinceSnapshotScript = `
${preamble}
[ -s "$1/before" ] || exit
${tree}
g diff-tree -r -z --no-renames --name-only "$(cat "$1/before")" "$tree"
`

export const readChangedPaths = (output: Buffer): readonly string[] =>
  output
    .toString()
    .split('\0')
    .filter((path) => path !== '')
