import { expect, test } from 'vitest'
import { ask, bash, say } from '../rigs/model-server/script.ts'
import { stagePage } from '../rigs/page-stage.ts'
import { stageTasks } from '../rigs/task-stage.ts'

// Tasks on the page: a real browser, a real server, real agents.

const stage = stageTasks([
  { when: /mend the door/, do: [bash('echo oiled > door.txt'), say('It opens.')] },
  { when: /pick a way/, do: [ask('Which way?', ['left', 'right']), say('That way it is.')] },
  {
    when: /fix the login/,
    do: [say('I will.'), bash('printf "\\033[31mred\\033[0m\\n"; exit 3'), say('Done: fixed.')],
  },
])
const site = stagePage(() => stage.person)

const image = 'debian:bookworm-slim'

test('a task is run, read as it comes with its tools folded, filtered, and run again', async () => {
  const { page, complaints } = await site.open()
  await page.keyboard.press('t')
  await page.keyboard.press('r')
  await page.getByLabel('prompt').fill('fix the login')
  await page.getByLabel('agent').selectOption('codex')
  await page.getByLabel('image').fill('debian:bookworm-slim')
  await page.getByLabel('workspace').fill(stage.workspace)
  await page.getByRole('button', { name: 'run', exact: true }).click()
  await expect.poll(() => page.locator('.story').innerText()).toContain('Done: fixed.')
  const tool = page.locator('details.tool')
  expect(await tool.innerText()).toContain('ended with 3')
  expect(await page.locator('.ansi-red-fg').isVisible()).toBe(false)
  await tool.locator('summary').click()
  expect(await page.locator('.ansi-red-fg').innerText()).toBe('red')
  await page.getByLabel('filter its output').fill('Done')
  await expect.poll(() => page.locator('.story .words').allInnerTexts()).toEqual(['Done: fixed.'])
  await expect.poll(() => page.locator('.detail .mood').innerText()).toBe('completed')
  await page.getByRole('button', { name: 'retry' }).click()
  await expect.poll(() => page.locator('.tasks button.row').count()).toBe(2)
  await expect.poll(() => page.locator('.tasks button.row').first().getAttribute('aria-current')).toBe('true')
  expect(complaints).toEqual([])
})

test('what a task asks is answered on the page, and it is told what to do next', async () => {
  const { page, complaints } = await site.open()
  await page.keyboard.press('t')
  await page.keyboard.press('r')
  await page.getByLabel('prompt').fill('fix the login, please')
  await page.getByLabel('agent').selectOption('opencode')
  await page.getByLabel('image').fill('debian:bookworm-slim')
  await page.getByLabel('workspace').fill(stage.workspace)
  await page.getByLabel('meanwhile').selectOption('asks')
  await page.getByRole('button', { name: 'run', exact: true }).click()
  await expect.poll(() => page.locator('.detail .mood').innerText(), { timeout: 120_000 }).toBe('waiting')
  await expect.poll(() => page.locator('.question').innerText()).toContain('exit 3')
  await site.server.ask('POST', '/tasks', { prompt: 'say hello', agent: 'claude', image, workspace: 'empty' })
  await page.locator('.row', { hasText: 'say hello' }).waitFor()
  expect(await page.locator('.tasks button.row .state').first().innerText()).toBe('waiting')
  await page.getByLabel('message to opencode').fill('say hello')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('.story').innerText()).toContain('it was told: say hello')
  await page.locator('.question button').first().click()
  await expect.poll(() => page.locator('.story').innerText()).toContain('Hello.')
  await expect.poll(() => page.locator('.detail .mood').innerText()).toBe('completed')
  expect(await page.locator('.question').count()).toBe(0)
  expect(complaints).toEqual([])
})

test('a worker that was started for a task shows it, with what it asks, and its terminal behind that', async () => {
  const wish = { prompt: 'pick a way', agent: 'claude', image, workspace: stage.workspace, talk: 'asks' }
  const { body } = await site.server.ask('POST', '/tasks', wish)
  const id: string = body.task.id
  const { page, complaints } = await site.open()
  const row = page.locator('.workers button.row', { hasText: `task-${id}` })
  await row.filter({ hasText: 'Which way?' }).click({ timeout: 120_000 })
  const question = page.locator('.question')
  await question.getByText('claude asks: Which way?').waitFor()
  const story = page.locator('.story')
  expect((await story.innerText()).match(/Which way\?/g)).toHaveLength(1)
  await page.getByLabel('more').click()
  await page.getByRole('button', { name: 'its terminal' }).click()
  await page.locator('.worker-screen[data-state=live]').waitFor()
  await page.getByRole('button', { name: 'its task' }).click()
  await question.getByRole('button', { name: /left/ }).click()
  await page.getByText('That way it is.').waitFor()
  expect((await story.innerText()).match(/Which way\?/g)).toHaveLength(1)
  expect(complaints).toEqual([])
})

