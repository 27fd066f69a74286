import { ok } from '../../lib/result.ts'
import { explanationJson } from '../../present/explain.ts'
import { outputJson } from '../../present/output.ts'
import { profileJson } from '../../present/profile.ts'
import { workerJson, workersJson } from '../../present/worker.ts'
import type { ServerContext } from '../context.ts'
import { type Route, route } from '../route.ts'
import { someImages } from '../schemas/image.ts'
import {
  captured,
  explained,
  looking,
  oneWorker,
  output,
  running,
  seen,
  sending,
  sent,
  someWindows,
  someWorkers,
  which,
} from '../schemas/worker.ts'
import { namedIn, whomOf } from '../whom.ts'

/** The fleet, in the same words as `hal workers` has it. */
export const workerRoutes = ({ workers, images }: ServerContext): readonly Route[] => [
  route({
    ...{ method: 'GET', path: '/workers' },
    query: which,
    summary:
      'All workers of this hal’s owner, or those that fit: name (with *), state, phase, activity, profile, image, agent, owner, workspace',
    answers: { 200: { summary: 'They', schema: someWorkers } },
    handle: async ({ query: { 'all-owners': isAllOwners, ...filters } }) => {
      const listed = await workers.list({
        filters: Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, String(value)])),
        isAllOwners: isAllOwners === 'yes',
      })
      return listed.ok ? ok(Response.json(workersJson(listed.value))) : listed
    },
  }),
  route({
    ...{ method: 'GET', path: '/workers/:name', query: seen },
    summary: 'A worker, and what it does now. The beginning of a name is enough',
    answers: { 200: { summary: 'It', schema: oneWorker } },
    handle: async (call) => {
      const found = await workers.inspect(whomOf(call))
      return found.ok ? ok(Response.json({ version: 1, worker: workerJson(found.value) })) : found
    },
  }),
  route({
    ...{ method: 'POST', path: '/workers/:name/send', body: sending, query: seen },
    summary:
      'Type text or keys into a window; to an agent a text is a prompt, and it is proved that it was taken',
    answers: { 200: { summary: 'It is there', schema: sent } },
    handle: async ({ body: { enter, clear, ...given }, ...call }) => {
      const done = await workers.send({
        ...{
          ...given,
          ...namedIn(call),
          isEnterLeftOut: !enter,
          draft: clear ? 'clear' : 'refuse',
        },
      })
      if (!done.ok) return done
      const { proof } = done.value
      return ok(Response.json({ version: 1, ...done.value, ...(proof && { outcome: 'submitted' }) }))
    },
  }),
  route({
    ...{ method: 'POST', path: '/workers/:name/run', body: running, query: seen },
    summary:
      'Run a command in a window’s shell and wait for it: exactly what it printed, and its exit status. Of an agent, its answer to a prompt',
    answers: { 200: { summary: 'It has ended, however', schema: output } },
    handle: async ({ body: { clear, ...given }, ...call }) => {
      const ran = await workers.run({
        ...{ ...given, ...namedIn(call), draft: clear ? 'clear' : 'refuse' },
        signal: call.request.signal,
      })
      return ran.ok ? ok(Response.json(outputJson(ran.value))) : ran
    },
  }),
  route({
    ...{ method: 'GET', path: '/workers/:name/explain', query: seen },
    summary: 'Why a worker is in its state: who said what, and when, and what its screen says now',
    answers: { 200: { summary: 'The evidence', schema: explained } },
    handle: async (call) => {
      const found = await workers.explain(namedIn(call))
      if (!found.ok) return found
      const tools = await images.tools()
      const { agent, toolsFingerprint } = found.value.worker
      const own = tools.ok
        ? tools.value.find((one) => one.agent === agent && one.fingerprint === toolsFingerprint)
        : undefined
      return ok(Response.json(explanationJson(found.value, { version: own?.version, now: new Date() })))
    },
  }),
  route({
    ...{ method: 'GET', path: '/images' },
    summary: 'Profiles and layers, parents first: which are fresh, and why others aren’t',
    answers: { 200: { summary: 'All', schema: someImages } },
    handle: async () => {
      const states = await images.profiles()
      return states.ok ? ok(Response.json({ version: 1, images: states.value.map(profileJson) })) : states
    },
  }),
  route({
    ...{ method: 'GET', path: '/workers/:name/capture', query: looking },
    summary: 'What a window shows, with as many lines of its history as are asked for',
    answers: { 200: { summary: 'Its text', schema: captured } },
    handle: async (call) => {
      const { window, lines, ansi, wrap } = call.query
      const shown = await workers.capture({
        ...{ ...namedIn(call), window, lines, isAnsi: ansi === 'yes', isWrapKept: wrap === 'yes' },
      })
      return shown.ok ? ok(Response.json({ version: 1, ...shown.value })) : shown
    },
  }),
  route({
    ...{ method: 'GET', path: '/workers/:name/windows' },
    summary: 'A worker’s windows, and what runs in each',
    answers: { 200: { summary: 'All', schema: someWindows } },
    handle: async ({ params }) => {
      const worker = params['name'] ?? ''
      const windows = await workers.windows(worker)
      return windows.ok ? ok(Response.json({ version: 1, worker, windows: windows.value })) : windows
    },
  }),
]
