import { askedWords } from '../asked-words.ts'
import { type Asking, questionAsk } from '../open-asks.ts'
import { at, listAt, textAt } from '../stream/fields.ts'
import type { PermissionOption } from '../talk.ts'

/** What a line `control_request` asks, and the line that answers it; `undefined`: nothing that hal knows an answer to. */
export function askingOf(said: object): Asking | undefined {
  const request = at(said, 'request')
  if (textAt(request, 'subtype') !== 'can_use_tool') return undefined
  const answer = (response: object) => answerTo(said, { subtype: 'success', response })
  return textAt(request, 'tool_name') === 'AskUserQuestion'
    ? questions(at(request, 'input'), answer)
    : permission(request, answer)
}

/** The answer to what hal can't do. */
export const refusalOf = (said: object): object =>
  answerTo(said, {
    subtype: 'error',
    error: `hal has no ${textAt(said, 'request', 'subtype') ?? 'name for it'}`,
  })

const answerTo = (said: object, answer: object): object => ({
  type: 'control_response',
  response: { ...answer, request_id: at(said, 'request_id') ?? null },
})

type Answer = (response: object) => object

function permission(request: unknown, answer: Answer): Asking {
  const input = at(request, 'input') ?? {}
  const rules = listAt(request, 'permission_suggestions')
  const allow = { behavior: 'allow', updatedInput: input }
  return {
    asks: [{ ...askedWords(titleOf(request, input), input), input, options: optionsFor(rules) }],
    reply: ([option]) => {
      if (option === 'allow') return answer(allow)
      // For this talk alone: otherwise it would write them into a file of the workspace.
      if (option === 'always') return answer({ ...allow, updatedPermissions: rules.map(forThisTalk) })
      return answer(denial(option))
    },
  }
}

const forThisTalk = (rule: unknown): object => Object.assign({}, rule, { destination: 'session' })

const denial = (option: string | undefined): object =>
  option === undefined
    ? { behavior: 'deny', message: 'Nobody said whether you may.', interrupt: true }
    : { behavior: 'deny', message: 'The person who was asked said no.' }

const titleOf = (request: unknown, input: unknown): string => {
  const about = ['command', 'file_path', 'url', 'description'].map((name) => textAt(input, name))
  const name = textAt(request, 'tool_name') ?? ''
  const what = about.find((text) => text !== undefined)
  return what === undefined ? name : `${name}: ${what}`
}

const optionsFor = (rules: readonly unknown[]): readonly PermissionOption[] => [
  { id: 'allow', name: 'Allow', kind: 'allow_once' },
  ...(rules.length === 0
    ? []
    : [
        {
          id: 'always',
          name: `Allow from now on: ${rules.map(ruleOf).join(', ')}`,
          kind: 'allow_always',
        } as const,
      ]),
  { id: 'deny', name: 'Deny', kind: 'reject_once' },
]

function ruleOf(rule: unknown): string {
  const tools = listAt(rule, 'rules').map((one) => {
    const content = textAt(one, 'ruleContent')
    return `${textAt(one, 'toolName') ?? ''}${content === undefined ? '' : `(${content})`}`
  })
  const mode = textAt(rule, 'mode') ?? ''
  const folders = listAt(rule, 'directories').map((folder) => `in ${folder}`)
  return [...tools, ...folders, modes.get(mode) ?? mode].filter((word) => word !== '').join(', ')
}

const modes: ReadonlyMap<string, string> = new Map([['acceptEdits', 'all edits of files']])

/** Its own tool to ask with. Of several answers to one question, one can be given. */
function questions(input: unknown, answer: Answer): Asking {
  const asked = listAt(input, 'questions')
  return {
    asks: asked.map(questionAsk),
    reply: (chosen) =>
      chosen.includes(undefined)
        ? answer({ behavior: 'deny', message: 'Nobody answered.' })
        : answer({
            behavior: 'allow',
            updatedInput: Object.assign({}, input, {
              answers: Object.fromEntries(
                asked.map((question, index) => [textAt(question, 'question') ?? '', chosen[index]]),
              ),
            }),
          }),
  }
}
