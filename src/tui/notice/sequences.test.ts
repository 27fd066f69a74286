import { expect, test } from 'vitest'
import { focusReports } from './focus.ts'
import { desktopNotice } from './sequences.ts'
import { terminalWaysOf } from './terminal-ways.ts'

const words = { title: 'ada is waiting', body: 'Run it; now?' }

test.each([
  [
    'kitty',
    { TERM: 'xterm-kitty' },
    '\u001b]99;i=hal:d=0;hal: ada is waiting\u001b\\\u001b]99;i=hal:p=body;Run it; now?\u001b\\',
  ],
  ['foot', { TERM: 'foot' }, '\u001b]777;notify;hal: ada is waiting;Run it; now?\u001b\\'],
  ['urxvt', { TERM: 'rxvt-unicode-256color' }, '\u001b]777;notify;hal: ada is waiting;Run it; now?\u001b\\'],
  [
    'WezTerm',
    { TERM: 'xterm-256color', TERM_PROGRAM: 'WezTerm' },
    '\u001b]9;hal: ada is waiting: Run it; now?\u001b\\',
  ],
  ['some terminal', { TERM: 'xterm-256color' }, '\u001b]9;hal: ada is waiting: Run it; now?\u001b\\'],
  ['the console of Linux', { TERM: 'linux' }, ''],
  [
    'tmux in kitty',
    { TERM: 'tmux-256color', TMUX: '/tmp/t,1,0', KITTY_WINDOW_ID: '1' },
    '\u001bPtmux;\u001b\u001b]99;i=hal:d=0;hal: ada is waiting\u001b\u001b\\\u001b\\\u001bPtmux;\u001b\u001b]99;i=hal:p=body;Run it; now?\u001b\u001b\\\u001b\\',
  ],
])('a notice in %s', (_, env, expected) => {
  expect(desktopNotice(words, terminalWaysOf(env))).toBe(expected)
})

test('takes reports of the focus out of what is typed, and nothing else', () => {
  const heard: boolean[] = []
  const take = focusReports((hasFocus) => heard.push(hasFocus))
  const typed = ['j', '\u001b[O', 'é\u001b[I日', '\u001b', '\u001b[A', '\u001b[O\u001b[I']
  expect(typed.map((text) => take(Buffer.from(text)).toString())).toEqual([
    'j',
    '',
    'é日',
    '\u001b',
    '\u001b[A',
    '',
  ])
  expect(heard).toEqual([false, true, true])
})
