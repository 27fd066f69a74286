import { expect, test } from 'vitest'
import { inside } from './inside.ts'

test('a window’s log is where hal-log keeps it, whatever the window is called', () => {
  expect(inside.log('agent')).toBe('/run/hal/log/agent.log')
  expect(inside.log('a.b c')).toBe('/run/hal/log/a.b c.log')
  expect(inside.log('../../home/hal/x')).toBe('/run/hal/log/_._.._home_hal_x.log')
  expect(inside.log('.x\ny')).toBe('/run/hal/log/_x_y.log')
})
