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
  sending,
  sent,
  someWorkers,
} from '../schemas/worker.ts'

/** The fleet, in the same words as `hal workers` has it. */
export const workerRoutes = ({ workers, images }: ServerContext): readonly Route[] => [
  route({
    ...{ method: 'GET', path: '/workers' },
    summary: 'All workers of this hal’s owner',
    answers: { 200: { summary: 'All', schema: someWorkers } },
    handle: async () => {
      const listed = await workers.list()
      return listed.ok ? ok(Response.json(workersJson(listed.value))) : listed
    },
  }),
  route({
    ...{ method: 'GET', path: '/workers/:name' },
    summary: 'A worker, and what it does now. The beginning of a name is enough',
    answers: { 200: { summary: 'It', schema: oneWorker } },
    handle: async ({ params }) => {
      const found = await workers.inspect(params['name'] ?? '')
      return found.ok ? ok(Response.json({ version: 1, worker: workerJson(found.value) })) : found
    },
  }),
  route({
    ...{ method: 'POST', path: '/workers/:name/send', body: sending },
    summary:
      'Type text or keys into a window; to an agent a text is a prompt, and it is proved that it was taken',
    answers: { 200: { summary: 'It is there', schema: sent } },
    handle: async ({ params, body: { enter, clear, ...given } }) => {
      const done = await workers.send({
        ...{
          ...given,
          name: params['name'] ?? '',
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
    ...{ method: 'POST', path: '/workers/:name/run', body: running },
    summary:
      'Run a command in a window’s shell and wait for it: exactly what it printed, and its exit status. Of an agent, its answer to a prompt',
    answers: { 200: { summary: 'It has ended, however', schema: output } },
    handle: async ({ request, params, body: { clear, ...given } }) => {
      const ran = await workers.run({
        ...{ ...given, name: params['name'] ?? '', draft: clear ? 'clear' : 'refuse' },
        signal: request.signal,
      })
      return ran.ok ? ok(Response.json(outputJson(ran.value))) : ran
    },
  }),
  route({
    ...{ method: 'GET', path: '/workers/:name/explain' },
    summary: 'Why a worker is in its state: who said what, and when, and what its screen says now',
    answers: { 200: { summary: 'The evidence', schema: explained } },
    handle: async ({ params }) => {
      const found = await workers.explain({ name: params['name'] ?? '' })
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
    handle: async ({ params, query: { window, lines } }) => {
      const shown = await workers.capture({ name: params['name'] ?? '', window, lines })
      return shown.ok ? ok(Response.json({ version: 1, ...shown.value })) : shown
    },
  }),
]
