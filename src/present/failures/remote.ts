import type { RemoteFailure } from '../../engines/remote-failure.ts'
import type { Sentences } from './sentence.ts'

const another = 'Name another one with --url or HAL_URL; `--engine` works on this machine’s own.'

export const remoteSentences: Sentences<RemoteFailure> = {
  'no-server': ({ url, detail }) => ({
    what: `no server answers at ${url}: ${detail}.`,
    next: `Start it there (\`hal serve\`), or the tunnel to it. ${another}`,
    exitCode: 3,
    httpStatus: 503,
  }),
  'server-lost': ({ url, detail, mayHaveArrived }) => ({
    what: `the server at ${url} went away before it had answered: ${detail}.`,
    next: mayHaveArrived
      ? 'What you asked for may have been done: look (`hal list`, `hal capture`) before you repeat it.'
      : 'Nothing was changed; repeat the command.',
    exitCode: 3,
    httpStatus: 502,
  }),
  'server-untrusted': ({ url, detail }) => ({
    what: `who answers at ${url} can’t prove to be that server: ${detail}.`,
    next: 'Nothing was said to it. Trust who signed its certificate with build.caBundle (HAL_BUILD_CA_BUNDLE), or correct the address.',
    exitCode: 4,
    httpStatus: 502,
  }),
  'secret-refused': ({ url, isGiven }) => ({
    what: isGiven
      ? `the server at ${url} doesn’t take this secret.`
      : `the server at ${url} wants a secret, and none is set.`,
    next: 'Name the file that has it with --secret-file, HAL_SECRET_FILE or secretFile in your config.',
    exitCode: 4,
    httpStatus: 502,
  }),
  'secret-in-the-clear': ({ url }) => ({
    what: `the secret would go to ${url} in the clear: whoever is on the way could read it.`,
    next: 'Nothing was said to it. Go there by https://, or by an ssh tunnel (`ssh -L`); where the network itself keeps secrets, as a VPN does, allowPlainHttp in your own config allows it.',
    exitCode: 4,
    httpStatus: 502,
  }),
  'secret-exposed': ({ file, mode }) => ({
    what: `others on this machine can open ${file}, which has a secret: its mode is ${mode.toString(8).padStart(4, '0')}.`,
    next: `Make it yours alone (\`chmod 600 ${file}\`), and take another secret where somebody may have read it.`,
    exitCode: 4,
    httpStatus: 503,
  }),
  'secret-unfit': ({ from, detail }) => ({
    what: `the shared secret in ${from} is of no use: ${detail}.`,
    next: 'At least 16 characters on one line, for instance those of `openssl rand -hex 32`.',
    exitCode: 4,
    httpStatus: 503,
  }),
  'not-a-hal': ({ url, status }) => ({
    what: `what answers at ${url} is no hal: it says ${status}, in no words of a hal’s.`,
    next: `A proxy on the way may say that its server is down, or this is another program’s address. ${another}`,
    exitCode: 3,
    httpStatus: 502,
  }),
  'server-differs': ({ url, how, what }) => ({
    what:
      how === 'older'
        ? `the server at ${url} is of an older hal, which has no ${what}.`
        : `the server at ${url} answers in words of another hal’s: ${what} is not what this one knows.`,
    next: 'Have the same version of hal on both machines: `hal --version` says which one is here.',
    exitCode: 3,
    httpStatus: 502,
  }),
  'server-refused': ({ what, why, next, exitCode }) => ({
    ...{ what, why, exitCode, httpStatus: 502 },
    ...(next === undefined ? {} : { next }),
  }),
  'not-from-afar': ({ url, what }) => ({
    what: `${what} can’t be done from here: it needs the machine of the server at ${url}.`,
    next: 'Run the command there, without --url.',
    exitCode: 2,
    httpStatus: 501,
  }),
}
