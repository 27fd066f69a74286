import { expect, test } from 'vitest'
import { credentialsMessage } from './build-session.ts'
import { readMessage } from './proto.ts'

test.each([
  ['a password goes with its name', { username: 'ada', password: 'sesame' }, ['ada', 'sesame']],
  ['a token goes alone', { username: 'ada', password: '', identitytoken: 'token' }, ['', 'token']],
  ['no login is nobody', undefined, ['', '']],
])('%s', (_, login, sent) => {
  const message = readMessage(credentialsMessage(login))
  expect([message.text(1), message.text(2)]).toEqual(sent)
})
