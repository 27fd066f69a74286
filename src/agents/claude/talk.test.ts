import { expect, test } from 'vitest'
import type { Heard, Talk } from '../talk.ts'
import { claude } from './form.ts'

const begun = (): Talk => {
  const talk = claude.headless?.talk?.begin({ cwd: '/workspace', prompt: 'fix it', resume: undefined })
  if (talk === undefined) throw new Error('nobody can talk with Claude Code')
  talk.open()
  return talk
}

const request = (id: string, body: object) => ({ type: 'control_request', request_id: id, request: body })
const wants = (tool: string, input: object, suggestions: readonly object[] = []) => ({
  ...{ subtype: 'can_use_tool', tool_name: tool, input, permission_suggestions: suggestions },
})
const asksIn = (heard: Heard | undefined) => heard?.asks ?? []
const answerIn = (said: readonly object[]) => said.map((line) => Reflect.get(line, 'response'))

test('what may be allowed for good is allowed for this talk alone, and written into no file', () => {
  const talk = begun()
  const rule = {
    ...{ type: 'addRules', behavior: 'allow', destination: 'localSettings' },
    rules: [{ toolName: 'Bash', ruleContent: 'npm test:*' }, { toolName: 'WebSearch' }],
  }
  const [asked] = asksIn(talk.hear(request('r1', wants('Bash', { command: 'npm test' }, [rule]))))
  expect(asked?.title).toBe('Bash: npm test')
  expect(asked?.options.map(({ name, kind }) => [name, kind])).toEqual([
    ['Allow', 'allow_once'],
    ['Allow from now on: Bash(npm test:*), WebSearch', 'allow_always'],
    ['Deny', 'reject_once'],
  ])
  expect(answerIn(talk.answer(asked?.id ?? '', 'always'))).toEqual([
    {
      ...{ subtype: 'success', request_id: 'r1' },
      response: {
        ...{ behavior: 'allow', updatedInput: { command: 'npm test' } },
        updatedPermissions: [{ ...rule, destination: 'session' }],
      },
    },
  ])
})

test('where it suggests no rule, none can be made', () => {
  const [asked] = asksIn(begun().hear(request('r1', wants('Bash', { command: 'npm test' }))))
  expect(asked?.options.map(({ id }) => id)).toEqual(['allow', 'deny'])
})

test('no is no, nobody’s answer ends its turn, and a word that was not offered is nobody’s', () => {
  const talk = begun()
  const answers = ['deny', undefined, 'always'].map((option, index) => {
    const [asked] = asksIn(talk.hear(request(`r${index}`, wants('Bash', {}))))
    return answerIn(talk.answer(asked?.id ?? '', option))
  })
  expect(answers).toMatchObject([
    [{ request_id: 'r0', response: { behavior: 'deny' } }],
    [{ request_id: 'r1', response: { behavior: 'deny', interrupt: true } }],
    [{ request_id: 'r2', response: { behavior: 'deny', interrupt: true } }],
  ])
  expect(JSON.stringify(answers[0])).not.toContain('interrupt')
})

test('several questions at once are asked each, and answered together', () => {
  const talk = begun()
  const input = {
    questions: [
      { question: 'Which colour?', options: [{ label: 'red', description: 'as blood' }, { label: 'blue' }] },
      { question: 'How big?', options: [{ label: 'small' }, { label: 'large' }] },
    ],
  }
  const asked = asksIn(talk.hear(request('r1', wants('AskUserQuestion', input))))
  expect(asked.map(({ id, title }) => [id, title])).toEqual([
    ['1', 'Which colour?'],
    ['2', 'How big?'],
  ])
  expect(asked[0]?.options.map(({ name }) => name)).toEqual(['red: as blood', 'blue'])
  expect(talk.answer('2', 'large')).toEqual([])
  expect(answerIn(talk.answer('1', 'red'))).toMatchObject([
    {
      request_id: 'r1',
      response: {
        behavior: 'allow',
        updatedInput: { ...input, answers: { 'Which colour?': 'red', 'How big?': 'large' } },
      },
    },
  ])
  expect(talk.answer('1', 'blue')).toEqual([])
})

test('what it withdraws is named, once, with all that was asked in that line', () => {
  const talk = begun()
  talk.hear(request('r1', wants('Bash', {})))
  talk.hear(request('r2', wants('AskUserQuestion', { questions: [{ question: 'a' }, { question: 'b' }] })))
  const cancel = { type: 'control_cancel_request', request_id: 'r2' }
  expect(talk.hear(cancel)).toEqual({ withdraws: ['2', '3'] })
  expect(talk.hear(cancel)).toEqual({ withdraws: [] })
})

test('what hal can’t do is refused, so that it does not wait for ever', () => {
  expect(begun().hear(request('r1', { subtype: 'mcp_message', server_name: 's' }))).toEqual({
    says: [
      {
        type: 'control_response',
        response: { subtype: 'error', error: 'hal has no mcp_message', request_id: 'r1' },
      },
    ],
  })
})

test('a program that ends in the middle of a turn was cut; one that ends after it was not', () => {
  const talk = begun()
  expect(talk.end()).toEqual([{ type: 'cut' }])
  expect(talk.hear({ type: 'result', result: 'Done.' })).toMatchObject({ isOver: true })
  expect(talk.end()).toEqual([])
  talk.prompt('and more')
  expect(talk.end()).toEqual([{ type: 'cut' }])
})

test('a program that ends after somebody stopped it says that alone', () => {
  const talk = begun()
  const line = { type: 'text', text: '[Request interrupted by user for tool use]' }
  expect(talk.hear({ type: 'user', message: { content: [line] } })).toEqual({
    events: [{ type: 'interrupted' }],
  })
  expect(talk.end()).toEqual([])
})
