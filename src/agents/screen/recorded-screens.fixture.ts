import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { screenRulesOf } from '../screen-rules-of.ts'
import type { ScreenRules } from './screen-rules.ts'

export interface RecordedScreen {
  readonly agent: string
  readonly version: string
  readonly state: string
  readonly lines: readonly string[]
  readonly rules: ScreenRules
}

const folder = fileURLToPath(new URL('../../../test/rigs/screens/', import.meta.url))

const foldersIn = (path: string): readonly string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))

/** All screens that test/rigs/screens has, each with the rules for its agent's version. */
export const recordedScreens: readonly RecordedScreen[] = foldersIn(folder).flatMap((agent) =>
  foldersIn(`${folder}${agent}`).flatMap((version) =>
    readdirSync(`${folder}${agent}/${version}`).map((file) => {
      const rules = screenRulesOf(agent, version)
      if (rules === undefined) throw new Error(`there are screens of ${agent}, and no rules`)
      const lines = readFileSync(`${folder}${agent}/${version}/${file}`, 'utf8')
        .replace(/\n$/, '')
        .split('\n')
      return { agent, version, state: file.replace(/\.txt$/, ''), lines, rules }
    }),
  ),
)

/** One of them. */
export const recordedScreen = (agent: string, state: string): RecordedScreen => {
  const found = recordedScreens.find((screen) => screen.agent === agent && screen.state === state)
  if (found === undefined) throw new Error(`no recorded screen ${agent}/${state}`)
  return found
}

export const agentsWithScreens: readonly string[] = [...new Set(recordedScreens.map(({ agent }) => agent))]
