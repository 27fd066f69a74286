import { expect, test } from 'vitest'
import { bakeFailure } from './bake.ts'

const api = { address: 'unix:///engine.sock' }

test('a step that fails is said with what it printed and its status', () => {
  const said = [
    '#9 [low 2/2] RUN make',
    '#9 0.1 no rule',
    '#9 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 2',
    '------',
    ' > [low 2/2] RUN make:',
    '0.1 no rule',
    '------',
    'ERROR: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2',
  ]
  expect(bakeFailure(api, said)).toEqual({
    reason: 'build-failed',
    step: '[low 2/2] RUN make',
    exitCode: 2,
    tail: ['0.1 no rule', said.at(-1)],
  })
})

test.each([
  [
    'ERROR: Multi-platform build is not supported for the docker driver.',
    'Multi-platform build is not supported for the docker driver.',
  ],
  [
    'ERROR: multiple platforms feature is currently not supported for docker driver.',
    'multiple platforms feature is currently not supported for docker driver.',
  ],
  ['ERROR: Cache export is not supported for the docker driver.', undefined],
  [
    'ERROR: failed to solve: rpc error: code = Unknown desc = failed to solve with frontend dockerfile.v0: unsupported frontend capability moby.buildkit.frontend.contexts',
    'unsupported frontend capability moby.buildkit.frontend.contexts',
  ],
])('%s is a refusal in its own words', (line, detail) => {
  expect(bakeFailure(api, ['#1 DONE 0.0s', line, 'Learn more at https://docs.docker.com'])).toEqual({
    reason: 'buildx-refused',
    detail: detail ?? line.slice('ERROR: '.length),
  })
})

test('a failure that no step had is said by its last words', () => {
  expect(bakeFailure(api, ['one', '', 'ERROR: no builder "x" found'])).toEqual({
    reason: 'build-failed',
    step: 'docker buildx bake',
    exitCode: undefined,
    tail: ['one', 'ERROR: no builder "x" found'],
  })
})

test('a full disk is one, whichever step found it so', () => {
  const line = 'write /var/lib/docker/x: no space left on device'
  const said = [
    '#9 [low 2/2] RUN make',
    ' > [low 2/2] RUN make:',
    `0.1 ${line}`,
    '------',
    'ERROR: exit code: 2',
  ]
  expect(bakeFailure(api, said)).toEqual({
    reason: 'engine-disk-full',
    address: api.address,
    what: 'the build',
    tail: [`0.1 ${line}`],
  })
})

test.each([
  [
    ' > pushing r.io/team/hal-low:1 with docker:',
    'ERROR: denied: requested access to the resource is denied',
    { reason: 'registry-denied', image: 'r.io/team/hal-low:1' },
  ],
  [
    ' > exporting to image:',
    'ERROR: failed to solve: failed to push r.io/team/hal-low:1: unexpected status: 503 Service Unavailable',
    { reason: 'registry-unreachable', image: 'r.io/team/hal-low:1', mayPass: true },
  ],
  [
    ' > [internal] load metadata for r.io/team/outside:1:',
    'ERROR: failed to solve: r.io/team/outside:1: not found',
    { reason: 'no-such-image', image: 'r.io/team/outside:1' },
  ],
  [
    ' > [low 2/2] RUN curl r.io:',
    'ERROR: failed to solve: process "/bin/sh -c curl r.io" failed: connection refused: exit code: 7',
    { reason: 'build-failed', exitCode: 7 },
  ],
])('%s: %s', (step, error, failure) => {
  expect(bakeFailure(api, [step, 'what it said', '------', error])).toMatchObject(failure)
})
