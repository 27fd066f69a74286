import type { SecretSource } from '../config/hal-config.ts'

/** Where a secret is: `$GITHUB_TOKEN`, a path, the words of a command. Never the secret. */
export const inWords = (source: SecretSource): string => {
  if ('env' in source) return `$${source.env}`
  return 'file' in source ? source.file : `\`${source.exec.join(' ')}\``
}

/** The same for lists: of a command its program alone, as what follows may be anything. */
export const shortly = (source: SecretSource): string =>
  'exec' in source ? `\`${source.exec[0]}\`` : inWords(source)
