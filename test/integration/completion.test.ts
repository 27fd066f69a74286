import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { commands, groups } from '../../src/cli/commands.ts'
import { completionScript, type Shell, shells } from '../../src/present/completion.ts'
import { Terminal } from '../rigs/terminal.ts'

const run = promisify(execFile)

/** Answers what completion asks; one worker's name is an attack on the shell that shows it. */
const answering = `#!/bin/sh
case "$2 $3 $4" in 'workers --engine unix:///there') echo over-there; exit ;; esac
case $2 in
  shells) printf 'bash\\nzsh\\nfish\\n' ;;
  workers) printf 'ada\\nlin\\n$(touch attacked)\\n\`touch attacked\`\\n;touch attacked\\n' ;;
  profiles) printf 'base\\npython\\n' ;;
  windows) printf 'agent\\nshell\\n' ;;
esac
`

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
// No name that a worker carries is run by a shell.
afterEach(async () => expect(await readdir(join(folder, 'here'))).toEqual(['some folder']))

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['hal conf', ['config']],
  ['hal st', ['start', 'stop']],
  ['hal workers sto', ['stop']],
  ['hal stop ', ['ada', 'lin']],
  ['hal stop ada l', ['lin']],
  ['hal send --window ', ['agent', 'shell']],
  ['hal send ada --timeout 3s --cap', ['--capture']],
  ['hal start --profile p', ['python']],
  ['hal --engine unix:///engine workers sto', ['stop']],
  ['hal build-profiles base py', ['python']],
  ['hal start --workspace some', ['some folder']],
  ['hal completion ', ['bash', 'zsh', 'fish']],
  ['hal --engine unix:///there stop ', ['over-there']],
  ['hal stop --engine=unix:///there ', ['over-there']],
  ['hal send ada ', []],
  ['hal nonsense ', []],
]

describe('in bash', () => {
  test('the one word that fits is filled in, however bash cuts the line', async () => {
    await using terminal = new Terminal({
      command: 'bash',
      args: ['--norc', '--noprofile', '-i'],
      cwd: join(folder, 'here'),
      env: environment(),
    })
    terminal.type(`PS1='$ '; source ${scriptOf('bash')}; clear; echo rea''dy\r`)
    await terminal.waitFor('ready\n$')
    terminal.type('hal conf\t')
    await terminal.waitFor('$ hal config')
    terminal.type('\u0015hal workers sto\tad\t')
    await terminal.waitFor('$ hal workers stop ada')
    terminal.type('\u0015hal start --profile=p\t')
    await terminal.waitFor('$ hal start --profile=python')
    terminal.type('\u0015hal --engine unix:///engine workers rest\t')
    await terminal.waitFor('$ hal --engine unix:///engine workers restart')
    terminal.type('\u0015hal start --workspace some\t')
    await terminal.waitFor('$ hal start --workspace some\\ folder/')
    terminal.type('\u0015hal send ada "pytest -q" --cap\t')
    await terminal.waitFor('$ hal send ada "pytest -q" --capture')
    terminal.type('\u0015hal start --root --workspace some\\ f\t')
    await terminal.waitFor('$ hal start --root --workspace some\\ folder/')
  })
})

describe('in fish', () => {
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

describe('in zsh', () => {
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
    terminal.type('\u0015hal --engine unix:///engine workers rest\t')
    await terminal.waitFor('$ hal --engine unix:///engine workers restart')
    terminal.type('\u0015hal start --workspace some\t')
    await terminal.waitFor('$ hal start --workspace some\\ folder/')
    terminal.type('\u0015hal --engine unix:///there stop o\t')
    await terminal.waitFor('$ hal --engine unix:///there stop over-there')
    terminal.type('\u0015hal completion z\t')
    await terminal.waitFor('$ hal completion zsh')
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
