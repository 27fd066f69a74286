import { STATUS_CODES } from 'node:http'
import { type Failure, failureJson, sentenceOf } from '../present/failure.ts'
import { adviceOf } from './advice.ts'

/** A body that says no: `{error, details, timestamp}`, with the status of the failure's sentence; and what a hal elsewhere says it by. */
export function refusal(failure: Failure): Response {
  const { what, why, httpStatus, exitCode } = sentenceOf(failure)
  const next = adviceOf(failure)
  const { next: _, ...facts } = failureJson(failure).failure
  const details = { ...facts, ...(next === undefined ? {} : { next }) }
  const retryAfterS = 'retryAfterS' in failure ? failure.retryAfterS : undefined
  return Response.json(
    {
      ...{ error: whole(what), details },
      ...(why === undefined ? {} : { why }),
      exit_code: exitCode,
      ...('stdout' in failure ? { stdout: failure.stdout.toString('base64') } : {}),
      ...(retryAfterS === undefined ? {} : { retry_after: retryAfterS }),
      timestamp: new Date().toISOString(),
    },
    {
      status: httpStatus,
      headers: {
        ...(retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) }),
        ...(httpStatus === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      },
    },
  )
}

/** The same for those who expect it as RFC 9457 has it. */
export function problem(failure: Failure): Response {
  const { what, httpStatus: status } = sentenceOf(failure)
  const next = adviceOf(failure)
  const detail = next === undefined ? whole(what) : `${whole(what)} ${next}`
  return Response.json(
    { type: 'about:blank', title: STATUS_CODES[status] ?? '', status, detail },
    { status, headers: { 'content-type': 'application/problem+json' } },
  )
}

/** A list that a person reads below it stands in fields of its own here. */
const whole = (what: string): string => what.replace(/:$/, '.')
