import type { ConfigFailure } from '../config/config-failure.ts'
import type { WishFault } from '../tui/keys/remap.ts'

/** Why the dashboard can't have the keys that the config in `file` wishes for. */
export const wishFailure = (fault: WishFault, file: string): ConfigFailure => {
  const path = `dashboard.keys.${fault.id}`
  if (fault.reason === 'unknown-id') {
    const { suggestion } = fault
    return {
      reason: 'unknown-config-key',
      file,
      path,
      suggestion: suggestion === undefined ? undefined : `dashboard.keys.${suggestion}`,
    }
  }
  return { reason: 'wrong-value', file, path, expected: fault.why, got: `'${fault.key}'` }
}
