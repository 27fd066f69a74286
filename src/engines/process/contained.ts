import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from './process-state.ts'
import { readText } from './records.ts'

/**
 * Whether hal itself runs in a container, as far as what engines leave in one says: variables, empty files, and in the old layout of cgroups
 * the container's name (the new one shows it nothing but `/`). `root`: where this machine's files are.
 */
export const isContained = (env: Env, root = '/'): boolean =>
  ['KUBERNETES_SERVICE_HOST', 'container'].some((name) => (env[name] ?? '') !== '') ||
  ['.dockerenv', 'run/.containerenv'].some((mark) => existsSync(join(root, mark))) ||
  /[/:-](docker|kubepods|libpod|containerd|crio)\b/.test(readText(join(root, 'proc/1/cgroup')) ?? '')
