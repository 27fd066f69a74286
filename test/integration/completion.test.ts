import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commands, groups } from '../../src/cli/commands.ts'
import { completionScript, type Shell, shells } from '../../src/present/completion.ts'
import { Terminal } from '../rigs/terminal.ts'

const run = promisify(execFile)

/** Answers what completion asks; one worker's name is an attack on the shell that shows it. */
const answering = `#!/bin/sh
case $2 in
  workers) printf 'ada\\nlin\\n$(touch attacked)\\n\`touch attacked\`\\n;touch attacked\\n' ;;
  profiles) printf 'base\\npython\\n' ;;
  windows) printf 'agent\\nshell\\n' ;;
esac
`

/** A shell that isn't here is left out on a person's machine; in CI its absence is a failure. */
const mustHave = (shell: Shell): boolean =>
  process.env['CI'] !== undefined ||
  (process.env['PATH'] ?? '').split(delimiter).some((place) => existsSync(join(place, shell)))

let folder = ''
const scriptOf = (shell: Shell) => join(folder, `hal.${shell}`)
const environment = () => ({
  PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
  HOME: folder,
  LANG: 'C.UTF-8',
})
const options = () => ({ cwd: join(folder, 'here'), env: environment() })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hal-test-completion-'))
  await mkdir(join(folder, 'bin'))
  await mkdir(join(folder, 'here', 'some folder'), { recursive: true })
  await writeFile(join(folder, 'bin', 'hal'), answering)
  await chmod(join(folder, 'bin', 'hal'), 0o755)
  const visible = commands.filter(({ isHidden }) => isHidden !== true)
  for (const shell of shells) {
    await writeFile(scriptOf(shell), completionScript(shell, { commands: visible, groups }))
  }
})
afterAll(() => rm(folder, { recursive: true }))

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['hal conf', ['config']],
  ['hal st', ['start', 'stop']],
  ['hal workers sto', ['stop']],
  ['hal stop ', ['ada', 'lin']],
  ['hal stop ada l', ['lin']],
  ['hal send --window ', ['agent', 'shell']],
  ['hal send ada --timeout 3s --cap', ['--capture']],
  ['hal start --profile p', ['python']],
  ['hal --engine ada workers sto', ['stop']],
  ['hal build-profiles base py', ['python']],
  ['hal start --workspace some', ['some folder']],
  ['hal send ada ', []],
  ['hal nonsense ', []],
]

const offeredByBash = async (line: string): Promise<readonly string[]> => {
  const program =
    'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hal 2>&1; declare -p COMPREPLY'
  const { stdout } = await run(
    'bash',
    ['--norc', '-c', program, 'bash', scriptOf('bash'), ...line.split(' ')],
    options(),
  )
  return [...stdout.matchAll(/\[\d+\]="([^"]*)"/g)].map(([, name = '']) => name)
}

describe('in bash', () => {
  test.each(cases)('"%s" is offered %j', async (line, offered) => {
    expect(new Set(await offeredByBash(line))).toEqual(new Set(offered))
  })

  test('an option’s value is offered behind an equals sign, where bash cuts words', async () => {
    expect(await offeredByBash('hal start --profile = p')).toEqual(['python'])
    expect(await offeredByBash('hal start --profile =')).toEqual(['base', 'python'])
  })
})

describe.runIf(mustHave('fish'))('in fish', () => {
  test.each(cases)('"%s" is offered %j', async (line, offered) => {
    const program = 'source $argv[1]; complete -C $argv[2]'
    const { stdout } = await run('fish', ['--no-config', '-c', program, scriptOf('fish'), line], options())
    const names = stdout
      .split('\n')
      .filter((name) => name !== '')
      .map((name) => name.replace(/\t.*/, '').replace(/\/$/, ''))
    expect(new Set(names)).toEqual(new Set(offered))
  })
})

describe.runIf(mustHave('zsh'))('in zsh', () => {
  const open = async (): Promise<Terminal> => {
    const terminal = new Terminal({
      command: 'zsh',
      args: ['-f', '-i'],
      cwd: join(folder, 'here'),
      env: environment(),
    })
    terminal.type(
      `PS1='$ '; autoload -U compinit; compinit -u -D; source ${scriptOf('zsh')}; clear; print rea''dy\r`,
    )
    await terminal.waitFor('ready\n$')
    return terminal
  }

  test('the one word that fits is filled in', async () => {
    await using terminal = await open()
    terminal.type('hal conf\t')
    await terminal.waitFor('$ hal config')
    terminal.type('\u0015hal workers sto\tad\t')
    await terminal.waitFor('$ hal workers stop ada')
    terminal.type('\u0015hal start --profile=p\t')
    await terminal.waitFor('$ hal start --profile=python')
    terminal.type('\u0015hal --engine ada workers rest\t')
    await terminal.waitFor('$ hal --engine ada workers restart')
    terminal.type('\u0015hal start --workspace some\t')
    await terminal.waitFor('$ hal start --workspace some\\ folder/')
  })

  test('several are listed with what they are about', async () => {
    await using terminal = await open()
    terminal.type('hal st\t')
    const screen = await terminal.waitFor('stop ')
    expect(screen).toMatch(/start +-- start workers/)
    terminal.type('\u0015\u000chal stop \t')
    await terminal.waitFor(/^ada +lin$/m)
  })
})

test('no name that a worker carries is run by a shell', async () => {
  await offeredByBash('hal stop $')
  await offeredByBash('hal stop ')
  expect(await readdir(join(folder, 'here'))).toEqual(['some folder'])
})
