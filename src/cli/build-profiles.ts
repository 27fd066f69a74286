import { lockName } from '../images/lock.ts'
import type { Selection } from '../images/select.ts'
import type { BuildProfilesInput, BuildReport, ProfileState } from '../images/verbs.ts'
import { afterMs, type BuildView, buildLine, buildLines, noBuild, withUpdate } from '../present/build.ts'
import { failureJson } from '../present/failure.ts'
import { profileJson, stateOfProfile } from '../present/profile.ts'
import { table } from '../present/table.ts'
import type { CliContext, Run } from './command.ts'
import { LiveLines } from './live-lines.ts'
import { pushReportJson, reportPushes, sayLock, showPushes } from './push-report.ts'
import { print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet, registryOption, textOption } from './values.ts'

type Update = Parameters<NonNullable<BuildProfilesInput['onUpdate']>>[0]

/** A second is never skipped. */
const betweenTicksMs = 500

/** A tree that lives while it works on a terminal, one line a change in a pipe, one JSON report with --json. */
export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const selection = {
    names: args,
    isOnly: isSet(options, 'only'),
    hasDependents: isSet(options, 'withDependents'),
  }
  if (selection.isOnly && args.length === 0) {
    remarkOn(context, '--only needs the names of those to build.')
    return 2
  }
  const isPushed = isSet(options, 'push')
  const forPush = ['registry', 'lock'].find((name) => options[name] !== undefined)
  if (!isPushed && forPush !== undefined) {
    remarkOn(context, `--${forPush} is about a push: add --push.`)
    return 2
  }
  if (isSet(options, 'dryRun')) return sayPlan(context, selection, isJson)
  const live = new LiveLines(context.io.stdout, !isJson && context.io.stdout.isTTY)
  let view: BuildView = noBuild
  let drawnMs = performance.now()
  const draw = () => {
    const nowMs = performance.now()
    view = afterMs(view, nowMs - drawnMs)
    drawnMs = nowMs
    live.show(buildLines(view, context.io.columns ?? 80))
  }
  const ticks = live.isLive ? setInterval(draw, betweenTicksMs) : undefined
  const pushes = showPushes(context, isJson)
  const onUpdate = (update: Update) => {
    if (update.kind !== 'layer') {
      // The tree of builds is done: it stays as it is, and what is pushed stands below.
      clearInterval(ticks)
      live.end()
      return pushes.take(update)
    }
    if (isJson) return
    if (live.isLive) {
      draw()
      view = withUpdate(view, update)
      return draw()
    }
    const line = buildLine(update)
    if (line !== undefined) print(context, line)
  }
  const built = await context.images.buildProfiles({
    ...selection,
    isPullForced: isSet(options, 'pull'),
    isPushed,
    destination: registryOption(options['registry']),
    lockFile: isPushed ? (textOption(options, 'lock') ?? lockName) : undefined,
    isCacheDisabled: options['cache'] === false,
    isMissingAllowed: isSet(options, 'allowMissing'),
    onUpdate,
    signal: context.signal,
  })
  clearInterval(ticks)
  live.end()
  if (!built.ok) return reportFailure(context, built.failure, { isJson })
  if (isJson) printJson(context, { version: 1, ...reportJson(built.value) })
  else {
    sayLock(context, built.value)
    sayMissing(context, built.value)
  }
  const codes = [reportFailures(context, built.value), reportPushes(context, built.value)]
  return codes.find((code) => code !== 0) ?? 0
}

/** What a build would do, and why. */
async function sayPlan(context: CliContext, selection: Selection, isJson: boolean): Promise<number> {
  const profiles = await context.images.profiles(selection)
  if (!profiles.ok) return reportFailure(context, profiles.failure, { isJson })
  const isBuilt = ({ name, state }: ProfileState) =>
    state.kind !== 'fresh' && (!selection.isOnly || selection.names.includes(name))
  if (isJson) {
    const images = profiles.value.map((profile) => ({ ...profileJson(profile), isBuilt: isBuilt(profile) }))
    printJson(context, { version: 1, images })
    return 0
  }
  const rows = profiles.value.map((profile) => [
    { text: isBuilt(profile) ? 'build' : 'leave' },
    { text: profile.name },
    { text: stateOfProfile(profile) },
    { text: profile.image ?? '' },
  ])
  print(context, table(rows, context.io.columns).join('\n'))
  return 0
}

/** What images are there without, and what could be left out. */
function sayMissing(context: CliContext, { layers }: BuildReport): void {
  const without = new Map<string, string[]>()
  for (const { layer, end } of layers)
    if ('missing' in end && end.missing.length > 0)
      without.set(end.missing.join(', '), [...(without.get(end.missing.join(', ')) ?? []), layer])
  for (const [tools, images] of without)
    remarkOn(context, `${images.join(', ')}: without ${tools}, as what makes them could not be reached.`)
  const dispensable = layers.flatMap(({ end }) => (end.kind === 'failed' ? (end.dispensable ?? []) : []))
  if (dispensable.length > 0)
    remarkOn(context, `images can do without ${dispensable.join(', ')}: --allow-missing builds them so.`)
}

function reportFailures(context: CliContext, { layers }: BuildReport): number {
  let exitCode = 0
  for (const { end } of layers) {
    if (end.kind !== 'failed') continue
    const { failure } = end
    const code = reportFailure(context, failure)
    if (exitCode === 0) exitCode = code
  }
  return exitCode
}

const reportJson = ({ layers, tookMs, ...pushed }: BuildReport): object => ({
  layers: layers.map(({ end, ...layer }) => ({
    ...layer,
    ...end,
    ...('failure' in end ? failureJson(end.failure) : {}),
  })),
  ...pushReportJson(pushed),
  tookMs: Math.round(tookMs),
})
