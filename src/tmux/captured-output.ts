import { createLastBytes } from './last-bytes.ts'
import { createMarkScanner } from './marks.ts'
import { createUndoTty } from './undo-tty.ts'

/** What a pane printed since a command was sent to its shell, read by the shell's marks. */
export interface CapturedOutput {
  readonly push: (data: Buffer) => void
  readonly phase: () => CapturePhase
  /** What the command wrote so far, byte for byte. */
  readonly stdout: () => Buffer
  /** The same, if a fresh shell took the place of the one that ran it: without what that printed at its prompt. */
  readonly stdoutOfEndedShell: () => Buffer
  readonly isTruncated: () => boolean
  readonly exitCode: () => number | undefined
}

/**
 * typed ──C──▶ running ──D──▶ ended
 *   └────────────D──────────────▲       (with `hasStartMark`: a line that the shell could not read; it says why and runs nothing)
 */
export type CapturePhase = 'typed' | 'running' | 'ended'

/** `ready`: the shell, or one inside it, waits for a command. `continuation`: it asks for the rest of what was typed. */
export type CaptureMoment = 'ready' | 'continuation'

export const createCapturedOutput = (
  { maxBytes, hasStartMark }: { readonly maxBytes: number; readonly hasStartMark: boolean },
  onMoment: (moment: CaptureMoment) => void,
): CapturedOutput => {
  let phase: CapturePhase = 'typed'
  let exitCode: number | undefined
  let bytesAtStart: number | undefined
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
      case 'title':
        if (segment.says === 'start' && phase === 'running') bytesAtStart ??= stdout.pushedBytes()
        if (segment.says === 'prompt') onMoment('ready')
        return
      case 'command-end':
        // A shell that says when a command starts said nothing: it could not read the line. Others only drew their prompt again.
        if (phase === 'ended' || (phase === 'typed' && !hasStartMark)) return
        stdout.push(phase === 'typed' ? afterEcho(echo.take()) : undoTty.end())
        phase = 'ended'
        exitCode = segment.exitCode
        return
      case 'prompt':
        if (segment.isContinuation) onMoment('continuation')
        return
      case 'prompt-end':
        echo = createLastBytes(longestEchoBytes)
    }
  })

  return {
    push: scanner.push,
    phase: () => phase,
    stdout: () => stdout.take(),
    stdoutOfEndedShell: () => stdout.take(bytesAtStart),
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
