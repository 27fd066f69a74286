import type { EngineFailure } from '../engine-failure.ts'
import { registryOf } from './credentials.ts'

const denied =
  /denied|unauthorized|authentication required|no basic auth|forbidden|HTTP 40[13]|incorrect username/i
const absent =
  /not found|manifest unknown|name unknown|no such image|does not exist|invalid reference format/i
const unreachable =
  /failed to do request|dial tcp|no such host|connection refused|i\/o timeout|TLS handshake|x509|server gave HTTP response|request canceled|deadline exceeded|unexpected status|received unexpected HTTP status|EOF|toomanyrequests|failed commit|broken pipe|connection reset|with status: 5|internal server error/i
/** What no second try changes. */
const lasting = /x509|certificate|server gave HTTP response/i

/** Whether the engine's sentence is about a registry, and not about a step of a build. */
export const isRegistryProblem = (message: string): boolean =>
  denied.test(message) || absent.test(message) || unreachable.test(message)

/**
 * The engine passes on a registry's refusal as a sentence, with no code: read it. "Denied … may require login, or does not exist" is
 * what a registry says of an image it won't even admit to have: `registry-denied`, its detail says both.
 */
export function registryFailure(image: string, message: string, registry = registryOf(image)): EngineFailure {
  const detail = message.trim()
  if (denied.test(message)) return { reason: 'registry-denied', image, registry, detail }
  if (absent.test(message) && !unreachable.test(message)) return { reason: 'no-such-image', image, detail }
  return { reason: 'registry-unreachable', image, registry, detail, mayPass: !lasting.test(message) }
}
