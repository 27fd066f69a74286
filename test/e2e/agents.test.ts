import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agentPerson, realAgents } from '../rigs/agent-person.ts'
import { docker, type Person } from '../rigs/hal.ts'
import { bash, say, script } from '../rigs/model-server/script.ts'
import { type ModelServer, startModelServer } from '../rigs/model-server/server.ts'
import type { Repository } from '../rigs/repository.ts'

// The real agents in their terminals, from npm, against a model that follows a script.

const answer = 'Hello from "the" \\model.\n\n- 漢字\n- $HOME'
const order = 'fix the login, please:\n\tit says "no" \\ 漢字 to $HOME\nand that is all'

/** What a project says to one agent, without a newline at its end; to the others it says nothing. */
const notes = '# Notes\n\nBe kind.\t\r\nNo tests on Fridays.'

let models: ModelServer
let person: Person
let repository: Repository

beforeAll(async () => {
  const answers = script([
    {
      when: /fix the login/,
      do: [
        say('I will fix it.'),
        bash('rm -rf build; echo fixed > login.txt'),
        say('Done: the login is fixed.'),
      ],
    },
    { do: [say(answer)] },
  ])
  models = await startModelServer(answers, { on: 'bridge' })
  ;({ person, repository } = await agentPerson(models))
  await repository.commit('notes', { 'CLAUDE.md': notes })
})
afterAll(async () => {
  await person[Symbol.asyncDispose]()
  await models[Symbol.asyncDispose]()
})

/** In the repository. */
const hal = (...args: readonly string[]) => person.hal(args, { cwd: repository.path })
const okay = async (...args: readonly string[]) => {
  const ran = await hal(...args)
  if (ran.exitCode !== 0) throw new Error(`hal ${args.join(' ')} ended with ${ran.exitCode}:\n${ran.stderr}`)
  return ran.stdout
}
const inspect = async (name: string) => JSON.parse(await okay('inspect', name, '--json')).worker
const explain = async (name: string) => JSON.parse(await okay('explain', name, '--json'))

/** As some take it: with spaces for tabs, and one after a paste. */
const taken = (text: string): string => text.replaceAll('\t', '    ').replaceAll(/ +$/gm, '')

/** Who has its answers: its hook, or its own transcript. */
const answers: Readonly<Record<string, string>> = {
  ...{ claude: 'hook', codex: 'hook', opencode: 'hook', gemini: 'transcript', copilot: 'transcript' },
}

/** What says yes to each one's dialog: its first choice. */
const yes: Readonly<Record<string, string>> = {
  ...{ claude: '1', codex: 'y', opencode: 'Enter', gemini: 'Enter', copilot: 'Enter' },
}

