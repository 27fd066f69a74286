/** How a shell stops a program and lets it go on, and a terminal says that its window changed. */
export interface JobControl {
  /** Stops this program as ctrl-z does elsewhere; resolves when it goes on, at once where nothing could let it go on. */
  readonly stop: () => Promise<void>
  /** Calls back when somebody asks it to stop, until disposed: stopping is the listener's to do. */
  readonly onAsked: (listener: () => void) => Disposable
  /** Calls back when it goes on after it was stopped, however, until disposed. */
  readonly onContinued: (listener: () => void) => Disposable
  /** Calls back when the window changed, until disposed: also where it has become what it was, which no stream tells. */
  readonly onWindowChanged: (listener: () => void) => Disposable
}
