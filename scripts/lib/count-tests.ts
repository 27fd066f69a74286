// Prints `passed<tab>failed<tab>skipped` for a JSON report of vitest and its exit status: count-tests.ts REPORT STATUS.
import { readFileSync } from 'node:fs'

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly TestFile[]
}

interface TestFile {
  readonly status: string
  readonly assertionResults: readonly { readonly status: string }[]
}

const [path = '', status = '1'] = process.argv.slice(2)
process.stdout.write(count(read(path), status !== '0').join('\t'))

function read(reportPath: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(reportPath, 'utf8')) as Report
  } catch {
    return undefined
  }
}

function count(report: Report | undefined, isFailed: boolean): readonly [number, number, number] {
  if (report === undefined) return [0, 1, 0]
  // A file that could not be loaded has failed without a test of its own to say so.
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  ).length
  const failed = report.numFailedTests + brokenFiles
  const hasSilentFailure = failed === 0 && (isFailed || report.numPassedTests === 0)
  return [report.numPassedTests, hasSilentFailure ? 1 : failed, report.numPendingTests + report.numTodoTests]
}
