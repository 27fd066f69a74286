import { Chalk, type ColorSupportLevel } from 'chalk'
import type { Mood } from './worker.ts'

/** What a colour stands for. Colour means state and nothing else; everything reads without it. */
export type Tone = 'plain' | 'strong' | 'dim' | 'accent' | 'good' | 'warning' | 'bad' | 'cold'

export const toneOfMood: Readonly<Record<Mood, Tone>> = {
  waiting: 'warning',
  unreachable: 'bad',
  failed: 'bad',
  done: 'good',
  working: 'accent',
  moving: 'accent',
  idle: 'dim',
  frozen: 'cold',
  exited: 'dim',
}

export type Paint = Readonly<Record<Tone, (text: string) => string>>

/** Colours as far as the terminal has them; level 0 leaves text as it is. */
export function createPaint(level: ColorSupportLevel): Paint {
  const chalk = new Chalk({ level })
  return {
    plain: (text) => text,
    strong: (text) => chalk.bold(text),
    dim: (text) => chalk.dim(text),
    accent: (text) => chalk.cyan(text),
    good: (text) => chalk.green(text),
    warning: (text) => chalk.yellow(text),
    bad: (text) => chalk.red(text),
    cold: (text) => chalk.blackBright(text),
  }
}

/** Marks of outcomes, plain ASCII where the terminal has no more. */
export const outcomeGlyphs = (
  isUnicode: boolean,
): { readonly ok: string; readonly failed: string; readonly warning: string } =>
  isUnicode ? { ok: '✓', failed: '✗', warning: '!' } : { ok: 'ok', failed: 'x', warning: '!' }
