import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as after } from 'node:timers/promises'
import { execa } from 'execa'
import { agentPerson } from '../rigs/agent-person.ts'
import { docker, type Person } from '../rigs/hal.ts'
import { bash, say, script, textOf } from '../rigs/model-server/script.ts'
import { startModelServer } from '../rigs/model-server/server.ts'
import type { Repository } from '../rigs/repository.ts'
import { costOf } from './dashboard/process-cost.ts'
import { TimedTerminal } from './dashboard/timed-terminal.ts'
import { compare, limitRow, median, percentile, type Row, timed, timeRow } from './row.ts'

const root = join(import.meta.dirname, '../..')
const image = 'debian:bookworm-slim'
const screens = join(root, 'test/rigs/screens/claude/2.1.330')
const marks = 60
const sends = 500
const sendsAWorker = 50
const idlers = 50

/** Agents: how soon hal knows, whether a send arrives, and what a fleet of them costs. */
export async function measureAgents(): Promise<readonly Row[]> {
  await using models = await startModelServer(
    script([
      { when: /long tool/, do: [bash('timeout 60 tail -f /dev/null'), say('Done.')] },
      { do: [say('Done.')] },
    ]),
    { on: 'bridge' },
  )
  const { person, repository } = await agentPerson(models)
  await using _ = person
  const rows: Row[] = []
  const measures = [measureMarks, measureSends, measureClone, measureInjected, measureIdlers, measureStop]
  for (const measure of measures) rows.push(...(await measure(person, repository)))
  return rows
}

/** A worker whose agent is a script of ours in the place of claude's program, which shows claude's screens. */
async function startActor(
  person: Person,
  name: string,
  lines: string,
  ...more: readonly string[]
): Promise<void> {
  const folder = join(person.home, `${name}-workspace`)
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o777)
  await writeFile(join(folder, 'actor'), `#!/bin/sh\n${lines}\n`, { mode: 0o755 })
  for (const screen of ['working', 'permission', 'prompt-ready'])
    await writeFile(join(folder, screen), readFileSync(join(screens, `${screen}.txt`)))
  const config = join(person.env['HOME'] ?? '', '.config/hal/config.json')
  const before = JSON.parse(readFileSync(config, 'utf8'))
  const acted = { ...before.agents.claude, command: ['sh', '/workspace/actor'] }
  await writeFile(config, JSON.stringify({ ...before, agents: { ...before.agents, claude: acted } }))
  await person.ok(
    'start',
    name,
    '--agent',
    'claude',
    '--image',
    image,
    '--workspace',
    folder,
    '--memory',
    '128m',
    ...more,
  )
  await writeFile(config, JSON.stringify(before))
}

/** What `list --watch --json` says of a worker, with when it came. */
async function* watchList(person: Person, name: string) {
  const child = spawn(process.execPath, [join(root, 'bin/hal.js'), 'list', '--watch', '--json'], {
    cwd: person.home,
    env: person.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const atMs = Date.now()
      const worker = JSON.parse(line).workers.find((one: { name: string }) => one.name === name)
      yield { atMs, activity: worker?.activity, by: worker?.activityBy, question: worker?.question }
    }
  } finally {
    child.kill()
  }
}

