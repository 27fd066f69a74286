/** The engine's machine, unless it is this one. A name with its domain and one without are the same. */
export const elsewhere = (engine: string, here: string): string | undefined => {
  const short = (name: string) => name.toLowerCase().split('.')[0]
  return engine === '' || short(engine) === short(here) ? undefined : engine
}
