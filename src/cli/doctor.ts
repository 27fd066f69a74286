import { findingLines } from '../present/finding-lines.ts'
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
  const look = { ...lookOf(context), columns: context.io.columns }
  for (const diagnosis of diagnoses) print(context, findingLines(diagnosis, look).join('\n'))
}
