/**
 * While `open` runs, style sheets that it makes carry the page's nonce: xterm.js writes its own, and the page's policy lets nobody else
 * write any.
 */
export function allowStyles(open: () => void): void {
  const { nonce } = document.querySelector('link[rel=stylesheet]') as HTMLLinkElement
  const create = document.createElement
  document.createElement = function (this: Document, tag: string, options?: ElementCreationOptions) {
    const element = create.call(this, tag, options)
    if (element instanceof HTMLStyleElement && nonce !== undefined) element.nonce = nonce
    return element
  } as typeof create
  try {
    open()
  } finally {
    document.createElement = create
  }
}
