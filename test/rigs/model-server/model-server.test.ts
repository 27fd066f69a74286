import { describe, expect, test } from 'vitest'
import {
  ask,
  bash,
  gate,
  hang,
  hold,
  limit,
  refuse,
  type Script,
  say,
  script,
  slow,
  textOf,
  use,
} from './script.ts'
import { startModelServer } from './server.ts'
import type { Heard, Speaker } from './speaker.ts'
import { speakers } from './speakers.ts'

const fix = script([
  {
    when: /fix the login/,
    do: [say('I will fix it.'), bash('echo hello > hello.txt'), say('Done: wrote hello.txt')],
  },
])

/** What one speaker hears of a script. */
async function hear(
  speaker: Speaker,
  rules: Script,
  asked: string,
  more: { readonly results?: number; readonly isStreamed?: boolean } = {},
): Promise<Heard> {
  await using server = await startModelServer(rules)
  return await speaker.speak(server.address, { asked, ...more })
}

describe.each(speakers)('$name', (speaker) => {
  test('streams a text in pieces, and then the call of the shell tool that it was offered', async () => {
    const heard = await hear(speaker, fix, 'please fix the login')
    expect(heard).toMatchObject({
      status: 200,
      text: 'I will fix it.',
      call: speaker.shell('echo hello > hello.txt'),
    })
    expect(heard.pieces).toBeGreaterThan(1)
    expect(heard.events).toEqual(speaker.events)
  })

  test('goes on after the tool, and ends the turn', async () => {
    const heard = await hear(speaker, fix, 'please fix the login', { results: 1 })
    expect(heard).toMatchObject({ status: 200, text: 'Done: wrote hello.txt', call: undefined })
  })

  test('tells the same at once to who wants no stream', async () => {
    const heard = await hear(speaker, fix, 'please fix the login', { isStreamed: false })
    expect(heard).toMatchObject({ text: 'I will fix it.', call: speaker.shell('echo hello > hello.txt') })
  })

  test('asks the person by the tool that is there for it', async () => {
    const heard = await hear(speaker, script([{ do: [ask('Which colour?', ['red', 'blue'])] }]), 'go')
    expect(heard.call?.name).toBe(speaker.question)
    expect(JSON.stringify(heard.call?.input)).toMatch(/Which colour\?.*red.*blue/)
  })

  test('keeps every letter of a long text', async () => {
    const text = textOf(64_000)
    expect(text).toHaveLength(64_000)
    expect((await hear(speaker, script([{ do: [slow(0), say(text)] }]), 'go')).text).toBe(text)
  })

  test('refuses as its maker does', async () => {
    const heard = await hear(speaker, script([{ do: [refuse(401, 'no such key')] }]), 'go')
    expect(heard).toMatchObject({ status: 401, refusal: 'no such key' })
  })

  test('says when a limit is over', async () => {
    const inAnHour = new Date(Date.now() + 3_600_000)
    const heard = await hear(speaker, script([{ do: [limit(inAnHour)] }]), 'go')
    expect(heard.status).toBe(429)
    expect(heard.resetsAt.getTime()).toBeCloseTo(inAnHour.getTime(), -4)
  })

  test('answers a title beside the script', async () => {
    await using server = await startModelServer(fix)
    const heard = await speaker.speak(server.address, { asked: 'fix the login', isForTitle: true })
    expect(heard).toMatchObject({ text: expect.stringContaining('A scripted talk'), call: undefined })
    expect(server.requests.map(({ isAside }) => isAside)).toEqual([true])
  })
})

const [claude] = speakers

test('a rule with `times` lets the next one answer when it is used up', async () => {
  await using server = await startModelServer(
    script([{ times: 2, do: [refuse(500)] }, { do: [say('well again')] }]),
  )
  const statuses = []
  for (let at = 0; at < 3; at += 1)
    statuses.push((await claude.speak(server.address, { asked: 'go' })).status)
  expect(statuses).toEqual([500, 500, 200])
})

