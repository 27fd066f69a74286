import { totalmem } from 'node:os'

/** Where a kernel says what it counts. */
export interface KernelFiles {
  /** `/sys/fs/cgroup` */
  readonly cgroups: string
  /** `/proc` */
  readonly proc: string
  /** Whose engine there may be besides root's. */
  readonly uid: number
  readonly machineBytes: number
}

export const thisKernel = (uid: number): KernelFiles => ({
  ...{ cgroups: '/sys/fs/cgroup', proc: '/proc', uid },
  machineBytes: totalmem(),
})
