import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { ok } from '../lib/result.ts'
import { workerJson } from '../present/worker.ts'
import { aWorker } from '../workers/worker.fixture.ts'
import { openHostGit } from '../workspace/host-git.ts'
import { pullFromAfar } from './pull.ts'
import { openWire } from './wire.ts'

// A person's repository, and a server that says of its worker's branch what it likes.

const { signal } = new AbortController()

interface Claim {
  readonly branch: string
  readonly tip: string
}

let claimed: Claim
let asked: (string | undefined)[]
const server = createServer(({ method }, response) => {
  asked.push(method)
  const { branch, tip } = claimed
  const base = git('rev-parse', 'main~2')
  const worker = aWorker({ workspace: { kind: 'clone', path: '/there', folder: '/there', branch, base } })
  const said = method === 'GET' ? { worker: workerJson(worker) } : { tip, isCommitted: false }
  response.end(JSON.stringify({ version: 1, ...said }))
})
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => void server.close())

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hal-pull-'))
  git('init', '--quiet', '--initial-branch=main')
  for (const subject of ['first', 'second', 'third']) commit(subject)
  git('branch', 'release')
  git('switch', '--quiet', '--create', 'mine')
})
afterEach(() => rmSync(root, { recursive: true }))

const env = { PATH: process.env['PATH'], HOME: '/nowhere', GIT_CONFIG_NOSYSTEM: '1' }
const person = ['-c', 'user.name=Mina', '-c', 'user.email=mina@example.com']
const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-C', root, ...person, ...args], { env, encoding: 'utf8' }).trim()
const commit = (subject: string) => git('commit', '--quiet', '--allow-empty', '-m', subject)
/** On top of another, and on no branch. */
const grown = (from: string): string => git('commit-tree', '-p', from, '-m', 'grown', `${from}^{tree}`)

/** What the person is told of a pull of what the server says. */
async function pulled(claim: Claim): Promise<string> {
  claimed = claim
  asked = []
  const { port } = server.address() as AddressInfo
  const wire = openWire({ url: `http://127.0.0.1:${port}`, secret: ok(undefined), signal })
  const home = { git: openHostGit(env, signal), cwd: root, dataDir: join(root, 'data') }
  const told = await pullFromAfar(wire, home, { name: 'ada' })
  return told.ok ? told.value.arrival : told.failure.reason
}

const tips = () => git('for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads')

test('a branch that a server’s worker never brought is not its to move, forward or back', async () => {
  const before = tips()
  expect(await pulled({ branch: 'ada/x', tip: git('rev-parse', 'release') })).toBe('created')
  git('branch', '-D', 'ada/x')
  for (const tip of [git('rev-parse', 'release~2'), grown('release')]) {
    expect(await pulled({ branch: 'release', tip })).toBe('branch-not-from-there')
    // Nothing is committed for a pull that is refused.
    expect(asked).toEqual(['GET'])
  }
  expect(tips()).toBe(before)
})

test('one that it brought goes on, back and on, until the person builds on it', async () => {
  const first = grown('main')
  const other = grown('main~1')
  expect(await pulled({ branch: 'ada/x', tip: first })).toBe('created')
  expect(await pulled({ branch: 'ada/x', tip: grown(first) })).toBe('forwarded')
  expect(await pulled({ branch: 'ada/x', tip: other })).toBe('rewritten')
  git('update-ref', 'refs/heads/ada/x', grown(other))
  // Told so each time: that it came from there is known for as long as the branch is there.
  for (const tip of [other, first]) expect(await pulled({ branch: 'ada/x', tip })).toBe('branch-moved-on')
  git('branch', '-D', 'ada/x')
  expect(await pulled({ branch: 'ada/y', tip: first })).toBe('created')
  expect(git('for-each-ref', '--format=%(objectname)', 'refs/hal')).toBe(first)
})

test('what names no commit by its whole id is no answer', async () => {
  for (const tip of ['release', 'HEAD~1', git('rev-parse', '--short', 'release')])
    expect(await pulled({ branch: 'ada/x', tip })).toBe('server-differs')
  expect(git('branch', '--list', 'ada/*')).toBe('')
})
