/** Values must be bounded: there is a series of each, as long as the server lives. */
export type Labels = Readonly<Record<string, string>>

interface Named {
  readonly name: string
  readonly help: string
}

/**
 * As Prometheus reads them: https://prometheus.io/docs/instrumenting/exposition_formats. By hand, as the usual library for it counts in one
 * registry for the whole process, and brings summaries, gateways and clusters along for what is a page of text here.
 */
export const described = (type: 'gauge' | 'counter' | 'histogram', { name, help }: Named) => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
]

export const sample = (name: string, labels: Labels, value: number): string => {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`)
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`
}

export const gauge = (named: Named, values: readonly (readonly [labels: Labels, value: number])[]) => [
  ...described('gauge', named),
  ...values.map(([labels, value]) => sample(named.name, labels, value)),
]

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
