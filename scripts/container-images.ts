// `node scripts/container-images.ts`: builds hal/server and hal/parent of this checkout (`npm run build` first), and what they stand on, with
// the settings of your own config. Needs a container engine.
import { formatBytes } from '../src/lib/bytes.ts'
import { buildContainerImages } from './lib/container-images.ts'

const wanted = (['server', 'parent'] as const).map((kind) => ({ kind, tag: `hal/${kind}:latest` }))
const sizes = await buildContainerImages(wanted)
for (const [index, { tag }] of wanted.entries())
  process.stdout.write(`${tag}  ${formatBytes(sizes[index] ?? 0)}\n`)
