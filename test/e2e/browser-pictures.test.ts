import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { stageWaiter } from '../../scripts/lib/staged-fleet.ts'
import { pagePictures, pictureRules } from '../rigs/page-pictures.ts'
import { stagePage } from '../rigs/page-stage.ts'
import { stageTasks } from '../rigs/task-stage.ts'

// The walk of which the docs show pictures: the fleet, a worker's terminal, a task, a question.

const stage = stageTasks(pictureRules)
let waiter: string
beforeAll(async () => {
  waiter = stage.person.name('ann')
  await stageWaiter(stage.person, waiter)
})
const site = stagePage(() => stage.person)

test.each(pagePictures)('there is what to see on $name', async ({ name, look, show, goOn }) => {
  const { page, complaints } = await site.open(look)
  await show(page, { server: site.server, waiter, workspace: stage.workspace })
  const picture = await page.screenshot({ path: join(stage.person.home, `${name}.png`) })
  const { width = 0, height = 0 } = look.viewport ?? {}
  const scale = look.deviceScaleFactor ?? 1
  expect(await sizeOf(page, picture)).toEqual([width * scale, height * scale])
  // A blank one has one.
  expect(await coloursOf(page, picture)).toBeGreaterThan(100)
  await goOn?.(page)
  expect(complaints).toEqual([])
})

test('the docs show these pictures, and no other of the page', () => {
  const docs = join(import.meta.dirname, '../../docs')
  const there = readdirSync(join(docs, 'pictures')).filter((name) => /^page.*\.png$/.test(name))
  expect(there.toSorted()).toEqual(pagePictures.map(({ name }) => `${name}.png`).toSorted())
  const text = readFileSync(join(docs, 'server.md'), 'utf8')
  expect(there.filter((name) => !text.includes(`pictures/${name}`))).toEqual([])
})

/** By the browser itself, which knows what a picture is. */
const inPicture = (page: Page, picture: Buffer, look: string): Promise<unknown> =>
  page.evaluate(`(async () => {
    const image = new Image()
    image.src = 'data:image/png;base64,${picture.toString('base64')}'
    await image.decode()
    const { width, height } = image
    const canvas = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d')
    canvas.drawImage(image, 0, 0)
    const pixels = new Uint32Array(canvas.getImageData(0, 0, width, height).data.buffer)
    return ${look}
  })()`)
const sizeOf = (page: Page, picture: Buffer) => inPicture(page, picture, '[width, height]')
const coloursOf = (page: Page, picture: Buffer) => inPicture(page, picture, 'new Set(pixels).size')
