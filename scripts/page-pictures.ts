// `node scripts/page-pictures.ts`: the page of `hal serve` over a staged fleet and a task of the real Claude Code, as Chromium shows it, into
// docs/pictures. Needs a container engine, Chromium and a built hal. The workers are removed in the end.
import { mkdirSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { agentPerson } from '../test/rigs/agent-person.ts'
import { openBrowser, openPage } from '../test/rigs/browser.ts'
import { script } from '../test/rigs/model-server/script.ts'
import { startModelServer } from '../test/rigs/model-server/server.ts'
import { pagePictures, pictureRules } from '../test/rigs/page-pictures.ts'
import { served } from '../test/rigs/served.ts'
import { stageFleet, waiter } from './lib/staged-fleet.ts'

const folder = join(import.meta.dirname, '..', 'docs', 'pictures')

await using models = await startModelServer(script(pictureRules), { on: 'bridge' })
const { person } = await agentPerson(models)
await using _ = person
await stageFleet(person)
const work = join(person.home, 'work')
mkdirSync(work)
await chmod(work, 0o777)
await using server = await served(person, { env: { WORKSPACE_DIR: work } })
const browser = await openBrowser()
try {
  for (const { name, look, show, goOn } of pagePictures) {
    const { page, complaints } = await openPage(browser, server.address, look)
    await show(page, { server, waiter, workspace: work })
    await page.evaluate(neutralized(person.home, '/home/mina'))
    await page.screenshot({ path: join(folder, `${name}.png`) })
    await goOn?.(page)
    if (complaints.length > 0) throw new Error(complaints.join('\n'))
    await page.context().close()
    process.stdout.write(`wrote ${name}.png\n`)
  }
} finally {
  await browser.close()
  // By hal and not behind its back, so that their folders go, too.
  await person.ok('workers', 'remove', '--all', '--force')
}

/** In the page: what is true of this machine alone gets another word. */
function neutralized(here: string, instead: string): string {
  return `{
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode())
    texts.currentNode.nodeValue = texts.currentNode.nodeValue.replaceAll(${JSON.stringify(here)}, ${JSON.stringify(instead)})
}`
}
