import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { runClient } from './client.ts'

/** A `docker` that runs this script; answers the environment that finds it. */
async function clientThat(script: string) {
  const dir = await mkdtemp(join(tmpdir(), 'hal-test-client-'))
  await writeFile(join(dir, 'docker'), `#!/bin/sh\n${script}\n`)
  await chmod(join(dir, 'docker'), 0o755)
  return {
    dir,
    env: { PATH: `${dir}${delimiter}${process.env['PATH']}` },
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true }),
  }
}

/** One that ended and that nobody has asked for yet has ended, too. */
const isAlive = async (pid: number): Promise<boolean> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z')
  return !stat.includes(') Z')
}

test('a client that is made to end takes its plugin with it', async () => {
  // Neither of them minds being asked.
  await using client = await clientThat(
    `trap '' TERM; (trap '' TERM; for i in 1 2 3 4 5 6 7 8; do sleep 1; done) & echo $! > "$(dirname "$0")/plugin"; echo ready; wait`,
  )
  const cancel = new AbortController()
  const begunAt = Date.now()
  const end = await runClient([], {
    env: client.env,
    signal: cancel.signal,
    onLine: () => cancel.abort(),
  })
  expect(end).toEqual({ kind: 'cancelled' })
  expect(Date.now() - begunAt).toBeLessThan(6_000)
  const plugin = Number(await readFile(join(client.dir, 'plugin'), 'utf8'))
  await expect.poll(() => isAlive(plugin)).toBe(false)
})

test('of what a client says, the end is kept', async () => {
  await using client = await clientThat('seq 1 5000; exit 3')
  const end = await runClient([], { env: client.env })
  expect(end).toMatchObject({ kind: 'ended', exitCode: 3 })
  const { said } = end as Extract<typeof end, { kind: 'ended' }>
  expect(said.at(-1)).toBe('5000')
  expect(said.length).toBeLessThan(1_000)
})
