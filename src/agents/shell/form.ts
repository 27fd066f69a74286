import type { AgentForm } from '../form.ts'

/** A shell of hal's in the agent's place: for scripts that treat all workers alike. */
export const shell: AgentForm = {
  name: 'shell',
  title: 'a shell',
  tools: undefined,
  secrets: [],
  hooks: [],
  box: undefined,
  answer: undefined,
  login: undefined,
  endsBy: 'container',
  launch: () => ({ argv: ['/tools/bin/hal-shell'], env: {}, secretVariables: [], seeds: {}, files: {} }),
}
