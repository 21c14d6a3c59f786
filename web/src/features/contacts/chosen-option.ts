/** What may be chosen, with what has been: a link may filter by a tag that nobody has any more, and must say so. */
export function withChosen(options: readonly string[], chosen: string | undefined): readonly string[] {
  return chosen === undefined || options.includes(chosen) ? options : [...options, chosen]
}
