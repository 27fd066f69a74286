import { askedWords } from '../asked-words.ts'
import { type Asking, questionAsk } from '../open-asks.ts'
import { listAt, textAt } from '../stream/fields.ts'
import type { PermissionOption } from '../talk.ts'

/**
 * What `codex app-server` asks by a request, and what is to be answered; `undefined`: nothing that hal knows an answer to. `input` is what
 * the item was called with that it is about.
 */
export function askingOf(method: string, params: unknown, input: unknown): Asking | undefined {
  switch (method) {
    case 'item/commandExecution/requestApproval':
      return permission(`Run ${textAt(params, 'command') ?? textAt(input, 'command') ?? 'a command'}`, input)
    case 'item/fileChange/requestApproval': {
      const paths = listAt(input, 'changes').map((change) => textAt(change, 'path') ?? '')
      return permission(`Change ${paths.join(', ') || 'files'}`, input)
    }
    case 'item/tool/requestUserInput':
      return questions(listAt(params, 'questions'))
    default:
      return undefined
  }
}

const permission = (title: string, input: unknown): Asking => ({
  asks: [{ ...askedWords(title, input), input: input ?? null, options }],
  reply: ([option]) => ({ decision: decisions.get(option ?? '') ?? 'cancel' }),
})

const options: readonly PermissionOption[] = [
  { id: 'allow', name: 'Allow', kind: 'allow_once' },
  { id: 'always', name: 'Allow the same from now on', kind: 'allow_always' },
  { id: 'deny', name: 'Deny', kind: 'reject_once' },
]

const decisions: ReadonlyMap<string, string> = new Map([
  ['allow', 'accept'],
  ['always', 'acceptForSession'],
  ['deny', 'decline'],
])

/** Its own tool to ask with. One without options can't be answered, and is left out of the answer. */
function questions(all: readonly unknown[]): Asking {
  const asked = all.filter((question) => listAt(question, 'options').length > 0)
  return {
    asks: asked.map(questionAsk),
    reply: (chosen) => ({
      answers: Object.fromEntries(
        asked.flatMap((question, index) => {
          const answer = chosen[index]
          return answer === undefined ? [] : [[textAt(question, 'id') ?? '', { answers: [answer] }]]
        }),
      ),
    }),
  }
}
