import type { Step } from './script.ts'

export interface Call {
  readonly name: string
  readonly input: object
}

type Way = readonly [tool: string, input: (wanted: never) => object]

const described = (command: string) => ({ command, description: 'what the script says' })
/** How each program's shell tool is called, and what it wants: claude, opencode and copilot, codex (two), gemini. */
const shells = [
  ['Bash', described],
  ['bash', described],
  ['exec_command', (cmd: string) => ({ cmd })],
  ['shell_command', (command: string) => ({ command })],
  ['run_shell_command', described],
] as const satisfies readonly Way[]

interface Question {
  readonly question: string
  readonly options: readonly string[]
}
const described2 = (options: readonly string[]) =>
  options.map((label) => ({ label, description: `choose ${label}` }))
const header = 'Choice'
const questions = [
  [
    'AskUserQuestion',
    ({ question, options }: Question) => ({
      questions: [{ question, header, multiSelect: false, options: described2(options) }],
    }),
  ],
  [
    'question',
    ({ question, options }: Question) => ({
      questions: [{ question, header, options: described2(options) }],
    }),
  ],
  [
    'request_user_input',
    ({ question, options }: Question) => ({
      questions: [{ id: 'choice', question, header, options: described2(options) }],
    }),
  ],
  [
    'ask_user',
    ({ question, options }: Question) => ({
      questions: [{ question, header, type: 'choice', options: described2(options) }],
    }),
  ],
] as const satisfies readonly Way[]

/** A step that is a tool call, in the words of whoever offers these tools; undefined: none of them can do it. */
export function callFor(step: Step, offered: readonly string[]): Call | undefined {
  switch (step.kind) {
    case 'use':
      return { name: step.tool, input: step.input }
    case 'bash': {
      const way = shells.find(([tool]) => offered.includes(tool))
      return way && { name: way[0], input: way[1](step.command) }
    }
    case 'ask': {
      const way = questions.find(([tool]) => offered.includes(tool))
      return way && { name: way[0], input: way[1](step) }
    }
    default:
      return undefined
  }
}
