import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ControlEvent } from './control-event.ts'
import { createControlParser } from './control-parser.ts'
import { octalEscape, unescapeOctal } from './octal.ts'

const parse = (chunks: readonly Buffer[]): readonly ControlEvent[] => {
  const events: ControlEvent[] = []
  const parser = createControlParser((event) => events.push(event))
  for (const chunk of chunks) parser.push(chunk)
  return events
}

const escapeAsTmux = (bytes: Uint8Array): Buffer =>
  Buffer.concat(
    Array.from(bytes, (byte) =>
      byte < 32 || byte === 92 ? Buffer.from(octalEscape(byte)) : Buffer.of(byte),
    ),
  )

const conversation = `\x1bP1000p%begin 17 1 0
%end 17 1 0
%session-changed $0 hal
%output %1 za\\015\\012\\033]133;C\\007żó\\134w
%begin 18 2 1
one
%end 17 1 1

two %end 18 2 1
%end 18 2 1
%begin 18 3 1
no such thing
%error 18 3 1
%extended-output %2 1234 : a : b
%subscription-changed name $0 @1 0 %3 : the value : of it
%subscription-changed other $0 - - - : x
%window-add @1
%unlinked-window-close @2
%window-renamed @1 a b
%layout-change @1 b25d,80x24,0,0,0 b25d,80x24,0,0,0 *
%client-detached client-12
%hal-activity %1 1700000000000 waiting hook 1 Run %end 17 1 0? żó
%hal-activity %1 
%pause %1
%continue %1
%sessions-changed
not a notification
%exit too far behind
`

const events: readonly ControlEvent[] = [
  { kind: 'reply', isError: false, isMine: false, time: 17, number: 1, lines: [] },
  { kind: 'session-changed', session: '$0', name: 'hal' },
  { kind: 'output', pane: '%1', data: Buffer.from('za\r\n\x1b]133;C\x07żó\\w') },
  {
    kind: 'reply',
    isError: false,
    isMine: true,
    time: 18,
    number: 2,
    lines: ['one', '%end 17 1 1', '', 'two %end 18 2 1'].map((line) => Buffer.from(line)),
  },
  { kind: 'reply', isError: true, isMine: true, time: 18, number: 3, lines: [Buffer.from('no such thing')] },
  { kind: 'output', pane: '%2', data: Buffer.from('a : b') },
  { kind: 'subscription-changed', name: 'name', window: '@1', pane: '%3', value: 'the value : of it' },
  { kind: 'subscription-changed', name: 'other', window: undefined, pane: undefined, value: 'x' },
  { kind: 'window-add', window: '@1' },
  { kind: 'window-close', window: '@2' },
  { kind: 'window-renamed', window: '@1', name: 'a b' },
  { kind: 'layout-change', window: '@1' },
  { kind: 'client-detached', client: 'client-12' },
  {
    kind: 'activity',
    pane: '%1',
    said: {
      activity: 'waiting',
      since: new Date(1_700_000_000_000),
      by: 'hook',
      hasNews: true,
      text: 'Run %end 17 1 0? żó',
    },
  },
  { kind: 'activity', pane: '%1', said: undefined },
  { kind: 'pause', pane: '%1' },
  { kind: 'continue', pane: '%1' },
  { kind: 'other', name: 'sessions-changed', text: '' },
  { kind: 'other', name: '', text: 'not a notification' },
  { kind: 'exit', why: 'too far behind' },
]

const cut = (bytes: Buffer, cuts: readonly number[]): readonly Buffer[] => {
  const places = [0, ...cuts.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end))
}

describe('what tmux says in control mode', () => {
  it('is read event by event', () => {
    expect(parse([Buffer.from(conversation)])).toEqual(events)
  })

  it('is the same through a terminal that ends lines with a carriage return', () => {
    expect(parse([Buffer.from(conversation.replaceAll('\n', '\r\n'))])).toEqual(events)
  })

  it('is the same wherever the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2_000), { maxLength: 40 }), (cuts) => {
        expect(parse(cut(Buffer.from(conversation), cuts))).toEqual(events)
      }),
    )
  })

  it('may be anything at all', () => {
    const line = fc.constantFrom(
      '%begin 1 1 1\n',
      '%end 1 1 1\n',
      '%output ',
      '%output %1 \\0',
      '%\n',
      '\x1bP1000p',
      '\\',
    )
    const noise = fc.array(
      fc.oneof(
        fc.uint8Array().map((bytes) => Buffer.from(bytes)),
        line.map((text) => Buffer.from(text)),
      ),
    )
    fc.assert(fc.property(noise, (chunks) => void parse(chunks)))
  })

  it('carries any bytes of a program', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        const line = Buffer.concat([Buffer.from('%output %7 '), escapeAsTmux(bytes), Buffer.from('\n')])
        expect(parse([line])).toEqual([{ kind: 'output', pane: '%7', data: Buffer.from(bytes) }])
      }),
    )
  })

  it('keeps a backslash that escapes nothing', () => {
    expect(unescapeOctal(Buffer.from('\\9\\08\\400\\1')).toString()).toBe('\\9\\08\\400\\1')
  })
})
