import { expect, test } from 'vitest'
import { dashboardOn } from '../../../test/rigs/dashboard-screen.ts'
import { aRow, type ScriptedFleet, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { aProfile, scriptedImages } from '../../../test/rigs/scripted-images.ts'
import { fail, ok } from '../../lib/result.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import type { Engines, OpenEngine } from './engines.ts'

const away: WorkerFailure = {
  reason: 'no-engine',
  tried: [{ via: 'far', address: 'tcp://far:2375', outcome: 'nothing listens there' }],
}

/** Engines by name; what is asked of them, and which were let go of. */
const enginesOf = (fleets: Readonly<Record<string, ScriptedFleet>>) => {
  const closed: string[] = []
  const gates = new Map<string, Promise<undefined>>()
  const engines: Engines = {
    known: async () => ({ present: 'default', names: ['default', 'far', 'podman'] }),
    open: async (name) => {
      await gates.get(name)
      const scripted = fleets[name]
      if (scripted === undefined) return fail(away)
      const engine: OpenEngine = {
        verbs: scripted.verbs,
        images: scriptedImages([aProfile(`of-${name}`)]).verbs,
        profiles: async () => [`of-${name}`],
        [Symbol.asyncDispose]: async () => void closed.push(name),
      }
      return ok(engine)
    },
  }
  return { engines, closed, gates }
}

const here = () => scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'bob' })])
const podman = () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'zoe' })])
  scripted.setEngine({ kind: 'connected', name: 'podman 4.3', hostName: undefined })
  return scripted
}

test('turns to the fleet of another engine, with nothing of the old one but how the list is arranged', async () => {
  const [one, two] = [here(), podman()]
  const { engines, closed } = enginesOf({ podman: two })
  const screen = dashboardOn(one, { engines })
  await screen.first
  await screen.type(' ', '1 marked')
  await screen.type(':sort -name\r', 'WORKER↓')
  await screen.type(':engine podman\r', 'this is podman 4.3, by the name podman')
  const shown = screen.stdout.screen()
  expect(shown).toContain('podman 4.3 · podman')
  expect(shown).toMatch(/zoe[\s\S]*ada/)
  expect(shown).toContain('WORKER↓')
  expect(shown).not.toMatch(/bob|marked/)
  expect([...one.watched]).toEqual([])
  await screen.type('x', 'stop zoe?')
  one.change('ada', { phase: { kind: 'frozen', since: new Date() } })
  await screen.type('y', 'zoe stopped')
  expect(screen.stdout.screen()).not.toContain('frozen')
  expect([one.asked, two.asked]).toEqual([[], ['stop zoe']])
  await screen.type('i', 'of-podman')
  await screen.type('q', 'WORKER')
  await screen.type(':engine podman\r', 'podman is shown already')
  await screen.type('\u0003', '? help')
  await screen.type('n', 'hal --engine podman workers start')
  await screen.type('\u001b', '? help')
  expect(closed).toEqual([])
  await screen.quit()
  expect(closed).toEqual(['podman'])
})

test('stays where it is when an engine does not answer, and says where it looked', async () => {
  const screen = dashboardOn(here(), { engines: enginesOf({}).engines })
  await screen.first
  await screen.type(':engine far\r', "can't turn there: far: tcp://far:2375 (nothing listens there)")
  expect(screen.stdout.screen()).toMatch(/ada[\s\S]*bob/)
  expect(screen.stdout.screen()).toContain('docker 20.10 on laptop')
  await screen.type('x', 'stop ada?')
  await screen.type('n', '? help')
  await screen.quit()
})

test('lets what is typed meanwhile reach the fleet that it was begun on', async () => {
  const [one, two] = [here(), podman()]
  const answered = Promise.withResolvers<undefined>()
  const fleet = async () => {
    answered.resolve(undefined)
    return two.verbs.fleet()
  }
  const { engines, gates } = enginesOf({ podman: { ...two, verbs: { ...two.verbs, fleet } } })
  const answers = Promise.withResolvers<undefined>()
  gates.set('podman', answers.promise)
  const screen = dashboardOn(one, { engines })
  await screen.first
  await screen.type(':engine podman\r', 'reaching podman')
  await screen.type('shel', 'hel▏')
  answers.resolve(undefined)
  await answered.promise
  await screen.type('lo', 'hello▏')
  expect(screen.stdout.screen()).toMatch(/ada[\s\S]*bob/)
  await screen.type('\r', 'zoe')
  expect([one.asked, two.asked]).toEqual([['send ada hello'], []])
  await screen.quit()
})

test('does not turn away from what is still being done', async () => {
  const one = here()
  const stopped = Promise.withResolvers<readonly never[]>()
  const verbs = { ...one.verbs, stop: () => stopped.promise }
  const screen = dashboardOn({ verbs }, { engines: enginesOf({ podman: podman() }).engines })
  await screen.first
  await screen.type('xy', 'stopping ada')
  await screen.type(':engine podman\r', 'not while hal is stopping ada')
  expect(screen.stdout.screen()).toContain(' : engine podman')
  stopped.resolve([])
  await screen.type('\r', 'zoe')
  await screen.quit()
})

test('names the engines that are known, and the present one among them', async () => {
  const screen = dashboardOn(here(), { engines: enginesOf({}).engines })
  await screen.first
  await screen.type(':engine ', 'default   this one')
  await screen.type('\r', 'docker 20.10 on laptop, called default · also far, podman')
  await screen.quit()
})
