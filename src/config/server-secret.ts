import type { HalConfig } from './hal-config.ts'

/**
 * What has been said so far, for who now says where the server is: a secret that was named beside another address is that server's, and
 * no other one is told it.
 */
export const withoutOthersSecret = (
  config: HalConfig,
  { url }: { readonly url?: string | undefined },
): HalConfig =>
  config.url === undefined || url === undefined || originOf(url) === originOf(config.url)
    ? config
    : { ...config, secretFile: undefined }

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url)
