import { execa } from 'execa'
import { docker, type Person } from '../rigs/hal.ts'
import { compare, type Row, timeRow } from './row.ts'

const node = process.execPath

/** Whole processes against whole processes. */
export async function measureProcesses(person: Person): Promise<readonly Row[]> {
  const name = await person.start('bench')
  const version = await compare(
    15,
    () => person.ok('--version'),
    () => execa(node, ['-e', '0']),
  )
  const listed = await compare(
    15,
    () => person.ok('workers', 'list', '--json'),
    () => docker('ps'),
  )
  const floor = () => docker('exec', `hal-${name}`, 'true')
  const bySocket = await compare(15, () => person.ok('send', name, 'true', '--capture'), floor)
  // Through the engine, as on macOS.
  const throughEngine = { HAL_DIRECT: 'off' }
  const byExec = await compare(
    15,
    () => person.hal(['send', name, 'true', '--capture'], { env: throughEngine }),
    floor,
  )
  await person.ok('rm', name, '--force')
  return [
    timeRow('`hal send W true --capture`, whole process, by socket', '`docker exec W true`, whole process', {
      ...bySocket,
      goal: 1.2,
    }),
    timeRow('the same, by exec stream', '`docker exec W true`, whole process', { ...byExec, goal: 2.5 }),
    timeRow('`hal --version`', '`node -e 0` of the same Node', { ...version, goal: 1.6 }),
    timeRow('`hal workers list --json`', '`docker ps`', { ...listed, goal: 4 }),
  ]
}
