import { bashScript } from './completion/bash.ts'
import { fishScript } from './completion/fish.ts'
import { type CompletionTree, completionTable } from './completion/table.ts'
import { zshScript } from './completion/zsh.ts'

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const

export type Shell = keyof typeof scripts
export const shells: readonly Shell[] = ['bash', 'zsh', 'fish']
export const isShell = (name: string): name is Shell => Object.hasOwn(scripts, name)

/**
 * The script that teaches a shell to complete `hal`. Words and options stand in it; the names of workers, profiles and windows
 * are asked of `hal __complete` when they are needed.
 */
export const completionScript = (shell: Shell, tree: CompletionTree): string =>
  scripts[shell](completionTable(tree))
