import { openDockerEngine } from '../../src/engines/docker/docker-engine.ts'
import { docker } from '../rigs/hal.ts'
import { startRegistry } from '../rigs/registry.ts'
import { findTestEngine } from '../rigs/test-engine.ts'
import { describeEngine } from './engine.ts'

describeEngine('docker', {
  open: async () => openDockerEngine(await findTestEngine()),
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
