import { expect, test } from 'vitest'
import { customForm } from './custom.ts'
import type { LaunchWish } from './form.ts'
import { findForm, knownForms } from './forms.ts'
import { agentNames } from './names.ts'

const asking: LaunchWish = {
  isUnattended: false,
  baseUrl: undefined,
  model: undefined,
  secrets: new Set(),
  isRoot: false,
  hasLogin: false,
  env: {},
}
const launchOf = (name: string, over: Partial<LaunchWish> = {}) => {
  const form = findForm(name, {})
  if (!form.ok) throw new Error(name)
  return form.value.launch({ ...asking, ...over })
}

test('every known agent has its name among those that are offered', () => {
  expect(knownForms.map(({ name }) => name)).toEqual([...agentNames])
})

test('each agent asks unless it is told to act without asking', () => {
  const argvs = knownForms.map(({ name }) => [
    launchOf(name).argv.join(' '),
    launchOf(name, { isUnattended: true }).argv.join(' '),
  ])
  expect(Object.fromEntries(argvs)).toMatchInlineSnapshot(`
    {
      "/tools/bin/hal-shell": "/tools/bin/hal-shell",
      "claude --settings /etc/hal/agent/settings.json --permission-mode default": "claude --settings /etc/hal/agent/settings.json --dangerously-skip-permissions",
      "codex --no-daemon --dangerously-bypass-hook-trust --sandbox danger-full-access --ask-for-approval on-request": "codex --no-daemon --dangerously-bypass-hook-trust --dangerously-bypass-approvals-and-sandbox",
      "copilot": "copilot --allow-all-tools",
      "cursor-agent": "cursor-agent --force",
      "gemini --approval-mode default": "gemini --yolo",
      "opencode": "opencode",
    }
  `)
})

test('claude, which refuses to act without asking as root, is told that it is in a sandbox', () => {
  const sandbox = (over: Partial<LaunchWish>) => launchOf('claude', over).env['IS_SANDBOX']
  expect(sandbox({ isRoot: true, isUnattended: true })).toBe('1')
  expect([sandbox({ isRoot: true }), sandbox({ isUnattended: true })]).toEqual([undefined, undefined])
})

test('OpenCode is told by its configuration what it asks for', () => {
  const permission = (isUnattended: boolean) =>
    JSON.parse(launchOf('opencode', { isUnattended }).env['OPENCODE_CONFIG_CONTENT'] ?? '').permission
  expect(permission(true)).toBe('allow')
  expect(permission(false)).toMatchObject({ bash: 'ask', edit: 'ask' })
})

test.each(knownForms)('no secret stands in what $name is started with', (form) => {
  const secrets = new Set(form.secrets)
  const launch = form.launch({ ...asking, baseUrl: 'https://models.example.com', model: 'm', secrets })
  for (const name of launch.secretVariables) expect(launch.env).not.toHaveProperty(name)
  expect(form.secrets).toEqual(expect.arrayContaining([...launch.secretVariables]))
})

test('an agent of one’s own is told of its models by variables of its name', () => {
  const form = customForm('my-agent', ['my-agent'], {})
  expect(form.launch(asking).env).toEqual({})
  expect(form.launch({ ...asking, baseUrl: 'https://models.example.com', model: 'big-1' }).env).toEqual({
    ...{ MY_AGENT_BASE_URL: 'https://models.example.com', MY_AGENT_MODEL: 'big-1' },
  })
})

test('models of one’s own are told to each agent in its own way', () => {
  const wish = {
    baseUrl: 'https://models.example.com/v1',
    model: 'big-1',
    secrets: new Set(['OPENAI_API_KEY']),
  }
  const told = knownForms.filter(
    ({ name, hasMakersModelsAlone }) => name !== 'shell' && hasMakersModelsAlone !== true,
  )
  const said = told.map(({ name }) => {
    const { argv, env, seeds, files } = launchOf(name, wish)
    const texts = [argv, Object.entries(env), Object.values(seeds), Object.values(files)].flat(3)
    return [name, texts.filter((text) => /models\.example|big-1/.test(text)).length > 0]
  })
  expect(Object.fromEntries(said)).toEqual({
    ...{ claude: true, codex: true, gemini: true, copilot: true, opencode: true },
  })
})

test('the key of Claude Code goes to its maker, whatever the settings in the workspace say', () => {
  const settings = JSON.parse(launchOf('claude').files['settings.json'] ?? '')
  expect(settings.env).toMatchObject({ ANTHROPIC_BASE_URL: 'https://api.anthropic.com', HTTPS_PROXY: '' })
})

test('Claude Code takes the person’s proxy, and none that the workspace names', () => {
  const env = { https_proxy: 'http://proxy.example.com:3128', LANG: 'C' }
  const settings = JSON.parse(launchOf('claude', { env }).files['settings.json'] ?? '')
  expect(settings.env).toMatchObject({ https_proxy: 'http://proxy.example.com:3128', HTTP_PROXY: '' })
  expect(settings.env).not.toHaveProperty('LANG')
})

