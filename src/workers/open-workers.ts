import { attachWorker } from './attach.ts'
import { captureWorker } from './capture.ts'
import type { WorkersContext } from './context.ts'
import { findWorker } from './find.ts'
import { freezeWorkers, thawWorkers } from './freeze.ts'
import { workersHealth } from './health.ts'
import { listWorkers } from './list.ts'
import { openFleet } from './live-fleet.ts'
import { workerLogs } from './logs.ts'
import { pruneWorkers } from './prune.ts'
import { removeWorkers } from './remove.ts'
import { restartWorkers } from './restart.ts'
import { runInWorker } from './run.ts'
import { sendToWorker } from './send.ts'
import { startWorkers } from './start.ts'
import { stopWorkers } from './stop.ts'
import type { WorkerVerbs } from './verbs.ts'
import { windowsOfWorker } from './windows.ts'

/** The verbs, bound to what they work with. */
export const openWorkers = (context: WorkersContext): WorkerVerbs => ({
  start: (input) => startWorkers(context, input),
  list: (input) => listWorkers(context, input),
  find: (given) => findWorker(context, given),
  stop: (names, options) => stopWorkers(context, names, options),
  restart: (names) => restartWorkers(context, names),
  remove: (names, options) => removeWorkers(context, names, options),
  freeze: (names) => freezeWorkers(context, names),
  thaw: (names) => thawWorkers(context, names),
  send: (input) => sendToWorker(context, input),
  run: (input) => runInWorker(context, input),
  capture: (input) => captureWorker(context, input),
  windows: (name) => windowsOfWorker(context, name),
  logs: (input) => workerLogs(context, input),
  health: (input) => workersHealth(context, input),
  prune: () => pruneWorkers(context),
  attach: (input) => attachWorker(context, input),
  fleet: (input) => openFleet(context, input),
})
