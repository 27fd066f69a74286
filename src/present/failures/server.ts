import type { Sentences } from './sentence.ts'

/** What `hal serve` can come back with, or refuse a request for. Its union stands here, as faces stand above this room. */
export type ServerFailure =
  | { readonly reason: 'port-taken'; readonly host: string; readonly port: number }
  | {
      readonly reason: 'cannot-listen'
      readonly host: string
      readonly port: number
      readonly detail: string
    }
  /** It would listen where others can reach it, and anybody could run agents. */
  | { readonly reason: 'no-secret'; readonly host: string }
  /** Who may only look was named, and nobody who may act. */
  | { readonly reason: 'read-secret-alone'; readonly from: string }
  | { readonly reason: 'unauthorized' }
  | { readonly reason: 'may-only-look' }
  /** A page of somebody else's may have a name of its own that means this machine. */
  | { readonly reason: 'host-refused'; readonly host: string }
  /** A page of somebody else's asks for something to be done. */
  | { readonly reason: 'origin-refused'; readonly origin: string }
  | { readonly reason: 'body-too-large'; readonly limitBytes: number }
  | {
      readonly reason: 'wrong-request'
      readonly field: string
      readonly expected: string
      readonly isMissing?: boolean
      /** What a field that nobody knows was meant to be. */
      readonly suggestion?: string
    }
  | { readonly reason: 'no-such-route'; readonly method: string; readonly path: string }
  | { readonly reason: 'too-many-sessions'; readonly limit: number; readonly retryAfterS: number }
  /** Each of them has the engine and all tmux watched once more. */
  | { readonly reason: 'too-many-fleets'; readonly limit: number; readonly retryAfterS: number }
  /** Each of them has git write it, and of an ended worker a container run for it. */
  | { readonly reason: 'too-many-bundles'; readonly limit: number; readonly retryAfterS: number }
  /** Of one client. */
  | { readonly reason: 'too-many-requests'; readonly retryAfterS: number }
  /** Wrong secrets of one client: even a right one is not looked at for so long. */
  | { readonly reason: 'too-many-knocks'; readonly retryAfterS: number }
  /** Who speaks to agents one message at a time said one too early. */
  | { readonly reason: 'agent-at-work'; readonly name: string }
  | { readonly reason: 'bug'; readonly requestId: string }

export const serverSentences: Sentences<ServerFailure> = {
  'port-taken': ({ host, port }) => ({
    what: `another program listens on port ${port} of ${host} already.`,
    next: 'End it, or choose another port: `hal serve --port 0` takes one that is free.',
    exitCode: 1,
    httpStatus: 503,
  }),
  'cannot-listen': ({ host, port, detail }) => ({
    what: `port ${port} of ${host} is none that hal may listen on: ${detail}.`,
    next: 'Choose an address of this machine with --host, and a port over 1023 with --port.',
    exitCode: 1,
    httpStatus: 503,
  }),
  'no-secret': ({ host }) => ({
    what: `on ${host} others can reach this server, and it has no secret: anybody could run agents here.`,
    next: 'Give it one with --shared-secret-file (or in OPENCODE_SHARED_SECRET), or leave --host out.',
    exitCode: 4,
    httpStatus: 503,
  }),
  // Its clients look for this very word.
  unauthorized: () => ({
    what: 'Unauthorized',
    next: 'Send the shared secret in the header `Authorization: Bearer SECRET`.',
    exitCode: 4,
    httpStatus: 401,
  }),
  'read-secret-alone': ({ from }) => ({
    what: `${from} lets somebody look, but there is no secret for those who may act: anybody could.`,
    next: 'Give the server one with --shared-secret-file (or in OPENCODE_SHARED_SECRET), too.',
    exitCode: 4,
    httpStatus: 503,
  }),
  'may-only-look': () => ({
    what: 'this secret lets you look, and do nothing.',
    next: 'Ask whoever runs the server for the one that lets you act.',
    exitCode: 4,
    httpStatus: 403,
  }),
  'host-refused': ({ host }) => ({
    what: `this server does not go by the name ${JSON.stringify(host)}.`,
    next: 'Ask for localhost or 127.0.0.1; with a shared secret any name will do.',
    exitCode: 4,
    httpStatus: 403,
  }),
  'origin-refused': ({ origin }) => ({
    what: `a page of ${origin} may not do anything here.`,
    exitCode: 4,
    httpStatus: 403,
  }),
  'body-too-large': ({ limitBytes }) => ({
    what: `the body is longer than ${limitBytes / 1024 ** 2} MiB.`,
    exitCode: 2,
    httpStatus: 413,
  }),
  'wrong-request': ({ field, expected, isMissing = false, suggestion }) => ({
    what: `${field}${isMissing ? ' is missing' : ''}: expected ${expected}.${suggestion === undefined ? '' : ` Did you mean ${suggestion}?`}`,
    next: 'The command’s --help says what it takes.',
    exitCode: 2,
    httpStatus: 400,
  }),
  'no-such-route': ({ method, path }) => ({
    what: `there is no ${method} ${path}.`,
    next: '/openapi.json lists what there is.',
    exitCode: 5,
    httpStatus: 404,
  }),
  'too-many-sessions': ({ limit }) => ({
    what: `${limit} sessions are at work here, and no more may be.`,
    next: 'Try again when one has ended; MAX_CONCURRENT_SESSIONS allows more.',
    exitCode: 1,
    httpStatus: 503,
  }),
  'too-many-fleets': ({ limit }) => ({
    what: `${limit} parts of this fleet, or fleets of all owners, are watched here already, and no more may be.`,
    next: 'Watch the whole fleet, which all share, or try again when one who watches has left.',
    exitCode: 1,
    httpStatus: 503,
  }),
  'too-many-bundles': ({ limit }) => ({
    what: `${limit} branches are handed out here already, and no more may be at once.`,
    next: 'Try again when one who pulls is done.',
    exitCode: 1,
    httpStatus: 503,
  }),
  'too-many-requests': ({ retryAfterS }) => ({
    what: 'you ask for more than this server gives one client.',
    next: `Ask again in ${retryAfterS}s, and then less often; whoever runs the server sets RATE_LIMIT.`,
    exitCode: 1,
    httpStatus: 429,
  }),
  'too-many-knocks': ({ retryAfterS }) => ({
    what: 'too many wrong secrets came from where you are: for now, none is looked at.',
    next: `Try again in ${retryAfterS}s, with the right one.`,
    exitCode: 4,
    httpStatus: 429,
  }),
  'agent-at-work': ({ name }) => ({
    what: `the agent in ${name} is at work: it takes a message once its status is stable.`,
    next: 'Its events say when. A message of type raw reaches it at any time.',
    exitCode: 1,
    httpStatus: 409,
  }),
  bug: ({ requestId }) => ({
    what: `this is a bug in hal; its log says more of request ${requestId}.`,
    exitCode: 1,
    httpStatus: 500,
  }),
}