test('a task that is over names the files that it changed, and shows how, as its worker does', async () => {
  const wish = { prompt: 'mend the door', agent: 'claude', image, branch: 'door' }
  const { body } = await site.server.ask('POST', '/tasks', { ...wish, workspace: stage.repository.path })
  const id: string = body.task.id
  const { page, complaints } = await site.open({ viewport: { width: 1200, height: 800 } })
  await page.keyboard.press('t')
  await page.locator('.row', { hasText: id }).click()
  await expect.poll(() => page.locator('.changed').innerText(), { timeout: 120_000 }).toContain('door.txt')
  const facts = page.locator('.detail .facts')
  expect(await facts.innerText()).toContain(`1 file changed · door · task-${id}`)
  const fits = `(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)(document.querySelector('.facts'))`
  expect(await page.evaluate(fits)).toBe(true)
  const added = page.locator('.diff .added')
  await page.getByRole('button', { name: 'changes' }).click()
  await expect.poll(() => added.allInnerTexts(), { timeout: 60_000 }).toContain('+oiled\n')
  await page.getByRole('button', { name: 'its story' }).click()
  await page.getByText('It opens.').waitFor()
  await page.getByLabel('more').click()
  await page.getByRole('button', { name: 'its terminal' }).click()
  await page.getByText('It doesn’t run.').waitFor()
  await page.getByRole('button', { name: 'workers' }).click()
  const last = page.locator('.workers button.row', { hasText: `task-${id}` }).locator('.last')
  await expect.poll(() => last.innerText()).toBe('completed · mend the door · door')
  await page.locator('.workers button.row', { hasText: `task-${id}` }).click()
  await page.getByLabel('more').click()
  await page.getByRole('button', { name: 'its terminal' }).click()
  await page.getByText('It doesn’t run.').waitFor()
  expect(await page.locator('body').innerText()).not.toContain('hal tasks')
  expect(page.url()).toMatch(new RegExp(`#worker/task-${id}$`))
  await page.getByRole('button', { name: 'tasks' }).click()
  await page.getByRole('region', { name: `task ${id}` }).waitFor()
  await page.reload()
  await page.getByRole('region', { name: `task ${id}` }).waitFor()
  expect(await page.locator('.tasks button.row[aria-current=true] .name').innerText()).toBe(id)
  await page.goBack()
  await page.locator('.workers button.row[aria-current=true]', { hasText: `task-${id}` }).waitFor()
  expect(page.url()).toMatch(new RegExp(`#worker/task-${id}$`))
  await page.getByRole('button', { name: 'changes' }).click()
  await expect.poll(() => added.allInnerTexts(), { timeout: 60_000 }).toContain('+oiled\n')
  expect(complaints).toEqual([])
})

test('a task that failed says why, in its row and once in what it came to', async () => {
  const wish = { prompt: 'wait for me', agent: 'claude', image, workspace: stage.workspace, timeoutMs: 5000 }
  const { body } = await site.server.ask('POST', '/tasks', wish)
  const { page, complaints } = await site.open()
  await page.keyboard.press('t')
  const row = page.locator('.tasks button.row', { hasText: body.task.id })
  await expect.poll(() => row.locator('.state').innerText(), { timeout: 120_000 }).toBe('failed: out of time')
  await row.click()
  await expect
    .poll(() => page.locator('.story .remark').allInnerTexts())
    .toEqual([expect.stringContaining('it was not done within 5s, and was stopped.')])
  expect(complaints).toEqual([])
})

test('a task is run in a worker that is there, on what that works on', async () => {
  const ada = await stage.person.start('ada', '--agent', 'claude', '--workspace', stage.workspace)
  const { page, complaints } = await site.open()
  await page.locator('.row', { hasText: ada }).waitFor()
  await page.keyboard.press('r')
  await page.getByLabel('prompt').fill('say hello')
  await page.getByRole('combobox', { name: 'worker' }).selectOption(ada)
  expect(await page.getByRole('dialog').locator('label').allInnerTexts()).toEqual([
    'prompt',
    'worker',
    'meanwhile',
  ])
  await page.getByRole('button', { name: 'run', exact: true }).click()
  await expect.poll(() => page.locator('.story').innerText(), { timeout: 60_000 }).toContain('Hello.')
  await expect.poll(() => page.locator('.detail .mood').innerText()).toBe('completed')
  const { tasks } = await stage.person.json<{ tasks: readonly object[] }>('tasks', 'list')
  expect(tasks.at(-1)).toMatchObject({ worker: ada, agent: 'claude', prompt: 'say hello' })
  expect(complaints).toEqual([])
})
