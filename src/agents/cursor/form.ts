import type { AgentForm, Launch, LaunchWish } from '../form.ts'
import { cursorHeadless } from './headless.ts'
import { cursorReader } from './stream.ts'

/** Cursor's CLI: https://cursor.com/docs/cli. By its documentation alone: a scripted stand-in of the tests is all that was seen to run. */
export const cursor: AgentForm = {
  name: 'cursor',
  title: 'Cursor CLI',
  tools: 'cursor',
  secrets: ['CURSOR_API_KEY'],
  hooks: [],
  box: 'unknown',
  answer: undefined,
  login: undefined,
  endsBy: 'container',
  hasMakersModelsAlone: true,
  launch,
  headless: {
    ...{ launch: cursorHeadless(launch), reader: cursorReader },
    edits: new Set(['delete', 'edit', 'write']),
  },
}

function launch(wish: LaunchWish): Launch {
  return {
    argv: [
      'cursor-agent',
      ...(wish.isUnattended ? ['--force'] : []),
      ...(wish.model === undefined ? [] : ['--model', wish.model]),
    ],
    env: {},
    secretVariables: [...wish.secrets],
    seeds: {},
    files: {},
  }
}
