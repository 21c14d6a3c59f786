/** A script for pgbench, as far as ours go: `\set name random(from,to)` lines and one statement that uses them. */
export type Script = Readonly<{ text: string; draw: (clientId: number) => string[] }>

export function readScript(source: string): Script {
  const lines = source.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('--'))
  const ranges = new Map(
    lines.flatMap((line) => {
      const [, name, from, to] = /^\\set (\w+) random\((\d+),(\d+)\)$/.exec(line) ?? []
      return name === undefined ? [] : [[name, [BigInt(from!), BigInt(to!)] as const]]
    }),
  )
  const names = [...ranges.keys(), 'client_id']
  const statement = lines.filter((line) => !line.startsWith('\\')).join('\n')
  const used = names.filter((name) => statement.includes(`:${name}`))
  const text = used.reduce((sql, name, index) => sql.replaceAll(`:${name}`, `$${index + 1}`), statement)

  return {
    text,
    draw: (clientId) => used.map((name) => (name === 'client_id' ? String(clientId) : drawn(ranges.get(name)!))),
  }
}

// A double has too few digits for the widest range: its lower half is drawn by itself.
function drawn([from, to]: readonly [bigint, bigint]): string {
  const span = to - from + 1n
  const draw = (BigInt(Math.floor(Math.random() * 2 ** 32)) << 32n) | BigInt(Math.floor(Math.random() * 2 ** 32))
  return String(from + (draw % span))
}
