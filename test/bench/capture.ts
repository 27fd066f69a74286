import { execa } from 'execa'
import { openDockerEngine } from '../../src/engines/docker/docker-engine.ts'
import { controlArgv, openControlClient } from '../../src/tmux/control-client.ts'
import { captureText } from '../../src/tmux/screen.ts'
import { findPane } from '../../src/tmux/windows.ts'
import { docker, type Person } from '../rigs/hal.ts'
import { findTestEngine } from '../rigs/test-engine.ts'
import { compare, type Row, timeRow } from './row.ts'

/** One look at a screen inside a running hal, over the held exec stream, against a tmux client process on the socket. */
export async function measureCapture(person: Person): Promise<readonly Row[]> {
  const name = await person.start('look')
  await using engine = openDockerEngine(await findTestEngine())
  const exec = await engine.exec(`hal-${name}`, {
    argv: controlArgv({ tmux: '/tools/bin/tmux', socket: '/run/hal/tmux.sock' }),
  })
  if (!exec.ok) throw new Error(exec.failure.reason)
  const opened = await openControlClient(exec.value.stream)
  if (!opened.ok) throw new Error(opened.failure.reason)
  await using client = opened.value
  const pane = await findPane(client)
  if (!pane.ok) throw new Error(pane.failure.reason)
  const { paneId } = pane.value
  const socket = `${(await docker('volume', 'inspect', '-f', '{{.Mountpoint}}', 'hal-sockets')).trim()}/${person.owner}/${name}/tmux.sock`
  const measured = await compare(
    200,
    () => captureText(client, paneId),
    () => execa('tmux', ['-S', socket, 'capture-pane', '-p', '-t', paneId]),
  )
  await person.ok('rm', name, '--force')
  return [
    timeRow('one capture inside a running hal, by stream', 'direct tmux client on the socket', {
      ...measured,
      goal: 0.2,
    }),
  ]
}
