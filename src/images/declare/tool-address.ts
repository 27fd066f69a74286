import { publicRegistry } from '../../lib/npm-registry.ts'
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

/** The addresses of a pinned tool; only the architectures that its pin has a sum for, where it has any. */
export function toolAddresses(source: ToolSource, { version, sums }: Pin): readonly ToolAddress[] {
  const template = source.kind === 'npm' ? archiveOf(npmPackage(source.package)) : source.url
  return forArchitectures(template, sums).map(({ architecture, text }) => ({
    architecture,
    url: text.replaceAll('{version}', version),
    sum: sums[architecture],
  }))
}

/** A text of a source with each architecture's names filled in; `{version}` stays. */
export function forArchitectures(
  template: string,
  sums: Pin['sums'],
): readonly { readonly architecture: string; readonly text: string }[] {
  if (!/\{(arch|node-arch|machine)\}/.test(template)) return [{ architecture: 'any', text: template }]
  const hasSums = Object.keys(sums).length > 0
  return architectures
    .filter(({ arch }) => !hasSums || sums[arch] !== undefined)
    .map(({ arch, nodeArch, machine }) => ({
      architecture: arch,
      text: template
        .replaceAll('{arch}', arch)
        .replaceAll('{node-arch}', nodeArch)
        .replaceAll('{machine}', machine),
    }))
}

/** `@openai/codex@{version}-linux-{node-arch}` → its name, and how its versions are called. */
export function npmPackage(wanted: string): { readonly name: string; readonly version: string } {
  const behind = wanted.indexOf('@', 1)
  return behind === -1
    ? { name: wanted, version: '{version}' }
    : { name: wanted.slice(0, behind), version: wanted.slice(behind + 1) }
}

/** As the registry lays its archives out: `@scope/name/-/name-1.2.3.tgz`. */
const archiveOf = ({ name, version }: ReturnType<typeof npmPackage>): string =>
  `${publicRegistry}/${name}/-/${name.slice(name.lastIndexOf('/') + 1)}-${version}.tgz`
