import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A config folder of docker's client that has the plugin buildx and nothing of the person's. */
export interface BuildxConfig extends AsyncDisposable {
  /** Of whoever is to have the plugin. */
  readonly env: { readonly DOCKER_CONFIG: string }
}

/** Throws where there is no plugin: a test that needs it must fail without. */
export async function buildxConfig(): Promise<BuildxConfig> {
  const plugin = process.env['HAL_TEST_BUILDX'] ?? ''
  if (plugin === '') throw new Error('HAL_TEST_BUILDX names no plugin: scripts/test.sh fetches it')
  const folder = await mkdtemp(join(tmpdir(), 'hal-test-buildx-'))
  await mkdir(join(folder, 'cli-plugins'))
  await symlink(plugin, join(folder, 'cli-plugins', 'docker-buildx'))
  await writeFile(join(folder, 'config.json'), '{}')
  return { env: { DOCKER_CONFIG: folder }, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}
