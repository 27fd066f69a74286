import { expect, test } from 'vitest'
import { failureText } from '../failure.ts'

const unreachable = (image: string, registry: string, detail: string): string =>
  failureText({ reason: 'registry-unreachable', image, registry, detail, mayPass: false })

test('an image of Docker Hub’s is not taken for a registry', () => {
  expect(unreachable('debian:nosuch', 'docker.io', 'no such host')).toBe(
    "hal: Docker Hub can't be reached for the image debian:nosuch: no such host\n     Check the network and the proxy of the engine, which is who asks; an image that is here already needs no registry.\n",
  )
  expect(
    failureText({
      reason: 'registry-denied',
      ...{ image: 'debain:12', registry: 'docker.io' },
      detail: 'pull access denied for debain, repository does not exist or may require login',
    }),
  ).toBe(
    'hal: Docker Hub lets nobody in for the image debain:12: pull access denied for debain, repository does not exist or may require login\n' +
      '     It says so of names, too, that it doesn’t have: check this one. For a private image log in, `docker login`, then repeat the command.\n',
  )
})

test('a registry that was asked by itself is said alone', () => {
  expect(unreachable('nas:5000', 'nas:5000', 'x509: signed by unknown authority')).toBe(
    "hal: the registry nas:5000 can't be reached: x509: signed by unknown authority\n     The engine must know who signed its certificate: put the authority’s into /etc/docker/certs.d/nas:5000/ca.crt on the engine’s machine.\n",
  )
})

test.each([
  ['debian:nosuch', 'its tag (nosuch) and where it is from (Docker Hub)', '`docker login`'],
  ['debian', 'its tag (latest) and where it is from (Docker Hub)', '`docker login`'],
  [
    'nas:5000/team/x',
    'its tag (latest) and where it is from (the registry nas:5000)',
    '`docker login nas:5000`',
  ],
  [
    `ghcr.io/me/x@sha256:${'0'.repeat(64)}`,
    'its digest and where it is from (the registry ghcr.io)',
    '`docker login ghcr.io`',
  ],
])('of %s that is not there it says what may be wrong', (image, parts, login) => {
  expect(failureText({ reason: 'no-such-image', image, detail: '' })).toBe(
    `hal: there is no image ${image}.\n     Check its name, ${parts}; for a private registry, ${login} first.\n`,
  )
})
