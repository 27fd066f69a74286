import type { NoticeWords } from './notice-words.ts'
import type { TerminalWays } from './terminal-ways.ts'

const end = '\u001b\\'

export const bell = '\u0007'

/** Focus reports on, and the title put aside. */
export const enterNotices = ({ hasTitle }: TerminalWays): string =>
  `\u001b[?1004h${hasTitle ? '\u001b[22;2t' : ''}`

/** The terminal reports no focus any more, and has its own title back. */
export const leaveNotices = ({ hasTitle }: TerminalWays): string =>
  `\u001b[?1004l${hasTitle ? '\u001b[23;2t' : ''}`

export const titled = (title: string): string => `\u001b]2;${title}${end}`

/** What shows these words on the person's desktop. They have to be printable. */
export const desktopNotice = ({ title, body }: NoticeWords, ways: TerminalWays): string => {
  const whole = body === '' ? title : `${title}: ${body}`
  switch (ways.desktop) {
    case 'none':
      return ''
    case 'osc9':
      // Not to begin with a number: to some terminals that is another command.
      return through(ways, `\u001b]9;hal: ${whole}${end}`)
    case 'osc777':
      return through(ways, `\u001b]777;notify;hal: ${title.replaceAll(';', ',')};${body}${end}`)
    case 'osc99':
      // One name for all: a later one takes the place of the one before.
      return [`i=hal:d=0;hal: ${title}`, `i=hal:p=body;${body}`]
        .map((part) => through(ways, `\u001b]99;${part}${end}`))
        .join('')
  }
}

/** tmux hands on what is wrapped so, where its `allow-passthrough` is on, and drops it elsewhere. */
const through = ({ isInTmux }: TerminalWays, sequence: string): string =>
  isInTmux ? `\u001bPtmux;${sequence.replaceAll('\u001b', '\u001b\u001b')}${end}` : sequence
