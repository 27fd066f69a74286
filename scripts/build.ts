// Bundles hal: one ESM bundle, one chunk a command, so that each pays only for what it uses.
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Plugin, rolldown } from 'rolldown'
import { builtinModulesByName } from './builtin-modules.ts'
import { lazyModules } from './lazy-modules.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Ink asks for it only to debug itself. */
const withoutDevtools: Plugin = {
  name: 'without-devtools',
  resolveId: (source) => (source === 'react-devtools-core' ? { id: '\0devtools' } : null),
  load: (id) => (id === '\0devtools' ? 'export default { initialize() {}, connectToDevTools() {} }' : null),
}

rmSync(`${root}dist`, { recursive: true, force: true })
const bundle = await rolldown({
  cwd: root,
  input: { main: 'src/main.ts', config: 'src/config/define-config.ts' },
  platform: 'node',
  // The usual one takes 20 ms to load (Ink asks for it, too), and as long as all the rest of a short command.
  resolve: { alias: { 'string-width': 'fast-string-width' } },
  external: ['node-pty', 'cpu-features', /\.node$/],
  plugins: [lazyModules(), builtinModulesByName(), withoutDevtools],
  // The oldest Node that hal runs on: what a newer one alone can read (`using`) is rewritten.
  transform: { target: 'node22.18', define: { 'process.env.NODE_ENV': '"production"' } },
  onLog: (level, log, handle) => {
    if (log.code === 'EVAL') return
    handle(level, log)
  },
})
await bundle.write({
  dir: `${root}dist`,
  format: 'esm',
  minify: true,
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  // To find and link a file costs Node some 0.5 ms, and what of one isn't called is hardly read: what every command needs is one file.
  codeSplitting: {
    groups: [
      { name: 'start', test: /src\/program\/run-cli\.ts/ },
      { name: 'engine', test: /src\/engines\/docker\/index\.ts/ },
      { name: 'shared', test: /src\/(workers|tmux|present)\//, minShareCount: 2 },
    ],
  },
})
await bundle.close()
