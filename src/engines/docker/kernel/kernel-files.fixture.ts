import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { KernelFiles } from './kernel-files.ts'

export const id = 'c2412aa100d5726bf073a6b675b3cd02478a9f2e48e2ab2157332f0307411220'

/** What two generations of kernels said of a container that had used a disk. */
const v1: Readonly<Record<string, string>> = {
  'memory/PLACE/memory.usage_in_bytes': '2596864\n',
  'memory/PLACE/memory.limit_in_bytes': '134217728\n',
  'memory/PLACE/memory.stat':
    'cache 69632\ninactive_file 1\nhierarchical_memory_limit 134217728\ntotal_inactive_file 12288\ntotal_active_file 57344\n',
  'memory/PLACE/cgroup.procs': '4711\n4712\n',
  'pids/PLACE/pids.current': '5\n',
  'blkio/PLACE/blkio.throttle.io_service_bytes':
    '8:0 Read 4096\n8:0 Write 512\n8:0 Sync 4608\n8:0 Total 4608\n8:16 Read 4\nTotal 4612\n',
  'CPU/PLACE/cpuacct.usage': '61626287\n',
}

const v2: Readonly<Record<string, string>> = {
  'cgroup.controllers': 'cpu io memory pids\n',
  'PLACE/memory.current': '2596864\n',
  'PLACE/memory.max': '134217728\n',
  'PLACE/memory.stat': 'anon 1511424\nfile 69632\ninactive_file 12288\nactive_file 57344\n',
  'PLACE/cgroup.procs': '4711\n4712\n',
  'PLACE/pids.current': '5\n',
  'PLACE/io.stat':
    '8:0 rbytes=4096 wbytes=512 rios=1 wios=1 dbytes=0 dios=0\n8:16 rbytes=4 wbytes=0 rios=1 wios=0 dbytes=0 dios=0\n',
  'PLACE/cpu.stat': 'usage_usec 61626\nuser_usec 40000\nsystem_usec 21626\n',
}

const proc: Readonly<Record<string, string>> = {
  stat: 'cpu  100 2 30 4000 5 0 6 70 8 9\ncpu0 50 1 15 2000 2 0 3 35 4 4\ncpu1 50 1 15 2000 3 0 3 35 4 5\nintr 12 0\n',
  '4711/net/dev': `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:      77       1    0    0    0     0          0         0       77       1    0    0    0     0       0          0
  eth0:     796      10    0    0    0     0          0         0      123       2    0    0    0     0       0          0
  eth1:4000000000       1    0    0    0     0          0         0        7       1    0    0    0     0       0          0
`,
}

export interface GivenKernel {
  readonly version: 'v1' | 'v2'
  readonly place?: string
  /** The name of v1's tree of what CPUs did. */
  readonly cpu?: string
  readonly isOnHostNetwork?: boolean
}

/** Files of a kernel that runs one container. `write`: one of them says something else now; `undefined` takes it away. */
export async function openKernel({
  version,
  place = `docker/${id}`,
  cpu = 'cpuacct',
  isOnHostNetwork,
}: GivenKernel) {
  const folder = await mkdtemp(join(tmpdir(), 'hal-kernel-'))
  const pathOf = (path: string) => join(folder, path.replace('PLACE', place).replace('CPU', cpu))
  const write = async (path: string, text: string | undefined) => {
    if (text === undefined) return rm(pathOf(path))
    await mkdir(dirname(pathOf(path)), { recursive: true })
    return writeFile(pathOf(path), text)
  }
  for (const [path, text] of Object.entries(version === 'v1' ? v1 : v2)) await write(`cgroup/${path}`, text)
  for (const [path, text] of Object.entries(proc)) await write(`proc/${path}`, text)
  for (const [pid, network] of [
    ['self', 'net:[1]'],
    ['4711', isOnHostNetwork === true ? 'net:[1]' : 'net:[2]'],
  ] as const) {
    await mkdir(join(folder, 'proc', pid, 'ns'), { recursive: true })
    await symlink(network, join(folder, 'proc', pid, 'ns/net'))
  }
  const files: KernelFiles = {
    cgroups: join(folder, 'cgroup'),
    proc: join(folder, 'proc'),
    uid: 1000,
    machineBytes: 1_000_000_000,
  }
  return {
    ...{ files, write },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}
