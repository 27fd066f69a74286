import { forgetLogin, keptLogins } from './agent/login-store.ts'
import type { WorkersContext } from './context.ts'
import type { WorkerVerbs } from './verbs.ts'

/** The verbs, bound to what they work with. Each loads when it is first used: most commands need one of them. */
export const openWorkers = (context: WorkersContext): WorkerVerbs => ({
  start: async (input) => (await import('./start.ts')).startWorkers(context, input),
  list: async (input) => (await import('./list.ts')).listWorkers(context, input),
  find: async (given) => (await import('./find.ts')).findWorker(context, { name: given }),
  inspect: async (whom) => (await import('./list.ts')).inspectWorker(context, whom),
  stop: async (whom, options) => (await import('./stop.ts')).stopWorkers(context, whom, options),
  startAgain: async (whom, options) =>
    (await import('./restart.ts')).startEndedWorkers(context, whom, options),
  restart: async (whom, options) => (await import('./restart.ts')).restartWorkers(context, whom, options),
  remove: async (whom, options) => (await import('./remove.ts')).removeWorkers(context, whom, options),
  freeze: async (whom, options) => (await import('./freeze.ts')).freezeWorkers(context, whom, options),
  thaw: async (whom, options) => (await import('./freeze.ts')).thawWorkers(context, whom, options),
  send: async (input) => (await import('./send.ts')).sendToWorker(context, input),
  run: async (input) => (await import('./run.ts')).runInWorker(context, input),
  capture: async (input) => (await import('./capture.ts')).captureWorker(context, input),
  windows: async (name) => (await import('./windows.ts')).windowsOfWorker(context, name),
  logs: async (input) => (await import('./logs.ts')).workerLogs(context, input),
  health: async (input) => (await import('./health.ts')).workersHealth(context, input),
  prunable: async () => (await import('./prune.ts')).prunableWorkers(context),
  prune: async (whom) => (await import('./prune.ts')).pruneWorkers(context, whom),
  changes: async (input) => (await import('./work/changes.ts')).changesOfWorker(context, input),
  prompt: async (input) => (await import('./agent/prompt.ts')).promptAgent(context, input),
  ask: async (input) => (await import('./ask.ts')).askAgent(context, input),
  explain: async (input) => (await import('./explain.ts')).explainWorker(context, input),
  agents: async () => (await import('./agent/agent-facts.ts')).factsOfAgents(context),
  checkAgent: async (input) => (await import('./agent/check-agent.ts')).checkAgent(context, input),
  wait: async (input) => (await import('./wait.ts')).waitForWorkers(context, input),
  diff: async (input) => (await import('./diff.ts')).diffOfWorker(context, input),
  diffSummary: async (input) => (await import('./diff.ts')).diffSummaryOfWorker(context, input),
  pull: async (input) => (await import('./pull.ts')).pullFromWorker(context, input),
  merge: async (input) => (await import('./merge.ts')).mergeFromWorker(context, input),
  environment: async (whom) => (await import('./reach/environment.ts')).environmentOfWorker(context, whom),
  attach: async (input) => (await import('./attach.ts')).attachWorker(context, input),
  login: async (input) => (await import('./login.ts')).loginToAgent(context, input),
  logins: async () => keptLogins(context.dataDir),
  forgetLogin: async (agent) => forgetLogin(context.dataDir, agent),
  fleet: async (input) => (await import('./fleet/live-fleet.ts')).openFleet(context, input),
})
