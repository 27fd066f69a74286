import { needsDestination } from '../images/build/caches.ts'
import { lockName } from '../images/push/lock.ts'
import type { BuildProfilesInput, BuildReport } from '../images/verbs.ts'
import { verifyCommand } from '../present/build.ts'
import { planJson, planRows, pushRows } from '../present/plan.ts'
import { table } from '../present/table.ts'
import { buildEvents } from './build-events.ts'
import { BuildScreen } from './build-screen.ts'
import type { CliContext, CommandInput, Run } from './command.ts'
import { reportPushes, sayLock, showPushes } from './push-report.ts'
import { sayRefused } from './refused.ts'
import { lookOf, print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet, registryOption, textOption, textsOption } from './values.ts'

type Update = Parameters<NonNullable<BuildProfilesInput['onUpdate']>>[0]

/** A tree that lives while it works on a terminal, one line a change in a pipe, one JSON object a change with --json. */
export const run: Run = async (context, input) => {
  const { options } = input
  const isJson = isSet(options, 'json')
  const wanted = wantedBuild(input)
  if (wanted.isOnly && wanted.names.length === 0) {
    remarkOn(context, '--only needs the names of those to build.')
    return 2
  }
  if (wanted.isOnly && wanted.hasDependents) {
    remarkOn(
      context,
      '--only builds those named alone, and --with-dependents what stands on them, too: give one of both.',
    )
    return 2
  }
  const printed = isSet(options, 'dryRun') ? 'plan' : textOption(options, 'print')
  const onlyForPush = needsDestination(wanted) ? ['lock'] : ['registry', 'lock']
  const forPush = onlyForPush.find((name) => options[name] !== undefined)
  if (!wanted.isPushed && forPush !== undefined) {
    remarkOn(context, `--${forPush} is about a push: add --push.`)
    return 2
  }
  if (printed === 'plan') return sayPlan(context, wanted, isJson)
  if (printed === 'bake') return sayBake(context, wanted, isJson)
  const events = isJson ? buildEvents((line) => context.io.stdout.write(line)) : undefined
  using screen = isJson ? undefined : new BuildScreen(context.io.stdout, lookOf(context).paint)
  const pushes = showPushes(context, isJson)
  const onUpdate = (update: Update) => {
    events?.take(update)
    if (update.kind === 'layer') return screen?.take(update)
    // Straight into a registry, licences are told before anything is built.
    if (update.kind === 'licences') screen?.makeRoom()
    // The tree of builds is done: it stays as it is, and what is pushed stands below.
    else screen?.end()
    pushes.take(update)
  }
  const built = await context.images.buildProfiles({ ...wanted, onUpdate, signal: context.signal })
  screen?.end()
  if (!built.ok) {
    events?.failed(built.failure)
    return reportFailure(context, built.failure)
  }
  events?.report(built.value)
  if (!isJson) {
    sayLock(context, built.value)
    sayMissing(context, built.value)
    for (const warning of built.value.warnings)
      remarkOn(context, warning.endsWith('?') ? warning : `${warning}.`)
  }
  const codes = [reportFailures(context, built.value), reportPushes(context, built.value)]
  const exitCode = codes.find((code) => code !== 0) ?? 0
  // Of another platform, nothing runs here.
  const next = wanted.platforms === undefined ? verifyCommand(built.value.layers) : undefined
  if (!isJson && exitCode === 0 && next !== undefined) print(context, `  to check what they promise: ${next}`)
  return exitCode
}

function wantedBuild({ args, options }: CommandInput) {
  const isPushed = isSet(options, 'push')
  return {
    names: args,
    isOnly: isSet(options, 'only'),
    hasDependents: isSet(options, 'withDependents'),
    isPullForced: isSet(options, 'pull'),
    isPushed,
    destination: registryOption(options['registry']),
    lockFile: isPushed ? (textOption(options, 'lock') ?? lockName) : undefined,
    isCacheDisabled: options['cache'] === false,
    isMissingAllowed: isSet(options, 'allowMissing'),
    cacheFrom: textsOption(options, 'cacheFrom'),
    cacheTo: textsOption(options, 'cacheTo'),
    platforms: textsOption(options, 'platform'),
  }
}

/** What a build would do, and why. */
async function sayPlan(context: CliContext, input: BuildProfilesInput, isJson: boolean): Promise<number> {
  const plan = await context.images.plan(input)
  if (!plan.ok) return reportFailure(context, plan.failure, { isJson })
  if (isJson) printJson(context, { version: 1, images: planJson(plan.value) })
  else {
    const rows = [...planRows(plan.value), ...pushRows(plan.value)]
    print(context, table(rows, context.io.columns).join('\n'))
  }
  return refusedOfAll(context, input)
}

/** Who asks for all is told of those that are none, and ends as the build would. */
const refusedOfAll = async (context: CliContext, { names }: BuildProfilesInput): Promise<number> =>
  names.length === 0 ? sayRefused(context) : 0

/** The file as it is, which is JSON with and without --json. */
async function sayBake(context: CliContext, input: BuildProfilesInput, isJson: boolean): Promise<number> {
  const file = await context.images.bakeFile(input)
  if (!file.ok) return reportFailure(context, file.failure, { isJson })
  context.io.stdout.write(file.value)
  return refusedOfAll(context, input)
}

/** What images are there without, and what could be left out. */
function sayMissing(context: CliContext, { layers }: BuildReport): void {
  const without = new Map<string, string[]>()
  for (const { layer, end } of layers)
    if ('missing' in end && end.missing.length > 0)
      without.set(end.missing.join(', '), [...(without.get(end.missing.join(', ')) ?? []), layer])
  for (const [tools, images] of without)
    remarkOn(
      context,
      `${images.join(', ')}: without ${tools}, which could not be reached when ${images.length === 1 ? 'it was' : 'they were'} built.`,
    )
  for (const { layer, end } of layers)
    if (end.kind === 'unchanged' && end.stillMissing !== undefined)
      remarkOn(
        context,
        `${layer}: tried ${end.stillMissing} again, which still can't be reached: left as it was.`,
      )
  const dispensable = layers.flatMap(({ end }) => (end.kind === 'failed' ? (end.dispensable ?? []) : []))
  if (dispensable.length > 0)
    remarkOn(context, `images can do without ${dispensable.join(', ')}: --allow-missing builds them so.`)
}

function reportFailures(context: CliContext, { layers }: BuildReport): number {
  let exitCode = 0
  for (const { layer, end } of layers) {
    if (end.kind !== 'failed') continue
    const { failure } = end
    const code = reportFailure(context, failure, failure.reason === 'build-failed' ? { about: layer } : {})
    if (exitCode === 0) exitCode = code
  }
  return exitCode
}
