import { expect, test } from 'vitest'
import { ok } from '../../lib/result.ts'
import type { Task } from '../../tasks/task.ts'
import { Feeds } from './feeds.ts'

const task: Task = {
  ...{ id: 't1', createdAt: new Date(0), wish: { prompt: 'x', agent: 'claude' } },
  ...{ state: { status: 'pending' }, worker: undefined, lastEvent: 0 },
}

test('a task that is begun while the server looks for tasks to go on with is begun once', async () => {
  const told: string[] = []
  const feeds = new Feeds({
    tasks: { events: async () => ok(task) },
    ...{ most: 1, isCounted: () => false, signal: new AbortController().signal },
    ...{ onFailure: () => undefined, onBug: () => undefined },
    onOpened: ({ id }) => told.push(`${id} is opened`),
    onBegun: ({ id }) => told.push(`${id} is begun`),
  })
  feeds.begin(task)
  feeds.begin(task)
  await feeds.allOver()
  expect(told).toEqual(['t1 is opened', 't1 is begun'])
})
