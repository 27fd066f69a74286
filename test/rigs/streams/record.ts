import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { HeadlessWish } from '../../../src/agents/form.ts'
import { knownForms } from '../../../src/agents/forms.ts'
import { modelsOf } from '../agent-person.ts'
import { editBy } from '../edit-by.ts'
import { HeadlessAgent } from '../headless-agent.ts'
import { ask, bash, limit, refuse, say, script } from '../model-server/script.ts'
import { startModelServer } from '../model-server/server.ts'

// Records what an agent prints without a terminal, against the scripted model: test/rigs/streams/README.md.
//   node test/rigs/streams/record.ts AGENT VERSION VOLUME-OF-ITS-TOOLS [CASE…]

const key = 'sk-hal-recorded-5d0c6a7be3f94f21'
const cases: Readonly<Record<string, string>> = {
  ...{
    answer: 'say hello',
    change: 'fix the login',
    'tool-failure': 'fail at it',
    question: 'pick a colour',
    edit: 'make a file',
  },
  'no-login': 'say hello',
  ...{ 'login-401': 'wrong key', 'limit-429': 'hit the limit', 'limit-plan': 'hit the limit' },
  ...{ 'error-400': 'bad request', 'error-500': 'server trouble' },
  ...{ interrupted: 'run a long command', terminated: 'run a long command', resumed: 'say hello again' },
}
const patienceMs = 300_000
const [agent = '', version = '', volume = '', ...only] = process.argv.slice(2)
await using models = await startModelServer(
  script([
    {
      when: /fix the login/,
      do: [
        say('I will fix it.'),
        bash('echo hello > hello.txt && cat hello.txt'),
        say('Done: wrote hello.txt'),
      ],
    },
    { when: /fail at it/, do: [bash('echo almost; cat nothing-here; exit 3'), say('It did not work.')] },
    {
      when: /pick a colour/,
      do: [ask('Which colour shall it be?', ['red', 'blue']), say('Nobody chose a colour.')],
    },
    { when: /make a file/, do: [...editBy(agent), say('Made.')] },
    { when: /wrong key/, do: [refuse(401, 'invalid x-api-key')] },
    { when: /hit the limit/, do: [limit(new Date(Date.now() + 2 * 3_600_000))] },
    { when: /bad request/, do: [refuse(400, 'the request is bad')] },
    { when: /server trouble/, do: [refuse(500, 'trouble in the server')] },
    {
      when: /run a long command/,
      do: [bash('touch began; timeout 60 tail -f /dev/null'), say('It is over.')],
    },
    { do: [say('Hello from the model.\n\nIt is well.')] },
  ]),
  { on: 'bridge' },
)
const { headless, secrets } = knownForms.find(({ name }) => name === agent) ?? {}
if (headless === undefined) throw new Error(`${agent} has no way to run without a terminal`)
const folder = join(import.meta.dirname, agent, version)
mkdirSync(folder, { recursive: true })
for (const [name, prompt] of Object.entries(cases)) {
  if (only.length > 0 && !only.includes(name)) continue
  const secret = name === 'limit-plan' ? 'CLAUDE_CODE_OAUTH_TOKEN' : (secrets?.[0] ?? '')
  if (['limit-plan', 'no-login'].includes(name) && agent !== 'claude') continue
  await using container = await HeadlessAgent.open({
    ...{ volume, label: 'hal-test=record', image: 'debian:bookworm-slim', secrets: { [secret]: key } },
  })
  const wish: HeadlessWish = {
    ...{
      env: {},
      hasLogin: false,
      baseUrl: modelsOf(agent, models),
      model: 'fake-1',
      secrets: new Set(name === 'no-login' ? [] : [secret]),
      isRoot: false,
    },
    resume: undefined,
  }
  let resume: string | undefined
  if (name === 'resumed') {
    const first = await container.run(headless.launch(wish), 'say hello')
    resume = /"(?:session_id|thread_id|sessionID|sessionId)":"([^"]+)"/.exec(first.stdout.toString())?.[1]
  }
  const signal = name === 'interrupted' ? 'INT' : name === 'terminated' ? 'TERM' : undefined
  const watching =
    signal &&
    setInterval(() => {
      if (!existsSync(join(container.workspace, 'began'))) return
      clearInterval(watching)
      void container.signal(signal)
    }, 300)
  // Some never give up.
  const ran = await container.run(headless.launch({ ...wish, resume }), prompt, { timeoutMs: patienceMs })
  clearInterval(watching)
  const said = ran.stdout.toString().replaceAll(new URL(models.address).host, 'models.test')
  if (said.includes(key) || said.includes(hostname())) throw new Error('it says a secret')
  writeFileSync(join(folder, `${name}.jsonl`), said)
  writeFileSync(join(folder, `${name}.exit`), `${ran.exitCode ?? 'none'}\n`)
  process.stdout.write(`${agent} ${name} → ${ran.exitCode}, ${said.length} B\n${ran.stderr.slice(-1500)}\n`)
}
