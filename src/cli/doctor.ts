import { printable } from '../lib/printable.ts'
import { outcomeGlyphs } from '../present/style.ts'
import type { CliContext, Diagnosis, Run } from './command.ts'
import { lookOf, print, printJson } from './report.ts'
import { isSet } from './values.ts'

export const run: Run = async (context, { options }) => {
  const diagnoses = await context.diagnose()
  if (isSet(options, 'json')) {
    printJson(context, { version: 1, diagnoses })
  } else {
    printDiagnoses(context, diagnoses)
  }
  return diagnoses.some(({ state }) => state === 'failed') ? 1 : 0
}

export function printDiagnoses(context: CliContext, diagnoses: readonly Diagnosis[]): void {
  const { paint, isUnicode } = lookOf(context)
  const glyphs = outcomeGlyphs(isUnicode)
  const marks: Record<Diagnosis['state'], string> = {
    ok: paint.good(glyphs.ok),
    warning: paint.warning(glyphs.warning),
    failed: paint.bad(glyphs.failed),
  }
  for (const { state, what, detail, next } of diagnoses) {
    print(context, `${marks[state]} ${what.padEnd(12)} ${printable(detail)}`)
    if (next !== undefined) print(context, `  ${' '.repeat(12)} ${next}`)
  }
}
