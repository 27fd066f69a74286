import { ownPlace } from '../../agents/own-place.ts'
import { inside } from '../reach/inside.ts'

const { halRun } = inside
const runFolder = ownPlace(inside.runFolder)
const headlessAgent = ownPlace(inside.headlessAgent)
const mark = (activity: string): string => `printf '\\033]7425;${activity};by=task\\007'`

/**
 * What the window `agent` of a worker runs whose agent works without a terminal: it begins once there is a prompt, in the environment of all
 * panes, and shows what the agent prints. Its end is the agent's.
 */
export const headlessWindow = `#!/bin/sh
mkdir -p -m 700 ${runFolder}
${halRun} --await ${runFolder}
${mark('working')}
${halRun} ${runFolder} ${headlessAgent}
${halRun} --follow ${runFolder} 0
${mark('idle')}
read -r status < ${runFolder}/status
exit "\${status:-1}"
`
