/**
 * What the way to another hal's server, and through it to that hal's fleet, can refuse. `url`: the server's, as the person has it. Facts
 * only: `present/` has the sentences.
 */
export type RemoteFailure =
  /** Nobody answers there: nothing was asked for. */
  | { readonly reason: 'no-server'; readonly url: string; readonly detail: string }
  /** It went away before it had answered. `mayHaveArrived`: what was asked for may have been done. */
  | {
      readonly reason: 'server-lost'
      readonly url: string
      readonly detail: string
      readonly mayHaveArrived: boolean
    }
  /** Who answers there can't prove to be that server. Nothing was said to it. */
  | { readonly reason: 'server-untrusted'; readonly url: string; readonly detail: string }
  /** It wants a secret: another one, or any at all. */
  | { readonly reason: 'secret-refused'; readonly url: string; readonly isGiven: boolean }
  /** Something answers there that is no hal: another program, or what stands between. */
  | { readonly reason: 'not-a-hal'; readonly url: string; readonly status: number }
  /** It is a hal that doesn't know what was asked for, or that this one doesn't understand. */
  | {
      readonly reason: 'server-differs'
      readonly url: string
      readonly how: 'older' | 'other'
      /** What it doesn't know; where its answer isn't what was expected. */
      readonly what: string
    }
  /** It refused for a reason that this hal doesn't know, or knows otherwise: in its own words. */
  | {
      readonly reason: 'server-refused'
      readonly said: string
      readonly what: string
      readonly why: readonly string[]
      readonly next: string | undefined
      readonly exitCode: RemoteExitCode
    }
  /** The secret would go to another machine in the clear. Nothing was said to it. */
  | { readonly reason: 'secret-in-the-clear'; readonly url: string }
  /** Others on this machine can open the file that has the secret. `mode`: its permissions. */
  | { readonly reason: 'secret-exposed'; readonly file: string; readonly mode: number }
  | { readonly reason: 'secret-unfit'; readonly from: string; readonly detail: string }
  /** It can only be done where the server is. */
  | { readonly reason: 'not-from-afar'; readonly url: string; readonly what: string }

/** As `present/` has them. */
export type RemoteExitCode = 1 | 2 | 3 | 4 | 5 | 20 | 21 | 22 | 124 | 125
