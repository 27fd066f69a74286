import { describe, expect, test } from 'vitest'
import { knownForms } from '../../src/agents/forms.ts'
import type { AgentEvent } from '../../src/agents/stream/agent-event.ts'
import { outcomeOf } from '../../src/agents/stream/outcome-of.ts'
import { isWhole } from '../rigs/agent-steps.ts'
import { longOrder, sessionIn, stageAgent, stageModels } from '../rigs/headless-stage.ts'

// By what they print.

const models = stageModels()
const agents = knownForms.flatMap(({ name, headless, secrets: [secret = ''] }) =>
  headless === undefined ? [] : [{ name, headless, secret }],
)

describe.each(agents)('$name', ({ name, headless, secret }) => {
  const stage = stageAgent(models, { name, secret })

  const ask = async (prompt: string, heard: (event: AgentEvent) => void = () => {}, resume?: string) => {
    const reader = headless.reader()
    const events: AgentEvent[] = []
    const tell = (more: readonly AgentEvent[]) => {
      events.push(...more)
      for (const event of more) heard(event)
    }
    const { exitCode } = await stage.agent().run(headless.launch({ ...stage.wish(), resume }), prompt, {
      heard: (bytes) => tell(reader.read(bytes)),
    })
    tell(reader.end())
    return { events, outcome: outcomeOf(events, exitCode) }
  }
  let session: string | undefined

  test('does what it is asked, and says so while it does it', async () => {
    const ended = await ask(longOrder, stage.lets)
    stage.expectFixed(ended)
    session = sessionIn(ended.events)
  })

  test('goes on with a talk', async () => {
    const prompt = `and now say hello, ${name}`
    const { outcome } = await ask(prompt, undefined, session)
    expect(outcome).toEqual({ kind: 'completed', answer: 'Hello again.' })
    await stage.expectSameTalk(prompt)
  })

  test('is refused, and says why', async () => {
    const { outcome } = await ask('make a bad request')
    // The stand-in says why on its stderr, as its maker documents it.
    expect(outcome).toMatchObject({ kind: 'failed', reason: stage.isStandIn ? 'no-end' : 'refused' })
    if (!stage.isStandIn) expect(JSON.stringify(outcome)).toContain('the request is bad')
  })

  // Gemini CLI pays no heed to it while a tool runs.
  test.skipIf(name === 'gemini')('is interrupted, which nobody takes for an end of its work', async () => {
    const { outcome } = await ask('begin and wait', (event) => {
      if (isWhole(event, 'I begin.')) void stage.agent().signal('INT')
    })
    // Codex says nothing more at all, and Claude Code loses its last lines now and then.
    const isSilent = ['claude', 'codex'].includes(name) && outcome.kind === 'failed'
    expect(isSilent ? outcome : { kind: outcome.kind }).toMatchObject(
      isSilent ? { reason: 'no-end' } : { kind: 'interrupted' },
    )
  })
})
