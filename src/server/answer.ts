import { type Failure, failureJson, sentenceOf } from '../present/failure.ts'

/** Every body that says no: `{error, details, timestamp}`, with the status of the failure's sentence. */
export function refusal(failure: Failure): Response {
  const { what, httpStatus } = sentenceOf(failure)
  const details = (failureJson(failure) as { readonly failure: object }).failure
  return Response.json(
    {
      ...{ error: what, details },
      timestamp: new Date().toISOString(),
    },
    {
      status: httpStatus,
      headers: {
        ...(httpStatus === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      },
    },
  )
}
