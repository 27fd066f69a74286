import { type DashboardTerminal, runDashboard } from '../../src/tui/dashboard.tsx'
import type { FleetWorker } from '../../src/workers/fleet.ts'
import type { Phase } from '../../src/workers/worker.ts'
import { aRow, scriptedFleet } from './scripted-fleet.ts'

// The dashboard over a fleet in memory, to look at by hand: `fleet-demo [workers] [--busy]`.
const names = 'ada lin kay mae joy bob eve dan ivy max sam kim lee ann ben cat dot eli fay gus'.split(' ')
const count = Number(process.argv[2] ?? 11)
const isBusy = process.argv.includes('--busy')
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)

const phases: readonly ((index: number) => Phase)[] = [
  (index) => ({ kind: 'ready', since: ago(12 + index * 77) }),
  (index) => ({ kind: 'ready', since: ago(180 + index * 301) }),
  (index) => ({ kind: 'ready', since: ago(7200 + index * 901) }),
  () => ({ kind: 'unreachable', since: ago(9), why: 'tmux does not answer' }),
  () => ({ kind: 'frozen', since: ago(3700) }),
  () => ({ kind: 'failed', since: ago(480), exitCode: 137, isOom: true, why: 'ended by itself' }),
  () => ({ kind: 'exited', since: ago(90_000), exitCode: 0 }),
  () => ({ kind: 'starting', since: ago(1) }),
]

const rows: readonly FleetWorker[] = Array.from({ length: count }, (_, index) => {
  const phase = count > 20 ? phases[0]?.(index) : phases[index % phases.length]?.(index)
  const isRunning = phase?.kind === 'ready'
  return aRow(
    {
      name: index < names.length ? (names[index] ?? '') : `worker-${index}`,
      ...(phase === undefined ? {} : { phase }),
      profile: ['python', 'node', 'java', 'base'][index % 4],
      activity:
        count <= 20 && index % 8 === 1 ? 'working' : count <= 20 && index % 8 === 2 ? 'waiting' : 'shell',
      agent: index % 8 < 2 ? 'claude' : undefined,
    },
    {
      lastLine: isRunning
        ? ['hal@ada:/workspace$', '1 failed, 4 passed in 0.21s', '日本語 wide ● ok'][index % 3]
        : '',
      stats: isRunning
        ? {
            cpuPercent: (index * 37) % 90,
            memoryBytes: (12 + index * 97) * 1024 ** 2,
            memoryLimitBytes: 4 * 1024 ** 3,
            pids: 4,
            at: new Date(),
          }
        : undefined,
      cpuHistory: [2, 60, 160, 20, (index * 37) % 90],
    } as Partial<FleetWorker>,
  )
})

const scripted = scriptedFleet(rows)
for (const { worker } of rows) {
  scripted.show(worker.name, [
    `\u001b[32mhal@${worker.name}\u001b[0m:\u001b[34m/workspace\u001b[0m$ pytest -q`,
    '\u001b[1;31mF\u001b[0m....                                                   [100%]',
    '\u001b[38;5;208m╭ 日本語のテスト ─────────────────╮\u001b[0m 👩‍💻 émoji',
    '\u001b[48;2;40;40;80m│ Do you want to proceed?        │\u001b[0m',
    ...Array.from({ length: 12 }, (_, line) => `line ${line} `.repeat(12)),
    `\u001b[32mhal@${worker.name}\u001b[0m:\u001b[34m/workspace\u001b[0m$ `,
  ])
}
let beat = 0
const ticker = setInterval(
  () => {
    beat += 1
    scripted.set(
      scripted.fleet.snapshot().workers.map((row, index) => ({
        ...row,
        ...(row.stats === undefined
          ? {}
          : {
              stats: { ...row.stats, cpuPercent: isBusy ? (beat * 7 + index * 13) % 200 : 0.2 },
              cpuHistory: [...row.cpuHistory, isBusy ? (beat * 7 + index * 13) % 200 : 0.2].slice(-30),
            }),
        ...(isBusy ? { lastLine: `step ${beat} of ${row.worker.name}` } : {}),
      })),
    )
  },
  isBusy ? 100 : 33,
)
if (process.argv.includes('--lost'))
  scripted.setEngine({
    kind: 'lost',
    name: 'docker 20.10',
    hostName: 'laptop',
    since: ago(3),
    why: 'socket closed',
  })

const abort = new AbortController()
process.on('SIGTERM', () => abort.abort())
const { NO_COLOR, TERM = '', COLORTERM, LC_ALL = '', LANG = '' } = process.env
const terminal: DashboardTerminal = {
  stdin: process.stdin,
  stdout: process.stdout,
  isColor: NO_COLOR === undefined,
  colorLevel: COLORTERM === 'truecolor' ? 3 : TERM.includes('256') ? 2 : 1,
  isUnicode: /utf-?8/i.test(LC_ALL || LANG),
  term: TERM,
  colorTerm: COLORTERM,
}
const usage = process.cpuUsage()
const startedAt = performance.now()
const result = await runDashboard({
  verbs: scripted.verbs,
  profiles: ['base', 'python', 'node', 'java'],
  terminal,
  signal: abort.signal,
  onBug: (bug) => process.stderr.write(`bug: ${String(bug)}\n`),
})
clearInterval(ticker)
const { user, system } = process.cpuUsage(usage)
const share = (user + system) / 10 / (performance.now() - startedAt)
const megabytes = Math.round(process.memoryUsage().rss / 1024 ** 2)
process.stdout.write(
  `${JSON.stringify(result)} cpu ${share.toFixed(2)} % rss ${megabytes} MB\n${scripted.asked.join('\n')}\n`,
)
