// What the composition root loads when it needs this adapter; nothing else of it is seen from outside.
export { openDockerEngine } from './docker-engine.ts'
export { findEngine } from './find-engine.ts'
export { hereAndNow } from './here-and-now.ts'
export { thisKernel } from './kernel/kernel-files.ts'
export { knownEngines, nameOf } from './known-engines.ts'
