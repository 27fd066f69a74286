import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Launch } from './form.ts'
import { launchScript } from './launch-script.ts'

const launch: Launch = { argv: ['true'], env: {}, secretVariables: [], seeds: {}, files: {} }

const run = (over: Partial<Launch>, home = mkdtempSync(join(tmpdir(), 'hal-home-'))) => {
  const script = launchScript({ ...launch, ...over }, { before: '', hasSecrets: false, links: {} })
  const stdout = execFileSync('sh', ['-c', script], { env: { PATH: process.env['PATH'], HOME: home } })
  return { home, stdout: stdout.toString() }
}

test('the agent gets its words and variables as they are, whatever is in them', () => {
  const odd = `it's "odd" $HOME \`id\` \\ \n end`
  const { stdout } = run({ argv: ['sh', '-c', 'printf %s "$1$ODD"', 'sh', odd], env: { ODD: odd } })
  expect(stdout).toBe(odd + odd)
})

test('what is the worker’s own is found below HAL_ROOT, wherever it is named', () => {
  const config = '{"apiKey":"{file:/run/secrets/KEY}","it\'s":"/etc/hal/agent/hooks"}'
  const found = (root: Readonly<Record<string, string>>) => {
    const script = launchScript(
      { ...launch, argv: ['printenv', 'CONFIG'], env: { CONFIG: config } },
      { before: '', hasSecrets: false, links: {} },
    )
    return execFileSync('sh', ['-c', script], { env: { PATH: process.env['PATH'], ...root } }).toString()
  }
  expect(found({})).toBe(`${config}\n`)
  expect(found({ HAL_ROOT: '/a b' })).toBe(
    '{"apiKey":"{file:/a b/run/secrets/KEY}","it\'s":"/a b/etc/hal/agent/hooks"}\n',
  )
})

test('what only ends like such a place is left as it is', () => {
  const script = launchScript(
    { ...launch, argv: ['printf', '%s', '/workspace/run/secrets/it', 'file:///run/secrets/it'] },
    { before: '', hasSecrets: false, links: {} },
  )
  const env = { PATH: process.env['PATH'], HAL_ROOT: '/root' }
  expect(execFileSync('sh', ['-c', script], { env }).toString()).toBe(
    '/workspace/run/secrets/itfile:///root/run/secrets/it',
  )
})

test('where an image has no folder for temporary files, it is given one of its own', () => {
  const home = mkdtempSync(join(tmpdir(), 'hal-home-'))
  const script = launchScript(
    { ...launch, argv: ['sh', '-c', 'ls -d "$TMPDIR"'] },
    { before: '', hasSecrets: false, links: {} },
  )
  const env = { PATH: process.env['PATH'], HOME: home, TMPDIR: join(home, 'nowhere') }
  expect(execFileSync('sh', ['-c', script], { env }).toString()).toBe(`${home}/.tmp\n`)
})

test('seeds are written where they are missing, and what is there is left alone', () => {
  const seeds = { '.agent/deep/config.toml': `a = "it's"\n`, '.agent.json': '{}' }
  const { home } = run({ seeds })
  expect(readFileSync(join(home, '.agent/deep/config.toml'), 'utf8')).toBe(`a = "it's"\n`)
  writeFileSync(join(home, '.agent.json'), '{"own":1}')
  run({ seeds }, home)
  expect(readFileSync(join(home, '.agent.json'), 'utf8')).toBe('{"own":1}')
})

test('the agent waits for its secrets, and has those as variables that it reads as such', () => {
  const script = launchScript(
    { ...launch, secretVariables: ['TOKEN'] },
    { before: 'until [ -e /run/hal/prepared ]; do sleep 1; done', hasSecrets: true, links: {} },
  )
  expect(script).toMatchInlineSnapshot(`
    "#!/bin/sh
    until [ -e /run/hal/prepared ]; do sleep 1; done
    [ -w "\${TMPDIR:-/tmp}" ] || { export TMPDIR="$HOME/.tmp" && mkdir -p "$TMPDIR"; }
    looks=0
    until [ -e "\${HAL_ROOT-}"/run/secrets/.all ]; do
      looks=$((looks + 1))
      [ $looks -ne 50 ] || echo 'the agent waits for hal to bring its secrets: hal workers restart does'
      sleep 0.1 2>/dev/null || sleep 1
    done
    export TOKEN="$(cat "\${HAL_ROOT-}"/run/secrets/TOKEN)"
    exec true
    "
  `)
})
