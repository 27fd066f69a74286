/** `at-best`: the config is what can be read of it. `ignored`: so, too, and the project's isn't even looked into. */
export type ProjectUse = 'needed' | 'ignored' | 'at-best'

/**
 * What must work where a project's config is broken or not trusted: trusting it must not need it to be trusted, and the way out of a
 * broken one must be findable; doctor says what is wrong and checks the rest. Completion offers what the config has (its profiles, its engine) without a word where it can't.
 */
const projectUses: Readonly<Record<string, ProjectUse>> = {
  'config trust': 'ignored',
  'config path': 'ignored',
  doctor: 'at-best',
  // Whose image, variables and settings it is made with is the person's business alone.
  login: 'ignored',
  completion: 'ignored',
  __complete: 'at-best',
}

export interface AfarUse {
  /** Of this machine, whoever else's fleet is usual. */
  readonly isOwn?: boolean
  /** What can't be done elsewhere, and doesn't say so itself. */
  readonly refused?: string
}

const afarUses: Readonly<Record<string, AfarUse>> = {
  serve: { isOwn: true },
  'config trust': { isOwn: true },
  'config path': { isOwn: true },
  'config show': { isOwn: true },
  login: { refused: 'logging in to an agent’s maker' },
}

/** What a command, by its name, makes of the config, and of a fleet that is on another machine. */
export interface CommandNeeds {
  readonly project: ProjectUse
  readonly afar: AfarUse
}

export const needsOf = (command: string): CommandNeeds => ({
  project: projectUses[command] ?? 'needed',
  afar: afarUses[command] ?? {},
})
