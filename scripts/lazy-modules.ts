import type { Plugin } from 'rolldown'

/**
 * What dockerode, docker-modem and commander load at import, and hardly any command uses. In the bundle each becomes a stand-in that
 * loads the real one at its first use; libraries then come from node_modules, so they must stay installed with the package.
 */
const lazyLibraries = [
  'ssh2',
  '@grpc/grpc-js',
  '@grpc/proto-loader',
  'protobufjs',
  'tar-fs',
  '@balena/dockerignore',
  'https',
  'crypto',
  'child_process',
  'node:child_process',
]

/**
 * Of an ES import of these, Node makes a namespace of all they have, WebSocket included, which loads undici (17 ms);
 * `getBuiltinModule` gives the module as it is (2 ms).
 */
const plainBuiltins = ['node:http']

const lazy = '\0lazy:'
const plain = '\0plain:'

/** For rolldown's `plugins`. Libraries are replaced inside node_modules only: hal's own code says `import()` where it means later. */
export function lazyModules(): Plugin {
  return {
    name: 'lazy-modules',
    resolveId: {
      order: 'pre',
      handler(source, importer, { kind }) {
        const isFromLibrary = importer?.includes('node_modules') === true
        if (isFromLibrary && lazyLibraries.includes(source)) return { id: lazy + source }
        return plainBuiltins.includes(source) && kind === 'import-statement' ? { id: plain + source } : null
      },
    },
    load(id) {
      if (id.startsWith(lazy)) return { code: standIn(id.slice(lazy.length)), moduleType: 'js' }
      if (id.startsWith(plain)) return { code: asItIs(id.slice(plain.length)), moduleType: 'js' }
      return null
    },
  }
}

/** CommonJS, as what it stands for: whoever requires it gets the proxy itself. */
const standIn = (name: string): string => `
const { createRequire } = process.getBuiltinModule('node:module')
let real
const load = () => (real ??= createRequire(import.meta.url)(${JSON.stringify(name)}))
const later = (pick) => new Proxy(function () {}, {
  get: (_, key) => pick()[key],
  apply: (_, self, args) => Reflect.apply(pick(), self, args),
  construct: (_, args) => Reflect.construct(pick(), args),
})
const Client = later(() => load().Client)
module.exports = new Proxy(later(load), { get: (_, key) => (key === 'Client' ? Client : load()[key]) })
`

function asItIs(name: string): string {
  const properties = Object.entries(Object.getOwnPropertyDescriptors(process.getBuiltinModule(name)))
  const names = properties.filter(([, { get }]) => get === undefined).map(([key]) => key)
  return `const it = process.getBuiltinModule(${JSON.stringify(name)})
export default it
export const { ${names.join(', ')} } = it`
}
