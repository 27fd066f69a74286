const names: readonly string[] = [
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'],
]

/** The person's proxies, and for all else none: what is said so, a file in the workspace can't say otherwise. */
export const proxiesOf = (env: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, env[name] ?? '']))
