import type { Pin } from './pins.ts'
import type { ToolSource } from './recipe.ts'

/** The architectures that layers are made for, as their toolchains call them. */
const architectures = [
  { arch: 'amd64', nodeArch: 'x64', machine: 'x86_64' },
  { arch: 'arm64', nodeArch: 'arm64', machine: 'aarch64' },
] as const

/** Where a tool comes from on one architecture. */
export interface ToolAddress {
  /** `amd64`, `arm64`, or `any` where it is the same for all. */
  readonly architecture: string
  readonly url: string
  /** `undefined`: nobody has pinned what must come. */
  readonly sum: string | undefined
}

/** npm's own public one: the pinned sums are those of its archives. */
const registry = 'https://registry.npmjs.org'

/** The addresses of a pinned tool; only the architectures that its pin has a sum for, where it has any. */
export function toolAddresses(source: ToolSource, { version, sums }: Pin): readonly ToolAddress[] {
  const template = source.kind === 'npm' ? npmTemplate(source.package) : source.url
  if (!/\{(arch|node-arch|machine)\}/.test(template))
    return [{ architecture: 'any', url: template.replaceAll('{version}', version), sum: sums['any'] }]
  const hasSums = Object.keys(sums).length > 0
  return architectures
    .filter(({ arch }) => !hasSums || sums[arch] !== undefined)
    .map(({ arch, nodeArch, machine }) => ({
      architecture: arch,
      url: template
        .replaceAll('{version}', version)
        .replaceAll('{arch}', arch)
        .replaceAll('{node-arch}', nodeArch)
        .replaceAll('{machine}', machine),
      sum: sums[arch],
    }))
}

/** As the registry lays its archives out: `@scope/name/-/name-1.2.3.tgz`. */
function npmTemplate(wanted: string): string {
  const at = wanted.indexOf('@', 1)
  const [name, version] = at === -1 ? [wanted, '{version}'] : [wanted.slice(0, at), wanted.slice(at + 1)]
  return `${registry}/${name}/-/${name.slice(name.lastIndexOf('/') + 1)}-${version}.tgz`
}
