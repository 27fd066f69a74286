import { expect, test } from 'vitest'
import { toInfo } from './info.ts'

const api = { address: 'unix:///var/run/docker.sock', version: '1.41', builderVersion: '2' }
const machine = {
  hostName: 'laptop',
  kernel: '6.1.0',
  hasFolder: (path: string) => path === '/var/lib/docker',
}
const here = {
  ServerVersion: '20.10.24+dfsg1',
  Name: 'laptop',
  KernelVersion: '6.1.0',
  OperatingSystem: 'Debian GNU/Linux 12',
  DockerRootDir: '/var/lib/docker',
  PidsLimit: true,
  MemoryLimit: true,
  CpuCfsQuota: true,
  CpuCfsPeriod: true,
}

test.each([
  ['an engine on this machine', {}, {}, true],
  ['an engine over the network', { address: 'tcp://laptop:2375' }, {}, false],
  ['a virtual machine', {}, { Name: 'colima', KernelVersion: '6.8.0' }, false],
  ['Docker Desktop, which shares its kernel under WSL', {}, { OperatingSystem: 'Docker Desktop' }, false],
  ['the engine of the machine around our own container', {}, { Name: 'host' }, false],
  ['a root folder that is not to be seen here', {}, { DockerRootDir: '/elsewhere' }, false],
])('%s: local or not', (_, where, answer, isLocal) => {
  expect(toInfo({ ...api, ...where }, { ...here, ...answer }, machine).isLocal).toBe(isLocal)
})

test('a missing controller is a missing capability and a warning', () => {
  const info = toInfo(
    api,
    { ...here, PidsLimit: false, Warnings: ['WARNING: No swap limit support'] },
    machine,
  )
  expect(info.capabilities.has('pids-limit')).toBe(false)
  expect(info.warnings).toEqual([
    'WARNING: No swap limit support',
    "the engine can't limit pids: workers run without that limit",
  ])
})

test('folders of volumes need API 1.45, and podman has no BuildKit', () => {
  expect(toInfo({ ...api, version: '1.45' }, here, machine).capabilities.has('volume-subpath')).toBe(true)
  const podman = toInfo(api, { ...here, ServerVersion: '4.3.1', BuildahVersion: '1.28' }, machine)
  expect(podman.name).toBe('podman 4.3')
  expect(podman.capabilities.has('buildkit')).toBe(false)
  expect(podman.capabilities.has('volume-subpath')).toBe(false)
})
