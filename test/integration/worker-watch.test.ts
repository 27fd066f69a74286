import { spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { Duplex, PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { Background } from '../../src/lib/background.ts'
import type { ControlClient } from '../../src/tmux/control-client.ts'
import { controlArgv, openControlClient } from '../../src/tmux/control-client.ts'
import type { MainPane } from '../../src/tmux/main-pane.ts'
import type { Fleet, FleetWorker } from '../../src/workers/fleet/fleet.ts'
import { openFleet } from '../../src/workers/fleet/live-fleet.ts'
import { PaneWatch } from '../../src/workers/fleet/pane-watch.ts'
import { contextOn, memoryEngine, startWorkerOn } from '../rigs/memory-workers.ts'
import { startTmuxServer, type TmuxServer } from '../rigs/tmux-server.ts'

let server: TmuxServer
let client: ControlClient
/** The terminal of the first window, whose program prints nothing by itself. */
let tty: string
beforeEach(async () => {
  server = startTmuxServer()
  client = (await server.openClient()).client
  tty = server.tmux('display-message', '-p', '-t', 'keep', '#{pane_tty}')
})
afterEach(() => server[Symbol.asyncDispose]())

const print = (text: string) => writeFileSync(tty, text)

/**
 * A client to which nothing comes before `release`, and then all of it at once; and never what tmux says once a second of what it was
 * asked to follow: what was missed would be seen then.
 */
const openHeldClient = async () => {
  const [command = '', ...args] = controlArgv({ tmux: inject('toolsTmux'), socket: server.socket })
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] })
  const readable = new PassThrough()
  const came = new EventEmitter()
  let isHeld = false
  let text = ''
  const pass = () => {
    const end = text.lastIndexOf('\n') + 1
    readable.write(text.slice(0, end).replaceAll(/^%subscription-changed .*\n/gm, ''))
    text = text.slice(end)
  }
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
    if (!isHeld) pass()
    came.emit('more')
  })
  const opened = await openControlClient(Duplex.from({ readable, writable: child.stdin }))
  if (!opened.ok) throw new Error(opened.failure.reason)
  isHeld = true
  return {
    client: opened.value,
    has: async (wanted: string) => {
      while (!text.includes(wanted)) await once(came, 'more')
    },
    release: () => {
      isHeld = false
      pass()
    },
  }
}

/** A pane's watch that is asked only when it wants to be: when tmux said something, and until nothing more can have come. */
const watchPane = (client: ControlClient) => {
  const shown: { line: string; pane: MainPane | undefined } = { line: '', pane: undefined }
  const background = new Background()
  const lookers = new Set<() => void>()
  const stir = () => {
    for (const look of lookers) look()
  }
  const ask = async () => {
    await watch.ask()
    while (!watch.isQuiet && (await watch.ask()).ok);
  }
  const watch = new PaneWatch(client, {
    agent: undefined,
    background,
    onPane: (pane) => {
      shown.pane = pane
      stir()
    },
    onLastLine: (line) => {
      shown.line = line
      stir()
    },
    onNews: () => void background.run(ask),
  })
  void background.run(ask)
  const shows = async (isSo: (now: typeof shown) => boolean): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const look = () => {
      if (isSo(shown)) resolve()
    }
    lookers.add(look)
    look()
    await Promise.race([promise, background.crashed])
    lookers.delete(look)
  }
  return { shows, watch, shown }
}

