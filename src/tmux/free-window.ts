import type { ControlClient } from './control-client.ts'

const shells: ReadonlySet<string> = new Set([
  ...['bash', 'zsh', 'sh', 'dash', 'ash', 'busybox', 'ksh', 'mksh', 'rbash', 'yash'],
])

export const isShell = (command: string): boolean => shells.has(command)

/** A shell that says of itself that it waits for a command. */
export const isAtPrompt = ({
  command,
  title,
}: {
  readonly command: string
  readonly title: string
}): boolean => isShell(command) && title.startsWith('hal:prompt')

// The name comes last: it alone may contain anything.
const format =
  '#{window_index}\t#{pane_id}\t#{pane_dead}\t#{pane_current_command}\t#{pane_title}\t#{window_name}'

/**
 * A window, besides the one of `pane`, whose shell is at its prompt, as one would name it: by its name, or by its index where the name
 * is no plain word. `undefined`: there is none, or tmux does not say.
 */
export const findFreeWindow = async (client: ControlClient, pane: string): Promise<string | undefined> => {
  const reply = await client.command(['list-windows', '-F', format])
  if (!reply.ok) return undefined
  for (const line of reply.value) {
    const [index, paneId, isDead, command = '', title = '', ...words] = line.toString().split('\t')
    if (paneId === pane || isDead === '1' || !isAtPrompt({ command, title })) continue
    const name = words.join('\t')
    return /^[\w.-]+$/.test(name) ? name : index
  }
  return undefined
}
