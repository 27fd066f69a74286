import { readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { agentPerson } from '../rigs/agent-person.ts'
import { openBrowser, openPage } from '../rigs/browser.ts'
import { docker, type Person } from '../rigs/hal.ts'
import { say, script } from '../rigs/model-server/script.ts'
import { type ModelServer, startModelServer } from '../rigs/model-server/server.ts'
import type { Repository } from '../rigs/repository.ts'
import { type Served, served } from '../rigs/served.ts'

// The page as a person has it: a real browser, a real server, real workers.

let models: ModelServer
let person: Person
let repository: Repository
let server: Served
let browser: Browser

beforeAll(async () => {
  models = await startModelServer(script([{ do: [say('Hello.')] }]), { on: 'bridge' })
  ;({ person, repository } = await agentPerson(models))
  const config = join(person.env['HOME'] ?? '', '.config/hal/config.json')
  const { agents } = JSON.parse(readFileSync(config, 'utf8'))
  writeFileSync(config, JSON.stringify({ agents: { ...agents, mine: { command: ['sh'] } } }))
  server = await served(person)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await server[Symbol.asyncDispose]()
  await person[Symbol.asyncDispose]()
  await models[Symbol.asyncDispose]()
})

const row = (page: Page, name: string) => page.locator('.row', { hasText: name })
const screen = (page: Page) => page.locator('.xterm-rows')
const more = async (page: Page, name: string) => {
  await page.getByLabel('more').click()
  await page.getByRole('button', { name, exact: true }).click()
}
const image = 'debian:bookworm-slim'
const live = (page: Page) => page.locator('.worker-screen[data-state=live]')

test('who needs somebody comes first, can be typed to, and is no longer waiting', async () => {
  const bob = await person.start('bob')
  const ada = await person.start('ada')
  const { page, complaints } = await openPage(browser, server.address)
  await row(page, bob).waitFor()
  await person.ok(
    'send',
    bob,
    `printf '\\033]7425;waiting;text=Push it?\\007'; read answer; printf '\\033]7425;idle\\007'; echo "said $answer"`,
  )
  await expect.poll(() => page.locator('button.row').first().innerText()).toContain('Push it?')
  expect(await page.title()).toContain('● 1 waiting')
  await page.keyboard.press('j')
  await live(page).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.type('yes, please\n')
  await expect.poll(() => screen(page).innerText()).toContain('said yes, please')
  await expect.poll(() => page.title()).not.toContain('waiting')
  await page.keyboard.press('Control+]')
  await page.keyboard.press('/')
  await page.keyboard.type(ada)
  await expect.poll(() => page.locator('button.row').count()).toBe(1)
  expect(complaints).toEqual([])
})

test('a terminal is as large as its place, and another one after the window is', async () => {
  const eve = await person.start('eve')
  const { page } = await openPage(browser, server.address)
  await row(page, eve).click()
  await live(page).waitFor()
  await page.keyboard.press('Enter')
  const columns = async () => {
    await page.keyboard.type('clear; tput cols\n')
    await expect.poll(async () => (await screen(page).innerText()).trim()).toMatch(/^\d+\s/)
    return Number.parseInt((await screen(page).innerText()).trim(), 10)
  }
  const before = await columns()
  // A bar would lie over its last columns.
  const bar = `getComputedStyle(document.querySelector('.xterm-viewport')).overflowY`
  expect(await page.evaluate(bar)).toBe('hidden')
  await page.setViewportSize({ width: 1000, height: 700 })
  await expect.poll(columns).toBeLessThan(before)
})

test('a worker is started, told something and stopped from the page alone', async () => {
  const name = person.name('lin')
  const { page } = await openPage(browser, server.address)
  await page.getByRole('button', { name: 'new worker' }).click()
  await page.getByLabel('name').fill(name)
  await page.getByLabel('image').fill('debian:bookworm-slim')
  await page.getByRole('button', { name: 'start', exact: true }).click()
  await page.getByRole('region', { name }).waitFor()
  await live(page).waitFor()
  await page.getByRole('button', { name: 'send', exact: true }).click()
  await page.getByLabel('text').fill('echo from the page')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => screen(page).innerText()).toMatch(/^from the page$/m)
  await more(page, 'stop')
  await expect.poll(() => row(page, name).innerText()).toContain('exited')
  await page.getByRole('button', { name: 'start', exact: true }).click()
  await live(page).waitFor()
})

