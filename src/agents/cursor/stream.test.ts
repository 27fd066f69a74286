import { expect, test } from 'vitest'
import { cursorReader } from './stream.ts'

// By its documentation: the lines are made up here, none was recorded.

const line = (type: string, more: object = {}): string =>
  `${JSON.stringify({ type, session_id: 'c6b62c6f-7ead-4fd6-9922-e952131177ff', ...more })}\n`
const words = (text: string) => ({ message: { role: 'assistant', content: [{ type: 'text', text }] } })
const call = (subtype: string, tool_call: object) =>
  line('tool_call', { subtype, call_id: 'toolu_1', tool_call })

const read = (...lines: readonly string[]) => {
  const reader = cursorReader()
  return [...reader.read(Buffer.from(lines.join(''))), ...reader.end()]
}

test('a run is told step by step, with its session first and its answer last', () => {
  const args = { path: 'login.txt', fileText: 'fixed' }
  expect(
    read(
      line('system', { subtype: 'init', model: 'fake-1', permissionMode: 'default' }),
      line('user', words('fix the login')),
      line('assistant', words('I will.')),
      call('started', { writeToolCall: { args } }),
      call('completed', {
        writeToolCall: { args, result: { success: { path: 'login.txt', linesCreated: 1 } } },
      }),
      line('assistant', words('Done: fixed.')),
      line('result', { subtype: 'success', is_error: false, result: 'I will.Done: fixed.' }),
    ),
  ).toEqual([
    { type: 'session', id: 'c6b62c6f-7ead-4fd6-9922-e952131177ff' },
    { type: 'text', form: 'whole', text: 'I will.' },
    { type: 'tool_call', id: 'toolu_1', name: 'write', input: args },
    { type: 'tool_result', id: 'toolu_1', isError: false, text: '' },
    { type: 'text', form: 'whole', text: 'Done: fixed.' },
    { type: 'complete', answer: 'I will.Done: fixed.' },
  ])
})

test('a command that failed is no success, whatever it is called', () => {
  const result = { success: { exitCode: 2, stdout: 'no such file' } }
  expect(read(call('completed', { shellToolCall: { result } }))).toMatchObject([
    { isError: true, exitCode: 2, text: 'no such file' },
  ])
  expect(
    read(call('completed', { shellToolCall: { result: { rejected: { reason: 'no' } } } })),
  ).toMatchObject([{ isError: true }])
})

test('a tool of another kind has the name that it is called by', () => {
  expect(read(call('started', { function: { name: 'mcp', arguments: '{}' } }))).toMatchObject([
    { type: 'tool_call', name: 'mcp', input: '{}' },
  ])
})

test('nothing that it could say breaks anything', () => {
  for (const odd of [
    line('tool_call'),
    line('result'),
    line('assistant'),
    call('completed', {}),
    '[]\n',
    line('new'),
  ])
    expect(read(odd)).toHaveLength(odd === line('assistant') ? 0 : 1)
})
