import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { isContained } from './contained.ts'

const made: string[] = []
afterAll(() => {
  for (const root of made) rmSync(root, { recursive: true })
})

const machine = (files: Readonly<Record<string, string>>): string => {
  const root = mkdtempSync(join(tmpdir(), 'hal-machine-'))
  made.push(root)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}
const cgroup = (text: string) => ({ 'proc/1/cgroup': text })

test.each([
  ['docker', {}, { '.dockerenv': '' }],
  ['podman', { container: 'podman' }, { 'run/.containerenv': '' }],
  ['a pod', { KUBERNETES_SERVICE_HOST: '10.0.0.1' }, {}],
  ['an older docker', {}, cgroup('4:memory:/docker/3f9c2a1\n0::/system.slice\n')],
  ['an older pod', {}, cgroup('4:memory:/kubepods/besteffort/pod1/3f9c2a1\n')],
  ['podman by its group', {}, cgroup('0::/machine.slice/libpod-3f9c2a1.scope\n')],
])('%s is a container', (_, env, files) => {
  expect(isContained(env, machine(files))).toBe(true)
})

test.each([
  ['a machine with systemd', {}, cgroup('0::/init.scope\n')],
  ['a machine that runs docker', {}, cgroup('4:memory:/\n0::/\n')],
  ['a machine without cgroups', {}, {}],
  ['an empty variable', { container: '' }, {}],
])('%s is none', (_, env, files) => {
  expect(isContained(env, machine(files))).toBe(false)
})
