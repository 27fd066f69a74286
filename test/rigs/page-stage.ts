import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import type { Person } from './hal.ts'
import { type Served, served } from './served.ts'

/** What tests of the page have in common: a server of this person's, and a browser. */
export interface PageStage {
  readonly server: Served
  /** The page, in a window of its own. */
  readonly open: (look?: Parameters<typeof openPage>[2]) => ReturnType<typeof openPage>
}

/** For all tests of a file. `person`: known once what stands before this has begun. */
export function stagePage(person: () => Person): PageStage {
  let server: Served
  let browser: Browser
  beforeAll(async () => {
    server = await served(person())
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await server[Symbol.asyncDispose]()
  })
  return {
    get server() {
      return server
    },
    open: (look) => openPage(browser, server.address, look),
  }
}
