import type { ArgumentForm, OptionForm } from '../command.ts'
import { duration, keyValue } from '../values.ts'

// What several commands take.

export const json: OptionForm = { flags: '--json', summary: 'print JSON' }
export const window: OptionForm = {
  flags: '--window <name>',
  summary: 'which window: agent or shell',
  kind: 'window',
}
export const filter: OptionForm = {
  flags: '--filter <field=value>',
  summary: 'only these; fields: name, state, phase, activity, profile, image, agent, workspace, owner',
  parse: keyValue,
  isRepeatable: true,
}
export const allOwners: OptionForm = { flags: '--all-owners', summary: 'other people’s workers, too' }
export const all: OptionForm = { flags: '--all', summary: 'all of them' }
export const timeout: OptionForm = {
  flags: '--timeout <duration>',
  summary: 'give up waiting after this long, like 30s or 5m; a bare number is seconds (the command runs on)',
  parse: duration,
}

export const oneWorker: readonly ArgumentForm[] = [
  { name: 'name', isOptional: false, isVariadic: false, kind: 'worker' },
]
export const maybeWorker: readonly ArgumentForm[] = [
  { name: 'name', isOptional: true, isVariadic: false, kind: 'worker' },
]
export const someWorkers: readonly ArgumentForm[] = [
  { name: 'names', isOptional: true, isVariadic: true, kind: 'worker' },
]
export const noArguments: readonly ArgumentForm[] = []
