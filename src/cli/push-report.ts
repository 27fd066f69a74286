import type { LicenceUpdate } from '../images/push/licences.ts'
import type { PushReport } from '../images/push/push-built.ts'
import type { PushUpdate } from '../images/push-state.ts'
import type { BuildReport } from '../images/verbs.ts'
import { failureJson } from '../present/failure.ts'
import {
  distinctFailures,
  licenceLines,
  noPush,
  pushLine,
  pushLines,
  pushSummary,
  withPush,
} from '../present/push.ts'
import type { CliContext } from './command.ts'
import { LiveLines } from './live-lines.ts'
import { print, remarkOn, reportFailure } from './report.ts'

/** Shows pushes as they go: lines that live on a terminal, one line a change in a pipe. */
export function showPushes(context: CliContext, isJson: boolean) {
  const live = new LiveLines(context.io.stdout, !isJson && context.io.stdout.isTTY)
  let view = noPush
  return {
    take: (update: PushUpdate | LicenceUpdate): void => {
      if (update.kind === 'licences') remarkOn(context, indented(licenceLines(update.licences)))
      if (update.kind === 'licences' || isJson) return
      if (!live.isLive) {
        const line = pushLine(update)
        if (line !== undefined) print(context, line)
        return
      }
      view = withPush(view, update)
      live.show(pushLines(view, context.io.columns ?? 80))
    },
  }
}

/** Where the digests are. */
export function sayLock(context: CliContext, { lock }: BuildReport): void {
  if (lock !== undefined && lock.failure === undefined)
    print(context, `${context.io.stdout.isTTY ? '  ' : ''}wrote ${lock.file}`)
}

/** What failed, what is up and what isn't; answers the exit code. */
export function reportPushes(context: CliContext, { layers, pushes, lock }: BuildReport): number {
  const codes = distinctFailures(pushes).map((failure) => reportFailure(context, failure))
  const unbuilt = layers.filter(({ end }) => end.kind === 'failed' || end.kind === 'skipped')
  const summary = pushSummary(
    pushes,
    unbuilt.map(({ layer }) => layer),
  )
  if (summary !== undefined) remarkOn(context, indented(summary))
  if (lock?.failure !== undefined) codes.push(reportFailure(context, lock.failure))
  return codes[0] ?? 0
}

export const pushReportJson = ({ pushes, licences, lock }: PushReport): object => ({
  pushes: pushes.map(({ end, ...push }) => ({
    ...push,
    ...end,
    ...('failure' in end ? failureJson(end.failure) : {}),
  })),
  licences,
  ...(lock === undefined
    ? {}
    : { lock: { file: lock.file, ...(lock.failure === undefined ? {} : failureJson(lock.failure)) } }),
})

const indented = (lines: readonly string[]): string => lines.join('\n     ')
