import { fail, ok, type Result } from '../../lib/result.ts'
import { openWeb } from '../../lib/web.ts'
import type { ImagesContext } from '../context.ts'
import { loadCatalogue } from '../declare/catalogue.ts'
import { loadPins, type Pins } from '../declare/pins.ts'
import type { ImageFailure } from '../image-failure.ts'
import { loadAgents } from '../tools/agents.ts'
import type { ImageVerbs } from '../verbs.ts'
import type { Asking } from './newest.ts'
import { type Fetcher, type PinState, pinStates } from './outdated.ts'
import { type UpgradeReport, upgradePins } from './upgrade.ts'

/** The verb behind `hal images outdated`. */
export async function outdated(
  context: ImagesContext,
  { names, signal }: Parameters<ImageVerbs['outdated']>[0],
): Promise<Result<readonly PinState[], ImageFailure>> {
  const pinned = await loadPinned(context, context.pinFiles)
  return pinned.ok ? pinStates(pinned.value, names, askingOf(context, signal)) : pinned
}

/** The verb behind `hal images upgrade`. */
export async function upgrade(
  context: ImagesContext,
  { names, file: named, isDryRun = false, signal }: Parameters<ImageVerbs['upgrade']>[0],
): Promise<Result<UpgradeReport, ImageFailure>> {
  const file = named ?? context.pinFiles.at(-1)
  if (file === undefined) return fail({ reason: 'missing-file', file: 'pins.json', neededBy: 'an upgrade' })
  const pinned = await loadPinned(context, [...context.pinFiles.filter((other) => other !== file), file])
  return pinned.ok
    ? upgradePins({ ...pinned.value, names, file, isDryRun }, askingOf(context, signal))
    : pinned
}

/** What is pinned where `files` count, and who fetches it. */
async function loadPinned(
  context: ImagesContext,
  pinFiles: readonly string[],
): Promise<Result<{ readonly pins: Pins; readonly fetchers: readonly Fetcher[] }, ImageFailure>> {
  const { packageDir, profileFolders: folders } = context
  const [pins, catalogue] = await Promise.all([
    loadPins(packageDir, pinFiles),
    loadCatalogue({ packageDir, folders, pinFiles }),
  ])
  if (!pins.ok) return pins
  if (!catalogue.ok) return catalogue
  const agents = await loadAgents(packageDir, pins.value)
  if (!agents.ok) return agents
  const tools = [...agents.value.values()].map(({ name, fetch }) => ({ name: `tools-${name}`, fetch }))
  return ok({ pins: pins.value, fetchers: [...catalogue.value.values(), ...tools] })
}

const askingOf = (
  { caBundle, proxy, npmRegistry }: ImagesContext,
  signal: AbortSignal | undefined,
): Asking => ({ web: openWeb({ ca: caBundle, proxy, signal }), npmRegistry })
