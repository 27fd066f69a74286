import type { ScreenRules } from '../../screen/screen-rules.ts'

// Its plugin tells everything, so this screen is for what is typed, and for who looks. An error's line has nothing in it but the
// provider's words: such a turn looks as one that is done.
const bar = /^ +┃$/
// The box of the first page is in its middle; dialogs stand where the talk does, and what is said is indented more.
const dialog = { top: /^$/, head: /^ {2}┃$/, bottom: /^ {2}┃$/ }

export const opencode1x18x18: ScreenRules = {
  version: '1.18.18',
  hooksMiss: [],
  box: {
    top: /^$/,
    first: bar,
    row: /^ +┃/,
    bottom: /^ +╹▀{20,}$/,
    footer: /\b(?:ctrl\+p commands|esc (?:again to )?interrupt)\b/,
    footerLines: 6,
    lead: /^ +┃ {0,2}/,
    padding: [1, 2],
    placeholder: /^Ask anything\.\.\. "[^"]*"$/,
  },
  sidebar: /• OpenCode \d+\.\d+\.\d+$/,
  chrome: [],
  asides: [/^ +▣ {2}\S/, /^ +┃ +QUEUED$/],
  rules: [
    {
      id: 'permission',
      says: 'waiting',
      in: dialog,
      has: [/^ {2}┃ {2}△ Permission required$/, /^ {2}┃ {3}Allow once {3}Allow always {3}Reject/],
      text: [
        { line: /△ (Permission required)$/ },
        { between: [/△ Permission required$/, /^ {2}┃ {3}Allow once {3}/] },
      ],
    },
    {
      id: 'question',
      says: 'waiting',
      in: dialog,
      has: [/^ {2}┃ {2}↑↓ select {2}enter submit {2}esc dismiss$/],
      text: [{ between: [bar, /^ {2}┃ {2}1\. /] }],
    },
    {
      id: 'working-footer',
      says: 'working',
      in: 'below',
      has: [/^ +[■⬝]{8} .*\besc (?:again to )?interrupt\b/],
      hasNot: [/\[retrying in /],
    },
    {
      id: 'retrying',
      says: 'working',
      in: 'below',
      has: [/^ +[■⬝]{8} .*\[retrying in \d+s /],
      text: [{ line: /^ +[■⬝]{8} (.*\])/ }],
    },
    {
      id: 'limit',
      says: 'limited',
      in: 'below',
      // It retries by itself within seconds; minutes and more are what the server asked for.
      has: [/^ +[■⬝]{8} .*\[retrying in \d+[dhm] /],
      text: [{ line: /^ +[■⬝]{8} (.*\])/ }],
      resetsAt: /\[retrying (in [\ddhms ]{1,40}) attempt/,
    },
  ],
}