test('Claude Code finds its key where hal has put it, whatever the settings in the workspace say', () => {
  const settings = JSON.parse(launchOf('claude', { env: { HAL_ROOT: '' } }).files['settings.json'] ?? '')
  expect(settings.env).toHaveProperty('HAL_ROOT', '')
})

test('a program of the person’s own may start a known agent, and gets its words', () => {
  const form = findForm('claude', { claude: { command: ['nice', '/opt/claude'] } })
  expect(form.ok && form.value.launch(asking).argv.slice(0, 3)).toEqual(['nice', '/opt/claude', '--settings'])
})

test('the tools of a known agent are left out where its program is named by its path, and not where hal’s is started otherwise', () => {
  const toolsOf = (...command: readonly string[]) => {
    const form = findForm('cursor', { cursor: { command } })
    return form.ok && form.value.tools
  }
  expect(toolsOf('/opt/cursor-agent')).toBeUndefined()
  expect(toolsOf('nice', 'cursor-agent')).toBe('cursor')
})

test('an agent of the person’s own config is one, and a slip of the pen is told', () => {
  const settings = { mine: { command: ['mine', 'chat'], unattendedArguments: ['--yes'] } }
  const mine = findForm('mine', settings)
  expect(mine.ok && mine.value.launch({ ...asking, isUnattended: true }).argv).toEqual([
    'mine',
    'chat',
    '--yes',
  ])
  expect(findForm('cluade', settings)).toMatchObject({
    failure: { reason: 'unknown-agent', agent: 'cluade', suggestion: 'claude' },
  })
})

const headlessOf = (name: string, resume?: string) =>
  knownForms
    .find((form) => form.name === name)
    ?.headless?.launch({ ...asking, model: 'big-1', secrets: new Set(['OPENAI_API_KEY']), resume })

test('without a terminal each agent acts without asking, says what it does in JSON, and reads its prompt on stdin', () => {
  const argvs = knownForms.flatMap(({ name }) => headlessOf(name)?.argv.join(' ') ?? [])
  expect(argvs).toMatchInlineSnapshot(`
    [
      "claude --settings /etc/hal/agent/settings.json --dangerously-skip-permissions --model big-1 --print --input-format text --output-format stream-json --verbose --include-partial-messages",
      "codex exec --json --skip-git-repo-check --dangerously-bypass-approvals-and-sandbox --model big-1 -",
      "opencode run --format json",
      "gemini --yolo --model big-1 --skip-trust --output-format stream-json",
      "copilot --allow-all-tools --output-format json",
      "cursor-agent --force --model big-1 --print --trust --output-format stream-json",
    ]
  `)
})

test('without a terminal each agent goes on with a talk', () => {
  const ways = knownForms.flatMap(({ name }) => {
    const fresh = headlessOf(name)?.argv ?? []
    return (
      headlessOf(name, 'id-1')
        ?.argv.filter((word) => !fresh.includes(word))
        .join(' ') ?? []
    )
  })
  expect(ways).toEqual([
    '--resume id-1',
    'resume id-1',
    '--session id-1',
    '--resume id-1',
    '--resume=id-1',
    '--resume id-1',
  ])
})

test('an agent that is talked to asks before it acts, unless it need not', () => {
  const argvOf = (isUnattended: boolean) => (name: string) =>
    knownForms
      .find((form) => form.name === name)
      ?.headless?.talk?.launch({ ...asking, isUnattended, model: 'big-1', resume: undefined })
      .argv.join(' ')
  expect(['claude', 'codex'].map(argvOf(false))).toMatchInlineSnapshot(`
    [
      "claude --settings /etc/hal/agent/settings.json --permission-mode default --model big-1 --print --input-format stream-json --permission-prompt-tool stdio --output-format stream-json --verbose --include-partial-messages",
      "codex app-server --config sandbox_mode="danger-full-access" --config approval_policy="on-request" --config model="big-1"",
    ]
  `)
  expect(['claude', 'codex'].map(argvOf(true))).toMatchInlineSnapshot(`
    [
      "claude --settings /etc/hal/agent/settings.json --dangerously-skip-permissions --model big-1 --print --input-format stream-json --permission-prompt-tool stdio --output-format stream-json --verbose --include-partial-messages",
      "codex app-server --config sandbox_mode="danger-full-access" --config approval_policy="never" --config model="big-1"",
    ]
  `)
})

test('a HOME that an agent made without a terminal serves for one', () => {
  for (const { name, launch, headless } of knownForms) {
    const wish = { ...asking, isUnattended: true }
    const { seeds, files } = launch(wish)
    if (headless === undefined) continue
    expect(headless.launch({ ...wish, resume: undefined }), name).toMatchObject({ seeds, files })
    if (headless.talk === undefined) continue
    expect(headless.talk.launch({ ...wish, resume: undefined }), name).toMatchObject({ seeds, files })
  }
})
