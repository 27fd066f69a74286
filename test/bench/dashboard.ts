import type { Person } from '../rigs/hal.ts'
import { buildPrograms } from './dashboard/built-programs.ts'
import { measureFlood } from './dashboard/flood.ts'
import { measureFiveHundred, measureHundred } from './dashboard/hundred.ts'
import { measureNews, measureThirty } from './dashboard/real.ts'
import { measureBytes, measureHours } from './dashboard/scripted.ts'
import type { Row } from './row.ts'

/** A hundred workers, and five hundred, are an engine's of memory, with tmux servers of a process beside it; thirty are real. Each in a real pty. */
export async function measureDashboard(person: Person): Promise<readonly Row[]> {
  const { program, scripted } = await buildPrograms()
  return [
    ...(await measureThirty(person)),
    ...(await measureNews(person)),
    await measureFlood(person),
    ...(await measureHundred(program)),
    await measureFiveHundred(program),
    await measureBytes(scripted),
    await measureHours(scripted),
  ]
}
