/** `$1.20`; what is less than ten cents with two more places, `$0.0312`. */
export const costWords = (usd: number): string => `$${usd.toFixed(usd < 0.1 ? 4 : 2)}`
