import { expect, test } from 'vitest'
import { agentChoices } from './agent-choices.ts'

test('says of each agent what it can be used for, and of the person’s own, too', () => {
  const choices = agentChoices({ mine: { command: ['my-agent'], unattended: true } })
  expect(choices.filter(({ name }) => ['opencode', 'cursor', 'mine'].includes(name))).toEqual([
    { name: 'opencode', isUnattended: false, takesTasks: true, takesMessages: true },
    { name: 'cursor', isUnattended: false, takesTasks: true, takesMessages: false },
    { name: 'mine', isUnattended: true, takesTasks: false, takesMessages: false },
  ])
})
