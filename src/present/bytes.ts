const units = ['B', 'K', 'M', 'G', 'T'] as const

/** For people, in powers of 1024: `412M`, `1.1G`, `4G`. */
export function formatBytes(count: number): string {
  let amount = count
  let unit = 0
  while (amount >= 1000 && unit < units.length - 1) {
    amount /= 1024
    unit += 1
  }
  const hasFraction = unit >= 3 && amount < 10 && Math.round(amount * 10) % 10 !== 0
  return `${hasFraction ? amount.toFixed(1) : Math.round(amount)}${units[unit]}`
}
