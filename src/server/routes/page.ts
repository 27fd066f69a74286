import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ok } from '../../lib/result.ts'
import type { ServerContext } from '../context.ts'
import { type Route, route } from '../route.ts'

/** All that the page is made of, besides its first file. */
const files: Readonly<Record<string, string>> = {
  'page.js': 'text/javascript; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
  'xterm.css': 'text/css; charset=utf-8',
}

/** The fleet in a browser. It holds no secret: what it shows, it asks for as everybody does. */
export const pageRoutes = ({ pageDir }: Pick<ServerContext, 'pageDir'>): readonly Route[] => [
  route({
    ...{ method: 'GET', path: '/', isOpen: true },
    summary: 'The fleet in a browser',
    answers: { 200: { summary: 'The page', contentType: 'text/html' } },
    handle: async () => ok(await firstPage(pageDir)),
  }),
  ...Object.entries(files).map(([name, contentType]) =>
    route({
      ...{ method: 'GET', path: `/page/${name}`, isOpen: true },
      summary: 'A part of the page',
      answers: { 200: { summary: 'It', contentType } },
      handle: async () =>
        ok(new Response(await readFile(join(pageDir, name)), { headers: { 'content-type': contentType } })),
    }),
  ),
]

/** Nothing but its own files counts, and style sheets that its own script makes (xterm.js does), by a word that is new each time. */
async function firstPage(pageDir: string): Promise<Response> {
  const nonce = randomBytes(16).toString('base64')
  const html = await readFile(join(pageDir, 'index.html'), 'utf8')
  return new Response(html.replace('rel="stylesheet"', `rel="stylesheet" nonce="${nonce}"`), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': [
        "default-src 'none'",
        "script-src 'self'",
        `style-src 'self' 'nonce-${nonce}'`,
        "connect-src 'self'",
        'img-src data:',
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    },
  })
}
