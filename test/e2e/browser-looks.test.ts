import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { formatDuration } from '../../src/present/duration.ts'
import { bash, say, use } from '../rigs/model-server/script.ts'
import { stagePage } from '../rigs/page-stage.ts'
import { stageTasks } from '../rigs/task-stage.ts'

// What the page looks like, what a task leaves on it, and what a browser is told to allow it.

const stage = stageTasks([
  { when: /print red/, do: [bash('printf "\\033[31mred\\033[0m\\n"'), say('It is red.')] },
  {
    when: /pretend/,
    do: [use('Write', { file_path: '/tmp/login.txt', content: 'fixed' }), say('Fixed.')],
  },
])
const site = stagePage(() => stage.person)

const image = 'debian:bookworm-slim'
const mood = (page: Page) => page.locator('.detail .mood')

/** A task that has completed, of an agent in a worker of its own, and the page that shows it. */
async function openCompleted(prompt: string, workspace = stage.workspace) {
  const { body } = await site.server.ask('POST', '/tasks', { prompt, agent: 'claude', image, workspace })
  const id: string = body.task.id
  const opened = await site.open()
  await opened.page.keyboard.press('t')
  await opened.page.locator('.row', { hasText: id }).click()
  await expect.poll(() => mood(opened.page).innerText(), { timeout: 60_000 }).toBe('completed')
  return { ...opened, id }
}

test('the page may load nothing but its own files, and stands in no other one', async () => {
  const { headers } = await site.server.fetch('/')
  const policy = headers.get('content-security-policy')?.replace(/'nonce-[\w+/]{22}=='/, "'nonce-NEW'")
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'nonce-NEW'",
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ])
  expect(headers.get('x-frame-options')).toBe('DENY')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  const again = await site.server.fetch('/')
  expect(again.headers.get('content-security-policy')).not.toBe(headers.get('content-security-policy'))
})

test('it is as dark as the person’s system, until they choose, and then stays so', async () => {
  const { page, complaints } = await site.open({ colorScheme: 'light' })
  const painted = () => page.evaluate(`getComputedStyle(document.body).backgroundColor`)
  const dark = 'rgb(20, 23, 28)'
  const light = 'rgb(255, 255, 255)'
  expect(await painted()).toBe(light)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.reload()
  await expect.poll(painted).toBe(dark)
  await page.getByRole('button', { name: 'light', exact: true }).click()
  await expect.poll(painted).toBe(light)
  await page.reload()
  await page.getByRole('button', { name: 'dark', exact: true }).waitFor()
  expect(await painted()).toBe(light)
  expect(complaints).toEqual([])
})

test('a task that is over says how long it took and what it used, and its output can be taken along', async () => {
  const { page, complaints, id } = await openCompleted('print red')
  await page
    .context()
    .grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.server.address })
  const { body } = await site.server.ask('GET', `/tasks/${id}`)
  const { usage, createdAt, endedAt } = body.task
  const took = formatDuration(Date.parse(endedAt) - Date.parse(createdAt))
  const facts = await page.locator('.detail .facts').innerText()
  expect(facts).toContain(`${took} · ${usage.inputTokens + usage.outputTokens} tokens`)
  expect(usage.outputTokens).toBeGreaterThan(0)
  const story = expect.stringMatching(/→ Bash .*printf.*\n.*red.*\nIt is red\.\n$/s)
  await page.getByLabel('more').click()
  await page.getByRole('button', { name: 'copy' }).click()
  await page.getByText('copied').waitFor()
  const copied = await page.evaluate('navigator.clipboard.readText()')
  expect(copied).toEqual(story)
  await page.getByLabel('more').click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'download' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe(`${id}.txt`)
  expect(await readFile(await download.path(), 'utf8')).toBe(copied)
  // As a browser has it on a page of another machine without TLS.
  await page.evaluate('Object.defineProperty(navigator, "clipboard", { value: undefined })')
  await page.getByLabel('more').click()
  await page.getByRole('button', { name: 'copy' }).click()
  await page.getByText('download it instead').waitFor()
  expect(complaints).toEqual([])
})

test('a task that does another one again says which, and leads to it', async () => {
  const { page, complaints, id } = await openCompleted('say hello')
  expect(await page.getByText('a retry of').count()).toBe(0)
  await page.getByRole('button', { name: 'retry' }).click()
  const retry = page.locator('.remark', { hasText: `a retry of ${id}` })
  await retry.waitFor()
  expect(await page.getByRole('heading', { level: 2 }).innerText()).not.toBe(id)
  await retry.getByRole('button', { name: id }).click()
  await page.getByRole('region', { name: `task ${id}` }).waitFor()
  expect(await page.getByText('a retry of').count()).toBe(0)
  expect(complaints).toEqual([])
})

test('a task that told of an edit and changed no file is remarked on', async () => {
  const { page } = await openCompleted('pretend', stage.repository.path)
  const remark = page.getByText('It changed no file, although it told of an edit.')
  await remark.waitFor()
  expect(await page.locator('.detail .facts').innerText()).toContain('no file changed')
})

test('what became of a worker is shown, also once it has ended, and nothing of another one', async () => {
  const ada = await stage.person.start('ada')
  await stage.person.ok('workers', 'start', `${ada}-too`, '--image', image, '--workspace', 'empty')
  await stage.person.ok('workers', 'stop', `${ada}-too`)
  await stage.person.ok('workers', 'freeze', ada)
  await stage.person.ok('workers', 'thaw', ada)
  const { page, complaints } = await site.open()
  await page.locator('.row', { has: page.getByText(ada, { exact: true }) }).click()
  await page.getByLabel('more').click()
  await page.getByRole('button', { name: 'history' }).click()
  const lines = page.locator('.history li')
  const words = async () => (await lines.allInnerTexts()).map((line) => line.replace(/^\d\d:\d\d:\d\d /, ''))
  await expect.poll(words).toEqual([expect.stringMatching(`^started · ${image} · `), 'frozen', 'thawed'])
  await page.getByRole('button', { name: 'terminal' }).click()
  await page.locator('.worker-screen[data-state=live]').waitFor()
  await stage.person.ok('workers', 'stop', ada)
  await page.getByText('It doesn’t run.').waitFor()
  await page.getByLabel('more').click()
  await page.getByRole('button', { name: 'history' }).click()
  await expect.poll(words).toContain('stopped')
  expect(complaints).toEqual([])
})
