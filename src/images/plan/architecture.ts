/** `x86_64`, as a machine calls itself → `amd64`, as images do. */
export const imageArchitecture = (machine: string): string => spellings.get(machine) ?? machine

const spellings: ReadonlyMap<string, string> = new Map([
  ['x86_64', 'amd64'],
  ['aarch64', 'arm64'],
])
