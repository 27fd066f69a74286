import { builtinModules } from 'node:module'
import type { Plugin } from 'rolldown'

const prefix = '\0builtin:'
const builtins = new Set(builtinModules)

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
      handler(source, _importer, { kind }) {
        const name = source.replace(/^node:/, '')
        if (kind !== 'import-statement' || !(builtins.has(name) || source.startsWith('node:'))) return null
        return { id: prefix + source.replace(/^(?!node:)/, 'node:'), moduleSideEffects: false }
      },
    },
    load(id) {
      return id.startsWith(prefix) ? byName(id.slice(prefix.length)) : null
    },
  }
}

function byName(source: string): string {
  const names = Object.keys(process.getBuiltinModule(source) ?? {}).filter(
    (name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'default',
  )
  const exported = names.map(
    (name) =>
      `const $${name} = /* @__PURE__ */ (() => all[${JSON.stringify(name)}])()\nexport { $${name} as ${name} }`,
  )
  return `const all = /* @__PURE__ */ (() => process.getBuiltinModule(${JSON.stringify(source)}))()\nexport default all\n${exported.join('\n')}\n`
}
