import { execFileSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildContainerImages } from '../../scripts/lib/container-images.ts'
import { modelAddress } from '../rigs/agent-person.ts'
import { openBrowser, openPage } from '../rigs/browser.ts'
import { docker } from '../rigs/hal.ts'
import { bash, say, script } from '../rigs/model-server/script.ts'
import { type ModelServer, startModelServer } from '../rigs/model-server/server.ts'
import { type Sidecar, secret, sidecar } from '../rigs/served-container.ts'
import type { Frame } from '../rigs/sse.ts'

// Real agents as processes of the server's own container, against a model that follows a script.

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

describe.each([
  { agent: 'opencode', atOnce: 8 },
  { agent: 'claude', atOnce: 3 },
  { agent: 'codex', atOnce: 3 },
])('a session of $agent', ({ agent, atOnce }) => {
  const image = `hal-test-server:${agent}-${randomBytes(4).toString('hex')}`
  let models: ModelServer
  let server: Sidecar

  beforeAll(async () => {
    await buildContainerImages([{ kind: 'server', tag: image, agent }])
    const answers = script([
      { when: /fix the login/, do: [say('I will.'), bash('echo fixed > login.txt'), say('Done: fixed.')] },
      { when: /wait for me/, do: [say('I begin.'), bash('touch begun; cat pipe'), say('It is over.')] },
      {
        when: /hide from me/,
        do: [bash('(setsid sleep 4711 &) ; touch hidden; cat pipe'), say('It is over.')],
      },
      { do: [say('Hello.')] },
    ])
    models = await startModelServer(answers, { on: 'bridge' })
    server = await sidecar(image, { env: { MAX_CONCURRENT_SESSIONS: '8' } })
    execFileSync('mkfifo', ['--mode=666', join(server.workspace, 'pipe')])
  }, 900_000)
  afterAll(async () => {
    await server[Symbol.asyncDispose]()
    await models[Symbol.asyncDispose]()
    await docker('image', 'rm', '--force', image)
  })

  const time = expect.stringMatching(/^\d{4}-.*Z$/)
  const begin = async (prompt: string): Promise<string> => {
    const id = randomUUID()
    const { status, body } = await server.ask('POST', '/sessions', {
      ...{ session_id: id, prompt, agent },
      model_config: {
        ...{ provider: 'local', model: 'fake-1', api_key: 'sk-none' },
        api_endpoint: modelAddress(agent, models.address),
      },
    })
    expect({ status, body }).toMatchObject({
      ...{ status: 201, body: { session_id: id, status: 'running', created_at: time } },
    })
    return id
  }
  const stream = (id: string, lastEventId?: number | string) =>
    server.listen(`/sessions/${id}/stream`, lastEventId)
  const there = (name: string) => existsSync(join(server.workspace, name))
  const wordsOf = (frames: readonly Frame[]) =>
    frames.map(({ event, data }) => (event === 'output' ? data.text : '')).join('')
  /** Its init and the server: what is there when nobody works. */
  const atRest = async () => expect.poll(server.processes).toHaveLength(2)

  test('is told from its beginning to its end, and its files are the server’s user’s', async () => {
    const id = await begin('fix the login')
    const heard = await stream(id)
    await heard.ended
    // Codex says first that it doesn't know the model, which is no end.
    const isTalk = ({ event, data }: Frame) =>
      event === 'output' || (event === 'error' && data.fatal === false)
    expect(heard.frames.filter((frame) => !isTalk(frame)).map(({ event }) => event)).toEqual([
      'status',
      'tool_call',
      'tool_result',
      'complete',
    ])
    expect(wordsOf(heard.frames)).toContain('Done: fixed.')
    expect(readFileSync(join(server.workspace, 'login.txt'), 'utf8')).toBe('fixed\n')
    expect(statSync(join(server.workspace, 'login.txt')).uid).toBe(12_345)
    expect((await server.ask('GET', `/sessions/${id}/status`)).body).toEqual({
      ...{ session_id: id, status: 'completed', created_at: time, last_activity: time },
      ...{ progress: 100, current_tool: null },
    })
    expect(await server.ask('DELETE', `/sessions/${id}`)).toMatchObject({
      ...{ status: 409, body: { details: { reason: 'task-ended' } } },
    })
    await atRest()
  })

  test('is seen on the server’s page as it goes, by whoever tells the secret', async () => {
    const { page, complaints } = await openPage(browser, await server.address(), { isShut: true })
    await page.getByLabel('The secret').fill(secret)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'tasks' }).click()
    const id = await begin('wait for me')
    await page.locator('.tasks .row', { hasText: id }).click()
    const story = page.locator('.story')
    const mood = page.locator('.detail .mood')
    await expect.poll(() => story.innerText()).toContain('I begin.')
    await expect.poll(() => mood.innerText()).toBe('running')
    await expect.poll(() => there('begun')).toBe(true)
    await writeFile(join(server.workspace, 'pipe'), 'go\n')
    await expect.poll(() => story.innerText()).toContain('It is over.')
    await expect.poll(() => mood.innerText()).toBe('completed')
    expect(complaints).toEqual([expect.stringContaining('401')])
    rmSync(join(server.workspace, 'begun'))
    await atRest()
  })

  test('that is cancelled in the middle of a tool leaves no process', async () => {
    const id = await begin('hide from me')
    await (await stream(id)).heard(({ event }) => event === 'tool_call')
    await expect.poll(() => there('hidden')).toBe(true)
    expect((await server.processes()).join('\n')).toContain('sleep 4711')
    expect((await server.ask('GET', `/sessions/${id}/status`)).body).toMatchObject({
      ...{ status: 'running', progress: 0, current_tool: expect.any(String) },
    })
    expect(await server.ask('DELETE', `/sessions/${id}`)).toEqual({
      ...{ status: 200, body: { session_id: id, status: 'cancelled', cancelled_at: time } },
    })
    await atRest()
  })

  test('goes on beside others', async () => {
    const ids = await Promise.all(Array.from({ length: atOnce }, () => begin('fix the login')))
    const all = await Promise.all(ids.map((id) => stream(id)))
    await Promise.all(all.map(({ ended }) => ended))
    expect(all.map(({ frames }) => frames.at(-1)?.event)).toEqual(ids.map(() => 'complete'))
    await atRest()
  }, 600_000)

  test('whose server is killed has failed, and whoever comes back has missed nothing', async () => {
    const id = await begin('wait for me')
    const before = await stream(id)
    await before.heard(({ event }) => event === 'output')
    await expect.poll(() => there('begun')).toBe(true)
    await server.killAndStart()
    await before.ended
    const after = await stream(id, before.frames.at(-1)?.id)
    await after.ended
    const numbers = [...before.frames, ...after.frames].map((frame) => frame.id)
    const whole = await stream(id)
    await whole.ended
    expect(numbers).toEqual(whole.frames.map((frame) => frame.id))
    expect(whole.frames.at(-1)).toMatchObject({ event: 'error', data: { fatal: true } })
    expect((await server.ask('GET', `/tasks/${id}`)).body.task).toMatchObject({
      status: 'failed',
      failure: { reason: 'interrupted' },
    })
    await atRest()
  }, 600_000)
})
