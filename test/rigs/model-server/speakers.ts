import { dig, speaker } from './speaker.ts'

const described = (command: string) => ({ command, description: 'what the script says' })
const fields = (...names: string[]) => ({
  ...{ type: 'object', properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) },
})
const times = <Value>(count: number, values: readonly Value[]): readonly Value[] =>
  Array.from({ length: count }, () => values).flat()

const anthropic = speaker(
  {
    ...{ name: 'anthropic', question: 'AskUserQuestion' },
    shell: (command) => ({ name: 'Bash', input: described(command) }),
    events: [
      'message_start',
      ...times(2, ['content_block_start', 'content_block_delta', 'content_block_stop']),
      ...['message_delta', 'message_stop'],
    ],
  },
  {
    path: () => '/v1/messages',
    body: ({ asked, results, isStreamed, isForTitle }) => ({
      ...{ model: 'm', stream: isStreamed },
      messages: [
        { role: 'user', content: [{ type: 'text', text: asked }] },
        ...times<object>(results, [
          { role: 'assistant', content: [{ type: 'tool_use' }] },
          { role: 'user', content: [{ type: 'tool_result' }] },
        ]),
      ],
      ...(isForTitle
        ? { output_config: { format: { schema: fields('title') } } }
        : {
            tools: [
              { name: 'Bash', input_schema: fields('command') },
              { name: 'AskUserQuestion', input_schema: fields('questions') },
            ],
          }),
    }),
    text: ['delta', 'text'],
    wholeText: ['content', 0, 'text'],
    call: (event) => ({
      name: dig(event, 'content_block', 'name') ?? dig(event, 'content', 1, 'name'),
      input: dig(event, 'delta', 'partial_json') ?? dig(event, 'content', 1, 'input'),
    }),
    refusal: ['error', 'message'],
    resetsAt: (_body, headers) => Number(headers.get('anthropic-ratelimit-unified-reset')) * 1000,
  },
)

const chatTool = (name: string, field: string) => ({
  ...{ type: 'function', function: { name, parameters: fields(field) } },
})

const openaiChat = speaker(
  {
    ...{ name: 'openai chat', question: 'ask_user' },
    shell: (command) => ({ name: 'bash', input: described(command) }),
    events: ['chat.completion.chunk', '[DONE]'],
  },
  {
    path: () => '/v1/chat/completions',
    body: ({ asked, results, isStreamed, isForTitle }) => ({
      ...{ model: 'm', stream: isStreamed },
      messages: [
        { role: 'system', content: isForTitle ? 'You are a title generator.' : 'You are an agent.' },
        { role: 'user', content: asked },
        ...times<object>(results, [{ role: 'assistant' }, { role: 'tool' }]),
      ],
      ...(isForTitle
        ? {}
        : { tools: [chatTool('bash', 'command'), chatTool('ask_user', 'requestedSchema')] }),
    }),
    text: ['choices', 0, 'delta', 'content'],
    wholeText: ['choices', 0, 'message', 'content'],
    call: (event) => {
      const call =
        dig(event, 'choices', 0, 'delta', 'tool_calls', 0) ??
        dig(event, 'choices', 0, 'message', 'tool_calls', 0)
      return { name: dig(call, 'function', 'name'), input: dig(call, 'function', 'arguments') }
    },
    refusal: ['error', 'message'],
    resetsAt: (body) => Number(dig(body, 'error', 'resets_at')) * 1000,
  },
)

const openaiResponses = speaker(
  {
    ...{ name: 'openai responses', question: 'request_user_input' },
    shell: (cmd) => ({ name: 'exec_command', input: { cmd } }),
    events: [
      ...['response.created', 'response.output_item.added', 'response.output_text.delta'],
      ...['response.output_item.done', 'response.completed'],
    ],
  },
  {
    path: () => '/v1/responses',
    body: ({ asked, results, isStreamed, isForTitle }) => ({
      ...{ model: 'm', stream: isStreamed },
      input: [
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: asked }] },
        ...times<object>(results, [{ type: 'function_call' }, { type: 'function_call_output' }]),
      ],
      ...(isForTitle
        ? { text: { format: { schema: fields('title') } } }
        : {
            tools: [
              { type: 'function', name: 'exec_command', parameters: fields('cmd') },
              { type: 'function', name: 'request_user_input', parameters: fields('questions') },
              { type: 'web_search' },
            ],
          }),
    }),
    text: ['delta'],
    wholeText: ['output', 0, 'content', 0, 'text'],
    call: (event) => {
      const item = dig(event, 'item') ?? dig(event, 'output', 1)
      return { name: dig(item, 'name'), input: dig(item, 'arguments') }
    },
    refusal: ['error', 'message'],
    resetsAt: (body) => Number(dig(body, 'error', 'resets_at')) * 1000,
  },
)

const gemini = speaker(
  {
    ...{ name: 'gemini', question: 'ask_user' },
    shell: (command) => ({ name: 'run_shell_command', input: described(command) }),
    events: ['nameless'],
  },
  {
    path: (isStreamed) =>
      `/v1beta/models/m:${isStreamed ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
    body: ({ asked, results, isForTitle }) => ({
      contents: [
        { role: 'user', parts: [{ text: asked }] },
        ...times<object>(results, [
          { role: 'model', parts: [{ functionCall: {} }] },
          { role: 'user', parts: [{ functionResponse: {} }] },
        ]),
      ],
      ...(isForTitle
        ? { generationConfig: { responseJsonSchema: fields('title') } }
        : {
            tools: [
              {
                functionDeclarations: [
                  { name: 'run_shell_command', parametersJsonSchema: fields('command') },
                  { name: 'ask_user', parameters: fields('questions') },
                ],
              },
            ],
          }),
    }),
    text: ['candidates', 0, 'content', 'parts', 0, 'text'],
    wholeText: ['candidates', 0, 'content', 'parts', 0, 'text'],
    call: (event) => {
      const part = (at: number) => dig(event, 'candidates', 0, 'content', 'parts', at, 'functionCall')
      const call = part(0) ?? part(1)
      return { name: dig(call, 'name'), input: dig(call, 'args') }
    },
    refusal: ['error', 'message'],
    resetsAt: (body) =>
      Date.now() + Number.parseInt(String(dig(body, 'error', 'details', 0, 'retryDelay')), 10) * 1000,
  },
)

export const speakers = [anthropic, openaiChat, openaiResponses, gemini] as const
