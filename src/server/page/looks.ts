import type { Mood } from '../../present/worker.ts'

/** In the order in which a person wants to know. */
export const glyphs: Readonly<Record<Mood, string>> = {
  waiting: '●',
  done: '✓',
  unreachable: '!',
  failed: '✗',
  working: '◐',
  moving: '◔',
  idle: '○',
  frozen: '◌',
  exited: '·',
}

export const moodsInOrder = Object.keys(glyphs) as readonly Mood[]

export type Theme = 'dark' | 'light'

const themeKey = 'hal-theme'

/** The person's choice here, else their system's. */
export function chosenTheme(): Theme {
  const kept = localStorage.getItem(themeKey)
  if (kept === 'dark' || kept === 'light') return kept
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'
}

export function showTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
}

/** Only of what a person chose: who never did goes on to have their system's. */
export const keepTheme = (theme: Theme): void => localStorage.setItem(themeKey, theme)
