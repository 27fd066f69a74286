import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { talkOver } from '../../../test/rigs/talk-over.ts'
import { knownForms } from '../forms.ts'
import type { AgentEvent } from '../stream/agent-event.ts'
import { editsTold } from '../stream/edits-told.ts'
import type { Heard, Permission } from '../talk.ts'
import { TalkReader } from '../talk-reader.ts'
import { acpTalk } from './acp-talk.ts'

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
  // It leaves when nothing more comes.
  input.on('end', () => output.end())
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
  readonly decide?: (asked: Permission) => string | undefined
  readonly prompts?: readonly string[]
}

async function turn(
  process: ReturnType<typeof agent>,
  { resume, ...how }: Asking = {},
): Promise<readonly AgentEvent[]> {
  const events: AgentEvent[] = []
  const talk = acpTalk({ cwd: '/workspace', prompt: 'fix it', resume })
  await talkOver({ talk, agent: process, heard: (event) => events.push(event), ...how })
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
          result(id, {
            stopReason: 'end_turn',
            usage: { inputTokens: 9, outputTokens: 5, cachedReadTokens: 3 },
          }),
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
    { type: 'usage', of: 'step', inputTokens: 9, outputTokens: 5, cachedTokens: 3 },
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

it('passes on what nobody can read', async () => {
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
      ...{ id: '1', title: 'rm -rf build', about: '', input: { command: 'rm -rf build' } },
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
    { type: 'cut' },
  ])
})

it('answers what it has no part in by an error, and goes on', async () => {
  const answers: unknown[] = []
  const process = agent((say) => (message) => {
    if (message.id === 99) answers.push(message)
    opens((_say, id) =>
      say(
        { jsonrpc: '2.0', id: 99, method: 'fs/read_text_file', params: { path: '/etc/passwd' } },
        result(id, { stopReason: 'end_turn' }),
      ),
    )(say)(message)
  })
  expect((await turn(process)).at(-1)).toEqual({ type: 'complete', answer: '' })
  expect(answers).toMatchObject([{ id: 99, error: { code: -32_601 } }])
})

it('gives the next prompt to the same session when a turn is over', async () => {
  const given: unknown[] = []
  const process = agent((say) => (message) => {
    if (message.method === 'session/prompt') given.push(message.params)
    opens((_say, id) => say(words(`answer ${given.length}`), result(id, { stopReason: 'end_turn' })))(say)(
      message,
    )
  })
  const events = await turn(process, { prompts: ['and now?'] })
  expect(events.filter(({ type }) => type === 'complete')).toEqual([
    { type: 'complete', answer: 'answer 1' },
    { type: 'complete', answer: 'answer 2' },
  ])
  expect(given).toEqual([
    { sessionId: 's1', prompt: [{ type: 'text', text: 'fix it' }] },
    { sessionId: 's1', prompt: [{ type: 'text', text: 'and now?' }] },
  ])
})

it.each(['copilot', 'gemini', 'opencode'])('tells of an edit by %s, whatever its tool is called', (name) => {
  const headless = knownForms.find((form) => form.name === name)?.headless
  const talk = headless?.talk?.begin({ cwd: '/workspace', prompt: 'fix it', resume: undefined })
  if (headless === undefined || talk === undefined) throw new Error(`nobody can talk with ${name}`)
  talk.open()
  const call = { toolCallId: 't1', title: 'a.ts', kind: 'edit', rawInput: { path: 'a.ts' } }
  const events = [
    result(0, { protocolVersion: 1 }),
    result(1, { sessionId: 's1' }),
    update({ sessionUpdate: 'tool_call', status: 'in_progress', ...call }),
    update({ sessionUpdate: 'tool_call_update', toolCallId: 't1', status: 'completed' }),
  ].flatMap((line) => talk.hear(line)?.events ?? [])
  expect(editsTold(events, headless.edits)).toBe(1)
})

const permission = (id: string) => ({
  ...{ jsonrpc: '2.0', id, method: 'session/request_permission' },
  params: {
    sessionId: 's1',
    toolCall: { toolCallId: id, title: id, rawInput: { command: id } },
    options: [{ optionId: 'yes', name: 'Allow', kind: 'allow_once' }],
  },
})

it.each([1, 7, 100_000])(
  'says and tells the same when it hears the same again, cut every %i bytes',
  (size) => {
    const bytes = Buffer.from(
      [
        ...[result(0, { protocolVersion: 1 }), result(1, { sessionId: 's1' }), words('I look.')],
        ...[permission('a'), words('And there.'), permission('b'), result(2, { stopReason: 'end_turn' })],
        ...[words('Again.'), result(3, { stopReason: 'end_turn' })],
      ]
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
    )
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
      bytes.subarray(at * size, (at + 1) * size),
    )
    const talk = acpTalk({ cwd: '/workspace', prompt: 'fix it', resume: undefined })
    const reader = new TalkReader(talk)
    const says: unknown[] = [...talk.open()]
    const kinds: string[] = []
    const deal = ({ events = [], says: more = [], asks = [], isOver }: Heard) => {
      kinds.push(...events.map((event) => ('text' in event ? event.text : event.type)))
      says.push(...more, ...asks.flatMap(({ id }) => talk.answer(id, 'yes')))
      if (isOver === true && says.length < 6) says.push(...talk.prompt('and now?'))
    }
    for (const piece of pieces) for (const heard of reader.read(piece)) deal(heard)
    deal(reader.end())
    expect(says).toMatchObject([
      { id: 0, method: 'initialize' },
      { id: 1, method: 'session/new' },
      { id: 2, method: 'session/prompt' },
      { id: 'a', result: { outcome: { outcome: 'selected', optionId: 'yes' } } },
      { id: 'b', result: { outcome: { outcome: 'selected', optionId: 'yes' } } },
      { id: 3, method: 'session/prompt' },
    ])
    expect(kinds).toEqual([
      ...['session', 'I look.', 'I look.', 'tool_call', 'And there.', 'And there.', 'tool_call', 'complete'],
      ...['Again.', 'Again.', 'complete'],
    ])
  },
)
