import type { Examples } from './examples.fixture.ts'
import type { ServerFailure } from './server.ts'

export const serverExamples: Examples<ServerFailure> = {
  'port-taken': {
    failure: { reason: 'port-taken', host: '127.0.0.1', port: 3003 },
    exitCode: 1,
    httpStatus: 503,
    text: 'hal: another program listens on port 3003 of 127.0.0.1 already.\n     End it, or choose another port: `hal serve --port 0` takes one that is free.\n',
  },
  'cannot-listen': {
    failure: { reason: 'cannot-listen', host: '127.0.0.1', port: 80, detail: 'EACCES' },
    exitCode: 1,
    httpStatus: 503,
    text: 'hal: port 80 of 127.0.0.1 is none that hal may listen on: EACCES.\n     Choose an address of this machine with --host, and a port over 1023 with --port.\n',
  },
  'no-secret': {
    failure: { reason: 'no-secret', host: '0.0.0.0' },
    exitCode: 4,
    httpStatus: 503,
    text: 'hal: on 0.0.0.0 others can reach this server, and it has no secret: anybody could run agents here.\n     Give it one with --shared-secret-file (or in OPENCODE_SHARED_SECRET), or leave --host out.\n',
  },
  unauthorized: {
    failure: { reason: 'unauthorized' },
    exitCode: 4,
    httpStatus: 401,
    text: 'hal: Unauthorized\n     Send the shared secret in the header `Authorization: Bearer SECRET`.\n',
  },
  'read-secret-alone': {
    failure: { reason: 'read-secret-alone', from: '/run/read' },
    exitCode: 4,
    httpStatus: 503,
    text: 'hal: /run/read lets somebody look, but there is no secret for those who may act: anybody could.\n     Give the server one with --shared-secret-file (or in OPENCODE_SHARED_SECRET), too.\n',
  },
  'may-only-look': {
    failure: { reason: 'may-only-look' },
    exitCode: 4,
    httpStatus: 403,
    text: 'hal: this secret lets you look, and do nothing.\n     Ask whoever runs the server for the one that lets you act.\n',
  },
  'host-refused': {
    failure: { reason: 'host-refused', host: 'evil.example:3003' },
    exitCode: 4,
    httpStatus: 403,
    text: 'hal: this server does not go by the name "evil.example:3003".\n     Ask for localhost or 127.0.0.1; with a shared secret any name will do.\n',
  },
  'origin-refused': {
    failure: { reason: 'origin-refused', origin: 'https://evil.example' },
    exitCode: 4,
    httpStatus: 403,
    text: 'hal: a page of https://evil.example may not do anything here.\n',
  },
  'body-too-large': {
    failure: { reason: 'body-too-large', limitBytes: 16 * 1024 ** 2 },
    exitCode: 2,
    httpStatus: 413,
    text: 'hal: the body is longer than 16 MiB.\n',
  },
  'wrong-request': {
    failure: { reason: 'wrong-request', field: 'prompt', expected: 'a text' },
    exitCode: 2,
    httpStatus: 400,
    text: 'hal: prompt: expected a text.\n     The command’s --help says what it takes.\n',
  },
  'no-such-route': {
    failure: { reason: 'no-such-route', method: 'GET', path: '/nothing' },
    exitCode: 5,
    httpStatus: 404,
    text: 'hal: there is no GET /nothing.\n     /openapi.json lists what there is.\n',
  },
  'too-many-sessions': {
    failure: { reason: 'too-many-sessions', limit: 5, retryAfterS: 5 },
    exitCode: 1,
    httpStatus: 503,
    text: 'hal: 5 sessions are at work here, and no more may be.\n     Try again when one has ended; MAX_CONCURRENT_SESSIONS allows more.\n',
  },
  'too-many-fleets': {
    failure: { reason: 'too-many-fleets', limit: 16, retryAfterS: 5 },
    exitCode: 1,
    httpStatus: 503,
    text: 'hal: 16 parts of this fleet, or fleets of all owners, are watched here already, and no more may be.\n     Watch the whole fleet, which all share, or try again when one who watches has left.\n',
  },
  'too-many-bundles': {
    failure: { reason: 'too-many-bundles', limit: 8, retryAfterS: 5 },
    exitCode: 1,
    httpStatus: 503,
    text: 'hal: 8 branches are handed out here already, and no more may be at once.\n     Try again when one who pulls is done.\n',
  },
  'too-many-requests': {
    failure: { reason: 'too-many-requests', retryAfterS: 2 },
    exitCode: 1,
    httpStatus: 429,
    text: 'hal: you ask for more than this server gives one client.\n     Ask again in 2s, and then less often; whoever runs the server sets RATE_LIMIT.\n',
  },
  'too-many-knocks': {
    failure: { reason: 'too-many-knocks', retryAfterS: 5 },
    exitCode: 4,
    httpStatus: 429,
    text: 'hal: too many wrong secrets came from where you are: for now, none is looked at.\n     Try again in 5s, with the right one.\n',
  },
  'agent-at-work': {
    failure: { reason: 'agent-at-work', name: 'ada' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: the agent in ada is at work: it takes a message once its status is stable.\n     Its events say when. A message of type raw reaches it at any time.\n',
  },
  bug: {
    failure: { reason: 'bug', requestId: 'r-1' },
    exitCode: 1,
    httpStatus: 500,
    text: 'hal: this is a bug in hal; its log says more of request r-1.\n',
  },
}
