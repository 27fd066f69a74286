import { findForm } from '../../agents/forms.ts'
import { launchScript } from '../../agents/launch-script.ts'
import { isLoginSecret, loginSecret } from '../../agents/login.ts'
import type { Labels } from '../../engines/engine.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { WorkersContext } from '../context.ts'
import { readSpec } from '../labels.ts'
import type { GuestAgent } from '../verbs.ts'
import type { WorkerFailure } from '../worker-failure.ts'
import { actsAlone, headlessLaunch } from './headless-launch.ts'

interface Host {
  readonly labels: Labels
  readonly isRoot: boolean
  readonly env: Readonly<Record<string, string>>
}

/**
 * What becomes an agent without a terminal, in a worker that was started with this agent: its tools, secrets and read-only files are there. Its
 * hooks say nothing, as it is not what the worker's pane shows.
 */
export function guestScript(
  { agents }: Pick<WorkersContext, 'agents'>,
  { name, talk, env }: GuestAgent,
  host: Host,
): Result<string, WorkerFailure> {
  const form = findForm(name, agents)
  if (!form.ok) return form
  const { headless, login, secrets: own } = form.value
  if (headless === undefined) return fail({ reason: 'no-headless', agent: name })
  const { baseUrl, model } = agents[name] ?? {}
  const brought = readSpec(host)?.secrets ?? []
  const links = (login?.files ?? []).flatMap((file, index) =>
    brought.includes(loginSecret(index)) ? [[file, loginSecret(index)] as const] : [],
  )
  const launch = headlessLaunch(headless, talk, {
    ...{ isUnattended: actsAlone(talk), baseUrl, model, isRoot: host.isRoot, env: host.env },
    secrets: new Set(own.filter((secret) => brought.includes(secret))),
    hasLogin: links.length > 0,
  })
  const others = brought.filter((secret) => !own.includes(secret) && !isLoginSecret(secret))
  return ok(
    launchScript(
      {
        ...launch,
        env: { ...launch.env, ...env },
        secretVariables: [...new Set([...launch.secretVariables, ...others])],
      },
      {
        before: 'unset TMUX TMUX_PANE',
        hasSecrets: brought.length > 0,
        links: Object.fromEntries(links),
      },
    ),
  )
}
