import { homedir } from 'node:os'
import { type FoundEngine, findEngine } from '../../src/engines/docker/find-engine.ts'
import { hereAndNow } from '../../src/engines/docker/here-and-now.ts'

/** The engine that tests run against: `HAL_TEST_ENGINE` (a URL), otherwise the one hal would find. Throws when none answers. */
export async function findTestEngine(): Promise<FoundEngine> {
  const named = process.env['HAL_TEST_ENGINE']
  const where = hereAndNow({
    env: process.env,
    home: homedir(),
    uid: process.getuid?.() ?? 0,
    platform: process.platform,
  })
  const found = await findEngine(
    where,
    named === undefined ? undefined : { engine: named, via: 'HAL_TEST_ENGINE' },
  )
  if (found.ok) return found.value
  const tried = found.failure.tried.map(
    ({ via, address, outcome }) => `  ${via} ${address ?? ''}: ${outcome}`,
  )
  throw new Error(
    `These tests need a container engine, and none answers. Tried:\n${tried.join('\n')}\nbash scripts/test.sh starts one.`,
  )
}
