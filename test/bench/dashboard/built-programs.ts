import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'

const root = join(import.meta.dirname, '../../..')

/** The programs of this folder as hal itself is built, beside it: Node alone reads no markup. */
export const buildPrograms = async (): Promise<{ readonly program: string; readonly scripted: string }> => {
  const dir = join(root, 'dist', 'bench')
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir, { recursive: true })
  const bundle = await rolldown({
    cwd: root,
    input: {
      program: join(import.meta.dirname, 'program.ts'),
      scripted: join(import.meta.dirname, 'scripted-program.ts'),
    },
    platform: 'node',
    resolve: { alias: { 'string-width': 'fast-string-width' } },
    external: ['node-pty', 'cpu-features', 'react-devtools-core', /\.node$/],
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    onLog: () => undefined,
  })
  await bundle.write({ dir, format: 'esm', minify: true, entryFileNames: '[name].js' })
  await bundle.close()
  return { program: join(dir, 'program.js'), scripted: join(dir, 'scripted.js') }
}
