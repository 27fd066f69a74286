import { claude2x1x330 } from './claude/screen/2.1.330.ts'
import { codex0x169x0 } from './codex/screen/0.169.0.ts'
import { copilot1x0x102 } from './copilot/screen/1.0.102.ts'
import { gemini0x61x0 } from './gemini/screen/0.61.0.ts'
import { opencode1x18x18 } from './opencode/screen/1.18.18.ts'
import { pickRules } from './screen/pick-rules.ts'
import type { ScreenRules } from './screen/screen-rules.ts'

/** All versions of each agent whose screens are known. */
export const allScreenRules = {
  claude: [claude2x1x330],
  codex: [codex0x169x0],
  copilot: [copilot1x0x102],
  gemini: [gemini0x61x0],
  opencode: [opencode1x18x18],
} as const satisfies Readonly<Record<string, readonly [ScreenRules, ...ScreenRules[]]>>

/** `undefined` for an agent whose screens nobody recorded. */
export const screenRulesOf = (agent: string, version: string | undefined): ScreenRules | undefined => {
  const all = Object.entries(allScreenRules).find(([name]) => name === agent)?.[1]
  return all === undefined ? undefined : pickRules(all, version)
}
