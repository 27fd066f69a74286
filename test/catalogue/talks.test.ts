import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { knownForms } from '../../src/agents/forms.ts'
import type { AgentEvent } from '../../src/agents/stream/agent-event.ts'
import { outcomeOf } from '../../src/agents/stream/outcome-of.ts'
import type { Permission } from '../../src/agents/talk.ts'
import { stepOf } from '../rigs/agent-steps.ts'
import { longOrder, sessionIn, stageAgent, stageModels } from '../rigs/headless-stage.ts'
import { talkOver } from '../rigs/talk-over.ts'

// Agents that are talked to while they work.

const models = stageModels()
const agents = knownForms.flatMap(({ name, headless, secrets: [secret = ''] }) =>
  headless?.talk === undefined ? [] : [{ name, form: headless.talk, secret }],
)

interface Turn {
  readonly decide?: (asked: Permission) => string | undefined
  readonly heard?: (event: AgentEvent) => void
  readonly resume?: string | undefined
  readonly prompts?: readonly string[]
}

const allow = ({ options }: Permission) => options.find(({ kind }) => kind === 'allow_once')?.id
const reject = ({ options }: Permission) => options.find(({ kind }) => kind === 'reject_once')?.id

describe.each(agents)('$name', ({ name, form, secret }) => {
  const stage = stageAgent(models, { name, secret })

  const ask = async (prompt: string, { decide = allow, heard, resume, prompts = [] }: Turn = {}) => {
    const events: AgentEvent[] = []
    const asked: Permission[] = []
    await stage.agent().talk(form.launch({ ...stage.wish(), isUnattended: false, resume }), (agent) =>
      talkOver({
        ...{ agent, prompts, talk: form.begin({ cwd: '/workspace', prompt, resume }) },
        heard: (event) => {
          events.push(event)
          heard?.(event)
        },
        decide: (permission) => {
          asked.push(permission)
          return decide(permission)
        },
      }),
    )
    return { events, asked, outcome: outcomeOf(events, 0) }
  }
  let session: string | undefined

  test('asks before it acts, and says what it does while it does it', async () => {
    const ended = await ask(longOrder, { heard: stage.lets })
    stage.expectFixed(ended)
    expect(ended.asked).toHaveLength(1)
    expect(JSON.stringify(ended.asked)).toContain('cat pipe > login.txt')
    session = sessionIn(ended.events)
  })

  test('does not do what it may not', async () => {
    const { events } = await ask('make a mess', { decide: reject })
    expect(existsSync(join(stage.agent().workspace, 'mess.txt'))).toBe(false)
    expect(events.flatMap(stepOf)).not.toContain('went well')
  })

  // Gemini CLI doesn't find its own earlier session this way.
  test.skipIf(name === 'gemini')('goes on with a talk', async () => {
    const prompt = `and now say hello, ${name}`
    const { events, outcome } = await ask(prompt, { resume: session })
    expect(outcome).toEqual({ kind: 'completed', answer: 'Hello again.' })
    expect(events.flatMap(stepOf)).toEqual(['Hello again.'])
    await stage.expectSameTalk(prompt)
  })

  test('is refused, and says why', async () => {
    const { outcome } = await ask('make a bad request')
    // Copilot CLI says it as if that were its answer, and OpenCode doesn't say how it was refused.
    const expected = {
      claude: { kind: 'failed', reason: 'refused', message: 'API Error: 400 the request is bad' },
      codex: { kind: 'failed', reason: 'refused', message: 'the request is bad' },
      copilot: { kind: 'completed', answer: 'Error: 400 the request is bad' },
      gemini: { kind: 'failed', reason: 'refused', message: 'the request is bad' },
      opencode: { kind: 'failed', reason: 'other', message: 'Internal error: the request is bad' },
    }
    expect({ [name]: outcome }).toMatchObject({
      [name]: Object.entries(expected).find(([of]) => of === name)?.[1],
    })
  })

  // The others have no tool for that here.
  test.runIf(name === 'claude')('asks by its own tool for that, and goes by the answer', async () => {
    const { events, asked } = await ask('pick a colour', { decide: () => 'blue' })
    expect(asked).toMatchObject([{ title: 'Which colour?', options: [{ id: 'red' }, { id: 'blue' }] }])
    expect(events.find(({ type }) => type === 'tool_result')).toMatchObject({
      ...{ isError: false, text: expect.stringContaining('blue') },
    })
  })

  test.runIf(['claude', 'codex'].includes(name))(
    'is interrupted, which nobody takes for an end of its work',
    async () => {
      const { events, outcome } = await ask('begin and wait', {
        heard: (event) => {
          if (event.type === 'tool_call') void stage.agent().signal('INT')
        },
      })
      expect(outcome.kind).not.toBe('completed')
      expect(events.flatMap(stepOf)).not.toContain('It is over.')
    },
  )

  test('is prompted again in the same session', async () => {
    const prompt = `and once more hello, ${name}`
    const { events, outcome } = await ask(longOrder, { heard: stage.lets, prompts: [prompt] })
    expect(outcome).toEqual({ kind: 'completed', answer: 'Hello again.' })
    expect(events.filter(({ type }) => type === 'complete')).toHaveLength(2)
    await stage.expectSameTalk(prompt)
  })
})
