import { PassThrough } from 'node:stream'
import { expect, it, vi } from 'vitest'
import type { AgentEvent } from '../stream/agent-event.ts'
import { acpTurn, type Permission } from './acp-turn.ts'

type Answer = (request: { readonly id: number; readonly method: string; readonly params: object }) => void

/** An agent that answers as `act` says: it is given what it is asked, and the lines that it prints. */
function agent(act: (say: (...lines: readonly (object | string)[]) => void) => Answer) {
  const input = new PassThrough()
  const output = new PassThrough()
  const answer = act((...lines) => {
    for (const line of lines) output.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`)
  })
  input.on('data', (bytes: Buffer) => {
    for (const line of bytes.toString().trim().split('\n')) answer(JSON.parse(line))
  })
  return { input, output }
}

const result = (id: number, value: object) => ({ jsonrpc: '2.0', id, result: value })
const update = (value: object) => ({
  ...{ jsonrpc: '2.0', method: 'session/update', params: { sessionId: 's1', update: value } },
})
const words = (text: string) =>
  update({ sessionUpdate: 'agent_message_chunk', content: { type: 'text', text } })

/** What every agent answers to before its prompt. */
const opens =
  (onPrompt: (say: (...lines: readonly (object | string)[]) => void, id: number) => void) =>
  (say: (...lines: readonly (object | string)[]) => void): Answer =>
  ({ id, method }) => {
    if (method === 'initialize') say(result(id, { protocolVersion: 1 }))
    if (method === 'session/new') say(result(id, { sessionId: 's1' }))
    if (method === 'session/load') say(words('an old answer'), result(id, {}))
    if (method === 'session/prompt') onPrompt(say, id)
  }

interface Asking {
  readonly resume?: string
  readonly decide?: (asked: Permission) => string | undefined | Promise<undefined>
  readonly signal?: AbortSignal
}

async function turn(
  process: ReturnType<typeof agent>,
  { resume, decide, signal }: Asking = {},
): Promise<readonly AgentEvent[]> {
  const events: AgentEvent[] = []
  await acpTurn({
    ...{ agent: process, cwd: '/workspace', prompt: 'fix it', resume },
    heard: (event) => events.push(event),
    decide: async (asked) => decide?.(asked),
    ...(signal === undefined ? {} : { signal }),
  })
  // Nothing more comes, however it went.
  expect(process.input.writableEnded).toBe(true)
  return events
}

it('tells what an agent says, in pieces and whole, and its answer', async () => {
  const events = await turn(
    agent(
      opens((say, id) =>
        say(
          words('I '),
          words('look.'),
          update({
            sessionUpdate: 'tool_call',
            toolCallId: 't1',
            title: 'cat x',
            kind: 'read',
            status: 'pending',
          }),
          update({
            sessionUpdate: 'tool_call_update',
            toolCallId: 't1',
            kind: 'read',
            rawInput: { path: 'x' },
          }),
          update({
            ...{ sessionUpdate: 'tool_call_update', toolCallId: 't1', status: 'completed' },
            content: [{ type: 'content', content: { type: 'text', text: 'its text' } }],
          }),
          words('It is so.'),
          result(id, { stopReason: 'end_turn' }),
        ),
      ),
    ),
  )
  expect(events).toEqual([
    { type: 'session', id: 's1' },
    { type: 'text', form: 'delta', text: 'I ' },
    { type: 'text', form: 'delta', text: 'look.' },
    { type: 'text', form: 'whole', text: 'I look.' },
    { type: 'tool_call', id: 't1', name: 'read', input: { path: 'x' } },
    { type: 'tool_result', id: 't1', isError: false, text: 'its text' },
    { type: 'text', form: 'delta', text: 'It is so.' },
    { type: 'text', form: 'whole', text: 'It is so.' },
    { type: 'complete', answer: 'It is so.' },
  ])
})

it('leaves out what was said in the talk before', async () => {
  const events = await turn(
    agent(opens((say, id) => say(words('new'), result(id, { stopReason: 'end_turn' })))),
    {
      resume: 's1',
    },
  )
  expect(events.at(-1)).toEqual({ type: 'complete', answer: 'new' })
  expect(JSON.stringify(events)).not.toContain('an old answer')
})

it('passes on what nobody can read, and stays silent itself', async () => {
  const complaints = vi.spyOn(console, 'error')
  const events = await turn(
    agent(
      opens((say, id) =>
        say(
          'Loaded 3 plugins',
          '{"jsonrpc":"2.0"}',
          result(4711, {}),
          update({ sessionUpdate: 'something_new', with: 1 }),
          update({ sessionUpdate: 'agent_message_chunk', content: { type: 'hologram' } }),
          result(id, { stopReason: 'end_turn' }),
        ),
      ),
    ),
  )
  expect(
    events.filter(({ type }) => type === 'unknown').map((event) => 'line' in event && event.line),
  ).toEqual([
    'Loaded 3 plugins',
    '{"jsonrpc":"2.0"}',
    '{"jsonrpc":"2.0","id":4711,"result":{}}',
    expect.stringContaining('something_new'),
  ])
  expect(complaints).not.toHaveBeenCalled()
})

it.each([
  ['an option of the agent’s', 'yes', { outcome: 'selected', optionId: 'yes' }],
  ['an option that it doesn’t offer', 'always', { outcome: 'cancelled' }],
  ['none', undefined, { outcome: 'cancelled' }],
])('answers what the agent asks by %s', async (_, choice, outcome) => {
  const answers: unknown[] = []
  let prompt = 0
  const process = agent((say) => (message) => {
    const { id, method } = message
    if (id === 99) {
      answers.push(message)
      say(result(prompt, { stopReason: 'end_turn' }))
    }
    opens((_say, promptId) => {
      prompt = promptId
      say({
        ...{ jsonrpc: '2.0', id: 99, method: 'session/request_permission' },
        params: {
          sessionId: 's1',
          toolCall: { toolCallId: 't1', title: 'rm -rf build', rawInput: { command: 'rm -rf build' } },
          options: [{ optionId: 'yes', name: 'Allow', kind: 'allow_once' }],
        },
      })
    })(say)({ id, method, params: {} })
  })
  const asked: Permission[] = []
  await turn(process, {
    decide: (permission) => {
      asked.push(permission)
      return choice
    },
  })
  expect(asked).toEqual([
    {
      ...{ title: 'rm -rf build', input: { command: 'rm -rf build' } },
      options: [{ id: 'yes', name: 'Allow', kind: 'allow_once' }],
    },
  ])
  expect(answers).toMatchObject([{ result: { outcome } }])
})

it.each([
  [
    { code: -32_000, message: 'Authentication required' },
    { kind: 'login', message: 'Authentication required' },
  ],
  [
    { code: -32_603, message: 'Internal error', data: { details: 'it broke' } },
    { kind: 'other', message: 'it broke' },
  ],
  [
    { code: 429, message: 'Too much' },
    { kind: 'limit', message: 'Too much' },
  ],
])('says why the agent gave up: %o', async (error, expected) => {
  const events = await turn(agent(opens((say, id) => say({ jsonrpc: '2.0', id, error }))))
  expect(events.at(-1)).toEqual({ type: 'error', isRetried: false, ...expected })
})

it('says that an agent ended in the middle, and what it had said', async () => {
  const process = agent(
    opens((say) => {
      say(words('I beg'))
      process.output.end()
    }),
  )
  expect((await turn(process)).slice(-2)).toEqual([
    { type: 'text', form: 'whole', text: 'I beg' },
    { type: 'error', kind: 'other', message: 'it ended without an answer', isRetried: false },
  ])
})

it.each([
  ['is greeted', 'initialize', undefined],
  ['opens a session', 'session/new', undefined],
  ['looks for an old session', 'session/load', 's1'],
])('ends at once where it is to stop while the agent %s and does not answer', async (_, held, resume) => {
  const stop = new AbortController()
  const asked: string[] = []
  const process = agent((say) => (message) => {
    asked.push(message.method)
    if (message.method === held) stop.abort()
    else opens(() => {})(say)(message)
  })
  const events = await turn(process, {
    signal: stop.signal,
    ...(resume === undefined ? {} : { resume }),
  })
  expect(events).toEqual([{ type: 'interrupted' }])
  expect(asked.at(-1)).toBe(held)
})

it('gives no prompt to an agent that was to stop before', async () => {
  const asked: string[] = []
  const process = agent((say) => (message) => {
    asked.push(message.method)
    opens(() => {})(say)(message)
  })
  expect(await turn(process, { signal: AbortSignal.abort() })).toEqual([{ type: 'interrupted' }])
  expect(asked).not.toContain('session/prompt')
})

it('asks an agent at work to stop, and answers by none what it asks meanwhile', async () => {
  const stop = new AbortController()
  const answers: unknown[] = []
  let prompt = 0
  const process = agent((say) => (message) => {
    const { id, method } = message
    if (id === 99) answers.push(message)
    if (method === 'session/cancel') answers.push(method)
    if (answers.length === 2) say(result(prompt, { stopReason: 'cancelled' }))
    opens((_say, promptId) => {
      prompt = promptId
      say({
        ...{ jsonrpc: '2.0', id: 99, method: 'session/request_permission' },
        params: {
          sessionId: 's1',
          toolCall: { toolCallId: 't1', title: 'rm -rf build' },
          options: [{ optionId: 'yes', name: 'Allow', kind: 'allow_once' }],
        },
      })
    })(say)({ id, method, params: {} })
  })
  const events = await turn(process, {
    signal: stop.signal,
    decide: () => {
      stop.abort()
      // Nobody is there any more who would.
      return Promise.withResolvers<undefined>().promise
    },
  })
  expect(events.at(-1)).toEqual({ type: 'interrupted' })
  expect(answers).toContain('session/cancel')
  expect(answers).toContainEqual(expect.objectContaining({ result: { outcome: { outcome: 'cancelled' } } }))
})

it('an agent that ends without a word once it is to stop was stopped', async () => {
  const stop = new AbortController()
  const process = agent(
    opens((say) => {
      say(words('I beg'))
      stop.abort()
      process.output.end()
    }),
  )
  expect((await turn(process, { signal: stop.signal })).slice(-2)).toEqual([
    { type: 'text', form: 'whole', text: 'I beg' },
    { type: 'interrupted' },
  ])
})
