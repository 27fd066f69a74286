import type { BrowserContextOptions, Page } from 'playwright-core'
import { bash, say, type script } from './model-server/script.ts'
import type { Served } from './served.ts'

/** What stands behind the page in its pictures. */
export interface Scene {
  readonly server: Served
  /** A worker whose scripted agent waits for an answer. */
  readonly waiter: string
  /** A folder that anybody may write. */
  readonly workspace: string
}

/** One picture of the page, as the docs show it. */
export interface Picture {
  readonly name: string
  readonly look: BrowserContextOptions
  /** Goes where it is taken, and is there when all of it is. */
  readonly show: (page: Page, scene: Scene) => Promise<void>
  /** What a person does then. */
  readonly goOn?: (page: Page) => Promise<void>
}

const test = `printf '\\033[32m✓\\033[0m adds prices\\n\\033[31m✗\\033[0m login: expected 200, got 401\\n'; exit 1`

/** What the model says in them. */
export const pictureRules: Parameters<typeof script>[0] = [
  {
    when: /old sessions/,
    do: [
      say('There are 214 sessions that nobody has used for a year. I will move them away first.'),
      bash('tar -czf old-sessions.tgz sessions/2025-* && rm -r sessions/2025-*'),
      say('They are gone.'),
    ],
  },
  {
    when: /login test/,
    do: [
      say('I will run the test first.'),
      bash(test),
      say('The session was never saved.'),
      bash(`echo 'export const login = (session) => session.save()' > login.ts`),
      say('The login test passes: the session is saved before the answer is sent.'),
    ],
  },
]

const desk: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' }
const phone: BrowserContextOptions = {
  ...{ viewport: { width: 390, height: 780 }, deviceScaleFactor: 2 },
  colorScheme: 'dark',
}

/** In the order of a walk: the fleet, a worker’s terminal, a task that ends, and one that asks and is answered. */
export const pagePictures: readonly Picture[] = [
  {
    ...{ name: 'page-phone', look: phone },
    show: (page, { waiter }) => page.locator('.row', { hasText: waiter }).waitFor(),
  },
  {
    ...{ name: 'page', look: desk },
    show: async (page, { waiter }) => {
      await page.locator('.row', { hasText: waiter }).click()
      await page.locator('.worker-screen[data-state=live]').waitFor()
      await page.getByText('Bash(pytest').first().waitFor()
    },
  },
  {
    ...{ name: 'page-task', look: desk },
    show: async (page, scene) => {
      const id = await begin(scene, { prompt: 'make the login test pass', agent: 'claude' })
      await (await scene.server.listen(`/tasks/${id}/events`)).ended
      await openTask(page, id)
      await page.getByText('The login test passes').first().waitFor()
      for (const tool of await page.locator('details:not(.prompt) > summary').all()) await tool.click()
    },
  },
  {
    ...{ name: 'page-question', look: desk },
    show: async (page, scene) => {
      await openTask(
        page,
        await begin(scene, { prompt: 'clear up old sessions', agent: 'opencode', talk: 'asks' }),
      )
      await page.locator('.question button').first().waitFor()
    },
    goOn: async (page) => {
      await page.locator('.question button').first().click()
      await page.getByText('They are gone.').first().waitFor()
      await page.locator('.detail .mood', { hasText: 'completed' }).waitFor()
    },
  },
]

async function begin({ server, workspace }: Scene, wish: object): Promise<string> {
  const asked = { ...wish, workspace, image: 'debian:bookworm-slim' }
  return (await server.ask('POST', '/tasks', asked)).body.task.id
}

async function openTask(page: Page, id: string): Promise<void> {
  await page.getByRole('button', { name: 'tasks' }).click()
  await page.locator('.tasks .row', { hasText: id }).click()
}
