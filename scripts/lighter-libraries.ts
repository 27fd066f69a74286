import type { Plugin } from 'rolldown'

interface Cut {
  readonly file: RegExp
  readonly from: string
  readonly to: string
}

/** What libraries do at import or at each call that hal has no use for, and that takes longer than what it asks of them. */
const cuts: readonly Cut[] = [
  // Ink's layout engine, which is in the bundle, would be read by `fetch`: that loads undici (50 ms).
  { file: /yoga-wasm-base64-esm\.js$/, from: '"function"!=typeof fetch', to: 'true' },
  // Each request is spelled out for a log that is off (1 ms).
  {
    file: /docker-modem\/lib\/modem\.js$/,
    from: "debug('Sending: %s', util.inspect(options, {\n    showHidden: true,\n    depth: null\n  }));",
    to: '',
  },
]

/** For rolldown's `plugins`. Fails where a library has changed, so that a cut is looked at again or dropped. */
export function lighterLibraries(): Plugin {
  return {
    name: 'lighter-libraries',
    transform(code, id) {
      const cut = cuts.find(({ file }) => file.test(id))
      if (cut === undefined) return null
      if (!code.includes(cut.from)) throw new Error(`${id} has no more: ${cut.from}`)
      return code.replace(cut.from, () => cut.to)
    },
  }
}
