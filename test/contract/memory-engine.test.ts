import { openMemoryEngine } from '../../src/engines/memory/memory-engine.ts'
import { describeEngine } from './engine.ts'

const image = 'debian:bookworm-slim'
const noProcess = 'its containers run no first process: a test ends them with `end`'
const noFiles = 'its images have no files'
const noShell = 'its processes are functions, not shells'

describeEngine('memory', {
  open: async () =>
    openMemoryEngine({
      images: [image],
      registry: ['there:1'],
      statsEveryMs: 5,
      commands: {
        '/bin/sh': ({ stdout, stderr }) => {
          stdout.write('out\n')
          stderr.write('err\n')
          return 3
        },
      },
    }),
  image,
  registry: async () => ({ present: 'there:1', absent: 'there:2', [Symbol.asyncDispose]: async () => {} }),
  gaps: {
    'reads what an image is made of, once for all of its names': noFiles,
    'stops reading an image when the signal aborts': noFiles,
    'that ended by itself keeps its exit code': noProcess,
    'without an entrypoint has the image’s, and none here: its command runs': noProcess,
    'keeps the last lines its first process wrote': noProcess,
    'has its environment, user, folder, host name and no capabilities': noShell,
    'ends when its stream is destroyed': noShell,
    'on a terminal has its size, and keeps every key': noShell,
    'are put into a container that never ran, with owner, mode and parents, and read back': noShell,
  },
})
