/** Clicks and the wheel (1000), as numbers that know no bounds (1006). Drags stay the terminal's own with shift. */
export const mouseOn = '\u001b[?1000h\u001b[?1006h'
export const mouseOff = '\u001b[?1006l\u001b[?1000l'
