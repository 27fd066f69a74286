import type { ScreenRules } from '../../screen/screen-rules.ts'

// The prompt box has no frame: it is the last `›` in the first column, above the status line. What the model says stands behind `•` or is indented;
// what the program says of a turn's end, behind `■`. While text streams no line says that it works: a box that looks ready proves nothing.
const statusLine = /^ {2}\S.* · [/~]/

export const codex0x169x0: ScreenRules = {
  version: '0.169.0',
  hooksMiss: ['ready', 'failed', 'answered'],
  box: {
    first: /^›(?: |$)/,
    row: /^(?:› | {2}|$)/,
    bottom: statusLine,
    footerLines: 2,
    lead: /^› ?|^ {2}/,
    placeholder: 'dim',
  },
  chrome: [],
  asides: [/^ {2}>_ OpenAI Codex/, /^ {2}To get started, /, /^ {2}\/init - /, /^[ ─]{1,3}Worked for /],
  rules: [
    {
      id: 'hooks',
      says: 'onboarding',
      in: { top: /^ {2}Hooks need review$/, bottom: /^ {2}enter confirm · esc skip$/ },
      has: [/^[› ] 2\. Trust all and continue$/],
      text: [{ line: /^ {2}Hooks need review$/ }, { line: /^ {2}\d+ hooks? .*/ }],
    },
    {
      id: 'trust',
      says: 'onboarding',
      in: { top: /^ {2}Folder access$/, bottom: /^ {2}enter continue · esc back$/ },
      has: [/^ {2}Trust this folder\?/],
      text: [{ line: /^ {2}(Trust this folder\?)/ }, { line: /^ {2}\/.*/ }],
    },
    {
      id: 'permission',
      says: 'waiting',
      in: {
        top: /^ {2}(?:Would you like|Do you want) .*\?/,
        bottom: /^ {2}Press enter to confirm or esc to cancel$/,
      },
      has: [/^[› ] 1\. /, /^› \d\. /],
      text: [
        { line: /^ {2}(?:Would you like|Do you want) .*\?/ },
        { line: /^ {2}Reason: .*/ },
        { between: [/^ {2}Environment: /, /^[› ] 1\. /] },
      ],
    },
    {
      id: 'question',
      says: 'waiting',
      in: { top: /^ {2}Question \d+\/\d+/, bottom: /^ {2}.*\benter to submit .*\| esc to interrupt$/ },
      has: [/^ {2}[› ] \d+\. /],
      text: [{ between: [/^ {2}Question \d+\/\d+/, /^(?: {2}[› ] 1\. .*)?$/] }],
    },
    {
      // Out of the order of kinds: it tries a refused key again, and only a person can bring it another.
      id: 'key-refused',
      says: 'login-needed',
      in: 'talk',
      has: [/^[•◦] Reconnecting\.\.\. \d+\/\d+ \(/, /^ {2}└ Unexpected status 40[13] /],
      text: [{ line: /^ {2}└ (Unexpected .*)/ }],
    },
    {
      id: 'retrying',
      says: 'working',
      in: 'talk',
      has: [/^[•◦] Reconnecting\.\.\. (?:\d+\/\d+|waiting for network) \(.*esc to interrupt\)/],
      text: [
        { line: /^[•◦] (Reconnecting\.\.\. (?:\d+\/\d+|waiting for network))/ },
        { line: /^ {2}└ (.*)/ },
      ],
    },
    {
      id: 'working-line',
      says: 'working',
      in: 'talk',
      has: [/^[•◦] [^(]{1,80}\((?:\d+h )?(?:\d+m )?\d+s • esc to interrupt\)/],
    },
    {
      id: 'limit',
      says: 'limited',
      in: 'talk',
      has: [/^■ You[’']ve hit your usage limit/],
      text: [{ joined: /^■ (.*)/ }],
      resetsAt: /try again at ([^.]{1,60})/,
    },
    {
      id: 'login-refused',
      says: 'login-needed',
      in: 'talk',
      has: [/^■ unexpected status 401 /],
      text: [{ joined: /^■ (.*)/ }],
    },
    {
      id: 'key-missing',
      says: 'login-needed',
      in: 'talk',
      has: [/^■ Missing environment variable: /],
      text: [{ joined: /^■ (.*)/ }],
    },
    {
      id: 'no-login',
      says: 'login-needed',
      in: { top: /^ {2}Welcome to Codex, /, bottom: /^ {2}Press enter to continue$/ },
      has: [/^[> ] 1\. Sign in with ChatGPT$/],
      text: [{ line: /^ {2}(Choose how .*)/ }],
    },
    {
      id: 'error-with-body',
      says: 'failed',
      in: 'talk',
      has: [/^■ \{.*"message":"/],
      text: [{ joined: /"message":"([^"]{1,300})"/ }],
    },
    {
      id: 'error',
      says: 'failed',
      in: 'talk',
      has: [/^■ /],
      hasNot: [/^■ Conversation interrupted /],
      text: [{ joined: /^■ (.*)/ }],
    },
    {
      id: 'no-package',
      says: 'failed',
      in: { end: 6 },
      has: [/^Error: this CLI has no complete local package;/],
      text: [{ line: /^Error: (this CLI has no complete local package);/ }],
    },
  ],
}
