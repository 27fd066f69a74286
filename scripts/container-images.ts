// `node scripts/container-images.ts`: builds hal/server and hal/parent of this checkout (`npm run build` first), and what they stand on, with
// the settings of your own config. `node scripts/container-images.ts claude codex`: servers with other agents inside, hal/server-claude and
// hal/server-codex. Needs a container engine.
import { formatBytes } from '../src/lib/bytes.ts'
import { buildContainerImages, type ContainerImage } from './lib/container-images.ts'

const agents = process.argv.slice(2)
const usual: readonly ContainerImage[] = (['server', 'parent'] as const).map((kind) => ({
  ...{ kind, tag: `hal/${kind}:latest` },
}))
const wanted: readonly ContainerImage[] =
  agents.length === 0
    ? usual
    : agents.map((agent) => ({ kind: 'server', tag: `hal/server-${agent}:latest`, agent }))
const sizes = await buildContainerImages(wanted)
for (const [index, { tag }] of wanted.entries())
  process.stdout.write(`${tag}  ${formatBytes(sizes[index] ?? 0)}\n`)
