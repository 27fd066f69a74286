import type { ScreenRules } from '../../screen/screen-rules.ts'

// Chrome alone begins in the first column: frames, the working line. What the model writes is indented, or stands behind a dot.
const frame = /^─{20,}(?: [^─]{1,80} ─+)?$/
const confirm = { top: frame, bottom: /^ {1,2}Enter to confirm · Esc to cancel$/ }

export const claude2x1x330: ScreenRules = {
  version: '2.1.330',
  hooksMiss: ['interrupted', 'denied', 'answered'],
  box: {
    top: frame,
    first: /^❯(?:\s|$)/,
    row: /^(?:❯| {2}|$)/,
    bottom: /^─{20,}$/,
    footer: /^ {2,}\S/,
    footerLines: 6,
    lead: /^❯\s?|^ {2}/,
    placeholder: 'dim',
  },
  chrome: [],
  asides: [/^ ▐▛/, /^▎ /, /^✻ \S+ for \d/],
  rules: [
    {
      id: 'trust',
      says: 'onboarding',
      in: confirm,
      has: [/^ Quick safety check: /, /^ [❯ ] Yes, I trust this folder$/],
      text: [{ joined: /Quick safety check: [^?]{1,200}\?/ }, { line: /^ \/.*/ }],
    },
    {
      id: 'api-key',
      says: 'onboarding',
      in: confirm,
      has: [/^ {2}Detected a custom API key in your environment$/, /^ {2}Do you want to use this API key\?$/],
      text: [{ line: /^ {2}Detected .*/ }, { line: /^ {2}Do you want .*/ }],
    },
    {
      id: 'bypass',
      says: 'onboarding',
      in: confirm,
      has: [/^ {2}WARNING: Claude Code running in Bypass Permissions mode$/, /^ {2}[❯ ] Yes, I accept$/],
      text: [{ line: /^ {2}WARNING: .*/ }],
    },
    {
      id: 'permission',
      says: 'waiting',
      in: { top: frame, bottom: /^ Esc to cancel(?: · .*)?$/ },
      has: [/^ (?:Do|Would) you .*\?$/, /^ [❯ ] 1\. /],
      text: [{ line: /^ (?:Do|Would) you .*\?$/ }, { between: [/^╌{20,}$/, /^╌{20,}$/] }],
    },
    {
      id: 'question',
      says: 'waiting',
      in: { top: /^(?: |← +)[☐☒✔] \S/, bottom: /^Enter to select · ↑\/↓ to navigate · Esc to cancel$/ },
      has: [/^[❯ ] \d+\. /],
      text: [{ between: [/^(?: |← +)[☐☒✔] \S/, /^[❯ ] 1\. /] }],
    },
    {
      // Out of the order of kinds: it tries a refused key again for minutes, and only a person can bring it another.
      id: 'key-refused',
      says: 'login-needed',
      in: 'talk',
      has: [/^[·✢✳✶✻✽*] 40[13] .* · retrying in \d/],
      text: [{ line: /^[·✢✳✶✻✽*] (40[13] .*?) · retrying in/ }],
    },
    {
      id: 'retrying',
      says: 'working',
      in: 'talk',
      has: [/^[·✢✳✶✻✽*] .* · retrying in \d/],
      text: [{ line: /^[·✢✳✶✻✽*] (.*)/ }],
    },
    { id: 'working-footer', says: 'working', in: 'below', has: [/^ {2}\S.* · esc to interrupt\b/] },
    { id: 'working-line', says: 'working', in: 'talk', has: [/^[·✢✳✶✻✽*] \S+…/] },
    // While text streams there is no working line, and while text stands in the box no footer that says it.
    {
      id: 'typed-over-talk',
      says: 'unknown',
      in: 'talk',
      isTyped: true,
      has: [/^(?:● | {2}\S)/],
      hasNot: [/^ {2}⎿/, /^[·✢✳✶✻✽*❯] /],
    },
    {
      id: 'limit',
      says: 'limited',
      in: 'below',
      has: [/^ {2}⚠ Usage limit reached/],
      text: [{ line: /^ {2}⚠ (.*)/ }],
      resetsAt: /limit resets (.*)/,
    },
    {
      id: 'request-limit',
      says: 'limited',
      in: 'talk',
      has: [/^● API Error: .*\(429\)/],
      hasNot: [/^ {2}⎿/],
      text: [{ joined: /^● (.*)/ }],
    },
    {
      id: 'no-login',
      says: 'login-needed',
      in: 'below',
      has: [/ {2}Not logged in · run \/login$/],
      text: [{ line: / {2}(Not logged in · run \/login)$/ }],
    },
    {
      id: 'login-refused',
      says: 'login-needed',
      in: 'talk',
      has: [/^ {2}⎿\s+Not logged in · Please run \/login$/],
      hasNot: [/^● /],
      text: [{ line: /⎿\s+(Not logged in · .*)/ }],
    },
    {
      id: 'api-error',
      says: 'failed',
      in: 'talk',
      has: [/^● API Error: /],
      hasNot: [/^ {2}⎿/],
      text: [{ joined: /^● (.*)/ }],
    },
    {
      id: 'cannot-connect',
      says: 'failed',
      in: { end: 12 },
      has: [/^ Unable to connect to Anthropic services$/],
      text: [{ line: /^ Unable to connect .*/ }, { line: /^ Failed to connect to .*/ }],
    },
  ],
}
