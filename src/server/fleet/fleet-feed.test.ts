import { expect, test } from 'vitest'
import { aRow, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { FleetFeed, type FleetNews } from './fleet-feed.ts'

const opened = async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' })])
  const feed = await FleetFeed.open(scripted.verbs)
  if (!feed.ok) throw new Error(feed.failure.reason)
  return { scripted, feed: feed.value, signal: new AbortController().signal }
}

const told = async (news: AsyncGenerator<FleetNews>): Promise<FleetNews> => {
  const { value, done } = await news.next()
  if (done === true) throw new Error('nothing more is told')
  return value
}

const changedNames = (news: FleetNews) =>
  news.kind === 'change' ? news.data.changed.map(({ name }) => name) : news.kind

test('whoever takes their time misses nothing that happened after their snapshot', async () => {
  const { scripted, feed, signal } = await opened()
  await using _feed = feed
  const [slow, quick] = [feed.follow(undefined, signal), feed.follow(undefined, signal)]
  expect((await told(slow)).kind).toBe('snapshot')
  await told(quick)
  scripted.set([aRow({ name: 'ada' }), aRow({ name: 'bob' })])
  expect(changedNames(await told(quick))).toEqual(['bob'])
  scripted.change('ada', { activity: 'working' })
  const last = await told(quick)
  expect(changedNames(last)).toEqual(['ada'])
  expect(changedNames(await told(slow))).toEqual(['bob'])
  expect(await told(slow)).toEqual(last)
})

test('whoever comes back is told what they missed, and a stranger all anew', async () => {
  const { scripted, feed, signal } = await opened()
  await using _feed = feed
  const first = await told(feed.follow(undefined, signal))
  const other = feed.follow(undefined, signal)
  await told(other)
  scripted.set([])
  const gone = await told(other)
  expect(gone).toMatchObject({ kind: 'change', data: { gone: ['ada'] } })
  expect(await told(feed.follow(first.id, signal))).toEqual(gone)
  for (const id of ['another-1', `${gone.id}9`, 'nonsense', ''])
    expect((await told(feed.follow(id, signal))).kind).toBe('snapshot')
})

test('those who listen are let go when the feed ends', async () => {
  const { feed, signal } = await opened()
  const news = feed.follow(undefined, signal)
  await told(news)
  const next = news.next()
  await feed[Symbol.asyncDispose]()
  expect(await next).toEqual({ value: undefined, done: true })
})
