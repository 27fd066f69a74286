import type { Named, Whom } from '../workers/whom.ts'

interface Call {
  readonly params: Readonly<Record<string, string>>
  readonly query: { readonly container?: string | undefined }
}

/** The worker that a request is for; with a container, that very one. */
export const namedIn = ({ params, query }: Call): Named => ({
  name: params['name'] ?? '',
  ...(query.container === undefined ? {} : { containerId: query.container }),
})

/** The same, as verbs on many have it. */
export const whomOf = (call: Call): Whom => {
  const { name, containerId } = namedIn(call)
  return containerId === undefined ? name : { name, containerId }
}
