// `node scripts/page-pictures.ts`: the page of `hal serve` over a staged fleet and a task of the real Claude Code, as Chromium shows it, into
// docs/pictures. Needs a container engine, Chromium and a built hal. The workers are removed in the end.
import { mkdirSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { agentPerson } from '../test/rigs/agent-person.ts'
import { openBrowser, openPage } from '../test/rigs/browser.ts'
import { bash, say, script } from '../test/rigs/model-server/script.ts'
import { startModelServer } from '../test/rigs/model-server/server.ts'
import { served } from '../test/rigs/served.ts'
import { stageFleet, waiter } from './lib/staged-fleet.ts'

const folder = join(import.meta.dirname, '..', 'docs', 'pictures')
const desk = { viewport: { width: 1280, height: 800 } }
const phone = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2 }
const test = `printf '\\033[32m✓\\033[0m adds prices\\n\\033[31m✗\\033[0m login: expected 200, got 401\\n'; exit 1`

await using models = await startModelServer(
  script([
    {
      do: [
        say('I will run the test first.'),
        bash(test),
        say('The session was never saved.'),
        bash(`echo 'export const login = (session) => session.save()' > login.ts`),
        say('The login test passes: the session is saved before the answer is sent.'),
      ],
    },
  ]),
  { on: 'bridge' },
)
const { person } = await agentPerson(models)
await using _ = person
await stageFleet(person)
const work = join(person.home, 'work')
mkdirSync(work)
await chmod(work, 0o777)
const image = 'debian:bookworm-slim'
await using server = await served(person, { env: { WORKSPACE_DIR: work } })
const begun = await server.ask('POST', '/tasks', {
  prompt: 'make the login test pass',
  agent: 'claude',
  image,
})
const listener = await server.listen(`/tasks/${begun.body.task.id}/events`)
await listener.ended

const browser = await openBrowser()
try {
  await shoot('page', desk, async (page) => {
    await page.locator('.row', { hasText: waiter }).click()
    await page.locator('.worker-screen[data-state=live]').waitFor()
    await page.getByText('Bash(pytest').first().waitFor()
  })
  await shoot('page-task', desk, async (page) => {
    await page.getByRole('button', { name: 'tasks' }).click()
    await page.getByText('make the login test pass').last().click()
    await page.getByText('The login test passes').first().waitFor()
    for (const tool of await page.locator('details:not(.prompt) > summary').all()) await tool.click()
  })
  await shoot('page-phone', phone, (page) => page.locator('.row', { hasText: waiter }).waitFor())
} finally {
  await browser.close()
  // By hal and not behind its back, so that their folders go, too.
  await person.ok('workers', 'remove', '--all', '--force')
}

async function shoot(name: string, look: BrowserContextOptions, until: (page: Page) => Promise<unknown>) {
  const { page, complaints } = await openPage(browser, server.address, { ...look, colorScheme: 'dark' })
  await until(page)
  await page.evaluate(neutralized(person.home, '/home/mina'))
  if (complaints.length > 0) throw new Error(complaints.join('\n'))
  await page.screenshot({ path: join(folder, `${name}.png`) })
  await page.context().close()
  process.stdout.write(`wrote ${name}.png\n`)
}

/** In the page: what is true of this machine alone gets another word. */
const neutralized = (here: string, instead: string): string => `{
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode())
    texts.currentNode.nodeValue = texts.currentNode.nodeValue.replaceAll(${JSON.stringify(here)}, ${JSON.stringify(instead)})
}`
