/** What a store can come back with instead of its result. Facts only: `present/` has the sentences. */
export type StoreFailure =
  /** No room where it is kept. */
  | { readonly reason: 'store-full'; readonly file: string }
  | { readonly reason: 'store-read-only'; readonly file: string; readonly detail: string }
  /** Another program held it for all the time that hal waits. */
  | { readonly reason: 'store-busy'; readonly file: string }
  /** A newer hal made it, and this one can't read it. */
  | { readonly reason: 'store-newer'; readonly file: string; readonly version: number }
  /** It is none, or damaged, or its disk is. */
  | { readonly reason: 'store-broken'; readonly file: string; readonly detail: string }
  | { readonly reason: 'record-taken'; readonly id: string }
  | { readonly reason: 'no-such-record'; readonly id: string }
  /** Somebody else has written since it was read. */
  | { readonly reason: 'record-moved-on'; readonly id: string }
