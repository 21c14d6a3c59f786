type Choice = Readonly<{ id: string; title: string }>

const maxData = 300

/**
 * What comes back when somebody taps a quick reply. LINE gives back nothing else, so what they read on it goes along; who
 * wrote a very long one gets its id alone.
 */
export function choiceData({ id, title }: Choice): string {
  const data = new URLSearchParams({ choice: id, title }).toString()
  return data.length <= maxData ? data : id
}

/** Menus and cards that were made elsewhere carry data of their own, which is all there is to show. */
export function choiceIn(data: string): Choice {
  const read = new URLSearchParams(data)
  const [id, title] = [read.get('choice'), read.get('title')]
  return id !== null && title !== null && id !== '' ? { id, title } : { id: data, title: data }
}
