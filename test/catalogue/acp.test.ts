import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acpTurn, type Permission } from '../../src/agents/acp/acp-turn.ts'
import { knownForms } from '../../src/agents/forms.ts'
import type { AgentEvent } from '../../src/agents/stream/agent-event.ts'
import { outcomeOf } from '../../src/agents/stream/outcome-of.ts'
import { modelsOf, plantedKey } from '../rigs/agent-person.ts'
import { isWhole, stepOf } from '../rigs/agent-steps.ts'
import { type HeadlessAgent, headlessAgent } from '../rigs/headless-agent.ts'
import { removeImages } from '../rigs/image-builds.ts'
import { bash, refuse, say, script } from '../rigs/model-server/script.ts'
import { type ModelServer, startModelServer } from '../rigs/model-server/server.ts'

// The real agents over the Agent Client Protocol, from npm, against a model that follows a script.

let models: ModelServer

beforeAll(async () => {
  const answers = script([
    { when: /fix the login/, do: [say('I will.'), bash('cat pipe > login.txt'), say('Done: fixed.')] },
    { when: /make a mess/, do: [say('I would.'), bash('echo mess > mess.txt'), say('It was not allowed.')] },
    { when: /bad request/, do: [refuse(400, 'the request is bad')] },
    { when: /begin and wait/, do: [say('I begin.'), bash('cat pipe'), say('It is over.')] },
    { do: [say('Hello again.')] },
  ])
  models = await startModelServer(answers, { on: 'bridge' })
})
afterAll(async () => {
  await models[Symbol.asyncDispose]()
  await removeImages()
})

const agents = knownForms.flatMap(({ name, headless, secrets: [secret = ''] }) =>
  headless?.acp === undefined ? [] : [{ name, launch: headless.acp, secret }],
)

interface Turn {
  readonly decide?: (asked: Permission) => string | undefined
  readonly heard?: (event: AgentEvent) => void
  readonly resume?: string | undefined
  readonly signal?: AbortSignal
}

const allow = ({ options }: Permission) => options.find(({ kind }) => kind === 'allow_once')?.id
const reject = ({ options }: Permission) => options.find(({ kind }) => kind === 'reject_once')?.id

describe.each(agents)('$name', ({ name, launch, secret }) => {
  let agent: HeadlessAgent
  beforeAll(async () => {
    agent = await headlessAgent(name, { [secret]: plantedKey })
    await agent.makePipe('pipe')
  })
  afterAll(() => agent[Symbol.asyncDispose]())

  const ask = async (prompt: string, { decide = allow, heard, resume, signal }: Turn = {}) => {
    const events: AgentEvent[] = []
    const asked: Permission[] = []
    const wish = {
      ...{ baseUrl: modelsOf(name, models), env: {}, hasLogin: false, model: 'fake-1', isRoot: false },
      secrets: new Set([secret]),
    }
    await agent.talk(launch(wish), (talk) =>
      acpTurn({
        ...{ agent: talk, cwd: '/workspace', prompt, resume },
        heard: (event) => {
          events.push(event)
          heard?.(event)
        },
        decide: async (permission) => {
          asked.push(permission)
          return decide(permission)
        },
        ...(signal === undefined ? {} : { signal }),
      }),
    )
    return { events, asked, outcome: outcomeOf(events, 0) }
  }
  let session: string | undefined

  test('asks before it acts, and says what it does while it does it', async () => {
    // Longer than one word of a command line may be.
    const { events, asked, outcome } = await ask(`fix the login\n${'and more words, '.repeat(10_000)}`, {
      heard: (event) => {
        if (isWhole(event, 'I will.')) agent.write('pipe', 'fixed\n')
      },
    })
    expect(outcome).toEqual({ kind: 'completed', answer: 'Done: fixed.' })
    expect(readFileSync(join(agent.workspace, 'login.txt'), 'utf8')).toBe('fixed\n')
    expect(events.flatMap(stepOf)).toEqual(['I will.', 'tool_call', 'went well', 'Done: fixed.'])
    expect(events.filter(({ type }) => type === 'unknown' || type === 'error')).toEqual([])
    expect(asked).toHaveLength(1)
    expect(JSON.stringify(asked)).toContain('cat pipe > login.txt')
    session = events.find((event) => event.type === 'session')?.id
  })

  test('does not do what it may not', async () => {
    const { events } = await ask('make a mess', { decide: reject })
    expect(existsSync(join(agent.workspace, 'mess.txt'))).toBe(false)
    expect(events.flatMap(stepOf)).not.toContain('went well')
  })

  // Gemini CLI doesn't find its own earlier session this way.
  test.skipIf(name === 'gemini')('goes on with a talk', async () => {
    const { events, outcome } = await ask(`and now say hello, ${name}`, { resume: session })
    expect(outcome).toEqual({ kind: 'completed', answer: 'Hello again.' })
    expect(events.flatMap(stepOf)).toEqual(['Hello again.'])
    const seen = await models.saw(
      ({ isAside, talk }) => !isAside && talk?.asked.includes(`and now say hello, ${name}`) === true,
    )
    expect(JSON.stringify(seen.body)).toContain('fix the login')
  })

  test('is refused, and says why', async () => {
    const { outcome } = await ask('make a bad request')
    // Copilot CLI says it as if that were its answer, and OpenCode doesn't say how it was refused.
    const expected = {
      copilot: { kind: 'completed', answer: 'Error: 400 the request is bad' },
      gemini: { kind: 'failed', reason: 'refused', message: 'the request is bad' },
      opencode: { kind: 'failed', reason: 'other', message: 'Internal error: the request is bad' },
    }
    expect({ [name]: outcome }).toMatchObject({
      [name]: Object.entries(expected).find(([of]) => of === name)?.[1],
    })
  })

  test('stops when asked to, and says so', async () => {
    const stop = new AbortController()
    const { events, outcome } = await ask('begin and wait', {
      heard: (event) => {
        if (event.type === 'tool_call') stop.abort()
      },
      signal: stop.signal,
    })
    expect(outcome).toEqual({ kind: 'interrupted' })
    expect(events.flatMap(stepOf)).not.toContain('It is over.')
  })
})
