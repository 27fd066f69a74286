import { STATUS_CODES } from 'node:http'
import { type Failure, failureJson, sentenceOf } from '../present/failure.ts'

/** A body that says no: `{error, details, timestamp}`, with the status of the failure's sentence; and what a hal elsewhere says it by. */
export function refusal(failure: Failure): Response {
  const { what, why, httpStatus, exitCode } = sentenceOf(failure)
  const details = (failureJson(failure) as { readonly failure: object }).failure
  const retryAfterS = 'retryAfterS' in failure ? failure.retryAfterS : undefined
  return Response.json(
    {
      ...{ error: what, details },
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
  const { what, next, httpStatus: status } = sentenceOf(failure)
  const detail = next === undefined ? what : `${what} ${next}`
  return Response.json(
    { type: 'about:blank', title: STATUS_CODES[status] ?? '', status, detail },
    { status, headers: { 'content-type': 'application/problem+json' } },
  )
}
