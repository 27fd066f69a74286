import type { PlannedBuild } from '../images/verbs.ts'
import { reasonWords } from './build-reason.ts'
import type { Cell } from './table.ts'

/** A build to come, a row a layer: what is done, which one, why, and the name of its image. */
export function planRows(plan: readonly PlannedBuild[]): readonly (readonly Cell[])[] {
  const rebuilt = new Set(plan.filter(({ action }) => action === 'build').map(({ name }) => name))
  return plan.map((layer) => [
    { text: layer.action },
    { text: layer.name },
    { text: whyText(layer, rebuilt) },
    { text: layer.image ?? '' },
  ])
}

/** What a push would bring where: a row a layer that is pushed. */
export const pushRows = (plan: readonly PlannedBuild[]): readonly (readonly Cell[])[] =>
  plan
    .filter(({ pushedAs }) => pushedAs.length > 0)
    .map(({ name, pushedAs }) => {
      const tags = pushedAs.map((reference) => reference.slice(reference.lastIndexOf(':') + 1))
      const [first = ''] = pushedAs
      const repository = first.slice(0, first.lastIndexOf(':'))
      return [{ text: 'push' }, { text: name }, { text: tags.join(', ') }, { text: repository }]
    })

/** For --json. */
export const planJson = (plan: readonly PlannedBuild[]): readonly object[] => {
  const rebuilt = new Set(plan.filter(({ action }) => action === 'build').map(({ name }) => name))
  return plan.map((layer) => ({
    name: layer.name,
    action: layer.action,
    parent: layer.parent.kind === 'profile' ? layer.parent.name : null,
    from: layer.parent.kind === 'image' ? layer.parent.reference : null,
    image: layer.image ?? null,
    pushedAs: layer.pushedAs,
    why: whyText(layer, rebuilt),
    reasons: layer.why,
  }))
}

function whyText({ action, why }: PlannedBuild, rebuilt: ReadonlySet<string>): string {
  if (action === 'leave') return 'fresh'
  return [reasonWords(why, rebuilt), ...(action === 'absent' ? ['--only leaves it'] : [])].join(' · ')
}
