import { execa } from 'execa'
import { docker, dockerTry, type Person } from '../rigs/hal.ts'
import { median, type Row, timed, timeRow } from './row.ts'

const image = 'debian:bookworm-slim'
const eight = Array.from({ length: 8 }, (_, index) => index + 1)

/** Starts and stops, against the engine's own client doing as much by hand. */
export async function measureLifecycle(person: Person): Promise<readonly Row[]> {
  const starts: number[] = []
  const startFloors: number[] = []
  for (let round = 0; round < 7; round += 1) {
    const name = person.name(`s${round}`)
    starts.push(await timed(() => person.ok('start', name, '--image', image)))
    startFloors.push(await timed(() => runByHand(person, name)))
    await person.ok('rm', name, '--force')
    await docker('rm', '-f', `floor-${name}`)
  }
  const many = person.name('m')
  const startEight = await timed(() => person.ok('start', many, '--count', '8', '--image', image))
  const floorEight = await timed(() =>
    Promise.all(eight.map((number) => runByHand(person, `${many}-${number}`))),
  )
  const stopEight = await timed(() => person.ok('stop', '--all'))
  await docker('rm', '-f', ...eight.map((number) => `floor-${many}-${number}`))
  await docker('run', '-d', '--name', `floor-${many}`, ...labels(person), image, 'sleep', '1000')
  const stopFloor = await timed(() => docker('stop', `floor-${many}`))
  await docker('rm', '-f', `floor-${many}`)
  await person.ok('rm', '--all', '--force')
  return [
    timeRow(
      '`workers start` → tmux answers',
      '`docker run -d` of the same image + first `tmux ls` that answers',
      { halMs: median(starts), floorMs: median(startFloors), goal: 1.25 },
    ),
    timeRow('8 workers started by one command', 'the same by hand, 8 side by side', {
      halMs: startEight,
      floorMs: floorEight,
      goal: 1.3,
    }),
    timeRow('8 workers stopped', 'one `docker stop` of an init-less `sleep`', {
      halMs: stopEight,
      floorMs: stopFloor,
      goal: 0.15,
    }),
  ]
}

const labels = (person: Person): readonly string[] => ['--label', `dev.hal.owner=${person.owner}`]

/** What a person would type to get a container with a tmux that answers: the tools volume and a socket folder inside. */
async function runByHand(person: Person, name: string): Promise<void> {
  const { stdout: volume } = await execa('docker', [
    'volume',
    'ls',
    '-q',
    '--filter',
    'label=dev.hal.kind=tools',
  ])
  const tools = volume.split('\n')[0] ?? ''
  const mounts = ['-v', `${tools}:/tools:ro`, '--tmpfs', '/run/hal:mode=0777']
  await docker(
    'run',
    '-d',
    '--name',
    `floor-${name}`,
    ...labels(person),
    '--user',
    '1000:1000',
    ...mounts,
    '--entrypoint',
    '/tools/bin/tini',
    image,
    '--',
    '/tools/bin/hal-worker',
  )
  for (;;) {
    const answer = await dockerTry(
      'exec',
      `floor-${name}`,
      '/tools/bin/tmux',
      '-S',
      '/run/hal/tmux.sock',
      'ls',
    )
    if (answer.exitCode === 0) return
  }
}
