import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { openDockerEngine } from '../../src/engines/docker/docker-engine.ts'
import { shortFingerprint } from '../../src/images/plan/fingerprint.ts'
import { readToolsRecipe } from '../../src/images/tools/recipe.ts'
import { ensureTools } from '../../src/images/tools/tools.ts'
import { findTestEngine } from './test-engine.ts'

const packageDir = fileURLToPath(new URL('../..', import.meta.url))

/** The tools of this checkout, made on the test engine when it has none: the image, and the container that keeps the filled volume. */
export async function ensureTestTools(): Promise<{ readonly image: string; readonly keeper: string }> {
  await using engine = openDockerEngine(await findTestEngine())
  const bundle = process.env['HAL_BUILD_CA_BUNDLE']
  const tools = await ensureTools(engine, {
    recipe: await readToolsRecipe({ packageDir, base: 'debian:bookworm-slim' }),
    secrets: bundle === undefined ? {} : { ca: await readFile(bundle) },
  })
  if (!tools.ok) throw new Error(`no tools: ${JSON.stringify(tools.failure)}`)
  const short = shortFingerprint(tools.value.fingerprint)
  return { image: `hal/tools:${short}`, keeper: `hal.tools.${short}` }
}
