import { expect, test } from 'vitest'
import { bakeFailure } from './bake.ts'

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
  expect(bakeFailure(said)).toEqual({
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
  expect(bakeFailure(['#1 DONE 0.0s', line, 'Learn more at https://docs.docker.com'])).toEqual({
    reason: 'buildx-refused',
    detail: detail ?? line.slice('ERROR: '.length),
  })
})

test('a failure that no step had is said by its last words', () => {
  expect(bakeFailure(['one', '', 'ERROR: no builder "x" found'])).toEqual({
    reason: 'build-failed',
    step: 'docker buildx bake',
    exitCode: undefined,
    tail: ['one', 'ERROR: no builder "x" found'],
  })
})
