import { closeSync, fstatSync, openSync } from 'node:fs'
import { connect, type Socket } from 'node:net'

/** O_PATH | O_NOFOLLOW of Linux, where alone sockets are at hand: the thing itself, unread, and never through a link. */
const pathOnly = 0o10_000_000 | 0o400_000

/**
 * Connects to a worker's relay: behind it a tmux client inside the worker speaks control mode. `undefined` where there is no socket.
 * The worker owns the folder and may put anything under the name, also a link to another worker's socket or to one of the host's: so
 * what is connected to is the very thing that was looked at.
 */
export function connectRelay(path: string): Socket | undefined {
  let descriptor: number
  try {
    descriptor = openSync(path, pathOnly)
  } catch {
    return undefined
  }
  if (!fstatSync(descriptor).isSocket()) {
    closeSync(descriptor)
    return undefined
  }
  const socket = connect({ path: `/proc/self/fd/${descriptor}` })
  // Either comes first; the other finds it done.
  let isHeld = true
  const release = () => {
    if (isHeld) closeSync(descriptor)
    isHeld = false
  }
  socket.once('connect', release)
  socket.once('close', release)
  return socket
}
