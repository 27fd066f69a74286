import { createInterface } from 'node:readline'
import type { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { contextOn, memoryEngine, startWorkerOn } from '../../../test/rigs/memory-workers.ts'
import type { Engine } from '../../engines/engine.ts'
import { fail } from '../../lib/result.ts'
import type { Fleet } from './fleet.ts'
import { openFleet } from './live-fleet.ts'

/** A tmux with one window, whose program has said `said`; it answers that question so many times, and everything else with nothing. */
const tmuxWhere = (said: string, answers = Number.POSITIVE_INFINITY) => {
  const commands: string[] = []
  const opened = Promise.withResolvers<Writable>()
  let left = answers
  const reply = (lines: string) => `%begin 1 2 1\n${lines}%end 1 2 1\n`
  return {
    commands,
    say: async (line: string) => void (await opened.promise).write(`${line}\n`),
    command: async ({ stdin, stdout }: { stdin: NodeJS.ReadableStream; stdout: Writable }) => {
      stdout.write('%begin 1 1 0\n%end 1 1 0\n')
      for await (const command of createInterface({ input: stdin })) {
        commands.push(command)
        const isAsked = command.startsWith('"list-windows"')
        if (!isAsked) stdout.write(reply(''))
        else if (left-- > 0) stdout.write(reply(`%0\t@0\t0\t1\t1\t0\t\t\t\t\t\t${said}\n`))
        if (isAsked) opened.resolve(stdout)
      }
      return 0
    },
  }
}

const fleetOf = async (
  tmux: Pick<ReturnType<typeof tmuxWhere>, 'command'>,
  filters: Readonly<Record<string, string>> = {},
): Promise<{ readonly fleet: Fleet } & AsyncDisposable> => {
  const engine = memoryEngine({ commands: { '/tools/bin/tmux': tmux.command } })
  await startWorkerOn(engine, 'ada')
  const opened = await openFleet(contextOn(engine), { filters })
  if (!opened.ok) throw new Error(opened.failure.reason)
  const fleet = opened.value
  const close = async () => {
    await fleet[Symbol.asyncDispose]()
    await engine[Symbol.asyncDispose]()
  }
  return { fleet, [Symbol.asyncDispose]: close }
}

const becomes = (fleet: Fleet, isSo: (activity: string | undefined) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      if (!isSo(fleet.snapshot().workers[0]?.worker.activity)) return
      stop()
      resolve()
    }
    const stop = fleet.subscribe(look)
    look()
  })

test('what a worker had said before is known, and what it says is told: nobody has to ask again', async () => {
  const tmux = tmuxWhere('1700000000000 working hook 1 ', 1)
  await using opened = await fleetOf(tmux)
  const { fleet } = opened
  await becomes(fleet, (activity) => activity === 'working')
  await tmux.say('%hal-activity %0 1700000002000 waiting hook 1 Push?')
  await tmux.say('%hal-activity %1 1700000001000 limited hook 1 another pane')
  await becomes(fleet, (activity) => activity !== 'working')
  expect(fleet.snapshot().workers[0]?.worker).toMatchObject({
    ...{ activity: 'waiting', activityBy: 'hook', question: 'Push?' },
    activitySince: new Date(1_700_000_002_000),
  })
  await tmux.say('%hal-activity %0 ')
  await becomes(fleet, (activity) => activity === 'shell')
})

test('who has seen that work is done says so in the worker’s tmux, once', async () => {
  const tmux = tmuxWhere('1700000000000 idle hook 1 ', 1)
  await using opened = await fleetOf(tmux)
  const { fleet } = opened
  await becomes(fleet, (activity) => activity === 'done')
  const { containerId = '' } = fleet.snapshot().workers[0]?.worker ?? {}
  fleet.markSeen({ name: 'ada', containerId: 'another' })
  fleet.markSeen({ name: 'ada', containerId })
  await becomes(fleet, (activity) => activity === 'idle')
  fleet.markSeen({ name: 'ada', containerId })
  await tmux.say('%hal-activity %0 1700000005000 idle hook 1 ')
  await becomes(fleet, (activity) => activity === 'done')
  expect(tmux.commands.filter((command) => command.includes('@hal-seen') && command.includes('set'))).toEqual(
    ['"set-option" "-p" "-t" "\\0450" "@hal-seen" "1700000000000"'],
  )
})

test('a filter on what workers do lets them in and out as they do it', async () => {
  const tmux = tmuxWhere('1700000000000 waiting hook 1 Push?', 1)
  await using opened = await fleetOf(tmux, { activity: 'waiting' })
  const { fleet } = opened
  expect(fleet.snapshot().workers).toEqual([])
  await becomes(fleet, (activity) => activity === 'waiting')
  await tmux.say('%hal-activity %0 1700000002000 working hook 1 ')
  await becomes(fleet, (activity) => activity === undefined)
  await tmux.say('%hal-activity %0 1700000003000 waiting hook 1 Push?')
  await becomes(fleet, (activity) => activity === 'waiting')
})

test('a tmux that tells no changes is asked for them', async () => {
  let said = '1700000000000 working hook 1 '
  const reply = (lines: string) => `%begin 1 2 1\n${lines}%end 1 2 1\n`
  const command = async ({ stdin, stdout }: { stdin: NodeJS.ReadableStream; stdout: Writable }) => {
    stdout.write('%begin 1 1 0\n%end 1 1 0\n')
    for await (const line of createInterface({ input: stdin })) {
      if (line.includes('"-B"')) stdout.write('%begin 1 2 1\nunknown flag -B\n%error 1 2 1\n')
      else
        stdout.write(
          reply(line.startsWith('"list-windows"') ? `%0\t@0\t0\t1\t1\t0\t\t\t\t\t\t${said}\n` : ''),
        )
    }
    return 0
  }
  await using opened = await fleetOf({ command })
  await becomes(opened.fleet, (activity) => activity === 'working')
  said = '1700000001000 waiting hook 1 Push?'
  await becomes(opened.fleet, (activity) => activity === 'waiting')
})

test('a look at the workers that failed is taken again, without another event', async () => {
  await using engine = memoryEngine()
  const id = await startWorkerOn(engine, 'ada')
  let failures = 0
  const failing: Engine = {
    ...engine,
    list: async (labels) => {
      if (failures === 0) return engine.list(labels)
      failures -= 1
      return fail({ reason: 'engine-lost', address: 'memory:', detail: 'busy' })
    },
  }
  const opened = await openFleet(contextOn(failing))
  if (!opened.ok) throw new Error(opened.failure.reason)
  await using fleet = opened.value
  failures = 2
  await engine.pause(id)
  await new Promise<void>((resolve) => {
    fleet.subscribe(() => {
      if (fleet.snapshot().workers[0]?.worker.phase.kind === 'frozen') resolve()
    })
  })
  expect(failures).toBe(0)
})
