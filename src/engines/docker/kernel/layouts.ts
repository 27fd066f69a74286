/** Where one generation of cgroups keeps what is asked of it. */
export interface Layout {
  readonly version: 1 | 2
  /** Where this is, the machine has this layout. Beside `/sys/fs/cgroup`, like the others. */
  readonly mark: string
  /** Of the cgroup at this place. */
  readonly files: (place: string) => CgroupPaths
}

export interface CgroupPaths {
  readonly memory: string
  readonly memoryLimit: string
  readonly memoryStat: string
  readonly cpu: string
  readonly pids: string
  readonly disk: string
  /** Ids of its processes; the second where the runtime keeps them a floor below. */
  readonly processes: readonly string[]
}

/** Of cgroups v1, each kind has a tree of its own; that of the CPU's has either name. */
const v1 = (cpu: string): Layout => ({
  version: 1,
  mark: cpu,
  files: (place) => ({
    memory: `memory/${place}/memory.usage_in_bytes`,
    memoryLimit: `memory/${place}/memory.limit_in_bytes`,
    memoryStat: `memory/${place}/memory.stat`,
    cpu: `${cpu}/${place}/cpuacct.usage`,
    pids: `pids/${place}/pids.current`,
    disk: `blkio/${place}/blkio.throttle.io_service_bytes`,
    processes: [`memory/${place}/cgroup.procs`, `memory/${place}/container/cgroup.procs`],
  }),
})

const v2: Layout = {
  version: 2,
  mark: 'cgroup.controllers',
  files: (place) => ({
    memory: `${place}/memory.current`,
    memoryLimit: `${place}/memory.max`,
    memoryStat: `${place}/memory.stat`,
    cpu: `${place}/cpu.stat`,
    pids: `${place}/pids.current`,
    disk: `${place}/io.stat`,
    processes: [`${place}/cgroup.procs`, `${place}/container/cgroup.procs`],
  }),
}

export const layouts: readonly Layout[] = [v2, v1('cpuacct'), v1('cpu,cpuacct')]

/** Where engines put a container's cgroup: Docker and podman, with and without systemd, root's and the person's own. */
export const placesOf = (id: string, uid: number): readonly string[] => [
  `docker/${id}`,
  `system.slice/docker-${id}.scope`,
  `machine.slice/libpod-${id}.scope`,
  `libpod_parent/libpod-${id}`,
  `user.slice/user-${uid}.slice/user@${uid}.service/user.slice/docker-${id}.scope`,
  `user.slice/user-${uid}.slice/user@${uid}.service/user.slice/libpod-${id}.scope`,
]
