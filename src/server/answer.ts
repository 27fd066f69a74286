import { type Failure, failureJson, sentenceOf } from '../present/failure.ts'

/** Every body that says no: `{error, details, timestamp}`, with the status of the failure's sentence. */
export function refusal(failure: Failure): Response {
  const { what, httpStatus } = sentenceOf(failure)
  const details = (failureJson(failure) as { readonly failure: object }).failure
  const retryAfterS = 'retryAfterS' in failure ? failure.retryAfterS : undefined
  return Response.json(
    {
      ...{ error: what, details },
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
