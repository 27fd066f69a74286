import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { busyboxImage, type MadeImage } from '../rigs/busybox.ts'
import { ToolsContainer } from '../rigs/tools-container.ts'

const rules = `# EVENT  CONDITION  SAY  TEXT  KEEP
prompt\t\tworking\t{prompt}\tprompt
ask\ttool=Ask&questions.1.title=\twaiting\t{questions.0.title} ({questions.0.most|questions.0.least})
ask\ttool=Ask&sure!=true\twaiting\t{questions.1.title} and more
ask\ttool!=\twaiting\tRun {tool}: {input.command|input.path|none}?
ask
end\t\tidle\tended {n}
end\t\tidle\tnever this one
safe\t\tidle\t\t../../run/hal/log/.x
only-kept\t\t\t\tstop
`

let bare: MadeImage
beforeAll(async () => {
  bare = await busyboxImage('hook')
})
afterAll(() => bare[Symbol.asyncDispose]())

describe.each(['Debian', 'nothing but BusyBox'])('a hook in an image with %s', (root) => {
  let worker: ToolsContainer
  beforeAll(async () => {
    worker = await ToolsContainer.start(root === 'Debian' ? 'debian:bookworm-slim' : bare.reference)
    await worker.sh('cat > /tmp/rules', rules)
  })
  afterAll(() => worker[Symbol.asyncDispose]())
  beforeEach(() => {
    worker.told.splice(0)
  })

  const hookCommand = ['/tools/bin/hal-hook', '--by', 'ada', '/tmp/rules']
  const hook = async (event: string, input: unknown, env: Readonly<Record<string, string>> = {}) => {
    const text = typeof input === 'string' ? input : JSON.stringify(input)
    const ran = await worker.run([...hookCommand, event], { input: text, env })
    expect(ran).toEqual({ stdout: '', stderr: '', exitCode: 0 })
  }
  let ends = 0
  /** All that was told until the mark of a hook that comes last is. */
  const told = async () => {
    ends += 1
    await hook('end', { n: ends })
    await worker.hears(({ text }) => text === `ended ${ends}`)
    return worker.told.slice(0, -1).map(({ activity, by, text }) => ({ activity, by, text }))
  }
  const prompt = async (text: string) => {
    await hook('prompt', { prompt: text })
    return (await told()).map((said) => said.text)
  }
  const kept = (name: string) => worker.sh(`cat /run/hal/kept/${name}`)

  test('says what its rule says, and keeps what it was given', async () => {
    const input = { prompt: 'fix the tests; all 7', cwd: '/workspace' }
    await hook('prompt', input)
    expect(await told()).toEqual([{ activity: 'working', by: 'ada', text: 'fix the tests; all 7' }])
    expect(await kept('prompt')).toBe(JSON.stringify(input))
    expect(await worker.sh('cd /run/hal/kept && stat -c "%a %n" . *')).toBe('700 .\n600 prompt\n')
  })

  test.each([
    [{ tool: 'Ask', questions: [{ title: 'Which?', least: 2 }] }, 'Which? (2)'],
    [{ tool: 'Ask', questions: [{ title: 'Which?', most: '', least: 1.5 }] }, 'Which? (1.5)'],
    [{ tool: 'Ask', questions: [{}, { title: 'Why?' }], sure: false }, 'Why? and more'],
    [{ tool: 'Ask', questions: [{}, { title: 'Why?' }], sure: true }, 'Run Ask: ?'],
    [{ tool: 'Bash', input: { command: 'ls {path}' } }, 'Run Bash: ls {path}?'],
    [{ tool: 'Read', input: { path: true } }, 'Run Read: true?'],
    [{ tool: 'Read', input: { path: ['a'] } }, 'Run Read: ?'],
    [{ input: { command: 'no tool' } }, undefined],
  ])('takes the first rule that fits: %j', async (input, text) => {
    await hook('ask', input)
    expect(await told()).toEqual(text === undefined ? [] : [{ activity: 'waiting', by: 'ada', text }])
  })

  test('of an event without a rule, or without a file of rules, says nothing', async () => {
    await hook('other', {})
    await hook('# EVENT  CONDITION  SAY  TEXT  KEEP', {})
    const missing = await worker.run(['/tools/bin/hal-hook', '/tmp/no-rules', 'prompt'], { input: '{}' })
    expect(missing).toEqual({ stdout: '', stderr: '', exitCode: 0 })
    expect(await told()).toEqual([])
  })

  test.each([
    [
      'white space and control characters',
      '  several\r\n\n lines\tand\u0000\u001b[2J\u0085\u2028tabs ',
      'several lines and [2J tabs',
    ],
    ['percent signs', '%41 is 100%, 5%%a; %', '%41 is 100%, 5%%a; %'],
    ['what looks encoded', '%41'.repeat(160), '%41'.repeat(160)],
    [
      'what looks like formats and commands',
      '#{pid} #(touch /tmp/never) `x` $x \\033',
      '#{pid} #(touch /tmp/never) `x` $x \\033',
    ],
    ['just what fits', 'é'.repeat(250), 'é'.repeat(250)],
    ['what is too long by one', `x${'é'.repeat(250)}`, `x${'é'.repeat(248)}…`],
    ['what is too long', `${'👩‍🚀世 '.repeat(300)}`, expect.stringMatching(/^(?:👩|\u200d|🚀|世| )+…$/u)],
    ['64 KB', 'a'.repeat(64 * 1024), `${'a'.repeat(497)}…`],
    ['blanks', ' \n', undefined],
    [
      'what is no letter',
      '\ud83d half, no letter: \u0378, private: \ue0b0',
      '� half, no letter: �, private: \ue0b0',
    ],
  ])('makes one line of %s', async (_, text, line) => {
    expect(await prompt(text)).toEqual([line])
    expect(Buffer.byteLength(worker.told[0]?.text ?? '')).toBeLessThanOrEqual(500)
    expect(JSON.parse(await kept('prompt'))).toEqual({ prompt: text })
  })

  test('reads 2 MB', async () => {
    const input = { filler: 'é"\n'.repeat(500_000), prompt: 'after it' }
    await hook('prompt', input)
    expect(await told()).toMatchObject([{ text: 'after it' }])
    expect(JSON.parse(await kept('prompt'))).toEqual(input)
  })

  test.each([
    ['nothing', ''],
    ['half of it', '{"prompt": "half'],
    ['two', '{"prompt": "one"} {"prompt": "two"}'],
    ['no object', '["prompt"]'],
    ['a thousand levels', `{"prompt": "x", "deep": ${'['.repeat(1000)}${']'.repeat(1000)}}`],
    ['more than 16 MiB', JSON.stringify({ prompt: 'x'.repeat(17 * 1024 * 1024) })],
  ])('says what it can of %s, and keeps neither that nor what was before', async (_, input) => {
    await hook('prompt', { prompt: 'before' })
    await worker.hears(({ text }) => text === 'before')
    await hook('prompt', input)
    await hook('ask', input)
    expect(await told()).toEqual([
      { activity: 'working', by: 'ada', text: 'before' },
      { activity: 'working', by: 'ada', text: undefined },
    ])
    expect(await worker.sh('ls -A /run/hal/kept')).not.toContain('prompt')
  })

  test('of a run without a terminal says and keeps nothing, and leaves what the pane’s agent said', async () => {
    await hook('only-kept', { answer: 'of the pane' })
    await hook('only-kept', { answer: 'headless' }, { TMUX_PANE: '', TMUX: '' })
    await hook('prompt', { prompt: 'headless' }, { TMUX_PANE: '', TMUX: '' })
    expect(await told()).toEqual([])
    expect(JSON.parse(await kept('stop'))).toEqual({ answer: 'of the pane' })
    await worker.sh('rm -f /run/hal/kept/stop')
  })

  test('without its pane says nothing, and keeps', async () => {
    await hook('prompt', { prompt: 'elsewhere' }, { TMUX_PANE: '%99' })
    expect(await told()).toEqual([])
    expect(JSON.parse(await kept('prompt'))).toEqual({ prompt: 'elsewhere' })
  })

  test('of a rule that says nothing only keeps', async () => {
    await hook('only-kept', { answer: 42 })
    expect(await told()).toEqual([])
    expect(JSON.parse(await kept('stop'))).toEqual({ answer: 42 })
  })

  test('keeps nothing outside its folder, nor through a link', async () => {
    await hook('safe', {})
    expect(await kept('_._.._run_hal_log_.x')).toBe('{}')
    await worker.sh('ln -sf /tmp/target /run/hal/kept/prompt')
    await hook('prompt', { prompt: 'x' })
    expect(await worker.sh('ls /tmp')).not.toContain('target')
    await worker.sh('mv /run/hal/kept /tmp/moved && ln -s /tmp/moved /run/hal/kept && rm /tmp/moved/*')
    await hook('prompt', { prompt: 'y' })
    expect(await worker.sh('ls -A /tmp/moved; rm /run/hal/kept')).toBe('')
  })

  test('says its mark also where nothing can be kept', async () => {
    await worker.sh('rm -rf /run/hal/kept; chmod 500 /run/hal')
    expect(await prompt('read-only')).toEqual(['read-only'])
    await worker.sh('chmod 700 /run/hal; ! ls /run/hal/kept')
  })

  test('keeps first, and waits no longer than an agent can for a tmux that doesn’t answer', async () => {
    const server = (await worker.sh("/tools/bin/tmux display-message -p '#{pid}'")).trim()
    await worker.sh(`kill -STOP ${server}`)
    await hook('prompt', { prompt: 'unheard' })
    expect(JSON.parse(await kept('prompt'))).toEqual({ prompt: 'unheard' })
    await worker.sh(`kill -CONT ${server}`)
    expect(await told()).toEqual([])
  })

  test('twenty at once say twenty whole marks, and leave one whole file', async () => {
    const filler = JSON.stringify('x'.repeat(500_000))
    await worker.sh('rm -rf /run/hal/kept; cat > /tmp/filler', filler)
    await worker.sh(`for i in $(seq 20); do
      { printf '{"tool":"%s","input":{"path":"%0400d"},"prompt":' $i $i; cat /tmp/filler; echo '}'; } > /tmp/$i.json
      ${hookCommand.join(' ')} ask < /tmp/$i.json &
      ${hookCommand.join(' ')} only-kept < /tmp/$i.json &
    done; wait`)
    const texts = (await told()).map(({ text }) => text)
    const all = Array.from({ length: 20 }, (_, i) => `Run ${i + 1}: ${String(i + 1).padStart(400, '0')}?`)
    expect(texts).toHaveLength(20)
    expect(new Set(texts)).toEqual(new Set(all))
    expect(JSON.parse(await kept('stop'))).toMatchObject({ tool: expect.stringMatching(/^\d+$/) })
    expect(await worker.sh('ls -A /run/hal/kept')).toBe('stop\n')
    expect((await worker.sh(`/tools/bin/tmux capture-pane -p -t '${worker.pane}'`)).trim()).toBe('')
  })

  test.each([
    [['/tmp/rules']],
    [['/tmp/rules', 'prompt', 'more']],
    [['--by', 'A B', '/tmp/rules', 'prompt']],
  ])('called with %j says how to call it', async (args) => {
    const ran = await worker.run(['/tools/bin/hal-hook', ...args])
    expect(ran).toEqual({
      stdout: '',
      stderr: 'usage: hal-hook [--by NAME] RULES EVENT\n',
      exitCode: 2,
    })
  })
})
