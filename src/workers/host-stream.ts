import { spawn } from 'node:child_process'
import { Duplex } from 'node:stream'

/** A tmux client process on this machine as a stream. A Node process can't speak to the socket itself: tmux clients pass file descriptors. */
export function hostStream(argv: readonly string[]): Duplex {
  const [command = 'tmux', ...args] = argv
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] })
  const stream = Duplex.from({ readable: child.stdout, writable: child.stdin })
  child.on('error', (error) => stream.destroy(error))
  stream.on('close', () => child.kill())
  return stream
}
