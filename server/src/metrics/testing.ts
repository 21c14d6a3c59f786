/** The samples of a text in Prometheus' format: `name{label="value"}` to its figure, labels in the order of letters. */
export function readSamples(text: string): Map<string, number> {
  const samples = new Map<string, number>()
  for (const line of text.split('\n')) {
    const [, name, labels = '', value] = /^([a-z_0-9]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
    if (name === undefined) continue
    const sorted = [...labels.matchAll(/[a-z_]+="(?:[^"\\]|\\.)*"/g)].map(([label]) => label).sort()
    samples.set(sorted.length === 0 ? name : `${name}{${sorted.join(',')}}`, Number(value))
  }
  return samples
}
