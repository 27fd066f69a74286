import { expect, test } from 'vitest'
import { aRow, type ScriptedFleet, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { ok } from '../../lib/result.ts'
import type { WorkerVerbs } from '../../workers/verbs.ts'
import { inFoldersOfTheirOwn, open } from './acting.fixture.ts'

inFoldersOfTheirOwn()

/** What the screen shows is a moment old: nobody has told it yet what became of the fleet. */
const unaware = ({ fleet }: ScriptedFleet): Partial<WorkerVerbs> => ({
  fleet: async () => ok({ ...fleet, subscribe: () => () => undefined }),
})

const afterAda = {
  'ada is gone, and one name begins like hers': [aRow({ name: 'ada-2', containerId: 'another' })],
  'ada is gone, and another worker has her name': [aRow({ name: 'ada', containerId: 'another' })],
} as const
const acts = {
  stop: ['x', 'stop ada?', 'y'],
  restart: ['R', 'restart ada?', 'y'],
  remove: ['D', 'remove ada?', 'y'],
  freeze: ['', '', 'f'],
  send: ['spush', 'send to ada', '\r'],
  attach: ['', '', 'a'],
  'read in a pager': ['', '', 'L'],
  capture: ['c', 'capture the history of ada', '\r'],
  'name it in a command': [':send ada push', 'send ada push', '\r'],
  'stop several': ['x', 'stop 2 workers?', 'y'],
  'send to several': ['spush', 'send to 2 workers', '\r'],
  focus: ['', '', '\r'],
} as const

for (const [what, left] of Object.entries(afterAda))
  test.each(Object.entries(acts))(
    `${what}: to %s does nothing to it`,
    async (act, [asks, question, does]) => {
      const isForTwo = act.endsWith('several')
      const ada = aRow({ name: 'ada' })
      const kim = aRow({ name: 'kim' })
      const scripted = scriptedFleet(isForTwo ? [ada, kim] : [ada])
      const screen = open(scripted, unaware(scripted))
      await screen.first
      if (isForTwo) await screen.type('*', '2 marked')
      if (asks !== '') await screen.type(asks, question)
      scripted.set(isForTwo ? [...left, kim] : left)
      await screen.type(does, 'ada is gone')
      expect(scripted.asked.filter((one) => one.includes('ada'))).toEqual([])
      screen.stdin.write('ls')
      await screen.type('\u001b', /\? help|goes nowhere/)
      expect(scripted.typed).toEqual([])
      expect(isForTwo ? scripted.asked.length : 1).toBe(1)
    },
  )
