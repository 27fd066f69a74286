import type { Selection } from '../images/select.ts'
import type { BuildProfilesInput, BuildReport, ProfileState } from '../images/verbs.ts'
import { afterMs, type BuildView, buildLine, buildLines, noBuild, withUpdate } from '../present/build.ts'
import { failureJson } from '../present/failure.ts'
import { profileJson, stateOfProfile } from '../present/profile.ts'
import { table } from '../present/table.ts'
import type { CliContext, Run } from './command.ts'
import { LiveLines } from './live-lines.ts'
import { print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet } from './values.ts'

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
  const onUpdate = (update: Update) => {
    if (isJson) return
    if (update.kind !== 'layer') return
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
    isPushed: isSet(options, 'push'),
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
    sayPushes(context, built.value)
    sayMissing(context, built.value)
    for (const warning of built.value.warnings) remarkOn(context, `${warning}.`)
  }
  return reportFailures(context, built.value)
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

function sayPushes(context: CliContext, { pushes }: BuildReport): void {
  for (const { reference, end } of pushes) {
    if (end.kind === 'pushed') print(context, `pushed ${reference} ${end.digest ?? ''}`.trimEnd())
  }
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

function reportFailures(context: CliContext, { layers, pushes }: BuildReport): number {
  let exitCode = 0
  const failures = [
    ...layers.map(({ end }) => (end.kind === 'failed' ? end.failure : undefined)),
    ...pushes.map((push) => (push.end.kind === 'failed' ? push.end.failure : undefined)),
  ]
  for (const failure of failures) {
    if (failure === undefined) continue
    const code = reportFailure(context, failure)
    if (exitCode === 0) exitCode = code
  }
  return exitCode
}

const reportJson = ({ layers, pushes, warnings, tookMs }: BuildReport): object => ({
  layers: layers.map(({ end, ...layer }) => ({
    ...layer,
    ...end,
    ...('failure' in end ? failureJson(end.failure) : {}),
  })),
  pushes,
  warnings,
  tookMs: Math.round(tookMs),
})
