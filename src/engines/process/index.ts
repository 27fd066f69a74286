export { isContained } from './contained.ts'
export { openProcessEngine } from './process-engine.ts'
