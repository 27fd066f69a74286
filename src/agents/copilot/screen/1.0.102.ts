import type { ScreenRules } from '../../screen/screen-rules.ts'

// The talk is indented by one column; frames and the box are not. The folder's line stands directly above the box.
const frame = { top: /^╭─{20,}╮$/, bottom: /^╰─{20,}╯$/ }

export const copilot1x0x102: ScreenRules = {
  version: '1.0.102',
  hooksMiss: ['ready', 'interrupted', 'denied', 'answered', 'failed'],
  box: {
    top: /^─{20,}$/,
    first: /^❯(?: |$)/,
    row: /^(?:❯| {2}|$)/,
    bottom: /^─{20,}$/,
    footer: /^ (?:← open sidebar · |\S+ · Manual Approval · |[○◎◉●] Working\b)/,
    footerLines: 2,
    lead: /^❯ ?|^ {2}/,
    // None is known.
    placeholder: /^$/,
  },
  scrollbar: '┃',
  chrome: [/^ [/~]\S*/],
  asides: [/^ \[Current\] /, /^ +╭─╮╭─╮$/, /^ ! Model "/, /^ ● Tip: /, /^ ● MCP Servers reloaded: /],
  rules: [
    {
      id: 'trust',
      says: 'onboarding',
      in: { ...frame, head: /^│ Confirm folder trust / },
      has: [/^│ Do you trust the files in this folder\? /],
      text: [{ line: /Do you trust .*\?/ }, { line: /^│ │ \/.*/ }],
    },
    {
      id: 'permission',
      says: 'waiting',
      in: frame,
      has: [
        /^│ Do you want to .*\?/,
        /^│ [❯ ] 1\. Yes /,
        /^│ ↑\/↓ to navigate · enter to select · esc to cancel /,
      ],
      text: [{ line: /^│ (Do you want to .*\?)/ }, { between: [/^│ ╭─+╮ │$/, /^│ ╰─+╯ │$/] }],
    },
    {
      id: 'question',
      says: 'waiting',
      in: { top: /^ Copilot needs information\.$/, bottom: /^─{20,}$/ },
      has: [/^ ↑\/↓ select · enter accept · .*esc cancel$/],
      text: [{ between: [/^ Copilot needs information\.$/, /^(?: \S.*:)?$/] }],
    },
    { id: 'working-footer', says: 'working', in: 'below', has: [/^ [○◎◉●] Working\b/] },
    {
      id: 'limit',
      says: 'limited',
      in: 'talk',
      has: [/^ ✗ 429 /],
      text: [{ joined: /✗ (.*)/ }],
    },
    {
      id: 'no-login',
      says: 'login-needed',
      in: 2,
      has: [/^Please use \/login to sign in to use Copilot$/],
      text: [{ line: /^Please use \/login .*/ }],
    },
    {
      id: 'login-refused',
      says: 'login-needed',
      in: 'talk',
      has: [/^ ✗ Authentication failed with provider at /],
      text: [{ joined: /✗ (.*)/ }],
    },
    {
      id: 'error',
      says: 'failed',
      in: 'talk',
      has: [/^ ✗ (?:\d{3} |Could not connect to |Failed to get response from )/],
      text: [{ joined: /✗ (.*)/ }],
    },
  ],
}
