import { execa } from 'execa'

/** What this machine is called from inside a container or a build on the engine's default network. */
export async function bridgeAddress(): Promise<string> {
  const { stdout } = await execa('docker', [
    ...['network', 'inspect', 'bridge', '--format', '{{(index .IPAM.Config 0).Gateway}}'],
  ])
  return stdout
}
