import { expect, test } from 'vitest'
import { isKnownExample, secretsIn } from './secret-shapes.ts'

const body = 'MIIEowIBAAKCAQEAwYSiPeJLSi6uQ'.repeat(3)
const key = (kind: string, lineEnd = '\n'): string =>
  `-----BEGIN ${kind}PRIVATE KEY-----${lineEnd}${body}${lineEnd}-----END`

test.each([
  [key(''), ['a private key']],
  [key('OPENSSH '), ['a private key']],
  [JSON.stringify({ key: key('RSA ') }), ['a private key']],
  [key('EC ', '\r\n'), ['a private key']],
  [`//registry.npmjs.org/:_authToken=${'a1B2'.repeat(9)}`, ['an npm token']],
  [`https://ghp_${'a1B2'.repeat(9)}@github.com`, ['a GitHub token']],
  ['aws_access_key_id = AKIAQ3EGRZTXAB4CDEFG', ['an AWS access key']],
  ['{"auths":{"ghcr.io":{"auth":"bWU6c2VjcmV0cGFzcw=="}}}', ['a login for a registry']],
  // Programs that speak of such things.
  ['"-----BEGIN RSA PRIVATE KEY-----" not found', []],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: npm's own.
  ['//registry.npmjs.org/:_authToken=${NPM_TOKEN}', []],
  ['aws_access_key_id = AKIAIOSFODNN7EXAMPLE', []],
  ['AWS_ACCESS_KEY_ID: AKIA46X5W6CZI5DHEBFL', []],
  ['AWS_ACCESS_KEY_ID: AKIA46X5W6CZI5DHEBFL\nmine: AKIA47X5W6CZI5DHEBFL', ['an AWS access key']],
  ['token = "ghp_"', []],
])('in %j: %j', (text, found) => {
  expect(secretsIn(text)).toEqual(found)
})

test('keys that programs ship to test themselves are nobody’s, those in a home or in /etc are somebody’s', () => {
  expect(isKnownExample('/usr/share/go-1.19/src/crypto/tls/testdata/example-key.pem')).toBe(true)
  expect(isKnownExample('/usr/lib/x86_64-linux-gnu/libgnutls.so.30.34.3')).toBe(true)
  expect(isKnownExample('/root/tests/key.pem')).toBe(false)
  expect(isKnownExample('/etc/ssl/private/key.pem')).toBe(false)
})
