import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { contentOf } from '../rigs/files.ts'
import { list, Person } from '../rigs/hal.ts'
import { startOwnEngine } from '../rigs/own-engine.ts'
import { ensureTestTools } from '../rigs/test-tools.ts'

let images: readonly string[]
beforeAll(async () => {
  images = ['debian:bookworm-slim', (await ensureTestTools()).image]
})

const throughEngine = { env: { HAL_DIRECT: 'off' } }

describe('kill -9 of an engine with live-restore', () => {
  test('leaves the workers running, and the same dashboard shows them again, and who ended meanwhile', async () => {
    await using engine = await startOwnEngine({ isLiveRestore: true, images })
    await using person = new Person({ DOCKER_HOST: engine.address })
    const [ada, bob, dan] = [await person.start('ada'), await person.start('bob'), await person.start('dan')]
    await person.ok('send', ada, 'colour=red', '--capture')
    await person.ok('send', bob, '(until [ -e go ]; do sleep 0.05; done; echo ran > done) &', '--capture')
    await using terminal = person.terminal(['dashboard'], { columns: 140 })
    await terminal.waitFor('3 ready')

    await engine.kill()
    await terminal.waitFor(/doesn't answer.* · as it was \d+s ago/)
    await terminal.waitFor(/as it was 2s ago/)
    expect(terminal.screen()).toContain('3 ready')
    for (const { args, options } of [
      { args: ['list'], options: {} },
      { args: ['send', ada, 'true'], options: throughEngine },
    ]) {
      const { stdout, stderr, exitCode } = await person.hal(args, options)
      expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 3 })
      expect(stderr).toContain(`hal: no container engine answers.`)
      expect(stderr).toContain(`DOCKER_HOST: ${engine.address} (nothing listens there)`)
    }
    writeFileSync(join(person.home, 'go'), '')
    expect(await contentOf(join(person.home, 'done'))).toBe('ran\n')
    expect(await person.ok('send', ada, 'echo $colour', '--capture')).toBe('red\n')
    // Its tmux: without it a worker ends.
    await person.ok('send', dan, 'kill -9 $PPID')

    await engine.start()
    await terminal.waitFor(
      (screen) =>
        !screen.includes("doesn't answer") &&
        [
          new RegExp(`${ada} +ready`),
          new RegExp(`${bob} +ready`),
          new RegExp(`${dan} +failed 137 .* killed`),
        ].every((row) => row.test(screen)),
    )
    expect(await list(person)).toMatchObject([
      { name: ada, phase: 'ready' },
      { name: bob, phase: 'ready' },
      { name: dan, phase: 'failed', exitCode: 137, why: 'killed' },
    ])
    expect(await person.ok('send', ada, 'echo "still $colour"', '--capture')).toBe('still red\n')
    const sent = await person.hal(['send', ada, 'echo "still $colour"', '--capture'], throughEngine)
    expect(sent).toMatchObject({ stdout: 'still red\n', exitCode: 0 })
    terminal.type('q')
    expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  })
})

describe('kill -9 of an engine without live-restore', () => {
  test('ends the workers when it is back, and hal says of each that it did, and brings it back with its files', async () => {
    await using engine = await startOwnEngine({ isLiveRestore: false, images })
    await using person = new Person({ DOCKER_HOST: engine.address })
    const [ada, bob, eve] = [await person.start('ada'), await person.start('bob'), await person.start('eve')]
    await person.ok('send', ada, 'echo kept > ~/note; colour=red', '--capture')
    await person.ok('freeze', bob)
    await person.ok('stop', eve)
    await using terminal = person.terminal(['dashboard'], { columns: 140 })
    await terminal.waitFor('1 ready')

    await engine.kill()
    await terminal.waitFor(/doesn't answer.* · as it was \d+s ago/)
    // Without live-restore, too: it is the next engine that ends them.
    expect(await person.ok('send', ada, 'echo $colour', '--capture')).toBe('red\n')

    await engine.start()
    const why = "ended by the engine's restart"
    await terminal.waitFor(
      (screen) =>
        !screen.includes("doesn't answer") &&
        [
          new RegExp(`${ada} +exited .* ${why} · R starts it again`),
          new RegExp(`${bob} +exited .* ${why} · R starts it again`),
          new RegExp(`${eve} +exited .* ended with 0 · R starts it again`),
        ].every((row) => row.test(screen)),
    )
    expect(await person.ok('list')).toMatch(new RegExp(`^${ada} +exited .* ${why}$`, 'm'))
    expect(await list(person)).toMatchObject([
      { name: ada, phase: 'exited', exitCode: 0, why },
      { name: bob, phase: 'exited', exitCode: 0, why },
      { name: eve, phase: 'exited', exitCode: 0, why: null },
    ])
    expect(await person.ok('inspect', ada)).toMatch(new RegExp(`^state +exited · .* · ${why}$`, 'm'))
    const sent = await person.hal(['send', ada, 'true'])
    expect(sent.exitCode).toBe(1)
    expect(sent.stderr).toContain(`${ada} does not run: it is exited (status 0): ${why}.`)
    expect(sent.stderr).toContain(`hal workers start ${ada}`)

    expect(await person.ok('start', ada)).toContain('back in')
    expect(await person.ok('send', ada, 'cat ~/note', '--capture')).toBe('kept\n')
    await terminal.waitFor(new RegExp(`${ada} +ready`))
    // What is stopped on purpose later is no longer the engine's doing.
    await person.ok('stop', ada)
    expect(await list(person)).toMatchObject([{ name: ada, phase: 'exited', why: null }, {}, {}])
    terminal.type('q')
    expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  })
})

test('a machine that fails takes the workers along, and hal says that they ended while the engine was away', async () => {
  await using engine = await startOwnEngine({ isLiveRestore: true, images })
  await using person = new Person({ DOCKER_HOST: engine.address })
  const ada = await person.start('ada')
  await person.ok('send', ada, 'echo kept > ~/note', '--capture')
  await engine.crash()
  await engine.start()
  const why = 'ended while the engine was away'
  expect(await person.ok('list')).toMatch(new RegExp(`^${ada} +failed 255 .* ${why}$`, 'm'))
  expect(await list(person)).toMatchObject([{ name: ada, phase: 'failed', exitCode: 255, why }])
  expect(await person.ok('start', ada)).toContain('back in')
  expect(await person.ok('send', ada, 'cat ~/note', '--capture')).toBe('kept\n')
})