/** From a hook's start to the list; from the moment a dialog is on the screen, of which no hook tells, to the list. */
async function measureMarks(person: Person): Promise<readonly Row[]> {
  const name = person.name('marks')
  // Each line that is typed is one hook with the time at which it began, or one dialog.
  const acts = `
rules=$(mktemp); printf 'said\\t\\twaiting\\t{at}\\n' > "$rules"
while read -r line; do
  case $line in
    hook) at=$(date +%s%3N); printf '{"at":"%s"}' "$at" | /tools/bin/hal-hook "$rules" said ;;
    work) printf '\\033[H\\033[2J'; cat working; printf '\\033]7425;working;by=claude\\007' ;;
    ask) printf '\\033[H\\033[2J'; cat permission; date +%s%3N > asked ;;
  esac
done`
  await startActor(person, name, acts)
  const type = (line: string) => person.ok('send', name, '--keys', `${[...line].join(',')},Enter`)
  const delays: number[] = []
  const promotions: number[] = []
  const list = watchList(person, name)
  const until = async (is: (seen: { by?: string; activity?: string; question?: string }) => boolean) => {
    for (;;) {
      const next = await list.next()
      if (next.done) throw new Error('the list ended')
      if (is(next.value)) return next.value
    }
  }
  await until(() => true)
  let last: string | undefined
  for (let round = 0; round < marks; round += 1) {
    await type('hook')
    const seen = await until(
      ({ question }) => question !== undefined && question !== null && question !== last,
    )
    last = seen.question
    delays.push(seen.atMs - Number(seen.question))
  }
  for (let round = 0; round < marks / 3; round += 1) {
    await type('work')
    await until(({ activity }) => activity === 'working')
    await after(700 + ((round * 370) % 1_000))
    await type('ask')
    const seen = await until(({ activity, by }) => activity === 'waiting' && by === 'screen')
    promotions.push(seen.atMs - Number(readFileSync(join(person.home, `${name}-workspace`, 'asked'), 'utf8')))
  }
  await list.return(undefined)
  await person.ok('rm', '--all', '--force')
  return [
    limitRow('a hook’s start → the state in `list --watch`', [
      { name: 'p50', value: median(delays), most: 100, unit: 'ms' },
      { name: 'p95', value: percentile(delays, 95), most: 100, unit: 'ms' },
    ]),
    limitRow('a dialog on the screen, of which no hook tells → the same', [
      { name: 'p50', value: median(promotions), most: 600, unit: 'ms' },
      { name: 'p95', value: percentile(promotions, 95), most: 600, unit: 'ms' },
    ]),
  ]
}

/** The real one, which acts without asking. */
const startClaude = (person: Person, name: string) =>
  person.ok('start', name, '--agent', 'claude', '--image', image, '--workspace', 'empty', '--unattended')

/** To the real claude, from one byte to 64 KB, in many lines, in all scripts of the world. */
async function measureSends(person: Person): Promise<readonly Row[]> {
  const times: number[] = []
  let lost = 0
  const sizes = [1, 17, 200, 1_000, 4_000, 17, 200, 64_000]
  for (let sent = 0; sent < sends; sent += 1) {
    const name = person.name(`send${Math.floor(sent / sendsAWorker)}`)
    if (sent % sendsAWorker === 0) await startClaude(person, name)
    const size = sizes[sent % sizes.length] ?? 1
    const text = size === 1 ? 'x' : `${sent} ${textOf(size)}`
    const ran = await person.hal(['send', name, '--stdin', '--json'], { input: text })
    const answer = JSON.parse(ran.stdout)
    if (answer.outcome !== 'submitted' || answer.proof.isExact === false) lost += 1
    else times.push(answer.proof.tookMs)
    await person.ok('wait', name, '--until', 'done', '--timeout', '60s')
    if (sent % sendsAWorker === sendsAWorker - 1) await person.ok('rm', '--force', name)
  }
  return [
    limitRow(`a prompt to a ready claude → taken, ${sends} of them`, [
      { name: 'p50', value: median(times), most: 400, unit: 'ms' },
      { name: 'p95', value: percentile(times, 95), most: 400, unit: 'ms' },
      { name: 'lost', value: lost, most: 0, unit: 'prompts' },
    ]),
  ]
}

