import Docker from 'dockerode'
import { expect, test } from 'vitest'
import type { DockerApi } from './api.ts'
import { toFailure } from './failures.ts'

const address = 'unix:///engine.sock'
const api: DockerApi = {
  docker: new Docker(),
  dockerForStreams: new Docker(),
  address,
  version: '1.41',
  builderVersion: undefined,
  patienceMs: 60_000,
  clientEnv: {},
  close: () => undefined,
}

const answer = (statusCode: number, message: string) =>
  Object.assign(new Error(`(HTTP code ${statusCode}) unexpected - ${message} `), { statusCode })
const broken = (code: string) => Object.assign(new Error(code), { code })

const container = { what: 'start c1', container: 'c1' }
const creation = { what: 'create hal-ada', name: 'hal-ada', image: 'a/b:c' }

test.each([
  [container, answer(404, 'No such container: c1'), { reason: 'no-such-container', id: 'c1' }],
  [
    container,
    answer(404, 'network hal not found'),
    { reason: 'engine-refused', what: 'start c1', status: 404, detail: 'network hal not found' },
  ],
  [container, answer(409, 'Container c1 is not running'), { reason: 'not-running', id: 'c1' }],
  [
    container,
    answer(409, 'You cannot remove a running container c1. Stop it'),
    { reason: 'container-running', id: 'c1' },
  ],
  [
    creation,
    answer(409, 'Conflict. The container name "/hal-ada" is already in use'),
    { reason: 'name-taken', name: 'hal-ada' },
  ],
  [
    creation,
    answer(404, 'No such image: a/b:c'),
    { reason: 'no-such-image', image: 'a/b:c', detail: 'No such image: a/b:c' },
  ],
  [
    creation,
    answer(400, 'invalid reference format: repository name must be lowercase'),
    {
      reason: 'no-such-image',
      image: 'a/b:c',
      detail: 'invalid reference format: repository name must be lowercase',
    },
  ],
  [container, broken('ECONNREFUSED'), { reason: 'engine-lost', address, detail: 'ECONNREFUSED' }],
  [container, broken('ENOENT'), { reason: 'engine-lost', address, detail: 'ENOENT' }],
  [container, broken('EACCES'), { reason: 'engine-denied', address, detail: 'EACCES' }],
  [container, broken('ABORT_ERR'), { reason: 'cancelled', what: 'start c1' }],
])('%o %o is told by its own name', (subject, thrown, failure) => {
  expect(toFailure(api, subject, thrown)).toEqual(failure)
})

test("an error of hal's own stays an exception", () => {
  expect(() => toFailure(api, container, new TypeError('x is undefined'))).toThrow(TypeError)
})
