import { ownPlace } from '../../agents/own-place.ts'
import { keepSnapshotScript } from '../../workspace/snapshot.ts'
import { inside } from '../reach/inside.ts'
import { snapshotFolder } from '../reach/run-folder.ts'
import type { RunBegin } from '../verbs.ts'

const { halRun } = inside
const runFolder = ownPlace(inside.runFolder)
const headlessAgent = ownPlace(inside.headlessAgent)
const mark = (activity: string): string => `printf '\\033]7425;${activity};by=task\\007'`

/** The file of a run's folder with which it begins, and what stands in it. */
export const beginningOf = (begin: RunBegin): readonly ['in' | 'prompt', string] =>
  'prompt' in begin ? ['prompt', begin.prompt] : ['in', begin.opening]

/** Never over one that somebody has brought, and never lost: not every file system has links. */
const bringBeginning = (['in', 'prompt'] as const)
  .map((file) => [ownPlace(inside.runBegin(file)), `${runFolder}/${file}`])
  .map(
    ([from, to]) =>
      `[ ! -e ${from} ] || { ln ${from} ${to} || [ -e ${to} ] || { cp ${from} ${to}.$$ && mv ${to}.$$ ${to}; }; [ ! -e ${to} ] || rm -f ${from}; } 2>/dev/null`,
  )
  .join('\n')

/**
 * What the window `agent` of a worker runs whose agent works without a terminal: it begins once there is a prompt and, by `before`, all else,
 * in the environment of all panes, and shows what the agent prints. Its end is the agent's.
 */
export const headlessWindow = (before: string): string => `#!/bin/sh
mkdir -p -m 700 ${runFolder}
${bringBeginning}
${halRun} --await ${runFolder}
${before}
[ -e ${runFolder}/keeper ] || (set -- ${ownPlace(snapshotFolder({}))}
${keepSnapshotScript}) </dev/null >/dev/null 2>&1
${mark('working')}
${halRun} ${runFolder} ${headlessAgent}
${halRun} --follow ${runFolder} 0
${mark('idle')}
read -r status < ${runFolder}/status
exit "\${status:-1}"
`
