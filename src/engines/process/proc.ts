import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** What the kernel says of one process. */
interface ProcessStat {
  readonly pid: number
  readonly parent: number
  readonly isOver: boolean
  /** Of the processor, in hundredths of a second. */
  readonly usedTicks: number
  /** In the same, since the machine was started: a later process of the same number has another. */
  readonly startTicks: number
  readonly residentPages: number
}

/** A process for as long as it lives, whatever gets its number later. */
export interface ProcessIdentity {
  readonly pid: number
  readonly startTicks: number
  /** Its namespace of numbers, since the machine was started: in another, or after a restart of either, they mean other processes. */
  readonly namespace: string
}

/** `undefined`: there is no such process. */
function statOf(pid: number): ProcessStat | undefined {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined
  }
  // Its name may hold anything, blanks and parentheses too.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const number = (index: number): number => Number(fields[index])
  return {
    pid,
    parent: number(1),
    isOver: fields[0] === 'Z' || fields[0] === 'X',
    usedTicks: number(11) + number(12),
    startTicks: number(19),
    residentPages: number(21),
  }
}

const namespaceHere = (): string =>
  `${readlinkSync('/proc/self/ns/pid')} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`

export function identityOf(pid: number): ProcessIdentity | undefined {
  const stat = statOf(pid)
  return stat === undefined || stat.isOver
    ? undefined
    : { pid, startTicks: stat.startTicks, namespace: namespaceHere() }
}

export function isRunning({ pid, startTicks, namespace }: ProcessIdentity): boolean {
  const stat = statOf(pid)
  return stat !== undefined && !stat.isOver && stat.startTicks === startTicks && namespace === namespaceHere()
}

const everyPid = (): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)

/** All that descends from a process, each after its parent. */
export function descendantsOf(pid: number): readonly ProcessStat[] {
  const all = everyPid()
    .map(statOf)
    .filter((stat) => stat !== undefined)
  const childrenOf = Map.groupBy(all, ({ parent }) => parent)
  const found: ProcessStat[] = [...(childrenOf.get(pid) ?? [])]
  for (const { pid: one } of found) found.push(...(childrenOf.get(one) ?? []))
  return found.filter(({ isOver }) => !isOver)
}

/** Processes that were started with this variable, as far as they may be looked at. */
export const startedWith = (name: string, value: string): readonly number[] =>
  everyPid().filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`${name}=${value}`)
    } catch {
      return false
    }
  })

/** What has ended meanwhile needs no signal. */
export function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
