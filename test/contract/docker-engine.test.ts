import { openDockerEngine } from '../../src/engines/docker/docker-engine.ts'
import { thisKernel } from '../../src/engines/docker/kernel/kernel-files.ts'
import { docker } from '../rigs/hal.ts'
import { startRegistry } from '../rigs/registry.ts'
import { findTestEngine } from '../rigs/test-engine.ts'
import { describeEngine } from './engine.ts'

const open = async () => openDockerEngine(await findTestEngine())

describeEngine('docker', {
  open,
  waysToStats: {
    'asked of the engine': open,
    'read from the kernel where it runs here': async () =>
      openDockerEngine({ ...(await findTestEngine()), kernel: thisKernel(process.getuid?.() ?? 0) }),
  },
  image: 'debian:bookworm-slim',
  registry: async () => {
    const registry = await startRegistry()
    const present = `${registry.host}/hal-test-engines/there:1`
    await docker('tag', 'debian:bookworm-slim', present)
    await docker('push', present)
    return {
      ...{ present, absent: `${registry.host}/hal-test-engines/there:2` },
      [Symbol.asyncDispose]: async () => {
        await docker('image', 'rm', present)
        await registry[Symbol.asyncDispose]()
      },
    }
  },
})
