import type { ControlClient } from '../../tmux/control-client.ts'

/** Where a path of `inside` is to the worker's tmux: below HAL_ROOT, where the worker is processes of a machine whose files it shares. */
export async function pathInTmux(client: ControlClient, path: string): Promise<string> {
  const said = await client.command(['display-message', '-p', '#{HAL_ROOT}'])
  return `${said.ok ? (said.value[0]?.toString() ?? '') : ''}${path}`
}
