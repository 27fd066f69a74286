import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CompletionTree } from './completion/table.ts'
import { completionScript } from './completion.ts'

const run = promisify(execFile)

const attack = `it's $(touch attacked) \`touch attacked\` "; touch attacked \\`
const worker = { kind: 'worker', isVariadic: false }
const window = { flags: '--window <name>', summary: attack, kind: 'window' }
const tree: CompletionTree = {
  groups: { workers: attack, config: 'what hal is set to' },
  commands: [
    {
      name: 'workers start',
      aliases: ['start'],
      summary: attack,
      arguments: [{ kind: 'text', isVariadic: false }],
      options: [
        { flags: '--profile <name>', summary: attack, kind: 'profile' },
        { flags: '--workspace <folder>', summary: 'where', kind: 'directory' },
        { flags: '--env <key=value>', summary: 'a variable' },
      ],
    },
    {
      name: 'workers stop',
      aliases: ['stop'],
      summary: 'end them',
      arguments: [{ kind: 'worker', isVariadic: true }],
      options: [{ flags: '-f, --force', summary: 'now' }],
    },
    { name: 'attach', aliases: [], summary: 'hand over', arguments: [worker], options: [window] },
    {
      name: 'send',
      aliases: [],
      summary: 'type',
      arguments: [worker, { kind: 'text', isVariadic: false }],
      options: [
        window,
        { flags: '-c, --capture', summary: 'its output' },
        { flags: '--timeout <duration>', summary: 'how long' },
      ],
    },
    {
      name: 'completion',
      aliases: [],
      summary: 'a script',
      arguments: [{ kind: 'shell', isVariadic: false }],
      options: [],
    },
    {
      name: 'config trust',
      aliases: [],
      summary: 'allow it',
      arguments: [{ kind: 'file', isVariadic: false }],
      options: [],
    },
  ],
}

/** Answers what completion asks; some names are attacks on the shell that shows them. */
const answering = `#!/bin/sh
case "$1 $2" in
  '__complete shells') printf 'bash\\nfish\\n' ;;
  '__complete workers') if [ "$3 $4" = '--engine unix:///there' ]; then echo over-there; exit; fi; printf 'ada\\nlin\\n$(touch attacked)\\n\`touch attacked\`\\n;touch attacked\\n-rf\\n' ;;
  '__complete profiles') printf 'base\\npython\\n'; if [ "$3 $4" = "--config $HOME/my conf.yaml" ]; then echo mine; fi ;;
  '__complete windows') printf 'agent\\nshell\\n' ;;
esac
`

let folder = ''
let here = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hal-test-completion-'))
  here = join(folder, 'here')
  await mkdir(join(here, 'some folder'), { recursive: true })
  await writeFile(join(here, 'some file'), '')
  await writeFile(join(folder, 'hal'), answering, { mode: 0o755 })
  await writeFile(join(folder, 'hal.bash'), completionScript('bash', tree))
})
afterAll(() => rm(folder, { recursive: true }))

/** Runs what TAB runs. The words are cut as bash cuts them: at blanks, `=` and `:`. */
const offered = async (line: string): Promise<readonly string[]> => {
  const program = `source "$1"; COMP_LINE=$2; shift 2; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
    _hal; printf '%s\\n' "\${COMPREPLY[@]}"`
  const words = [...(line.match(/[=:]+|(?:\\.|'[^']*'|[^ =:])+/g) ?? []), ...(line.endsWith(' ') ? [''] : [])]
  const args = ['--norc', '-c', program, 'bash', join(folder, 'hal.bash'), line, ...words]
  const { stdout, stderr } = await run('bash', args, {
    cwd: here,
    env: { PATH: `${folder}:${process.env['PATH']}`, HOME: folder, LANG: 'C.UTF-8' },
  })
  expect(stderr).toBe('')
  return stdout.split('\n').filter((name) => name !== '')
}

test.each<readonly [string, readonly string[]]>([
  ['hal wor', ['workers']],
  ['hal ', ['workers', 'config', 'attach', 'send', 'completion']],
  ['hal st', ['start', 'stop']],
  ['hal workers st', ['start', 'stop']],
  ['hal config ', ['trust']],
  ['hal nonsense ', []],
])('"%s" completes to the words %j', async (line, words) => {
  expect(await offered(line)).toEqual(words)
})

test.each<readonly [string, readonly string[]]>([
  ['hal send --', ['--window', '--capture', '--timeout']],
  ['hal send ada --cap', ['--capture']],
  ['hal start --env A=b --prof', ['--profile']],
  ['hal stop -', ['-f', '--force']],
  ['hal --eng', ['--engine']],
])('"%s" completes to the options %j', async (line, options) => {
  expect(await offered(line)).toEqual(options)
})

test.each<readonly [string, readonly string[]]>([
  ['hal attach a', ['ada']],
  ['hal attach ada ', []],
  ['hal stop ada l', ['lin']],
  ['hal workers stop --force ', ['ada', 'lin']],
  ['hal send ada ', []],
  ['hal start --profile p', ['python']],
  ['hal start --profile=p', ['python']],
  ['hal start --profile=', ['base', 'python']],
  ['hal send --window ', ['agent', 'shell']],
  ['hal send --timeout ', []],
  ['hal send --timeout 3s --window=s', ['shell']],
  ['hal --engine unix:///engine stop l', ['lin']],
  ['hal start --workspace some', ['some folder']],
  ['hal completion ', ['bash', 'fish']],
])('"%s" completes to the values %j', async (line, values) => {
  expect(await offered(line)).toEqual(values)
})

test.each<readonly [string, readonly string[]]>([
  ['hal --engine unix:///there stop ', ['over-there']],
  ['hal --engine=unix:///there stop o', ['over-there']],
  ['hal stop --engine unix:///there ', ['over-there']],
  ['hal --config ~/my\\ conf.yaml start --profile m', ['mine']],
])('"%s" asks what the engine and the config that were typed have', async (line, names) => {
  expect(await offered(line)).toEqual(names)
})

test('a config that was typed in quotes is asked, too', async () => {
  expect(await offered(`hal start --config '${folder}/my conf.yaml' --profile m`)).toEqual(['mine'])
})

test('a file and what follows -- complete to paths', async () => {
  const paths = new Set(['some file', 'some folder'])
  expect(new Set(await offered('hal config trust some'))).toEqual(paths)
  expect(new Set(await offered('hal start web -- some'))).toEqual(paths)
})

test('no text and no name of a worker is run by the shell', async () => {
  expect(await offered('hal stop ')).toEqual(['ada', 'lin'])
  await offered('hal ')
  await offered('hal send --')
  expect(new Set(await readdir(here))).toEqual(new Set(['some file', 'some folder']))
})
