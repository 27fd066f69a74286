export { isContained } from './contained.ts'
export { openProcessEngine } from './process-engine.ts'
export { opened } from './unwritable.ts'
