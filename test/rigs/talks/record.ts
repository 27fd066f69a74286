import { mkdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { knownForms } from '../../../src/agents/forms.ts'
import type { Permission, Talk } from '../../../src/agents/talk.ts'
import { modelsOf } from '../agent-person.ts'
import { editBy } from '../edit-by.ts'
import { HeadlessAgent } from '../headless-agent.ts'
import { ask, bash, limit, refuse, say, script } from '../model-server/script.ts'
import { startModelServer } from '../model-server/server.ts'
import { talkOver } from '../talk-over.ts'

// Records a talk with an agent, against the scripted model: test/rigs/talks/README.md.
//   node test/rigs/talks/record.ts AGENT VERSION VOLUME-OF-ITS-TOOLS [CASE…]

interface Case {
  readonly prompts: readonly [string, ...string[]]
  /** The option that is chosen each time; absent: none of them. */
  readonly choice?: string
}

const key = 'sk-hal-recorded-5d0c6a7be3f94f21'
const cases: Readonly<Record<string, Case>> = {
  allowed: { prompts: ['fix the login'], choice: 'allow' },
  denied: { prompts: ['fix the login'], choice: 'deny' },
  unanswered: { prompts: ['fix the login'] },
  'allowed-always': { prompts: ['count the words', 'count the words'], choice: 'always' },
  edit: { prompts: ['make a file'], choice: 'allow' },
  question: { prompts: ['pick a colour'], choice: 'blue' },
  'next-prompt': { prompts: ['say hello', 'and once more'] },
  'tool-failure': { prompts: ['fail at it'], choice: 'allow' },
  'login-401': { prompts: ['wrong key'] },
  'limit-429': { prompts: ['hit the limit'] },
  'error-400': { prompts: ['bad request'] },
}
// Some try again for long.
const timeoutMs = 300_000
const [agent = '', version = '', volume = '', ...only] = process.argv.slice(2)
await using models = await startModelServer(
  script([
    {
      when: /fix the login/,
      do: [say('I will fix it.'), bash('echo hello > hello.txt && cat hello.txt'), say('That was it.')],
    },
    { when: /count the words/, do: [bash('touch counted'), say('None.')] },
    { when: /fail at it/, do: [bash('echo almost; cat nothing-here; exit 3'), say('It did not work.')] },
    {
      when: /pick a colour/,
      do: [ask('Which colour shall it be?', ['red', 'blue']), say('That colour it is.')],
    },
    { when: /make a file/, do: [...editBy(agent), say('Made.')] },
    { when: /wrong key/, do: [refuse(401, 'invalid x-api-key')] },
    { when: /hit the limit/, do: [limit(new Date(Date.now() + 2 * 3_600_000))] },
    { when: /bad request/, do: [refuse(400, 'the request is bad')] },
    { do: [say('Hello from the model.')] },
  ]),
  { on: 'bridge' },
)
const { headless, secrets: [secret = ''] = [] } = knownForms.find(({ name }) => name === agent) ?? {}
const form = headless?.talk
if (form === undefined) throw new Error(`nobody can talk with ${agent} while it works`)

/** The same talk, of which `note` is told all that goes by. */
function noted(talk: Talk, note: (mark: '<' | '>' | '?' | '!', what: unknown) => void): Talk {
  const says = (lines: readonly object[] = []) => {
    for (const line of lines) note('>', line)
    return lines
  }
  return {
    open: () => says(talk.open()),
    hear: (said) => {
      note('<', said)
      const heard = talk.hear(said)
      says(heard?.says)
      return heard
    },
    answer: (id, option) => {
      note('?', { id, option })
      return says(talk.answer(id, option))
    },
    prompt: (text) => {
      note('!', text)
      return says(talk.prompt(text))
    },
    end: talk.end.bind(talk),
  }
}

const folder = join(import.meta.dirname, agent, version)
mkdirSync(folder, { recursive: true })
for (const [name, { prompts, choice }] of Object.entries(cases)) {
  if (only.length > 0 && !only.includes(name)) continue
  await using container = await HeadlessAgent.open({
    ...{ volume, label: 'hal-test=record', image: 'debian:bookworm-slim', secrets: { [secret]: key } },
  })
  const launch = form.launch({
    ...{ env: {}, hasLogin: false, baseUrl: modelsOf(agent, models), model: 'fake-1', resume: undefined },
    ...{ secrets: new Set([secret]), isRoot: false, isUnattended: false },
  })
  const lines: string[] = []
  const [prompt, ...more] = prompts
  const talk = noted(form.begin({ cwd: '/workspace', prompt, resume: undefined }), (mark, what) =>
    lines.push(`${mark} ${JSON.stringify(what)}\n`),
  )
  const decide = ({ options }: Permission) =>
    options.find(({ id }) => id === choice)?.id ?? (choice === undefined ? undefined : options[0]?.id)
  await container.talk(launch, (agent) => talkOver({ ...{ talk, agent, decide }, prompts: more }), {
    timeoutMs,
  })
  const said = lines.join('').replaceAll(new URL(models.address).host, 'models.test')
  if (said.includes(key) || said.includes(hostname())) throw new Error('it says a secret')
  writeFileSync(join(folder, `${name}.talk`), said)
  process.stdout.write(`${agent} ${name}: ${lines.length} lines, ${said.length} B\n`)
}
