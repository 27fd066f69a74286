/** A login that hal keeps, without what is secret in it. */
export interface KeptLoginFacts {
  readonly agent: string
  /** How long workers can use it; `undefined`: hal can't read that. */
  readonly expiresAt: Date | undefined
  /** hal renews it before. */
  readonly isRenewable: boolean
  /** Its maker takes it no more. */
  readonly isRefused: boolean
}
