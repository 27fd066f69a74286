import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCommand } from '../../src/tmux/run-command.ts'
import { type ShellName, startTmuxServer } from '../rigs/tmux-server.ts'

/** Runs commands in a shell whose person has these files; answers with `stdout status` of each. */
const runAll = async (
  shell: ShellName,
  files: Readonly<Record<string, string>>,
  texts: readonly string[],
) => {
  await using server = startTmuxServer(files)
  const { client } = await server.openClient()
  const pane = server.openShell(shell)
  const outcomes: string[] = []
  for (const text of texts) {
    const outcome = await runCommand(client, {
      pane,
      text,
      inDir: server.inDir,
      maxBytes: 1_000_000,
      timeoutMs: 5_000,
    })
    outcomes.push(outcome.ok ? `${outcome.value.stdout} ${outcome.value.exitCode}` : outcome.failure.reason)
  }
  const screen = server.tmux('capture-pane', '-p', '-t', pane)
  const history = (name: string) => readFileSync(join(server.home, name), 'utf8')
  return { outcomes, screen, history, client }
}

const texts = ['false', 'echo $?', 'printf x', 'echo "a\nb"; (exit 9)', 'echo $?']
const outcomes = [' 1', '1\n 0', 'x 0', 'a\nb\n 9', '9\n 0']

describe("a person's shell keeps its ways", () => {
  it.each<[string, ShellName, Record<string, string>]>([
    ['a prompt command of its own', 'bash', { '.bashrc': 'PROMPT_COMMAND=\'PS1="mine $? > "\'\n' }],
    ['prompt commands of its own', 'bash', { '.bashrc': 'PROMPT_COMMAND=("true; false" "PS1=mine\\>")\n' }],
    ['an end trap of its own', 'bash', { '.bashrc': "trap 'echo \"it ended\"' EXIT\nPS1='mine> '\n" }],
    ['exported prompts', 'bash', { '.bashrc': "export PS1='mine> ' PS2 PROMPT_COMMAND='true'\n" }],
    ['strict options', 'bash', { '.bashrc': "PS1='mine> '\nset -u\nset -o pipefail\n" }],
    ['vi keys', 'bash', { '.bashrc': "PS1='mine> '\nset -o vi\n" }],
    ['hooks of its own', 'zsh', { '.zshrc': 'precmd() { PROMPT="mine $? > " }\npreexec() { true }\n' }],
    [
      'a variable environment',
      'zsh',
      { '.zshenv': 'export MINE=mine\n', '.zshrc': 'PROMPT="$MINE> "\nsetopt no_unset\n' },
    ],
  ])('with %s (%s)', async (_, shell, files) => {
    const shown = await runAll(shell, files, texts)
    expect(shown.outcomes).toEqual(outcomes)
    expect(shown.screen).toContain('mine')
  })

  it.each<ShellName>(['dash', 'busybox'])('with strict options (%s)', async (shell) => {
    expect((await runAll(shell, {}, ['set -u', ...texts])).outcomes).toEqual([' 0', ...outcomes])
  })

  it.each<ShellName>(['bash', 'zsh'])('and shells inside it are not disturbed (%s)', async (shell) => {
    const { outcomes } = await runAll(shell, {}, [
      `${shell} -c 'echo in; exit 4'`,
      `echo 'echo two; exit 5' | ${shell}`,
    ])
    expect(outcomes).toEqual(['in\n 4', 'two\n 5'])
  })
})
