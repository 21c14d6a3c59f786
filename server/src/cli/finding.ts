/** What the doctor found. A problem keeps the server from working; a hint may be meant to be so. */
export type Finding = Readonly<{ name: string; level: 'ok' | 'hint' | 'problem'; message: string }>

export function ok(name: string, message: string): Finding {
  return { name, level: 'ok', message }
}

export function hint(name: string, message: string): Finding {
  return { name, level: 'hint', message }
}

export function problem(name: string, message: string): Finding {
  return { name, level: 'problem', message }
}