describe.each(realAgents)('%s, from its start to its work in the person’s branch', (agent) => {
  const name = () => person.name(agent)

  test('starts in an image that knows nothing of it, on a branch of its own', async () => {
    await okay(
      'start',
      name(),
      '--agent',
      agent,
      '--image',
      'debian:bookworm-slim',
      '--branch',
      `${agent}/login`,
    )
    expect(await inspect(name())).toMatchObject({ agent, branch: `${agent}/login` })
  })

  test('takes a prompt, works, and waits for a person with its question', async () => {
    const sent = JSON.parse((await hal('send', name(), order, '--json')).stdout)
    // A hook that takes its time leaves the word to the screen, and that doesn't know what was taken.
    const proof = sent.proof.by === 'screen' ? { by: 'screen' } : { by: 'hook', isExact: true }
    expect(sent).toMatchObject({ outcome: 'submitted', worker: name(), window: 'agent', proof })
    await okay('wait', name(), '--until', 'waiting', '--timeout', '60s')
    const waits = await inspect(name())
    expect(waits).toMatchObject({ activity: 'waiting' })
    // The hook and the dialog come together: either is first.
    expect([agent, 'screen']).toContain(waits.activityBy)
    expect(waits.question).toContain('rm -rf build')
    const { said, prompt } = await explain(name())
    expect(said).toMatchObject({ activity: 'waiting', by: waits.activityBy })
    expect(taken(prompt.text)).toBe(taken(order))
  })

  test('is given nothing more while it waits', async () => {
    const refused = await hal('send', name(), 'and another thing')
    expect(refused).toMatchObject({ exitCode: 22 })
    expect(refused.stderr).toContain('rm -rf build')
    const inJson = await hal('send', name(), 'and another thing', '--json')
    expect(inJson).toMatchObject({ exitCode: 22 })
    expect(JSON.parse(inJson.stdout).failure).toMatchObject({
      ...{ reason: 'prompt-blocked', agent, activity: 'waiting' },
      question: expect.stringContaining('rm -rf build'),
    })
  })

  test('goes on after a yes, and is done', async () => {
    await okay('send', name(), '--keys', yes[agent] ?? '')
    await okay('wait', name(), '--until', 'done', '--timeout', '60s')
    await expect
      .poll(() => inspect(name()))
      .toMatchObject({ activity: 'done', activityBy: agent, question: null })
    expect(await okay('diff', name())).toContain('+fixed')
  })

  test('answers a question in its own words', async () => {
    const answered = JSON.parse(
      (await hal('send', name(), 'say hello\nto the person', '--capture', '--timeout', '60s', '--json'))
        .stdout,
    )
    expect(answered).toMatchObject({ text: answer, exitCode: 0, from: answers[agent], activity: 'done' })
    expect(await explain(name())).toMatchObject({ answer: { text: answer } })
  })

  test('answers another one in the same words', async () => {
    const answered = JSON.parse(
      (await hal('send', name(), 'say that once more', '--capture', '--timeout', '60s', '--json')).stdout,
    )
    expect(answered).toMatchObject({ text: answer, exitCode: 0, from: answers[agent] })
  })

  test('drops no words that somebody left in its box, unless it is told to', async () => {
    await okay('send', name(), 'half a thought', '--no-enter')
    await expect.poll(() => okay('capture', name())).toContain('half a thought')
    const refused = await hal('send', name(), 'say hello')
    expect(refused).toMatchObject({ exitCode: 21, stdout: '' })
    expect(refused.stderr).toContain('half a thought')
    const inJson = await hal('send', name(), 'say hello', '--json')
    expect(inJson).toMatchObject({ exitCode: 21 })
    expect(JSON.parse(inJson.stdout).failure).toMatchObject({
      ...{ reason: 'prompt-dirty', typed: expect.stringContaining('half a thought') },
    })
    await okay('send', name(), 'say hello again', '--clear')
    await okay('wait', name(), '--until', 'done', '--timeout', '60s')
    expect(taken((await explain(name())).prompt.text)).toBe('say hello again')
  })

  test('takes what two send at once one after the other, each whole', async () => {
    const both = ['one', 'two'].map(
      (who) => `${agent} hears ${who}:\n${`${who} and on, 漢字\n`.repeat(40)}end of ${who}`,
    )
    const sent = await Promise.all(both.map((text) => hal('send', name(), text, '--json')))
    expect(sent.map(({ stdout }) => JSON.parse(stdout).outcome)).toEqual(['submitted', 'submitted'])
    const asked = () => models.requests.flatMap(({ isAside, talk }) => (isAside ? [] : [talk?.asked ?? '']))
    const heard = (text: string) =>
      expect.poll(asked, { timeout: 60_000 }).toContainEqual(expect.stringContaining(text))
    for (const text of both) await heard(text)
    await okay('wait', name(), '--until', 'done,idle', '--timeout', '60s')
  })

  test('has left what agents read of a project as it was, and made none', async () => {
    const inside = (...argv: readonly string[]) => docker('exec', `hal-${name()}`, ...argv)
    const files = (await inside('ls', '-A', '/workspace')).split('\n')
    expect(files.sort()).toEqual(['.git', 'CLAUDE.md', 'login.txt', 'readme.md', 'src'])
    expect(await inside('sh', '-c', 'cat /workspace/CLAUDE.md; echo .')).toBe(`${notes}.`)
  })

  test('has its work merged', async () => {
    await okay('merge', name())
    // Neither hal nor the agent wrote what agents read of a project, nor anything else.
    expect(await repository.git('diff', '--name-only', 'HEAD~1')).toBe('login.txt')
    expect(existsSync(join(repository.path, 'login.txt'))).toBe(true)
    expect(readFileSync(join(repository.path, 'login.txt'), 'utf8')).toBe('fixed\n')
    await repository.git('reset', '--quiet', '--hard', 'HEAD~1')
    await okay('rm', '--force', name())
  })
})
