import type { Failure } from '../failure.ts'
import { configExamples } from './config.fixture.ts'
import { engineExamples } from './engine.fixture.ts'
import type { Examples } from './examples.fixture.ts'
import { imageExamples } from './image.fixture.ts'
import { remoteExamples } from './remote.fixture.ts'
import { serverExamples } from './server.fixture.ts'
import { storeExamples } from './store.fixture.ts'
import { taskExamples } from './task.fixture.ts'
import { tmuxExamples } from './tmux.fixture.ts'
import { workerExamples } from './worker.fixture.ts'
import { workspaceExamples } from './workspace.fixture.ts'

/** Of all that a person can meet. */
export const examples: Examples<Failure> = {
  ...configExamples,
  ...engineExamples,
  ...imageExamples,
  ...remoteExamples,
  ...serverExamples,
  ...storeExamples,
  ...taskExamples,
  ...tmuxExamples,
  ...workerExamples,
  ...workspaceExamples,
}
