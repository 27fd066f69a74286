/**
 * Variables by which an agent is sent elsewhere, given another login, or made to load code of somebody's: what is secret to the person
 * goes where they say. Programs look for a proxy in small letters, too.
 */
const whole: ReadonlySet<string> = new Set([
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'],
  ...['PATH', 'HOME', 'BASH_ENV', 'ENV', 'NODE_OPTIONS', 'NODE_PATH'],
  // Whom programs trust, and whether they look at all.
  ...['NODE_EXTRA_CA_CERTS', 'NODE_TLS_REJECT_UNAUTHORIZED', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
  ...['CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE'],
])

const beginnings: readonly string[] = [
  ...['ANTHROPIC_', 'CLAUDE_', 'OPENAI_', 'CODEX_', 'GEMINI_', 'GOOGLE_', 'COPILOT_', 'GH_', 'GITHUB_'],
  ...['OPENCODE_', 'OPENROUTER_', 'CURSOR_'],
  // Where they look for their settings, and what is loaded into every program.
  ...['XDG_', 'LD_', 'HAL_'],
]

export const isRedirecting = (name: string): boolean => {
  const capitals = name.toUpperCase()
  return whole.has(capitals) || beginnings.some((beginning) => capitals.startsWith(beginning))
}
