/** What a worker's tmux, or the shell in its pane, can answer instead of a result. Facts only: `present/` has the sentences. */
export type TmuxFailure =
  | { readonly reason: 'tmux-lost'; readonly detail: string }
  | { readonly reason: 'tmux-refused'; readonly command: string; readonly detail: string }
  | { readonly reason: 'tmux-silent'; readonly waitedMs: number }
  | { readonly reason: 'no-such-window'; readonly window: string; readonly windows: readonly string[] }
  | { readonly reason: 'unknown-key'; readonly key: string; readonly suggestion: string | undefined }
  | { readonly reason: 'text-has-nul' }
  /** The pane runs something: `command` is its name, `free` another window whose shell is at its prompt. Nothing was sent. */
  | { readonly reason: 'shell-busy'; readonly command: string; readonly free: string | undefined }
  /** The pane's shell prints no marks, so a command's output has no edges. Nothing was sent. */
  | { readonly reason: 'no-shell-marks'; readonly command: string; readonly free: string | undefined }
  /** `--timeout` passed. The command runs on; `stdout` is what it has printed so far. `worker`: whose it is, where it was asked for by a name. */
  | {
      readonly reason: 'still-running'
      readonly timeoutMs: number
      readonly stdout: Buffer
      readonly worker?: string
    }
  /** The shell asks for the rest of the command (an open quote, a missing `done`). It was cancelled. */
  | { readonly reason: 'needs-more-input'; readonly text: string }
  /** What ran in the window has ended, and nothing takes its place by itself. Nothing was sent. */
  | { readonly reason: 'program-ended'; readonly exitCode: number | undefined }
  /** hal was told to stop while a command ran; it runs on. `stdout` is what it has printed so far. */
  | { readonly reason: 'left-running'; readonly stdout: Buffer; readonly worker?: string }
  /** The command ended its own shell. `stdout` may end with what the shell itself says then (an interactive bash: `exit`). */
  | { readonly reason: 'shell-ended'; readonly exitCode: number | undefined; readonly stdout: Buffer }
  | { readonly reason: 'cancelled'; readonly what: string }
