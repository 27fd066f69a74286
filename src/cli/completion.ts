import { completionScript, isShell, shells } from '../present/completion.ts'
import type { Run } from './command.ts'
import { print, remarkOn } from './report.ts'

export const run: Run = async (context, { args }) => {
  const shell = args[0] ?? ''
  if (!isShell(shell)) {
    remarkOn(context, `completion is there for ${shells.join(', ')}.`)
    return 2
  }
  const { commands, groups } = context.commandTree
  print(
    context,
    completionScript(shell, { commands: commands.filter(({ isHidden }) => isHidden !== true), groups }),
  )
  return 0
}