/** A gigabyte that does not compress, in eight files. */
async function measureClone(person: Person): Promise<readonly Row[]> {
  const folder = join(person.home, 'big')
  await execa('git', ['init', '--quiet', folder], { env: person.env })
  for (let file = 0; file < 8; file += 1)
    await execa('sh', ['-c', `head -c 134217728 /dev/urandom > ${folder}/file-${file}`])
  const git = (...args: readonly string[]) => execa('git', ['-C', folder, ...args], { env: person.env })
  await git('config', 'user.name', 'Mina Mor')
  await git('config', 'user.email', 'mina@example.com')
  await git('config', 'core.compression', '0')
  await git('add', '.')
  await git('commit', '--quiet', '-m', 'big')
  const name = person.name('clone')
  const other = join(person.home, 'by-hand')
  const halTimes: number[] = []
  const floorTimes: number[] = []
  for (let round = 0; round < 3; round += 1) {
    halTimes.push(
      await timed(() => person.hal(['start', name, '--image', image, '--branch', 'b'], { cwd: folder })),
    )
    await person.ok('rm', '--force', name)
    floorTimes.push(
      await timed(() => execa('git', ['clone', '--quiet', '--shared', folder, other], { env: person.env })),
    )
    await execa('rm', ['-rf', other])
  }
  await execa('rm', ['-rf', folder])
  return [
    timeRow('a worker with a clone of 1 GB', '`git clone --shared` of the same', {
      halMs: median(halTimes),
      floorMs: median(floorTimes),
      goal: 1.5,
    }),
  ]
}

/** The same program from the tools volume, and from an image that has it. */
async function measureInjected(person: Person, repository: Repository): Promise<readonly Row[]> {
  const baked = 'hal/agent-claude-task:latest'
  const injected = person.name('injected')
  const other = person.name('baked')
  const { halMs, floorMs } = await compare(
    15,
    async () => {
      await person.ok(
        'start',
        injected,
        '--agent',
        'claude',
        '--image',
        image,
        '--workspace',
        repository.path,
      )
      await person.ok('rm', '--force', injected)
    },
    async () => {
      await person.ok('start', other, '--image', baked, '--workspace', repository.path, '--', 'claude')
      await person.ok('rm', '--force', other)
    },
  )
  return [
    timeRow('a worker whose agent is injected', 'one whose image has it baked in', {
      halMs,
      floorMs,
      goal: 1.1,
    }),
  ]
}

async function measureIdlers(person: Person): Promise<readonly Row[]> {
  const name = person.name('idle')
  const acts = "cat prompt-ready; printf '\\033]7425;idle;by=claude\\007'; exec sleep 100000"
  await startActor(person, name, acts, '--count', String(idlers))
  await using terminal = new TimedTerminal(
    [process.execPath, join(root, 'bin/hal.js'), 'workers', 'dashboard'],
    { columns: 120, rows: 36 },
    { env: person.env, cwd: person.home },
  )
  await terminal.until(() => terminal.screen().includes(`${idlers} ready`))
  await after(60_000)
  const { cpuPercent, residentMb } = await costOf(terminal.pid, 30_000)
  terminal.type('q')
  await person.ok('rm', '--all', '--force')
  return [
    limitRow(`dashboard, ${idlers} idle workers with agents`, [
      { value: cpuPercent, most: 1, unit: '% of a core' },
      { value: residentMb, most: 150, unit: 'MB' },
    ]),
  ]
}

async function measureStop(person: Person): Promise<readonly Row[]> {
  const times: number[] = []
  let left = 0
  for (let round = 0; round < 3; round += 1) {
    const name = person.name(`stop${round}`)
    await startClaude(person, name)
    await person.ok('send', name, 'run the long tool')
    await after(3_000)
    const { stdout } = await execa('docker', ['top', `hal-${name}`, '-eo', 'pid'])
    times.push(await timed(() => person.ok('stop', name)))
    const pids = stdout.split('\n').slice(1).map(Number)
    left += pids.filter(isAlive).length
    await docker('rm', '-f', `hal-${name}`)
  }
  return [
    limitRow('stop of a worker whose agent runs a tool', [
      { value: Math.max(...times), most: 1_500, unit: 'ms' },
      { value: left, most: 0, unit: 'processes left' },
    ]),
  ]
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
