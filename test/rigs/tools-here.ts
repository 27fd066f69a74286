import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDockerEngine } from '../../src/engines/docker/docker-engine.ts'
import { findTestEngine } from './test-engine.ts'
import { ensureTestTools } from './test-tools.ts'

/** One of this checkout's tools as a file of this machine: a folder like /tools with that program in it. */
export async function toolsHere(program: string): Promise<{ readonly toolsDir: string } & Disposable> {
  const { keeper } = await ensureTestTools()
  await using engine = openDockerEngine(await findTestEngine())
  const path = join('/tools/bin', program)
  const content = await engine.readFile(keeper, path, { maxBytes: 64 * 1024 ** 2 })
  if (!content.ok || content.value === undefined) throw new Error(`the tools have no ${path}`)
  const toolsDir = mkdtempSync(join(tmpdir(), 'hal-tools-'))
  mkdirSync(join(toolsDir, 'bin'))
  writeFileSync(join(toolsDir, 'bin', program), content.value, { mode: 0o755 })
  return { toolsDir, [Symbol.dispose]: () => rmSync(toolsDir, { recursive: true, force: true }) }
}
