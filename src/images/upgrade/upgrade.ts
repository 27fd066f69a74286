import { publicRegistry } from '../../lib/npm-registry.ts'
import type { Result } from '../../lib/result.ts'
import { fail, ok } from '../../lib/result.ts'
import type { WebFailure } from '../../lib/web.ts'
import type { Pin, Pins } from '../declare/pins.ts'
import { toolAddresses } from '../declare/tool-address.ts'
import { isWord } from '../declare/versions.ts'
import type { ImageFailure } from '../image-failure.ts'
import type { Asking } from './newest.ts'
import { type Fetcher, type PinState, pinStates, sourceOf, unknownTool, usersOf } from './outdated.ts'
import { writePins } from './write-pins.ts'

/** What an upgrade did, or would do. */
export interface UpgradeReport {
  /** Where it is written. */
  readonly file: string
  readonly isWritten: boolean
  readonly changes: readonly PinChange[]
  /** Tools that stay as they are though nobody said that they are newest. */
  readonly left: readonly LeftPin[]
}

export interface PinChange {
  readonly tool: string
  readonly from: string
  /** The same as `from` where only sums were missing. */
  readonly to: string
  readonly sums: Pin['sums']
  /** Why it has no sums: its archive can't be reached from here. A dry run downloads nothing. */
  readonly unsummed: string | undefined
  readonly usedBy: readonly string[]
}

export interface LeftPin {
  readonly tool: string
  readonly address: string | undefined
  readonly why: string
}

interface UpgradeInput {
  /** `codex`: the newest; `codex@0.168.0`: that one, older or newer. */
  readonly names: readonly string[]
  readonly pins: Pins
  readonly fetchers: readonly Fetcher[]
  readonly file: string
  readonly isDryRun: boolean
}

/** Finds what is newer, with its sums, and writes that into `file` at once; a tool that can't be asked or fetched stays as it is. */
export async function upgradePins(
  { names, pins, fetchers, file, isDryRun }: UpgradeInput,
  asking: Asking,
): Promise<Result<UpgradeReport, ImageFailure>> {
  const states = await wishedStates({ names, pins, fetchers }, asking)
  if (!states.ok) return states
  const changes: PinChange[] = []
  const left: LeftPin[] = []
  for (const state of states.value) {
    const pin = pins.get(state.tool)
    if (pin === undefined || state.newest.kind !== 'said') {
      left.push(unasked(state))
      continue
    }
    if (!state.isOutdated && (state.newest.version !== pin.version || hasSums(pin.sums))) continue
    const changed = await change(state, state.newest, {
      ...{ pin, fetchers, asking, isDryRun },
      isNamed: state.newest.where === named,
    })
    if ('why' in changed) left.push(changed)
    else if (changed.to !== changed.from || hasSums(changed.sums)) changes.push(changed)
  }
  const isWritten = changes.length > 0 && !isDryRun
  const written = isWritten ? await writePins(file, changes) : ok(undefined)
  return written.ok ? ok({ file, isWritten, changes, left }) : written
}

/** Where a version is from that the person names. */
const named = 'named'

/** What is wished for each tool, as if its maker had said it where a version is named. */
async function wishedStates(
  { names, pins, fetchers }: Pick<UpgradeInput, 'names' | 'pins' | 'fetchers'>,
  asking: Asking,
): Promise<Result<readonly PinState[], ImageFailure>> {
  const wishes = names.map((name) => ({ name, at: name.indexOf('@', 1) }))
  const versions = new Map(
    wishes.flatMap(({ name, at }) => (at === -1 ? [] : [[name.slice(0, at), name.slice(at + 1)] as const])),
  )
  const bad = [...versions].find(([, version]) => !isWord(version))
  if (bad !== undefined) return fail({ reason: 'bad-version', tool: bad[0], version: bad[1] })
  const unknown = [...versions.keys()].find((tool) => !pins.has(tool))
  if (unknown !== undefined) return fail(unknownTool(unknown, pins))
  const unversioned = wishes.filter(({ at }) => at === -1).map(({ name }) => name)
  const states =
    versions.size > 0 && unversioned.length === 0
      ? ok([])
      : await pinStates({ pins, fetchers }, unversioned, asking)
  if (!states.ok) return states
  const wished = [...versions].map(([tool, version]): PinState => {
    const newest = { kind: 'said', where: named, version, sums: {} } as const
    const pinned = pins.get(tool)?.version ?? ''
    return { tool, pinned, usedBy: usersOf(fetchers, tool), isOutdated: pinned !== version, newest }
  })
  return ok([...states.value, ...wished])
}

const unasked = ({ tool, newest }: PinState): LeftPin =>
  newest.kind === 'no-answer'
    ? { tool, address: newest.address, why: newest.why }
    : { tool, address: undefined, why: 'there is no place to ask' }

interface Changing {
  readonly pin: Pin
  readonly fetchers: readonly Fetcher[]
  readonly asking: Asking
  readonly isDryRun: boolean
  /** The person named the version. */
  readonly isNamed: boolean
}

/**
 * The new pin. Sums that npm doesn't say are made of the archives. Where those can't be reached from here, a tool that had no sums goes
 * without as before; one that had some stays, as dropping them would be a step back; and so does one whose maker answers that it isn't there.
 */
async function change(
  { tool, pinned, usedBy }: PinState,
  { version, sums }: { readonly version: string; readonly sums: Pin['sums'] },
  { pin, fetchers, asking, isDryRun, isNamed }: Changing,
): Promise<PinChange | LeftPin> {
  const facts = { tool, from: pinned, to: version, usedBy }
  if (hasSums(sums)) return { ...facts, sums, unsummed: undefined }
  if (isDryRun) return { ...facts, sums: {}, unsummed: 'a dry run downloads nothing' }
  const source = sourceOf(fetchers, tool)
  if (source === undefined) return { tool, address: undefined, why: 'nobody fetches it' }
  const made: Record<string, string> = {}
  for (const { architecture, url } of toolAddresses(source, { ...pin, version })) {
    const sum = await asking.web.sum(url.replace(publicRegistry, asking.npmRegistry))
    // Nobody but the person says that a version that was named is there at all.
    if (!sum.ok && (hasSums(pin.sums) || sum.failure.status !== undefined || isNamed))
      return { tool, address: sum.failure.address, why: sum.failure.why }
    if (!sum.ok) return { ...facts, sums: {}, unsummed: words(sum.failure) }
    made[architecture] = sum.value
  }
  return { ...facts, sums: made, unsummed: undefined }
}

const words = ({ address, why }: WebFailure): string => `${address}: ${why}`

const hasSums = (sums: Pin['sums']): boolean => Object.keys(sums).length > 0
