import type { ExitCode, Sentence } from './sentence.ts'

/** A failure, and what a person gets of it. */
interface Example<F> {
  readonly failure: F
  readonly exitCode: ExitCode
  readonly httpStatus: Sentence['httpStatus']
  /** As it stands on stderr. */
  readonly text: string
}

/** One of each: a reason without an example doesn't compile. */
export type Examples<F extends { readonly reason: string }> = {
  readonly [R in F['reason']]: Example<Extract<F, { readonly reason: R }>>
}
