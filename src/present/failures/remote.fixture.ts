import type { RemoteFailure } from '../../engines/remote-failure.ts'
import type { Examples } from './examples.fixture.ts'

const url = 'https://fleet.example.com'

export const remoteExamples: Examples<RemoteFailure> = {
  'no-server': {
    failure: { reason: 'no-server', url, detail: 'nothing listens there' },
    exitCode: 3,
    httpStatus: 503,
    text: 'hal: no server answers at https://fleet.example.com: nothing listens there.\n     Start it there (`hal serve`), or the tunnel to it. Name another one with --url or HAL_URL; `--engine` works on this machine’s own.\n',
  },
  'server-lost': {
    failure: { reason: 'server-lost', url, detail: 'the connection ended', mayHaveArrived: true },
    exitCode: 3,
    httpStatus: 502,
    text: 'hal: the server at https://fleet.example.com went away before it had answered: the connection ended.\n     What you asked for may have been done: look (`hal list`, `hal capture`) before you repeat it.\n',
  },
  'server-untrusted': {
    failure: { reason: 'server-untrusted', url, detail: 'self-signed certificate' },
    exitCode: 4,
    httpStatus: 502,
    text: 'hal: who answers at https://fleet.example.com can’t prove to be that server: self-signed certificate.\n     Nothing was said to it. Trust who signed its certificate with build.caBundle (HAL_BUILD_CA_BUNDLE), or correct the address.\n',
  },
  'secret-refused': {
    failure: { reason: 'secret-refused', url, isGiven: false },
    exitCode: 4,
    httpStatus: 502,
    text: 'hal: the server at https://fleet.example.com wants a secret, and none is set.\n     Name the file that has it with --secret-file, HAL_SECRET_FILE or secretFile in your config.\n',
  },
  'secret-in-the-clear': {
    failure: { reason: 'secret-in-the-clear', url: 'http://fleet.example.com' },
    exitCode: 4,
    httpStatus: 502,
    text: 'hal: the secret would go to http://fleet.example.com in the clear: whoever is on the way could read it.\n     Nothing was said to it. Go there by https://, or by an ssh tunnel (`ssh -L`); where the network itself keeps secrets, as a VPN does, allowPlainHttp in your own config allows it.\n',
  },
  'secret-exposed': {
    failure: { reason: 'secret-exposed', file: '/home/me/secret', mode: 0o644 },
    exitCode: 4,
    httpStatus: 503,
    text: 'hal: others on this machine can open /home/me/secret, which has a secret: its mode is 0644.\n     Make it yours alone (`chmod 600 /home/me/secret`), and take another secret where somebody may have read it.\n',
  },
  'secret-unfit': {
    failure: { reason: 'secret-unfit', from: '/run/secret', detail: 'it has 3 characters' },
    exitCode: 4,
    httpStatus: 503,
    text: 'hal: the shared secret in /run/secret is of no use: it has 3 characters.\n     At least 16 characters on one line, for instance those of `openssl rand -hex 32`.\n',
  },
  'not-a-hal': {
    failure: { reason: 'not-a-hal', url, status: 502 },
    exitCode: 3,
    httpStatus: 502,
    text: 'hal: what answers at https://fleet.example.com is no hal: it says 502, in no words of a hal’s.\n     A proxy on the way may say that its server is down, or this is another program’s address. Name another one with --url or HAL_URL; `--engine` works on this machine’s own.\n',
  },
  'server-differs': {
    failure: { reason: 'server-differs', url, how: 'older', what: 'GET /workers/ada/windows' },
    exitCode: 3,
    httpStatus: 502,
    text: 'hal: the server at https://fleet.example.com is of an older hal, which has no GET /workers/ada/windows.\n     Have the same version of hal on both machines: `hal --version` says which one is here.\n',
  },
  'server-refused': {
    failure: {
      ...{ reason: 'server-refused', said: 'moon-full', what: 'the moon is full.' },
      ...{ why: ['It shines.'], next: 'Wait for a day.', exitCode: 5 },
    },
    exitCode: 5,
    httpStatus: 502,
    text: 'hal: the moon is full.\n     It shines.\n     Wait for a day.\n',
  },
  'not-from-afar': {
    failure: { reason: 'not-from-afar', url, what: 'building images' },
    exitCode: 2,
    httpStatus: 501,
    text: 'hal: building images can’t be done from here: it needs the machine of the server at https://fleet.example.com.\n     Run the command there, without --url.\n',
  },
}
