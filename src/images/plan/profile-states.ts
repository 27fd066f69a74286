import { allPackages, allVariables } from '../declare/contents.ts'
import type { Profile } from '../declare/profile.ts'
import { allPromises } from '../declare/promises.ts'
import { builtAt, missingIn } from '../labels.ts'
import type { ProfileState } from '../verbs.ts'
import type { PlannedLayer } from './plan.ts'
import { whyBuild } from './why-build.ts'

/** What there is to say of each profile: pure. */
export function profileStates(
  profiles: readonly Profile[],
  plan: readonly PlannedLayer[],
): readonly ProfileState[] {
  const byName = new Map(plan.map((layer) => [layer.layer.profile.name, layer]))
  return profiles.map((profile) => {
    const { name, description, dir, isLayer, parent, promises, warnings = [] } = profile
    const found = byName.get(name)
    const facts = {
      ...{ name, description, dir: profile.declaredIn ?? dir, isLayer, parent, promises, warnings },
      pins: Object.fromEntries(Object.entries(profile.pins).map(([tool, { version }]) => [tool, version])),
      packages: allPackages(profile, profiles),
      env: allVariables(profile, profiles),
      capabilities: allPromises(profile, profiles),
      budget: profile.budget?.text,
      image: found?.layer.names.pinned,
    }
    return { ...facts, state: stateOf(found) }
  })
}

function stateOf(planned: PlannedLayer | undefined): ProfileState['state'] {
  if (planned === undefined || planned.state.kind === 'not-built') return { kind: 'not-built' }
  if (planned.state.kind === 'fresh') {
    const { image } = planned.state
    const { sizeBytes, labels } = image
    return { kind: 'fresh', sizeBytes, builtAt: builtAt(image), missing: missingIn(labels) }
  }
  const { changed, pins, newest } = planned.state
  return { kind: 'stale', changed, why: whyBuild(planned, {}), pins, builtAt: builtAt(newest) }
}
