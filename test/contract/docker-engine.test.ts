import { openDockerEngine } from '../../src/engines/docker/docker-engine.ts'
import { findTestEngine } from '../rigs/test-engine.ts'
import { describeEngine } from './engine.ts'

describeEngine('docker', {
  open: async () => openDockerEngine(await findTestEngine()),
  image: 'debian:bookworm-slim',
})
