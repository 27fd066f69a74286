import type { ScreenRules } from '../../screen/screen-rules.ts'

// Tools' boxes in the talk have the frames of dialogs; they begin with another line.
const frame = { top: /^ ?╭─{20,}╮$/, bottom: /^ ?╰─{20,}╯$/ }
const emptyRow = /^ ?│ +│$/
const apiError = /^✕ \[API Error: /

export const gemini0x61x0: ScreenRules = {
  version: '0.61.0',
  hooksMiss: ['interrupted', 'denied', 'answered', 'failed'],
  box: {
    top: /^▄{20,}$/,
    first: /^ [>*](?: |$)/,
    row: /^(?: [>*]| {3}|$)/,
    bottom: /^▀{20,}$/,
    footer: /^ workspace \(\/directory\) /,
    footerLines: 3,
    lead: /^ [>*] ?|^ {3}/,
    placeholder: /^ {2}Type your message or @path\/to\/file$/,
  },
  chrome: [/^─{20,}$/, /^ℹ This request failed\. /, /^ Press Ctrl\+O to expand pasted text$/],
  asides: [/^ ▝▜▄ /, /^Tips for getting started:$/],
  rules: [
    {
      id: 'trust',
      says: 'onboarding',
      in: { ...frame, head: emptyRow },
      has: [/^ │ Do you trust the files in this folder\? /, /^ │ [● ] 1\. Trust folder /],
      text: [{ line: /Do you trust the files in this folder\?/ }],
    },
    {
      id: 'permission',
      says: 'waiting',
      in: { ...frame, head: /^│ \? \S/ },
      has: [/^│ [● ] 1\. Allow once /],
      text: [{ line: /^│ ((?:Allow|Apply|Do you) .*\?)/ }, { between: [/^│ ╭─+╮ │$/, /^│ ╰─+╯ │$/] }],
    },
    {
      id: 'question',
      says: 'waiting',
      in: { ...frame, head: /^│ Answer Questions / },
      has: [/^│ Enter to select · ↑\/↓ to navigate · Esc to cancel /],
      text: [{ between: [/^│ Answer Questions /, /^│ [● ] 1\. /] }],
    },
    { id: 'working-line', says: 'working', in: 3, has: [/^ [⠁-⣿] .*\(esc to cancel, .*\ds\)/u] },
    {
      id: 'limit',
      says: 'limited',
      in: { ...frame, head: emptyRow },
      has: [/^│ Usage limit reached for /, /^│ [● ] 1\. /],
      text: [{ line: /^│ Usage limit reached for .*/ }, { line: /^│ Access resets at .*/ }],
      resetsAt: /Access resets at ([^.]{1,60})\./,
    },
    {
      id: 'no-login',
      says: 'login-needed',
      in: { ...frame, head: emptyRow },
      has: [/^│ {3}How would you like to authenticate for this project\? /],
      text: [{ line: /How would you like to authenticate for this project\?/ }],
    },
    {
      id: 'login-refused',
      says: 'login-needed',
      in: 'talk',
      has: [/^✕ \[API Error: .*"code":40[13],/],
      text: [{ joined: /"message":"([^"]{1,300})"/ }],
    },
    {
      id: 'api-error-with-body',
      says: 'failed',
      in: 'talk',
      has: [apiError, /"message":"/],
      text: [{ joined: /"message":"([^"]{1,300})"/ }],
    },
    { id: 'api-error', says: 'failed', in: 'talk', has: [apiError], text: [{ joined: /^✕ (.*)/ }] },
  ],
}
