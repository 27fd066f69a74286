import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import type { LaunchWish } from '../../src/agents/form.ts'
import type { AgentEvent } from '../../src/agents/stream/agent-event.ts'
import type { Outcome } from '../../src/agents/stream/outcome-of.ts'
import { modelsOf, plantedKey } from './agent-person.ts'
import { isWhole, stepOf } from './agent-steps.ts'
import { type HeadlessAgent, headlessAgent, standIns } from './headless-agent.ts'
import { removeImages } from './image-builds.ts'
import { ask, bash, refuse, say, script } from './model-server/script.ts'
import { type ModelServer, startModelServer } from './model-server/server.ts'

// The real agents without a terminal, from npm, against a model that follows a script: what their streams and their protocol have in common.
// One that can't be had is a scripted stand-in, which asks no model.

/** Longer than one word of a command line may be. */
export const longOrder = `fix the login\n${'and more words, '.repeat(10_000)}`

/** There for all tests of a file. */
export function stageModels(): () => ModelServer {
  let models: ModelServer
  beforeAll(async () => {
    // What reads a pipe goes on when the test writes into it: no clock is needed.
    const answers = script([
      { when: /fix the login/, do: [say('I will.'), bash('cat pipe > login.txt'), say('Done: fixed.')] },
      {
        when: /make a mess/,
        do: [say('I would.'), bash('echo mess > mess.txt'), say('It was not allowed.')],
      },
      { when: /bad request/, do: [refuse(400, 'the request is bad')] },
      { when: /pick a colour/, do: [ask('Which colour?', ['red', 'blue']), say('That colour it is.')] },
      { when: /begin and wait/, do: [say('I begin.'), bash('cat pipe'), say('It is over.')] },
      { do: [say('Hello again.')] },
    ])
    models = await startModelServer(answers, { on: 'bridge' })
  })
  afterAll(async () => {
    await models[Symbol.asyncDispose]()
    await removeImages()
  })
  return () => models
}

/** One agent for all tests of a `describe`. */
export function stageAgent(models: () => ModelServer, { name, secret }: { name: string; secret: string }) {
  let agent: HeadlessAgent
  const isStandIn = standIns[name] !== undefined
  beforeAll(async () => {
    agent = await headlessAgent(name, { [secret]: plantedKey })
    await agent.makePipe('pipe')
  })
  afterAll(() => agent[Symbol.asyncDispose]())
  return {
    agent: () => agent,
    isStandIn,
    wish: (): Omit<LaunchWish, 'isUnattended'> => ({
      ...{
        baseUrl: isStandIn ? undefined : modelsOf(name, models()),
        env: {},
        hasLogin: false,
        model: 'fake-1',
        isRoot: false,
      },
      secrets: new Set([secret]),
    }),
    /** Hears `longOrder` being followed: what it waits for comes when it has said that it will. */
    lets: (event: AgentEvent): void => {
      if (isWhole(event, 'I will.')) agent.write('pipe', 'fixed\n')
    },
    /** `longOrder` was followed, and told of step by step. */
    expectFixed: ({ events, outcome }: { events: readonly AgentEvent[]; outcome: Outcome }): void => {
      expect(outcome).toEqual({ kind: 'completed', answer: 'Done: fixed.' })
      expect(readFileSync(join(agent.workspace, 'login.txt'), 'utf8')).toBe('fixed\n')
      expect(events.flatMap(stepOf)).toEqual(['I will.', 'tool_call', 'went well', 'Done: fixed.'])
      expect(events.filter(({ type }) => type === 'unknown' || type === 'error')).toEqual([])
    },
    /** What was asked last with these words went to the models with the talk before it. */
    expectSameTalk: async (asked: string): Promise<void> => {
      // It knows its own talks, and refuses to go on with others.
      if (isStandIn) return
      const seen = await models().saw(({ isAside, talk }) => !isAside && talk?.asked.includes(asked) === true)
      expect(JSON.stringify(seen.body)).toContain('fix the login')
    },
  }
}

export const sessionIn = (events: readonly AgentEvent[]): string | undefined =>
  events.find((event) => event.type === 'session')?.id
