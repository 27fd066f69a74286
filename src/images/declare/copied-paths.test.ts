import { expect, test } from 'vitest'
import { copiedPaths, mayTake } from './copied-paths.ts'

test.each([
  ['RUN true', []],
  ['COPY a ./b /x/', ['a', 'b']],
  ['copy --chown=1:1 \\\n  # why\n  src/*.txt \\\n /etc/', ['src/*.txt']],
  ['ADD ["with blank", "/b/", "/x"]', ['with blank', 'b']],
  ['COPY --from=build /a /a\nCOPY --chmod=755 --from=build /a /a', []],
  ['ADD https://example.com/x /x', []],
  ['COPY <<EOF /x\nCOPY\nEOF', []],
  ['# COPY . .\nRUN --mount=type=cache,target=/c --mount=type=bind,source=lib,target=/l true', ['lib']],
  ['ONBUILD COPY a /a', ['a']],
  ['COPY . /x', undefined],
  ['COPY a . /x', undefined],
  ['ADD / /x', undefined],
  ['ARG D\nCOPY $D /x', undefined],
  ['RUN --mount=target=/src true', undefined],
  ['COPY ["a", /x]', undefined],
])('%j takes %j', (dockerfile, paths) => {
  expect(copiedPaths(dockerfile)).toEqual(paths)
})

test.each([
  ['COPY bin /opt/bin', false],
  ['COPY --from=build /profile.json /', false],
  ['COPY bin *.json /etc/', true],
  ['ADD profile.json /etc/', true],
  ['COPY . /x', true],
])('whether %j takes profile.json: %s', (dockerfile, isTaken) => {
  expect(mayTake(dockerfile, 'profile.json')).toBe(isTaken)
})