test('a worker is frozen and thawed, its work is looked at, and it is removed once what is lost is known', async () => {
  const name = person.name('zoe')
  await person.ok(
    ...['workers', 'start', name, '--image', image, '--workspace', repository.path],
    ...['--branch', `zoe-${person.tag}`],
  )
  await person.ok('send', name, 'echo found > lost.txt', '--capture')
  const { page, complaints } = await openPage(browser, server.address)
  await row(page, name).click()
  await live(page).waitFor()
  await page.getByRole('button', { name: 'changes' }).click()
  await expect.poll(() => page.locator('.diff .added').allInnerTexts()).toContain('+found\n')
  expect(await page.getByText(`hal merge ${name}`).isVisible()).toBe(true)
  await page.keyboard.press('d')
  await live(page).waitFor()
  await more(page, 'freeze')
  await page.getByText('It is frozen.').waitFor()
  await page.getByRole('button', { name: 'thaw' }).click()
  await live(page).waitFor()
  await more(page, 'remove')
  await page.getByRole('button', { name: 'stop and remove' }).click()
  await expect.poll(() => page.getByRole('dialog').innerText()).toContain('was not removed')
  await page.getByLabel('even if it has work that is nowhere else').check()
  await page.getByRole('button', { name: 'stop and remove' }).click()
  await expect.poll(() => row(page, name).count()).toBe(0)
  expect(complaints).toEqual([expect.stringContaining('409')])
})

test('a terminal that was left in its own way is come back to', async () => {
  const amy = await person.start('amy')
  const { page } = await openPage(browser, server.address)
  await row(page, amy).click()
  await live(page).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('ctrl-] comes back').waitFor()
  await page.keyboard.press('Control+b')
  await page.keyboard.press('d')
  await page.getByText(`detached from ${amy}`).waitFor()
  await page.getByRole('button', { name: 'come back' }).click()
  await live(page).waitFor()
})

test('what is wrong is said, and the form stays', async () => {
  const { page } = await openPage(browser, server.address)
  await page.keyboard.press('n')
  await page.getByLabel('name').fill('Not A Name')
  await page.getByRole('button', { name: 'start', exact: true }).click()
  await expect.poll(() => page.getByRole('dialog').innerText()).toContain('"Not A Name" can\'t be')
  expect(await page.getByLabel('name').inputValue()).toBe('Not A Name')
})

test('what there is to choose from is offered, and what a field means can be read on a phone', async () => {
  const { page } = await openPage(browser, server.address, { viewport: { width: 390, height: 800 } })
  const offered = (field: string) => page.getByLabel(field).locator('option').allInnerTexts()
  await page.keyboard.press('n')
  await expect
    .poll(() => offered('agent'))
    .toEqual(expect.arrayContaining(['none: a shell', 'claude', 'mine']))
  await expect.poll(() => offered('profile')).toEqual(expect.arrayContaining(['the usual one', 'base']))
  expect(await page.getByText('a folder in the server’s own').isVisible()).toBe(true)
  const cut = `[...document.querySelectorAll('.field small')].filter((it) => it.scrollWidth > it.clientWidth).length`
  expect(await page.evaluate(cut)).toBe(0)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('r')
  await expect.poll(() => offered('agent')).toContain('claude')
  expect(await offered('agent')).not.toContain('mine')
})

