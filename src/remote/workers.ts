import type { WorkerVerbs } from '../workers/verbs.ts'
import { refuse } from './refuse.ts'
import type { Wire } from './wire.ts'

/** The verbs on a server's workers. Each loads when it is first used, as those on this machine's do. */
export const remoteWorkers = (wire: Wire): WorkerVerbs => {
  const not = async (what: string) => refuse(wire, what)
  return {
    list: async (input) => (await import('./list.ts')).listWorkers(wire, input),
    find: async (given) => (await import('./list.ts')).inspectWorker(wire, given),
    inspect: async (whom) => (await import('./list.ts')).inspectWorker(wire, whom),
    start: async (input) => (await import('./start.ts')).startWorkers(wire, input),
    stop: async (whom, options) => (await import('./life.ts')).stopWorkers(wire, whom, options),
    startAgain: async (whom, options) => (await import('./life.ts')).each(wire, 'start', whom, options),
    restart: async (whom, options) => (await import('./life.ts')).each(wire, 'restart', whom, options),
    remove: async (whom, options) => (await import('./life.ts')).removeWorkers(wire, whom, options),
    freeze: async (whom, options) => (await import('./life.ts')).each(wire, 'freeze', whom, options),
    thaw: async (whom, options) => (await import('./life.ts')).each(wire, 'thaw', whom, options),
    send: async (input) => (await import('./send.ts')).sendToWorker(wire, input),
    run: async (input) => (await import('./run.ts')).runInWorker(wire, input),
    capture: async (input) => (await import('./capture.ts')).captureWorker(wire, input),
    windows: async (name) => (await import('./windows.ts')).windowsOfWorker(wire, name),
    logs: async (input) => (await import('./told-bytes.ts')).workerLogs(wire, input),
    health: async (input) => (await import('./health.ts')).workersHealth(wire, input),
    prunable: async () => not('pruning workers'),
    prune: async () => not('pruning workers'),
    changes: async (input) => (await import('./work.ts')).changesOfWorker(wire, input),
    prompt: async () => not('giving a prompt alone'),
    ask: async () => not('asking an agent alone'),
    lastTurn: async () => not('reading an agent’s last turn'),
    explain: async (input) => (await import('./explain.ts')).explainWorker(wire, input),
    agents: async () => not('looking at what agents have'),
    checkAgent: async () => not('trying an agent'),
    wait: async (input) => (await import('./wait.ts')).waitForWorkers(wire, input),
    toldToRun: async () => not('a run without a terminal'),
    tellRun: async () => not('a run without a terminal'),
    beginRun: async () => not('a run without a terminal'),
    followRun: async () => not('a run without a terminal'),
    stopRun: async () => not('a run without a terminal'),
    diff: async (input) => (await import('./told-bytes.ts')).diffOfWorker(wire, input),
    diffSummary: async (input) => (await import('./work.ts')).diffSummaryOfWorker(wire, input),
    pull: async () => not('pulling a worker’s branch into a repository'),
    merge: async () => not('merging a worker’s branch into a repository'),
    environment: async (whom) => (await import('./environment.ts')).environmentOfWorker(wire, whom),
    attach: async (input) => (await import('./attach.ts')).attachWorker(wire, input),
    login: async () => not('logging in to an agent’s maker'),
    logins: async () => [],
    forgetLogin: async () => not('forgetting a login'),
    renewLogins: async () => [await not('renewing logins')],
    watchLogins: async () => ({ [Symbol.asyncDispose]: async () => {} }),
    fleet: async (input) => (await import('./fleet/live-fleet.ts')).openFleet(wire, input),
  }
}
