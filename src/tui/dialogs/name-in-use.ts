import { andList } from '../../present/and-list.ts'
import type { Model } from '../model.ts'
import { type StartForm, valueIn } from './start-form.ts'

/** What a start comes to whose name some worker has already: nobody new, and the prompt is its. `undefined`: the name is free. */
export const nameInUse = (form: StartForm, { snapshot }: Pick<Model, 'snapshot'>): string | undefined => {
  const wanted = new Set(namesOf(form))
  const there = snapshot.workers.filter(({ worker }) => wanted.has(worker.name))
  if (there.length === 0) return undefined
  const names = andList(there.map(({ worker }) => worker.name))
  const areUp = there.every(({ worker }) => worker.phase.kind === 'ready')
  const isPrompted = valueIn(form, 'prompt') !== undefined
  if (there.length === 1) {
    const what = areUp ? 'runs already: it stays as it is' : 'exists: it comes back as it is'
    return `${names} ${what}${isPrompted ? ', and the prompt goes to it' : ''}`
  }
  const what = areUp ? 'run already: they stay as they are' : 'exist: they come back as they are'
  return `${names} ${what}${isPrompted ? ', and the prompt goes to them, too' : ''}`
}

/** `bob`, of several `bob-1`, `bob-2`. */
const namesOf = (form: StartForm): readonly string[] => {
  const name = valueIn(form, 'name')
  const count = Number(valueIn(form, 'count') ?? 1)
  if (name === undefined) return []
  return count > 1 && count <= 500
    ? Array.from({ length: Math.floor(count) }, (_, at) => `${name}-${at + 1}`)
    : [name]
}
