/** What secrets look like, whoever's they are. Each wants enough of the secret itself that a program that only speaks of such doesn't count. */
const shapes: readonly { readonly what: string; readonly shape: RegExp }[] = [
  {
    what: 'a private key',
    shape:
      /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----(?:\\n|\\r|\s)+(?:[A-Za-z-]+: [^\n\\]+(?:\\n|\s)+)*[A-Za-z0-9+/=\\\s]{64}/,
  },
  { what: 'an npm token', shape: /_authToken=[A-Za-z0-9_/+.-]{20}|\bnpm_[A-Za-z0-9]{36}\b/ },
  { what: 'a GitHub token', shape: /\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_[A-Za-z0-9_]{50}/ },
  { what: 'a GitLab token', shape: /\bglpat-[A-Za-z0-9_-]{20}/ },
  // Amazon's own examples end in EXAMPLE; 46X5W6CZ is the account of Rust's CI, whose keys Debian's rust-src has by their ids, without what they open.
  { what: 'an AWS access key', shape: /\b(?:AKIA|ASIA)(?![0-9A-Z]*EXAMPLE|46X5W6CZ)[0-9A-Z]{16}\b/ },
  { what: 'a Slack token', shape: /\bxox[abprs]-[A-Za-z0-9-]{20}/ },
  { what: 'an Anthropic key', shape: /\bsk-ant-[A-Za-z0-9_-]{24}/ },
  { what: 'a login for a registry', shape: /"auth"\s*:\s*"[A-Za-z0-9+/]{12,}={0,2}"/ },
]

/** One pass over a text says whether any of them is in it. */
const any = new RegExp(shapes.map(({ shape }) => shape.source).join('|'))

/** What kinds of secrets are in a text. */
export const secretsIn = (text: string): readonly string[] =>
  any.test(text) ? shapes.filter(({ shape }) => shape.test(text)).map(({ what }) => what) : []

/** Where programs ship keys that are nobody's, to test themselves or to show how it is done. */
const known: readonly { readonly path: RegExp; readonly why: string }[] = [
  {
    path: /^\/usr\/.*\/(?:testdata|tests?|examples?)\//,
    why: 'tests and examples of programs, such as awscli’s and Go’s',
  },
  { path: /^\/usr\/.*_test\.go$/, why: 'tests of Go’s own library' },
  { path: /^\/usr\/lib\/.*\/libgnutls\.so\.[\d.]+$/, why: 'GnuTLS tests itself with keys of its own' },
  {
    path: /^\/usr\/lib\/.*\/libmbed(?:x509|tls|crypto)\.so\.[\d.]+$/,
    why: 'Mbed TLS has a test certificate built in',
  },
]

export const isKnownExample = (path: string): boolean => known.some((example) => example.path.test(path))
