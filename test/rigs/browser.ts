import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** A real Chromium without a window, as the machine has it. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['HAL_TEST_CHROMIUM'] ?? '/usr/bin/chromium',
    // Its sandbox is not for root; the pages are our own.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })

/** A page, and what its browser had against it: errors, and what its policy refused. */
export async function openPage(
  browser: Browser,
  address: string,
  { isShut = false, ...options }: BrowserContextOptions & { readonly isShut?: boolean } = {},
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(address)
  await page.locator(isShut ? '.door' : 'header').waitFor()
  return { page, complaints }
}
