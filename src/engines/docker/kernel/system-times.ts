import { readFile } from 'node:fs/promises'
import type { Fields } from '../guards.ts'

/** So many containers are looked at within a moment, and one look at the machine does for all of them. */
const momentMs = 5

/** What all CPUs together have spent, in the words of an engine's answer. Rejects where the kernel doesn't say. */
export function systemTimes(file: string): () => Promise<Fields> {
  let looked: { readonly atMs: number; readonly answer: Promise<Fields> } | undefined
  return () => {
    const atMs = performance.now()
    if (looked === undefined || atMs - looked.atMs > momentMs)
      looked = { atMs, answer: readFile(file, 'utf8').then(systemAnswer) }
    return looked.answer
  }
}

/** A hundredth of a second, whatever the machine: what the kernel counts in where it tells programs. */
const tickNs = 10_000_000

/** What a hypervisor took away, and guests, which are counted as their users, are left out: so engines reckon. */
const countedKinds = 7

export function systemAnswer(text: string): Fields {
  const [, all] = /^cpu +([\d ]+)$/m.exec(text) ?? []
  const cpus = text.match(/^cpu\d+ /gm)?.length
  if (all === undefined || cpus === undefined) throw new Error('the kernel does not say what its CPUs did')
  const ticks = all
    .split(' ')
    .slice(0, countedKinds)
    .reduce((sum, kind) => sum + Number(kind), 0)
  return { system_cpu_usage: ticks * tickNs, online_cpus: cpus }
}
