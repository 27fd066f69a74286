// `node program.js WORKERS SOCKET`: the dashboard over an engine of memory with so many workers, whose tmux servers are far-tmux.ts's.
import { connect } from 'node:net'
import { openWorkers } from '../../../src/workers/open-workers.ts'
import { contextOn, memoryEngine, startWorkerOn } from '../../rigs/memory-workers.ts'
import { showDashboard } from './show-dashboard.ts'

const [count = '100', path = ''] = process.argv.slice(2)

const engine = memoryEngine({
  commands: {
    '/tools/bin/tmux': async ({ containerId, stdin, stdout, signal }) => {
      const far = connect(path)
      far.on('error', () => far.destroy())
      signal.addEventListener('abort', () => far.destroy())
      far.write(`${containerId}\n`)
      stdin.on('data', (chunk: Buffer) => far.write(chunk))
      stdin.on('end', () => far.end())
      far.on('data', (chunk: Buffer) => stdout.write(chunk))
      await new Promise((resolve) => far.once('close', resolve))
      return 0
    },
  },
})
for (let number = 1; number <= Number(count); number += 1)
  await startWorkerOn(engine, `w${String(number).padStart(3, '0')}`)
await showDashboard(openWorkers(contextOn(engine)))
await engine[Symbol.asyncDispose]()
process.exit()
