import { rootCertificates } from 'node:tls'
import { expect, test } from 'vitest'
import { ownSecrets } from './own-secrets.ts'

const line = (of: string): string => of.repeat(64)
const company = ['-----BEGIN CERTIFICATE-----', line('a'), line('b'), line('c'), '-----END CERTIFICATE-----']

test('of a bundle only the certificates count that not everybody has', () => {
  const bundle = `${rootCertificates[0]}\n${company.join('\n')}\n${rootCertificates[1]}\n`
  expect(ownSecrets({ caBundle: Buffer.from(bundle), proxy: {} })).toEqual([
    { what: 'the CA bundle', text: line('b'), isCertificate: true },
  ])
})

test('the password of a proxy is a secret, its address is not', () => {
  const proxy = { HTTP_PROXY: 'http://me:p%40ss@proxy:3128', http_proxy: 'http://me:p%40ss@proxy:3128' }
  expect(ownSecrets({ caBundle: undefined, proxy: { ...proxy, NO_PROXY: 'localhost' } })).toEqual([
    { what: 'the proxy’s password', text: 'p@ss', isCertificate: false },
  ])
})
