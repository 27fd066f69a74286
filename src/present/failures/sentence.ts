/** What a person reads of a failure: what happened, why, and what to do now. */
export interface Sentence {
  readonly what: string
  /** Further lines between what and next; each is a sentence. */
  readonly why?: readonly string[]
  readonly next?: string
  readonly exitCode: ExitCode
  readonly httpStatus: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 501 | 502 | 503 | 504
}

/** 0 ok · 1 general · 2 usage · 3 engine · 4 auth · 5 not found · 124 timed out · 125 hal failed during a capture. */
export type ExitCode = 1 | 2 | 3 | 4 | 5 | 20 | 21 | 22 | 124 | 125

/** One sentence for each reason of a union: a reason without one doesn't compile. */
export type Sentences<F extends { readonly reason: string }> = {
  readonly [R in F['reason']]: (failure: Extract<F, { readonly reason: R }>) => Sentence
}
