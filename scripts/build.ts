// Bundles hal: one ESM bundle, one chunk a command, so that each pays only for what it uses; the types of what programs import, and the page.
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Plugin, rolldown } from 'rolldown'
import ts from 'typescript'
import { builtinModulesByName } from './builtin-modules.ts'
import { lazyModules } from './lazy-modules.ts'
import { lighterLibraries } from './lighter-libraries.ts'
import { neededBy } from './needed-by.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Ink asks for it only to debug itself. */
const withoutDevtools: Plugin = {
  name: 'without-devtools',
  resolveId: (source) => (source === 'react-devtools-core' ? { id: '\0devtools' } : null),
  load: (id) => (id === '\0devtools' ? 'export default { initialize() {}, connectToDevTools() {} }' : null),
}

/** What programs import, each in a file of its own: `hal-fleet/config`, `hal-fleet/client`. */
const entries = { config: 'src/config/define-config.ts', client: 'src/client/client.ts' }

/** What is typed by hand all day, and what it imports. */
const quick = {
  debugName: 'quick',
  name: neededBy(
    'quick',
    [
      'cli/list',
      'cli/send',
      'cli/capture',
      'workers/list',
      'workers/find',
      'workers/send',
      'workers/run',
      'workers/capture',
    ].map((module) => `${root}src/${module}.ts`),
  ),
}

rmSync(`${root}dist`, { recursive: true, force: true })
const bundle = await rolldown({
  cwd: root,
  input: { main: 'src/main.ts', ...entries },
  platform: 'node',
  // The usual one takes 20 ms to load (Ink asks for it, too), and as long as all the rest of a short command.
  resolve: { alias: { 'string-width': 'fast-string-width' } },
  external: ['node-pty', 'cpu-features', /\.node$/],
  plugins: [lazyModules(), builtinModulesByName(), lighterLibraries(), withoutDevtools],
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
  // To find and link a file costs Node some 0.5 ms, and what of one isn't called is hardly read: what every command needs is one file. What stands first has a module that several would take.
  codeSplitting: {
    groups: [
      // What main asks for before all the rest.
      { name: 'paths', test: /src\/config\/paths\.ts/ },
      { name: 'start', test: /src\/program\/run-cli\.ts/ },
      quick,
      { name: 'engine', test: /src\/engines\/docker\/index\.ts/ },
      { name: 'shared', test: /src\/(workers|tmux|present)\//, minShareCount: 2 },
    ],
  },
})
await bundle.close()

// The page is a program for browsers, in files that they load as they are.
const pageDir = `${root}src/server/page/`
const page = await rolldown({
  cwd: root,
  input: { page: `${pageDir}main.tsx` },
  platform: 'browser',
  tsconfig: `${pageDir}tsconfig.json`,
  transform: { target: 'es2022' },
})
await page.write({ dir: `${root}dist/page`, format: 'esm', minify: true })
await page.close()
for (const file of ['index.html', 'page.css']) copyFileSync(`${pageDir}${file}`, `${root}dist/page/${file}`)
copyFileSync(fileURLToPath(import.meta.resolve('@xterm/xterm/css/xterm.css')), `${root}dist/page/xterm.css`)

// Of one file alone, which is quick, so what it exports may name no type of another.
for (const [name, entry] of Object.entries(entries)) {
  const types = ts.transpileDeclaration(readFileSync(`${root}${entry}`, 'utf8'), {
    fileName: entry,
    reportDiagnostics: true,
    compilerOptions: {
      isolatedDeclarations: true,
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2024,
    },
  })
  if (
    (types.diagnostics ?? []).length > 0 ||
    /\bfrom '|import\(/.test(types.outputText.replaceAll(/\/\*[\s\S]*?\*\/|^\/\/.*$/gm, ''))
  )
    throw new Error(`${entry} exports what its types can't say by themselves`)
  writeFileSync(`${root}dist/${name}.d.ts`, types.outputText)
}
