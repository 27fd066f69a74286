/** How the scripts that run in a worker end, besides with 0. */
export const ended = {
  noWorkspace: 71,
  noGit: 72,
  gitRefused: 73,
  setupFailed: 74,
  offBranch: 75,
  unfinished: 76,
  noRepository: 77,
  unwanted: 78,
} as const

/**
 * What they begin with. The repository's own hooks and monitors are left alone: not for safety, as all of this runs in the worker, but
 * since what hal does there should not set them off.
 */
export const preamble = `
cd /workspace || exit ${ended.noWorkspace}
command -v git >/dev/null 2>&1 || exit ${ended.noGit}
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
export GIT_TERMINAL_PROMPT=0 GIT_NO_LAZY_FETCH=1 GIT_EDITOR=true LC_ALL=C.UTF-8
g() {
  git --no-pager -c safe.directory='*' -c core.hooksPath=/dev/null -c core.fsmonitor=false -c core.quotepath=off \\
    -c color.ui=false -c gc.auto=0 -c maintenance.auto=false -c commit.gpgSign=false "$@"
}
`
