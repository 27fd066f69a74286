import { builtinModules } from 'node:module'
import type { Plugin } from 'rolldown'

const prefix = '\0builtin:'
const builtins = new Set(builtinModules)

/** They take milliseconds to load, all that is used of them is functions and classes, and many commands get by without. */
const loadedWhenUsed = ['node:crypto', 'node:https', 'node:child_process', 'node:fs/promises']

/**
 * For rolldown's `plugins`. An `import` of one of Node's own modules touches each of its exports, and some load a great deal when they
 * are touched (`util` loads an assertion library, `http` a fetch client): together a third of a short command. In the bundle each import
 * takes from the module only the names it uses. `require` in libraries does that already and is left alone.
 */
export function builtinModulesByName(): Plugin {
  return {
    name: 'builtin-modules-by-name',
    resolveId: {
      order: 'pre',
      handler(source, importer, { kind }) {
        const name = source.replace(/^node:/, '')
        if (kind !== 'import-statement' || !(builtins.has(name) || source.startsWith('node:'))) return null
        return {
          id: `${prefix}${source.replace(/^(?!node:)/, 'node:')}?for=${importer}`,
          moduleSideEffects: false,
        }
      },
    },
    load(id) {
      return id.startsWith(prefix) ? byName(id.slice(prefix.length).replace(/\?for=.*/s, '')) : null
    },
  }
}

function byName(source: string): string {
  const names = Object.keys(process.getBuiltinModule(source) ?? {}).filter(
    (name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'default',
  )
  const isLater = loadedWhenUsed.includes(source)
  const exported = names.map((name) => {
    const value = isLater ? `later(${JSON.stringify(name)})` : `(() => all()[${JSON.stringify(name)}])()`
    return `const $${name} = /* @__PURE__ */ ${value}\nexport { $${name} as ${name} }`
  })
  return `
const all = () => process.getBuiltinModule(${JSON.stringify(source)})
const later = (name) => new Proxy(function () {}, {
  get: (_, key) => all()[name][key],
  apply: (_, self, args) => Reflect.apply(all()[name], self, args),
  construct: (_, args) => Reflect.construct(all()[name], args),
})
export default /* @__PURE__ */ (() => all())()
${exported.join('\n')}
`
}