test('a held answer ends when the test releases it', async () => {
  const held = gate()
  await using server = await startModelServer(script([{ do: [say('one '), hold(held), say('two')] }]))
  let isAnswered = false
  const heard = claude.speak(server.address, { asked: 'go' }).finally(() => {
    isAnswered = true
  })
  await server.saw(({ talk }) => talk?.asked === 'go')
  await fetch(`${server.address}/v1/models`)
  expect(isAnswered).toBe(false)
  held.release()
  expect((await heard).text).toBe('one two')
})

test('what hangs ends with the server', async () => {
  const server = await startModelServer(
    script([
      { when: /at once/, do: [hang()] },
      { when: /half/, do: [say('I begin, and '), hang()] },
    ]),
  )
  const both = ['at once', 'half'].map((asked) => claude.speak(server.address, { asked }))
  const ended = Promise.allSettled(both)
  await server.saw(({ talk }) => talk?.asked === 'at once')
  await server.saw(({ talk }) => talk?.asked === 'half')
  await server[Symbol.asyncDispose]()
  expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})

test('what programs add to the words of the person is not heard', async () => {
  const added = '<system-reminder>fix the login</system-reminder>say hello'
  expect((await hear(claude, script([...fix, { do: [say('hello')] }]), added)).text).toBe('hello')
})

test('a new prompt begins its own steps, whatever ran before it', async () => {
  await using server = await startModelServer(fix)
  const body = {
    ...{ stream: false, tools: [{ name: 'Bash', input_schema: { properties: { command: {} } } }] },
    messages: [
      { role: 'user', content: 'something else' },
      { role: 'assistant', content: [{ type: 'tool_use' }] },
      { role: 'user', content: [{ type: 'tool_result' }, { type: 'text', text: 'fix the login' }] },
      { role: 'system', content: 'where it runs' },
    ],
  }
  const answered = await fetch(`${server.address}/v1/messages`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  expect(await answered.json()).toMatchObject({ stop_reason: 'tool_use' })
})

test('a step that no offered tool can do says so', async () => {
  const heard = await hear(claude, script([{ do: [use('Write', { file_path: 'a' })] }]), 'go')
  expect(heard.call).toEqual({ name: 'Write', input: { file_path: 'a' } })
  await using server = await startModelServer(fix)
  const body = { messages: [{ role: 'user', content: 'fix the login' }], tools: [{ name: 'Read' }] }
  const answered = await fetch(`${server.address}/v1/messages`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  expect(await answered.text()).toContain('No tool for the step bash among: Read')
})

test('a refusal in the middle of a turn is a mistake of the script', () => {
  expect(() => script([{ do: [say('one'), refuse(500)] }])).toThrow('a refusal is a whole answer')
})

test('what was asked is kept, and no key', async () => {
  await using server = await startModelServer(fix)
  const key = 'sk-very-secret'
  const post = (path: string, headers: Record<string, string>) =>
    fetch(`${server.address}${path}`, { method: 'POST', headers, body: '{"messages":[]}' }).then((one) =>
      one.text(),
    )
  await post('/v1/messages', { 'x-api-key': key })
  await post('/v1/messages/count_tokens', { authorization: `Bearer ${key}` })
  await post(`/v1beta/models/a:generateContent?key=${key}`, {})
  await fetch(`${server.address}/`, { method: 'HEAD' })
  await fetch(`${server.address}/v1/models`).then((one) => one.text())
  expect(server.requests.map(({ method, path, auth }) => `${method} ${path} ${auth}`)).toEqual([
    'POST /v1/messages x-api-key',
    'POST /v1/messages/count_tokens bearer',
    'POST /v1beta/models/a:generateContent query',
    'HEAD / none',
    'GET /v1/models none',
  ])
  expect(JSON.stringify(server.requests)).not.toContain(key)
})

test('a path that no model has is not found', async () => {
  await using server = await startModelServer(fix)
  expect((await fetch(`${server.address}/v2/anything`)).status).toBe(404)
})
