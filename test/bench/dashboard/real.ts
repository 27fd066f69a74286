import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { execa } from 'execa'
import { docker, type Person } from '../../rigs/hal.ts'
import { limitRow, median, percentile, type Row, timed, timeRow } from '../row.ts'
import { costOf } from './process-cost.ts'
import { TimedTerminal } from './timed-terminal.ts'

const image = 'debian:bookworm-slim'
const size = { columns: 120, rows: 36 }
const hal = join(import.meta.dirname, '../../../bin/hal.js')
const settleMs = 8_000
const measuredMs = 30_000
const openings = 9
const kills = 20
const changes = 60

export const openDashboard = (person: Person): TimedTerminal =>
  new TimedTerminal([process.execPath, hal, 'workers', 'dashboard'], size, {
    env: person.env,
    cwd: person.home,
  })

/** Thirty real workers: how soon the dashboard is there, and what it costs while they idle. */
export async function measureThirty(person: Person): Promise<readonly Row[]> {
  await person.ok('start', person.name('idle'), '--count', '30', '--image', image, '--memory', '128m')
  const frames: number[] = []
  const complete: number[] = []
  const floors: number[] = []
  for (let opening = 0; opening < openings; opening += 1) {
    floors.push(await timed(() => execa(process.execPath, ['-e', '0'])))
    await using terminal = openDashboard(person)
    frames.push((await terminal.until(() => /^ hal /m.test(terminal.screen()))).atMs - terminal.startedMs)
    if (!hasAll(terminal)) {
      complete.push((await terminal.until(() => hasAll(terminal))).atMs - terminal.startedMs)
    }
    // As a person does: what Node compiled is kept by a process that comes to its end.
    await terminal.end('q')
  }
  await using terminal = openDashboard(person)
  await terminal.until(() => hasAll(terminal))
  await after(settleMs)
  const { cpuPercent, residentMb } = await costOf(terminal.pid, measuredMs)
  terminal.type('q')
  await person.ok('rm', '--all', '--force')
  return [
    timeRow('first frame of the dashboard, 30 workers', '`node -e 0` of the same Node', {
      halMs: median(frames),
      floorMs: median(floors),
      goal: 5,
    }),
    limitRow('the same → all thirty, with their numbers', [
      { value: median(complete), most: 1_000, unit: 'ms' },
    ]),
    limitRow('dashboard, 30 idle workers', [
      { value: cpuPercent, most: 2, unit: '% of a core' },
      { value: residentMb, most: 150, unit: 'MB' },
    ]),
  ]
}

/** All are counted, and each one in sight has its memory beside it. */
const hasAll = (terminal: TimedTerminal): boolean => {
  const shown = terminal
    .screen()
    .split('\n')
    .filter((row) => /idle-.*ready +\d/.test(row))
  return (
    terminal.screen().includes('30 ready') && shown.length > 0 && shown.every((row) => /\dM\/128M/.test(row))
  )
}

/** From a signal behind hal's back to the frame that says it; from a line that a worker prints to the frame that has it. */
export async function measureNews(person: Person): Promise<readonly Row[]> {
  const name = await person.start('news')
  await using terminal = openDashboard(person)
  await terminal.until(() => terminal.screen().includes('1 ready'))
  const seen: number[] = []
  for (let round = 0; round < kills; round += 1) {
    await after(500 + ((round * 370) % 1_000))
    const pid = Number(await docker('inspect', '-f', '{{.State.Pid}}', `hal-${name}`))
    const killedMs = performance.now()
    process.kill(pid, 'SIGKILL')
    seen.push((await terminal.until(() => terminal.screen().includes('failed 137'))).atMs - killedMs)
    await person.ok('start', name)
    if (!terminal.screen().includes('1 ready'))
      await terminal.until(() => terminal.screen().includes('1 ready'))
  }
  const painted = await paintings(person, name, terminal)
  terminal.type(comeBack)
  await terminal.until(() => !isFocused(terminal))
  terminal.type('q')
  await person.ok('rm', name, '--force')
  const p95 = (values: readonly number[], most: number) => [
    { value: percentile(values, 95), most, unit: 'ms', name: 'p95' },
  ]
  return [
    limitRow('a container killed outside → seen', p95(seen, 250)),
    limitRow('a change on the focused worker’s screen → painted', p95(painted, 50)),
  ]
}

const comeBack = '\x1d'
const isFocused = (terminal: TimedTerminal): boolean => terminal.screen().includes('ctrl-] back')

/** The worker that has the keys prints what time it is; both clocks are this machine's. */
async function paintings(person: Person, name: string, terminal: TimedTerminal): Promise<readonly number[]> {
  await person.ok('send', name, 'clear; while sleep 0.23; do date +at%s%3N; done')
  const latest = () => [...terminal.screen().matchAll(/\bat(\d{13})\b/g)].at(-1)?.[1] ?? ''
  await terminal.until(() => latest() !== '')
  terminal.type('\r')
  await terminal.until(() => isFocused(terminal))
  const times: number[] = []
  for (let change = 0; change < changes; change += 1) {
    const before = latest()
    const { atMs } = await terminal.until(() => latest() !== before)
    times.push(performance.timeOrigin + atMs - Number(latest()))
  }
  return times
}
