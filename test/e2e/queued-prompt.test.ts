import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agentPerson, realAgents } from '../rigs/agent-person.ts'
import { Person } from '../rigs/hal.ts'
import { type Gate, gate, hold, type Rule, say, script } from '../rigs/model-server/script.ts'
import { type ModelServer, startModelServer } from '../rigs/model-server/server.ts'
import { bringScreenedAgent } from '../rigs/screened-agent.ts'

// A prompt for an agent that works: which it takes afterwards, and which it never got.

describe('a real agent at work', () => {
  const gates: Readonly<Record<string, Gate>> = Object.fromEntries(realAgents.map((name) => [name, gate()]))
  let models: ModelServer
  let person: Person

  beforeAll(async () => {
    const held = Object.entries(gates).map(
      ([name, gate]): Rule => ({ when: new RegExp(`${name} begins`), do: [hold(gate), say('Begun.')] }),
    )
    models = await startModelServer(script([...held, { do: [say('Gone on.')] }]), { on: 'bridge' })
    ;({ person } = await agentPerson(models))
  })
  afterAll(async () => {
    for (const { release } of Object.values(gates)) release()
    await person[Symbol.asyncDispose]()
    await models[Symbol.asyncDispose]()
  })

  test.each(realAgents)('%s takes a prompt of many lines when it is done', async (agent) => {
    const name = await person.start(agent, '--agent', agent, '--workspace', 'empty')
    await person.ok('send', name, `${agent} begins`)
    await person.ok('wait', name, '--until', 'working', '--timeout', '60s')
    const next = `${agent} goes on:\n${'and on, größer 日本語\n'.repeat(20)}to the end`
    expect(await person.json<object>('send', name, next)).toMatchObject({ outcome: 'submitted' })
    gates[agent]?.release()
    const asked = () => models.requests.flatMap(({ isAside, talk }) => (isAside ? [] : [talk?.asked ?? '']))
    await expect.poll(asked, { timeout: 60_000 }).toContainEqual(expect.stringContaining('to the end'))
    await person.ok('wait', name, '--until', 'done', '--timeout', '60s')
    await person.ok('rm', '--force', name)
  })
})

describe('an agent that shows what Claude Code was recorded to', () => {
  let person: Person
  beforeAll(() => {
    person = new Person()
    bringScreenedAgent(person)
  })
  afterAll(() => person[Symbol.asyncDispose]())

  test('is given the next prompt once its screen shows that it is done', async () => {
    const name = await person.start('tail', '--agent', 'claude')
    await person.ok('send', name, 'finish')
    const sent = await person.json<object>('send', name, 'finish')
    expect(sent).toMatchObject({ outcome: 'submitted', proof: { by: 'hook' } })
  })

  test('has not taken a prompt that nothing is seen or heard of, however busy it looks', async () => {
    const name = await person.start('deaf', '--agent', 'claude')
    await person.ok('send', name, 'hang')
    const sent = await person.hal(['send', name, 'and this'])
    expect(sent).toMatchObject({ exitCode: 20, stdout: '' })
    expect(sent.stderr).toContain('there is no proof')
  })
})
