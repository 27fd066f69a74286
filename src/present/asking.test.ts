import { expect, test } from 'vitest'
import { askingWords } from './asking.ts'

test('who needs a login is named with the command that makes one for all', () => {
  const needy = { activity: 'login-needed', question: undefined } as const
  expect(askingWords('ada', { ...needy, agent: 'claude' })).toBe(
    'ada needs a login (`hal attach ada`, or `hal login claude` for all workers)',
  )
  expect(askingWords('ada', { ...needy, agent: undefined })).toBe('ada needs a login (`hal attach ada`)')
})