describe('the watch of a pane', () => {
  it('has what was printed last, and each line that takes its place', async () => {
    print('before')
    const { shows } = watchPane(client)
    await shows(({ line }) => line === 'before')
    print('\r\nfirst\r\n')
    await shows(({ line }) => line === 'first')
    for (const line of ['1 of 9', '2 of 9', '3 of 9']) {
      print(`\r${line}`)
      await shows((now) => now.line === line)
    }
  })

  it('misses nothing that is printed in the same second, at the same place', async () => {
    const { shows, shown, watch } = watchPane(client)
    for (const round of ['1', '2', '3']) {
      print(`\r${round} one`)
      while (shown.line !== `${round} one`) await watch.ask()
      print(`\r${round} two`)
      await shows(({ line }) => line === `${round} two`)
    }
  })

  it('knows how an agent ended that came later, and goes on with what is left', async () => {
    const { shows } = watchPane(client)
    print('here')
    await shows(({ line }) => line === 'here')
    server.tmux('new-window', '-d', '-n', 'agent', 'read _; exit 5')
    await shows(({ pane }) => pane?.isAgent === true)
    server.tmux('send-keys', '-t', 'agent', 'Enter')
    await shows(({ pane }) => pane?.exitCode === 5)
    server.tmux('kill-window', '-t', 'agent')
    await shows(({ pane, line }) => pane?.isAgent === false && line === 'here')
  })

  it('has the mark that comes right behind what was read of the pane before it', async () => {
    const held = await openHeldClient()
    const { shows } = watchPane(held.client)
    await held.has('%end')
    print('\u001b]7425;waiting;text=Push?\u0007')
    await held.has('%hal-activity')
    held.release()
    await shows(({ pane }) => pane?.said?.text === 'Push?')
  })

  it('hears what another hal has seen', async () => {
    const { shows } = watchPane(client)
    await shows(({ pane }) => pane !== undefined)
    server.tmux('set-option', '-p', '-t', 'keep', '@hal-seen', '7')
    await shows(({ pane }) => pane?.seenMs === 7)
  })
})

/** A fleet of one, whose tmux is the server. */
const fleetOfOne = async (): Promise<{ readonly fleet: Fleet } & AsyncDisposable> => {
  const [command = '', ...args] = controlArgv({ tmux: inject('toolsTmux'), socket: server.socket })
  const engine = memoryEngine({
    commands: {
      '/tools/bin/tmux': async ({ stdin, stdout, signal }) => {
        const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] })
        signal.addEventListener('abort', () => child.kill())
        stdin.pipe(child.stdin)
        child.stdout.pipe(stdout)
        await new Promise((resolve) => child.once('close', resolve))
        return 0
      },
    },
  })
  await startWorkerOn(engine, 'ada')
  const opened = await openFleet(contextOn(engine))
  if (!opened.ok) throw new Error(opened.failure.reason)
  const close = async () => {
    await opened.value[Symbol.asyncDispose]()
    await engine[Symbol.asyncDispose]()
  }
  return { fleet: opened.value, [Symbol.asyncDispose]: close }
}

const becomes = (fleet: Fleet, isSo: (worker: FleetWorker) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      const [worker] = fleet.snapshot().workers
      if (worker === undefined || !isSo(worker)) return
      stop()
      resolve()
    }
    const stop = fleet.subscribe(look)
    look()
  })

describe('the live fleet', () => {
  it('has a worker’s last line', async () => {
    await using opened = await fleetOfOne()
    const { fleet } = opened
    print('as it was')
    await becomes(fleet, ({ lastLine }) => lastLine === 'as it was')
    print('\ras it is!')
    await becomes(fleet, ({ lastLine }) => lastLine === 'as it is!')
  })

  it('says that a tmux doesn’t answer, that it is back, and what it printed since', async () => {
    await using opened = await fleetOfOne()
    const { fleet } = opened
    print('before')
    await becomes(fleet, ({ lastLine }) => lastLine === 'before')
    const pid = Number(server.tmux('display-message', '-p', '#{pid}'))
    process.kill(pid, 'SIGSTOP')
    await becomes(fleet, ({ worker }) => worker.phase.kind === 'unreachable')
    expect(fleet.snapshot().workers[0]?.worker.phase).toMatchObject({ why: 'its tmux does not answer' })
    process.kill(pid, 'SIGCONT')
    await becomes(fleet, ({ worker }) => worker.phase.kind === 'ready')
    print('\r\nafter')
    await becomes(fleet, ({ lastLine }) => lastLine === 'after')
  })
})
