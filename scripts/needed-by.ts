interface Chunking {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null
}

/** For a group of rolldown's `codeSplitting`: the chunk of this name for what these modules import, at any depth and without `import()`. */
export const neededBy = (
  name: string,
  roots: readonly string[],
): ((id: string, chunking: Chunking) => string | null) => {
  let needed: ReadonlySet<string> | undefined
  return (id, chunking) => {
    needed ??= closure(roots, (of) => chunking.getModuleInfo(of)?.importedIds ?? [])
    return needed.has(id) && !roots.includes(id) ? name : null
  }
}

const closure = (
  roots: readonly string[],
  importsOf: (id: string) => readonly string[],
): ReadonlySet<string> => {
  const met = new Set(roots)
  for (const id of met) for (const imported of importsOf(id)) met.add(imported)
  return met
}
