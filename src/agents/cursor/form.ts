import type { AgentForm } from '../form.ts'

/** Cursor's CLI: https://cursor.com/docs/cli. By its documentation alone: it was never seen to run here. */
export const cursor: AgentForm = {
  name: 'cursor',
  title: 'Cursor CLI',
  tools: 'cursor',
  secrets: ['CURSOR_API_KEY'],
  hooks: [],
  box: undefined,
  answer: undefined,
  login: undefined,
  endsBy: 'container',
  launch: (wish) => ({
    argv: [
      'cursor-agent',
      ...(wish.isUnattended ? ['--force'] : []),
      ...(wish.model === undefined ? [] : ['--model', wish.model]),
    ],
    env: {},
    secretVariables: [...wish.secrets],
    seeds: {},
    files: {},
  }),
}
