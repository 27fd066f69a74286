import { expect, test } from 'vitest'
import { dashboardOn } from '../../../test/rigs/dashboard-screen.ts'
import { aRow, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { defaultKeymap } from './keymap.ts'
import { remapped } from './remap.ts'

const own = remapped(defaultKeymap, {
  'worker.restart': 'W',
  'worker.freeze': 'F',
  'view.events': 'V',
  'list.group': 'H',
  'focus.back': 'ctrl+g',
})
const keymap = own.ok ? own.value : defaultKeymap

const two = () => scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'bob' })])

test("sentences name the person's own keys, before and after what is done to several", async () => {
  const scripted = two()
  const screen = dashboardOn(scripted, { keymap })
  await screen.first
  await screen.type('*x', 'Their files stay, and W starts them again.')
  await screen.type('nF', 'without CPU; F thaws them.')
  await screen.type('nsfail\r', '2 failed: ada, bob')
  expect(screen.stdout.screen()).toContain('V says why of each')
  await screen.type('z', 'there are no groups: H makes some')
  await screen.quit()
})

test("the help names the person's own way back from a worker", async () => {
  const screen = dashboardOn(two(), { keymap })
  await screen.first
  await screen.type('?itself', 'type to the worker itself; ctrl-g comes back')
  screen.stdin.write('\u0003')
  await screen.ended
})