test('a key that follows at once on esc is the page’s again, and one on another is the form’s', async () => {
  const { page } = await openPage(browser, server.address)
  const opened = page.getByRole('dialog')
  await page.keyboard.press('r')
  await opened.getByRole('button', { name: 'cancel' }).waitFor()
  await Promise.all(['Escape', '?'].map((key) => page.keyboard.press(key)))
  await expect.poll(() => opened.getByRole('button').allInnerTexts()).toEqual(['close'])
  await Promise.all(['Escape', 'n', 'x'].map((key) => page.keyboard.press(key)))
  await expect.poll(() => page.getByLabel('name').inputValue()).toBe('x')
})

test('a server with a secret lets in who tells it, and asks again after it was started anew', async () => {
  const secret = join(person.home, 'secret')
  writeFileSync(secret, 'open-sesame-open-sesame\n', { mode: 0o600 })
  const args = ['--shared-secret-file', secret]
  await using first = await served(person, { args })
  const { page } = await openPage(browser, first.address, { isShut: true, colorScheme: 'light' })
  expect(await page.evaluate(`getComputedStyle(document.body).backgroundColor`)).toBe('rgb(255, 255, 255)')
  const tell = async (words: string) => {
    await page.getByLabel('The secret').fill(words)
    await page.keyboard.press('Enter')
  }
  await tell('open barley')
  await page.getByText('That is not its secret.').waitFor()
  await tell('open-sesame-open-sesame')
  await page.getByText('docker').waitFor()
  const uma = await person.start('uma')
  await row(page, uma).click()
  await live(page).waitFor()
  await first.end('SIGKILL')
  await using _second = await served(person, { args: [...args, '--port', new URL(first.address).port] })
  await page.getByLabel('The secret').waitFor()
})

test('no other site’s page gets a worker’s terminal', async () => {
  const ida = await person.start('ida')
  const answer = (origin: string, host = new URL(server.address).host) =>
    new Promise<number | undefined>((resolve) => {
      const socket = new WebSocket(`${server.address.replace('http', 'ws')}/workers/${ida}/terminal`, {
        headers: { origin, host },
      })
      socket.once('open', () => resolve(101))
      socket.once('unexpected-response', (_, { statusCode }) => resolve(statusCode))
    })
  expect(await answer('https://elsewhere.example')).toBe(403)
  expect(await answer('http://elsewhere.example', 'elsewhere.example')).toBe(403)
  expect(await answer(server.address)).toBe(101)
})

test('what asks for no address at all is refused, and harms nobody', async () => {
  const { hostname, port, host } = new URL(server.address)
  const asked = connect(Number(port), hostname)
  asked.write(`GET // HTTP/1.1\r\nhost: ${host}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`)
  expect(await text(asked)).toMatch(/^HTTP\/1\.1 404 /)
  expect((await server.fetch('/healthz')).status).toBe(200)
})

test('on a phone there is the list, then the worker, and the way back', async () => {
  const kay = await person.start('kay')
  const { page } = await openPage(browser, server.address, {
    viewport: { width: 390, height: 800 },
    hasTouch: true,
  })
  await row(page, kay).tap()
  await live(page).waitFor()
  expect(await page.locator('.rows').isVisible()).toBe(false)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  // One line, and two.
  expect((await page.locator('header').boundingBox())?.height).toBeLessThan(50)
  expect((await page.locator('.bar').boundingBox())?.height).toBeLessThan(80)
  expect((await page.locator('.worker-screen').boundingBox())?.height).toBeGreaterThan(500)
  await page.getByRole('button', { name: '‹ all' }).tap()
  expect(await page.locator('.rows').isVisible()).toBe(true)
})

test('a server that is killed is said to be away, and all goes on when another one is there', async () => {
  const mae = await person.start('mae')
  await using own = await served(person)
  const { page } = await openPage(browser, own.address)
  await row(page, mae).click()
  await live(page).waitFor()
  await own.end('SIGKILL')
  await page.getByText('no connection').waitFor()
  await using _again = await served(person, { args: ['--port', new URL(own.address).port] })
  await live(page).waitFor()
  await expect.poll(() => page.getByText('no connection').count()).toBe(0)
  await docker('kill', `hal-${mae}`)
  await expect.poll(() => row(page, mae).innerText()).toContain('failed')
})
