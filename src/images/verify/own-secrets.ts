import { rootCertificates } from 'node:tls'

/** A text that no image may have, and what a person calls it. */
export interface OwnSecret {
  readonly what: string
  readonly text: string
  /** It is a certificate's: only where one begins, it is looked for. */
  readonly isCertificate: boolean
}

/** What builds are handed and no layer may keep: the CA bundle, a person's own secrets, and passwords in proxies' addresses. */
export function ownSecrets(given: {
  readonly caBundle: Buffer | undefined
  readonly proxy: Readonly<Record<string, string>>
  /** A person's own, by id. */
  readonly secrets?: Readonly<Record<string, Buffer>>
}): readonly OwnSecret[] {
  const bundle = given.caBundle?.toString('utf8') ?? ''
  const passwords = Object.values(given.proxy).flatMap((address) => passwordIn(address) ?? [])
  return [
    ...linesOfBundle(bundle).map((line) => ({ what: 'the CA bundle', ...line })),
    ...Object.entries(given.secrets ?? {}).flatMap(([id, content]) =>
      linesOfBundle(content.toString('utf8')).map((line) => ({ what: `the secret ${id}`, ...line })),
    ),
    ...[...new Set(passwords)].map((text) => ({ what: 'the proxy’s password', text, isCertificate: false })),
  ]
}

/** Where certificates that everybody has come from: Debian's package, and the lists that Python's programs bring. */
export const isPublicCertificates = (path: string): boolean =>
  /^\/usr\/share\/ca-certificates\/|\/(?:certifi|botocore)\/cacert\.pem$/.test(path)

const certificate = /-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g
const withoutBlanks = (text: string): string => text.replaceAll(/\s/g, '')

/** A line from the middle of each certificate that isn't one of those that everybody trusts; the longest line of any other text. */
function linesOfBundle(bundle: string): readonly Omit<OwnSecret, 'what'>[] {
  const everybodys = new Set(rootCertificates.map(withoutBlanks))
  const certificates = [...bundle.matchAll(certificate)]
  if (certificates.length > 0)
    return certificates
      .filter(([whole]) => !everybodys.has(withoutBlanks(whole)))
      .map(([, body = '']) => {
        const lines = body.trim().split(/\s+/)
        return { text: lines[Math.floor(lines.length / 2)] ?? '', isCertificate: true }
      })
      .filter(({ text }) => text !== '')
  const longest = bundle.split('\n').reduce((a, b) => (b.trim().length > a.length ? b.trim() : a), '')
  return longest.length < 16 ? [] : [{ text: longest, isCertificate: false }]
}

function passwordIn(address: string): string | undefined {
  const password = URL.canParse(address) ? decodeURIComponent(new URL(address).password) : ''
  return password === '' ? undefined : password
}
