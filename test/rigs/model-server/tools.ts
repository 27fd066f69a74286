import type { Step } from './script.ts'
import type { Tool } from './talk.ts'

export interface Call {
  readonly name: string
  readonly input: object
}

/** How one program's tool for this is called, and the field by which it is told from others of that name. */
interface Way<Wanted> {
  readonly tool: string
  readonly field: string
  readonly input: (wanted: Wanted) => object
}

const described = (command: string) => ({ command, description: 'what the script says' })

const shells: readonly Way<string>[] = [
  // claude
  { tool: 'Bash', field: 'command', input: described },
  // opencode, copilot
  { tool: 'bash', field: 'command', input: described },
  // codex
  { tool: 'exec_command', field: 'cmd', input: (cmd) => ({ cmd }) },
  // gemini
  { tool: 'run_shell_command', field: 'command', input: described },
]

interface Question {
  readonly question: string
  readonly options: readonly string[]
}

const header = 'Choice'
const choices = (options: readonly string[]) =>
  options.map((label) => ({ label, description: `choose ${label}` }))

const questions: readonly Way<Question>[] = [
  {
    // claude
    tool: 'AskUserQuestion',
    field: 'questions',
    input: ({ question, options }) => ({
      questions: [{ question, header, multiSelect: false, options: choices(options) }],
    }),
  },
  {
    // opencode
    tool: 'question',
    field: 'questions',
    input: ({ question, options }) => ({ questions: [{ question, header, options: choices(options) }] }),
  },
  {
    // codex: in its plan mode, or with its feature default_mode_request_user_input
    tool: 'request_user_input',
    field: 'questions',
    input: ({ question, options }) => ({
      questions: [{ id: 'choice', question, header, options: choices(options) }],
    }),
  },
  {
    // gemini
    tool: 'ask_user',
    field: 'questions',
    input: ({ question, options }) => ({
      questions: [{ question, header, type: 'choice', options: choices(options) }],
    }),
  },
  {
    // copilot
    tool: 'ask_user',
    field: 'requestedSchema',
    input: ({ question, options }) => ({
      message: question,
      requestedSchema: {
        properties: { choice: { type: 'string', title: header, enum: options } },
        required: ['choice'],
      },
    }),
  },
]

/** A step that is a tool call, in the words of whoever offers these tools; undefined: none of them can do it. */
export function callFor(step: Step, offered: readonly Tool[]): Call | undefined {
  switch (step.kind) {
    case 'use':
      return { name: step.tool, input: step.input }
    case 'bash':
      return callBy(shells, step.command, offered)
    case 'ask':
      return callBy(questions, step, offered)
    default:
      return undefined
  }
}

function callBy<Wanted>(
  ways: readonly Way<Wanted>[],
  wanted: Wanted,
  offered: readonly Tool[],
): Call | undefined {
  const way = ways.find(({ tool, field }) =>
    offered.some(({ name, fields }) => name === tool && fields.includes(field)),
  )
  return way && { name: way.tool, input: way.input(wanted) }
}
