import { partsOf } from './parts-of.ts'
import classes from './search.module.css'

type Props = Readonly<{ text: string; ranges: readonly (readonly [number, number])[] }>

/** The text, with what was found in it marked. */
export function Highlighted({ text, ranges }: Props) {
  return partsOf(text, ranges).map(({ text: part, from, isFound }) =>
    isFound ? (
      <mark key={from} className={classes.mark}>
        {part}
      </mark>
    ) : (
      <span key={from}>{part}</span>
    ),
  )
}
