/** Longer than any address; what is kept of a stream that may be endless. */
const mostKept = 16_384

/** Nothing in it can steer a terminal. What ends it has to have come, as a stream comes in pieces. */
const address = /https?:\/\/[!#-;=?-_a-z{|}~%&]+(?=[^!#-;=?-_a-z{|}~%&])/g

/** Tells each web address that a program's output has, whole and once. */
export function pageReader(onPage: (address: string) => void): (chunk: Buffer) => void {
  const told = new Set<string>()
  let rest = ''
  return (chunk) => {
    rest = (rest + chunk.toString('latin1')).slice(-mostKept)
    for (const [found] of rest.matchAll(address)) {
      const page = withoutBracket(found)
      if (told.has(page)) continue
      told.add(page)
      onPage(page)
    }
  }
}

/** One that closes what was opened before the address. */
const withoutBracket = (page: string): string =>
  page.endsWith(')') && !page.includes('(') ? page.slice(0, -1) : page
