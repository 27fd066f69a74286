import { createLastBytes } from './last-bytes.ts'
import { createMarkScanner } from './marks.ts'
import { createUndoTty } from './undo-tty.ts'

/** What a pane printed since a command was sent to its shell, read by the shell's marks. */
export interface CapturedOutput {
  readonly push: (data: Buffer) => void
  readonly phase: () => CapturePhase
  /** What the command wrote so far, byte for byte. */
  readonly stdout: () => Buffer
  readonly isTruncated: () => boolean
  readonly exitCode: () => number | undefined
}

/**
 * typed ──C──▶ running ──D──▶ ended
 *   └────────────D──────────────▲       (a line that the shell could not read: it says why, and runs nothing)
 */
export type CapturePhase = 'typed' | 'running' | 'ended'

/** `prompt`: the shell, or one inside it, is at a prompt. `continuation`: it asks for the rest of what was typed. */
export type CaptureMoment = 'prompt' | 'continuation'

export const createCapturedOutput = (
  maxBytes: number,
  onMoment: (moment: CaptureMoment) => void,
): CapturedOutput => {
  let phase: CapturePhase = 'typed'
  let exitCode: number | undefined
  let echo = createLastBytes(longestEchoBytes)
  const stdout = createLastBytes(maxBytes)
  const undoTty = createUndoTty()

  const scanner = createMarkScanner((segment) => {
    switch (segment.kind) {
      case 'output':
        if (phase === 'typed') echo.push(segment.data)
        else if (phase === 'running') stdout.push(undoTty.push(segment.data))
        return
      case 'command-start':
        if (phase === 'typed') phase = 'running'
        return
      case 'command-end':
        if (phase === 'ended') return
        stdout.push(phase === 'typed' ? afterEcho(echo.take()) : undoTty.end())
        phase = 'ended'
        exitCode = segment.exitCode
        return
      case 'prompt':
        onMoment(segment.isContinuation ? 'continuation' : 'prompt')
        return
      case 'prompt-end':
        echo = createLastBytes(longestEchoBytes)
    }
  })

  return {
    push: scanner.push,
    phase: () => phase,
    stdout: stdout.take,
    isTruncated: stdout.isTruncated,
    exitCode: () => exitCode,
  }
}

const longestEchoBytes = 64 * 1024
const endOfPasteMode = '\x1b[?2004l'

/** What a shell says about a line it could not read comes after the echo of that line. */
const afterEcho = (echoed: Buffer): Buffer => {
  const said = echoed.subarray(echoed.indexOf('\n') + 1).toString('latin1')
  const text = said.replace(endOfPasteMode, '').replace(/^\r+/, '')
  return Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1')
}
