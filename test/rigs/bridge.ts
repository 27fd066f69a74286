import { execa } from 'execa'

/** What this machine is called from inside a container or a build on the engine's default network. */
export async function bridgeAddress(): Promise<string> {
  const { stdout } = await execa('docker', [
    ...[
      'network',
      'inspect',
      'bridge',
      '--format',
      '{{with index .IPAM.Config 0}}{{.Gateway}} {{.Subnet}}{{end}}',
    ],
  ])
  const [gateway = '', subnet = ''] = stdout.split(' ')
  // Some engines name the gateway only from their second start on. It is the first address.
  const address = gateway === '' ? subnet.replace(/0\/\d+$/, '1') : gateway
  if (!/^[\d.]+$/.test(address)) throw new Error(`the engine's default network is not understood: ${stdout}`)
  return address
}
