import { once } from 'node:events'
import { buffer, text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Container, ContainerSpec, Engine, EngineEvent, EngineResult } from '../../src/engines/engine.ts'

/** An adapter as the suite needs it. */
export interface AdapterUnderTest {
  readonly open: () => Promise<Engine>
  /** An image with a POSIX shell, there already. */
  readonly image: string
  /** A registry that the engine reaches, which asks for no login; it has `present` and not `absent`. */
  readonly registry: () => Promise<{ readonly present: string; readonly absent: string } & AsyncDisposable>
  /** Where this adapter comes by numbers in several ways: engines that know one each, by what they do. */
  readonly waysToStats?: Readonly<Record<string, () => Promise<Engine>>>
  /** Titles of what this adapter can't do, each with the reason. */
  readonly gaps?: Readonly<Record<string, string>>
}

const testLabel = 'hal-test-engines'

/** Holds an adapter to the MUST sentences of the port. */
export function describeEngine(adapterName: string, adapter: AdapterUnderTest): void {
  const { image, gaps = {} } = adapter
  const run = Math.random().toString(36).slice(2, 8)
  const labels = { [testLabel]: run }
  let engine: Engine
  let count = 0

  const spec = (given: Partial<ContainerSpec> = {}): ContainerSpec => ({
    name: `hal-test-engines-${run}-${++count}`,
    image,
    labels,
    // It ends at once on SIGTERM, as a worker's init does.
    entrypoint: ['/bin/sh', '-c', 'trap "exit 0" TERM; while :; do sleep 1 & wait $!; done'],
    command: [],
    env: { GREETING: 'hello there' },
    user: '0:0',
    workdir: '/',
    hostname: 'hal-test',
    network: 'none',
    mounts: [],
    limits: { memoryBytes: 128 * 1024 ** 2, cpus: 1, pids: 64 },
    ...given,
  })

  const created = async (given: Partial<ContainerSpec> = {}): Promise<string> =>
    value(await engine.create(spec(given)))
  const running = async (given: Partial<ContainerSpec> = {}): Promise<string> => {
    const id = await created(given)
    value(await engine.start(id))
    return id
  }
  const it = (title: string, check: () => Promise<void>): void => {
    const gap = gaps[title]
    if (gap === undefined) test(title, check)
    else test.skip(`${title} — ${gap}`, check)
  }
  const output = async (id: string, argv: readonly string[], stdin?: string) => {
    const exec = value(await engine.exec(id, { argv }))
    exec.stream.end(stdin)
    const stdout = await text(exec.stream)
    return { stdout, exitCode: await exec.exitCode, stderr: exec.stderr() }
  }

  describe(`the ${adapterName} engine`, () => {
    beforeAll(async () => {
      engine = await adapter.open()
    })

    afterAll(async () => {
      const mine = value(await engine.list(labels))
      await Promise.all(mine.map(({ id }) => engine.remove(id, { force: true })))
      for (const volume of value(await engine.volumes(labels))) await engine.removeVolume(volume.name)
      await engine[Symbol.asyncDispose]()
    })

    describe('a container', () => {
      it('is listed and inspected from its creation on', async () => {
        const id = await created()
        const container = value(await engine.inspect(id))
        expect(container).toMatchObject({ id, image, labels, status: { kind: 'created' } })
        expect(value(await engine.list(labels)).map((listed) => listed.id)).toContain(id)
        expect(value(await engine.list({ ...labels, other: 'x' }))).toEqual([])
      })

      it('started no earlier than its engine last came up empty', async () => {
        const { status } = value(await engine.inspect(await running()))
        const cameUp = value(await engine.cameUpEmptyAt()) ?? new Date(0)
        expect(status).toMatchObject({ kind: 'running' })
        if (status.kind === 'running') expect(Number(status.startedAt)).toBeGreaterThanOrEqual(Number(cameUp))
      })

      it('is listed oldest first', async () => {
        const ids = [await created(), await created(), await created()]
        const listed = value(await engine.list(labels)).map(({ id }) => id)
        expect(listed.filter((id) => ids.includes(id))).toEqual(ids)
      })

      it('goes from created to running, paused, running, exited, running', async () => {
        const id = await created()
        const kinds: string[] = []
        const look = async () => kinds.push((await statusOf(id)).kind)
        value(await engine.start(id))
        await look()
        value(await engine.pause(id))
        await look()
        value(await engine.unpause(id))
        await look()
        value(await engine.stop(id, { graceMs: 5_000 }))
        await look()
        value(await engine.start(id))
        await look()
        expect(kinds).toEqual(['running', 'paused', 'running', 'exited', 'running'])
      })

      it('may be started, stopped, frozen, thawed and removed twice', async () => {
        const id = await running()
        value(await engine.start(id))
        value(await engine.pause(id))
        value(await engine.pause(id))
        value(await engine.unpause(id))
        value(await engine.unpause(id))
        value(await engine.stop(id, { graceMs: 5_000 }))
        value(await engine.stop(id, { graceMs: 5_000 }))
        value(await engine.remove(id))
        value(await engine.remove(id))
      })

      it('that ended by itself keeps its exit code', async () => {
        const ended = nextEvent('die')
        const id = await running({ entrypoint: ['/bin/sh', '-c', 'exit 7'] })
        expect(await ended).toMatchObject({ id, exitCode: 7 })
        expect(await statusOf(id)).toMatchObject({ kind: 'exited', exitCode: 7, isOom: false })
      })

      it('without an entrypoint has the image’s, and none here: its command runs', async () => {
        const ended = nextEvent('die')
        const id = await running({ entrypoint: undefined, command: ['/bin/sh', '-c', 'exit 9'] })
        expect(await ended).toMatchObject({ id, exitCode: 9 })
      })

      it('that runs is removed only by force', async () => {
        const id = await running()
        expect(await engine.remove(id)).toEqual(failed({ reason: 'container-running', id }))
        value(await engine.remove(id, { force: true }))
        expect(await engine.inspect(id)).toEqual(failed({ reason: 'no-such-container', id }))
      })

      it('that is frozen is removed by force', async () => {
        const id = await running()
        value(await engine.pause(id))
        expect(await engine.remove(id)).toEqual(failed({ reason: 'container-running', id }))
        value(await engine.remove(id, { force: true }))
      })

      it('that is not there is said to be not there', async () => {
        const id = 'hal-test-engines-nobody'
        const missing = failed({ reason: 'no-such-container', id })
        expect(await engine.inspect(id)).toEqual(missing)
        expect(await engine.start(id)).toEqual(missing)
        expect(await engine.stop(id, { graceMs: 0 })).toEqual(missing)
        expect(await engine.pause(id)).toEqual(missing)
        expect(await engine.exec(id, { argv: ['true'] })).toEqual(missing)
        expect(await engine.readFile(id, '/etc/passwd', { maxBytes: 10 })).toEqual(missing)
        expect(await engine.remove(id)).toEqual({ ok: true, value: undefined })
      })

      it('whose name is taken is refused', async () => {
        const first = spec()
        value(await engine.create(first))
        expect(await engine.create(first)).toEqual(failed({ reason: 'name-taken', name: first.name }))
      })

      it('of an image that is not there is refused', async () => {
        const missing = 'hal-test-engines/nothing:here'
        expect(await engine.create(spec({ image: missing }))).toMatchObject(
          failed({ reason: 'no-such-image', image: missing }),
        )
      })

      it('that has ended is neither frozen nor entered', async () => {
        const id = await running()
        value(await engine.stop(id, { graceMs: 5_000 }))
        const stopped = failed({ reason: 'not-running', id })
        expect(await engine.pause(id)).toEqual(stopped)
        expect(await engine.unpause(id)).toEqual(stopped)
        expect(await engine.exec(id, { argv: ['true'] })).toEqual(stopped)
      })

      it('keeps the last lines its first process wrote', async () => {
        const ended = nextEvent('die')
        const id = await running({ entrypoint: ['/bin/sh', '-c', 'echo one; echo two; echo three'] })
        await ended
        expect(value(await engine.containerLog(id, { lines: 2 }))).toEqual(['two', 'three'])
      })

      it('has its environment, user, folder, host name and no capabilities', async () => {
        const id = await running({ user: '4711:4712', workdir: '/tmp' })
        const script =
          'echo "$GREETING"; id -u; id -g; pwd; hostname; grep -E "^(CapEff|CapBnd|NoNewPrivs)" /proc/self/status'
        const { stdout } = await output(id, ['/bin/sh', '-c', script])
        expect(stdout).toBe(
          'hello there\n4711\n4712\n/tmp\nhal-test\nCapEff:\t0000000000000000\nCapBnd:\t0000000000000000\nNoNewPrivs:\t1\n',
        )
      })
    })

    describe('a process in a container', () => {
      it('gives its output, its errors and its exit code apart', async () => {
        const id = await running()
        const found = await output(id, ['/bin/sh', '-c', 'echo out; echo err >&2; exit 3'])
        expect(found).toEqual({ stdout: 'out\n', stderr: 'err\n', exitCode: 3 })
      })

      it('reads its input to the end', async () => {
        const id = await running()
        expect(await output(id, ['cat'], 'a\nb')).toEqual({ stdout: 'a\nb', stderr: '', exitCode: 0 })
      })

      it('passes 4 MB through unharmed', async () => {
        const id = await running()
        const bytes = Buffer.alloc(4 * 1024 ** 2, 'hal 9000 ')
        const exec = value(await engine.exec(id, { argv: ['cat'] }))
        const back = buffer(exec.stream)
        exec.stream.end(bytes)
        expect((await back).equals(bytes)).toBe(true)
        expect(await exec.exitCode).toBe(0)
      })

      it('answers while it runs', async () => {
        const id = await running()
        const exec = value(await engine.exec(id, { argv: ['cat'] }))
        exec.stream.write('ping')
        expect(String((await once(exec.stream, 'data'))[0])).toBe('ping')
        exec.stream.end()
        exec.stream.resume()
        expect(await exec.exitCode).toBe(0)
      })

      it('that is not there fails with what a shell would say', async () => {
        const id = await running()
        const exec = await engine.exec(id, { argv: ['hal-no-such-command'] })
        if (!exec.ok) throw new Error(exec.failure.reason)
        exec.value.stream.resume()
        expect([126, 127]).toContain(await exec.value.exitCode)
      })

      it('ends when its stream is destroyed', async () => {
        const id = await running()
        const exec = value(
          await engine.exec(id, {
            argv: ['/bin/sh', '-c', 'cat > /dev/null; echo over > /tmp/over; kill -TERM 1'],
          }),
        )
        const ended = nextEvent('die')
        exec.stream.destroy()
        expect(await exec.exitCode).toBeUndefined()
        await ended
        expect(String(value(await engine.readFile(id, '/tmp/over', { maxBytes: 100 })))).toBe('over\n')
      })

      it('is left alone when the signal aborts', async () => {
        const id = await running()
        const abort = new AbortController()
        const exec = value(await engine.exec(id, { argv: ['cat'], signal: abort.signal }))
        const closed = once(exec.stream, 'close')
        abort.abort()
        await closed
        expect(await exec.exitCode).toBeUndefined()
        expect(await engine.exec(id, { argv: ['cat'], signal: abort.signal })).toMatchObject(
          failed({ reason: 'cancelled' }),
        )
      })

      it('on a terminal has its size, and keeps every key', async () => {
        const id = await running()
        const exec = value(
          await engine.exec(id, {
            // Older engines set the size just after the process has begun.
            argv: [
              '/bin/sh',
              '-c',
              'stty raw -echo; until stty size | grep "37 101"; do :; done; head -c 5 | od -An -tx1',
            ],
            tty: { columns: 101, rows: 37 },
          }),
        )
        const all = text(exec.stream)
        const size = await once(exec.stream, 'data')
        expect(String(size[0])).toContain('37 101')
        // ctrl-p and ctrl-q detach from other clients; ctrl-^ is the first key of hal's own sequence.
        exec.stream.write('\x10\x11\x1e\x1ec')
        expect(await all).toContain('10 11 1e 1e 63')
        expect(await exec.exitCode).toBe(0)
      })
    })

    describe('the stream of events', () => {
      it('begins with connected and tells a life in order', async () => {
        const abort = new AbortController()
        const events = engine.events(labels, abort.signal)[Symbol.asyncIterator]()
        expect((await events.next()).value).toEqual({ kind: 'connected' })
        const id = await running()
        value(await engine.pause(id))
        value(await engine.unpause(id))
        value(await engine.stop(id, { graceMs: 5_000 }))
        value(await engine.remove(id))
        const told: string[] = []
        while (told.at(-1) !== 'destroy') {
          const { value: event } = await events.next()
          if (event?.kind === 'container' && event.id === id) told.push(event.action)
        }
        // Under load, Docker 20.10 was once seen to tell of this pause and its end twice. Everything else is told once.
        const once = told.join(' ').replace(/(pause unpause )+/, 'pause unpause ')
        expect(once).toBe('create start pause unpause die destroy')
        abort.abort()
        expect((await events.next()).done).toBe(true)
      })

      it('tells of containers with its labels only', async () => {
        const other = { ...labels, other: 'yes' }
        const ofOthers = nextEvent('create', other)
        await created()
        const id = await created({ labels: other })
        expect(await ofOthers).toMatchObject({ id, labels: other })
      })
    })

    const waysToStats = Object.entries(adapter.waysToStats ?? { 'of its own': async () => engine })
    describe.each(waysToStats)('stats %s', (_, open) => {
      let measuring: Engine
      beforeAll(async () => {
        measuring = await open()
      })
      afterAll(async () => {
        if (measuring !== engine) await measuring[Symbol.asyncDispose]()
      })

      it('come one after the other and end with the container', async () => {
        const id = await running()
        const samples = measuring.stats(id, new AbortController().signal)[Symbol.asyncIterator]()
        const { value: sample } = await samples.next()
        expect(sample).toMatchObject({ memoryLimitBytes: 128 * 1024 ** 2, at: expect.any(Date) })
        expect(sample?.pids).toBeGreaterThan(0)
        expect(sample?.memoryBytes).toBeGreaterThan(0)
        const { value: second } = await samples.next()
        expect(second?.cpuPercent).toBeGreaterThanOrEqual(0)
        value(await engine.stop(id, { graceMs: 5_000 }))
        while (!(await samples.next()).done);
      })

      it('go on while the container is paused', async () => {
        const id = await running()
        value(await engine.pause(id))
        const samples = measuring.stats(id, new AbortController().signal)[Symbol.asyncIterator]()
        expect((await samples.next()).value?.memoryBytes).toBeGreaterThan(0)
        expect((await samples.next()).value).toMatchObject({ cpuPercent: 0, pids: expect.any(Number) })
        await samples.return?.()
        value(await engine.unpause(id))
      })

      it('are none of a container that has ended', async () => {
        const id = await running()
        value(await engine.stop(id, { graceMs: 5_000 }))
        const samples = measuring.stats(id, new AbortController().signal)[Symbol.asyncIterator]()
        expect(await samples.next()).toMatchObject({ done: true })
      })

      it('end when the signal aborts', async () => {
        const id = await running()
        const abort = new AbortController()
        const samples = measuring.stats(id, abort.signal)[Symbol.asyncIterator]()
        await samples.next()
        abort.abort()
        while (!(await samples.next()).done);
      })
    })

    describe('files', () => {
      it('are put into a container that never ran, with owner, mode and parents, and read back', async () => {
        const id = await created({ user: '4711:4712' })
        const put = await engine.putFiles(id, [
          { kind: 'directory', path: '/opt/mine', mode: 0o700, uid: 4711, gid: 4712 },
          {
            kind: 'file',
            path: '/opt/mine/deep/down/file',
            mode: 0o640,
            uid: 4711,
            gid: 4712,
            content: 'hello',
          },
        ])
        value(put)
        expect(String(value(await engine.readFile(id, '/opt/mine/deep/down/file', { maxBytes: 100 })))).toBe(
          'hello',
        )
        value(await engine.start(id))
        const { stdout } = await output(id, [
          'stat',
          '-c',
          '%a %u %g',
          '/opt/mine',
          '/opt/mine/deep/down/file',
        ])
        expect(stdout).toBe('700 4711 4712\n640 4711 4712\n')
      })

      it('written through a volume outlive the container', async () => {
        const volume = value(await engine.ensureVolume(`hal-test-engines-${run}`, labels))
        expect(volume).toMatchObject({ name: `hal-test-engines-${run}`, labels })
        const mounts = [{ kind: 'volume', volume: volume.name, target: '/kept', isReadOnly: false }] as const
        const writer = await created({ mounts })
        value(
          await engine.putFiles(writer, [
            { kind: 'file', path: '/kept/a/b', mode: 0o600, uid: 7, gid: 8, content: 'kept' },
          ]),
        )
        value(await engine.remove(writer))
        const reader = await created({ mounts })
        expect(String(value(await engine.readFile(reader, '/kept/a/b', { maxBytes: 100 })))).toBe('kept')
        value(await engine.remove(reader))
        expect(value(await engine.volumes(labels)).map(({ name }) => name)).toEqual([volume.name])
        value(await engine.removeVolume(volume.name))
        expect(value(await engine.volumes(labels))).toEqual([])
        value(await engine.removeVolume(volume.name))
      })

      it('are read from their end, and only regular ones', async () => {
        const id = await created()
        value(
          await engine.putFiles(id, [
            { kind: 'file', path: '/opt/long', mode: 0o600, uid: 0, gid: 0, content: '0123456789' },
          ]),
        )
        expect(String(value(await engine.readFile(id, '/opt/long', { maxBytes: 4 })))).toBe('6789')
        expect(value(await engine.readFile(id, '/opt/missing', { maxBytes: 4 }))).toBeUndefined()
        expect(value(await engine.readFile(id, '/opt', { maxBytes: 4 }))).toBeUndefined()
      })
    })

    describe('the engine itself', () => {
      it('says what it is, the same each time', async () => {
        const info = value(await engine.info())
        expect(info.name).toMatch(/^\w+ \d+/)
        expect(info.cpus).toBeGreaterThan(0)
        expect(info.memoryBytes).toBeGreaterThan(0)
        expect(value(await engine.info())).toBe(info)
      })

      it('says what is wrong with a bake, or that it has none', async () => {
        const baked = await engine.bake({ file: '{' }, () => {})
        expect(baked).toMatchObject({
          failure: { reason: expect.stringMatching(/^(no-buildx|build-failed)$/) },
        })
        const cancelled = await engine.bake({ file: '{' }, () => {}, AbortSignal.abort())
        expect(cancelled).toMatchObject({
          failure: { reason: expect.stringMatching(/^(no-buildx|cancelled)$/) },
        })
      })

      it('says the version of its buildx, or that it has none', async () => {
        const version = value(await engine.buildx())
        const baked = await engine.bake({ file: '{' }, () => {})
        expect(version === undefined).toBe(!baked.ok && baked.failure.reason === 'no-buildx')
        if (version !== undefined) expect(version).toMatch(/^\d+\.\d+/)
      })

      it('knows its images', async () => {
        expect(value(await engine.image(image))?.references).toContain(image)
        expect(value(await engine.image('hal-test-engines/nothing:here'))).toBeUndefined()
      })

      it('asks a registry for its digest of a name, and passes where no login is wanted', async () => {
        await using registry = await adapter.registry()
        expect(await engine.checkLogin(registry.present)).toEqual({ ok: true, value: undefined })
        expect(value(await engine.remoteDigest(registry.present))).toMatch(/^sha256:[0-9a-f]{64}$/)
        expect(value(await engine.remoteDigest(registry.absent))).toBeUndefined()
      })

      it('gives what a registry lacks no second name, or has nothing to give one with', async () => {
        await using registry = await adapter.registry()
        expect(await engine.copyRemote(registry.absent, registry.present)).toMatchObject({
          failure: { reason: expect.stringMatching(/^(no-buildx|no-such-image)$/) },
        })
        const cancelled = await engine.copyRemote(registry.present, registry.absent, AbortSignal.abort())
        expect(cancelled).toMatchObject({
          failure: { reason: expect.stringMatching(/^(no-buildx|cancelled)$/) },
        })
      })

      it('knows what an image is made of, and the same of each of its names', async () => {
        const layers = value(await engine.layers(image)) ?? []
        expect(layers.length).toBeGreaterThan(0)
        const sizeBytes = layers.reduce((sum, layer) => sum + layer.sizeBytes, 0)
        expect(sizeBytes).toBe(value(await engine.image(image))?.sizeBytes)
        expect(value(await engine.layers('hal-test-engines/nothing:here'))).toBeUndefined()
        expect(value(await engine.steps(image))?.length).toBeGreaterThan(0)
        expect(value(await engine.steps('hal-test-engines/nothing:here'))).toBeUndefined()
      })

      it('reads what an image is made of, once for all of its names', async () => {
        const name = `hal-test-engines/${run}:read`
        value(await engine.tag(image, name))
        const found = new Map<string, string>()
        const parts = value(
          await engine.readImages([image, name], async ({ part, path, content }) => {
            expect(found.has(`${part} ${path}`)).toBe(false)
            const isRead = path === '' || path === '/usr/lib/os-release'
            found.set(`${part} ${path}`, isRead ? await text(content) : '')
          }),
        )
        value(await engine.removeImage(name))
        const own = parts.get(image) ?? []
        expect(parts.get(name)).toEqual(own)
        expect(own.some((part) => found.get(`${part} /usr/lib/os-release`)?.includes('ID='))).toBe(true)
        expect(found.get(`${own.at(-1)} `)).toContain('"history"')
        expect(await engine.readImages(['hal-test-engines/nothing:here'], async () => {})).toMatchObject(
          failed({ reason: 'no-such-image' }),
        )
      })

      it('stops reading an image when the signal aborts', async () => {
        const abort = new AbortController()
        const read = engine.readImages(
          [image],
          async () => {
            abort.abort()
          },
          abort.signal,
        )
        expect(await read).toMatchObject(failed({ reason: 'cancelled' }))
      })

      it('takes one name of an image away, once and again', async () => {
        const [name, other] = [`hal-test-engines/${run}:one`, `hal-test-engines/${run}:two`]
        value(await engine.tag(image, name))
        value(await engine.tag(image, other))
        expect(value(await engine.layers(other))).toEqual(value(await engine.layers(image)))
        value(await engine.removeImage(name))
        value(await engine.removeImage(name))
        expect(value(await engine.image(name))).toBeUndefined()
        expect(value(await engine.image(other))).toBeDefined()
        value(await engine.removeImage(other))
        expect(value(await engine.image(image))?.references).not.toContain(other)
      })

      it('makes a network once', async () => {
        const name = 'hal-test-engines'
        value(await engine.ensureNetwork(name, {}))
        value(await engine.ensureNetwork(name, {}))
      })
    })
  })

  const statusOf = async (id: string): Promise<Container['status']> => value(await engine.inspect(id)).status

  async function nextEvent(
    action: string,
    of: Readonly<Record<string, string>> = labels,
  ): Promise<EngineEvent> {
    const abort = new AbortController()
    for await (const event of engine.events(of, abort.signal)) {
      if (event.kind !== 'container' || event.action !== action) continue
      abort.abort()
      return event
    }
    throw new Error('the stream of events ended')
  }
}

const failed = <F>(failure: F) => ({ ok: false, failure })

function value<T>(result: Awaited<EngineResult<T>>): T {
  if (result.ok) return result.value
  throw new Error(`the engine refused: ${JSON.stringify(result.failure)}`)
}
