// `npm run bench`: hal's speed as ratios against floors measured in the same run. Nothing here is asserted: machines differ.
// `npm run bench -- dashboard truth` measures those alone.
import { cpus } from 'node:os'
import { docker, Person } from '../rigs/hal.ts'
import { measureAgents } from './agents.ts'
import { measureCapture } from './capture.ts'
import { measureDashboard } from './dashboard.ts'
import { measureImages } from './images.ts'
import { measureLifecycle } from './lifecycle.ts'
import { measureProcesses } from './processes.ts'
import type { Row } from './row.ts'
import { measureServer } from './server.ts'
import { measureTruth } from './truth.ts'

await using person = new Person()
const measures: Readonly<Record<string, (person: Person) => Promise<readonly Row[]>>> = {
  processes: measureProcesses,
  capture: measureCapture,
  lifecycle: measureLifecycle,
  dashboard: measureDashboard,
  truth: measureTruth,
  images: measureImages,
  agents: measureAgents,
  server: measureServer,
}
const asked = process.argv.slice(2)
const rows: Row[] = []
for (const name of asked.length === 0 ? Object.keys(measures) : asked) {
  const measure = measures[name]
  if (measure === undefined) throw new Error(`there is ${Object.keys(measures).join(', ')}, and no ${name}`)
  rows.push(...(await measure(person)))
}

const engine = (await docker('version', '--format', '{{.Server.Version}}')).trim()
process.stdout.write(`Node ${process.versions.node} · Docker ${engine} · ${cpus().length} cores\n\n`)
process.stdout.write(
  '| what | floor in the same run | hal | floor | ratio | goal |\n|---|---|---|---|---|---|\n',
)
for (const { what, floor, hal, floorValue, ratio, goal } of rows) {
  process.stdout.write(`| ${what} | ${floor} | ${hal} | ${floorValue} | ${ratio} | ${goal} |\n`)
}
