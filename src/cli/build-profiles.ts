import type { BuildProfilesInput, BuildReport } from '../images/verbs.ts'
import { afterMs, type BuildView, buildLine, buildLines, noBuild, withUpdate } from '../present/build.ts'
import { failureJson } from '../present/failure.ts'
import { planJson, planRows } from '../present/plan.ts'
import { table } from '../present/table.ts'
import type { CliContext, Run } from './command.ts'
import { LiveLines } from './live-lines.ts'
import { print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet, textOption, textsOption } from './values.ts'

type Update = Parameters<NonNullable<BuildProfilesInput['onUpdate']>>[0]

/** A second is never skipped. */
const betweenTicksMs = 500

/** A tree that lives while it works on a terminal, one line a change in a pipe, one JSON report with --json. */
export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const wanted = {
    names: args,
    isOnly: isSet(options, 'only'),
    hasDependents: isSet(options, 'withDependents'),
    isPullForced: isSet(options, 'pull'),
    isPushed: isSet(options, 'push'),
    isCacheDisabled: options['cache'] === false,
    isMissingAllowed: isSet(options, 'allowMissing'),
    cacheFrom: textsOption(options, 'cacheFrom'),
    cacheTo: textsOption(options, 'cacheTo'),
    platforms: textsOption(options, 'platform'),
  }
  if (wanted.isOnly && args.length === 0) {
    remarkOn(context, '--only needs the names of those to build.')
    return 2
  }
  const printed = isSet(options, 'dryRun') ? 'plan' : textOption(options, 'print')
  if (printed === 'plan') return sayPlan(context, wanted, isJson)
  if (printed === 'bake') return sayBake(context, wanted, isJson)
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
    ...wanted,
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
  }
  return reportFailures(context, built.value)
}

/** What a build would do, and why. */
async function sayPlan(context: CliContext, input: BuildProfilesInput, isJson: boolean): Promise<number> {
  const plan = await context.images.plan(input)
  if (!plan.ok) return reportFailure(context, plan.failure, { isJson })
  if (isJson) printJson(context, { version: 1, images: planJson(plan.value) })
  else print(context, table(planRows(plan.value), context.io.columns).join('\n'))
  return 0
}

/** The file as it is, which is JSON with and without --json. */
async function sayBake(context: CliContext, input: BuildProfilesInput, isJson: boolean): Promise<number> {
  const file = await context.images.bakeFile(input)
  if (!file.ok) return reportFailure(context, file.failure, { isJson })
  context.io.stdout.write(file.value)
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

const reportJson = ({ layers, pushes, tookMs }: BuildReport): object => ({
  layers: layers.map(({ end, ...layer }) => ({
    ...layer,
    ...end,
    ...('failure' in end ? failureJson(end.failure) : {}),
  })),
  pushes,
  tookMs: Math.round(tookMs),
})
