import { Portal } from '@mantine/core'
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useImperativeHandle,
  useState,
} from 'react'
import { insideMain } from '../../../ui/inside-main.ts'
import classes from './caret-list.module.css'
import type { Place } from './caret-place.ts'

/** Answers whether the key was meant for the list. */
export type ListKeys = (event: KeyboardEvent) => boolean

type Props<Item> = Readonly<{
  items: readonly Item[]
  keyOf(item: Item): string
  render(item: Item): ReactNode
  label: string
  /** What stands in place of the items when there are none; nothing: there is no list then. */
  empty?: ReactNode
  place: Place
  input: RefObject<HTMLTextAreaElement | null>
  keys: RefObject<ListKeys | null>
  onChoose(item: Item): void
  onClose(): void
}>

const widest = 380
const margin = 8

/** What may be put in at the caret. The text field keeps the focus, and gives its keys to the list. */
export function CaretList<Item>(props: Props<Item>) {
  const { items, keyOf, render, label, empty = null, place, input, keys, onChoose, onClose } = props
  const id = useId()
  const [active, setActive] = useState(0)
  const index = Math.min(active, items.length - 1)
  const isShown = items.length > 0 || empty !== null
  const optionId = (at: number) => `${id}-${at}`

  useImperativeHandle(keys, () => (event) => {
    const item = items[index]
    if (event.nativeEvent.isComposing || !isShown) return false
    if (event.key === 'Escape') onClose()
    else if (item === undefined) return false
    else if (event.key === 'ArrowDown') setActive((index + 1) % items.length)
    else if (event.key === 'ArrowUp') setActive((index - 1 + items.length) % items.length)
    else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') onChoose(item)
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  })

  // What is chosen is told to screen readers by the field, which has the focus.
  useEffect(() => {
    const field = input.current
    if (field === null || items.length === 0) return
    field.setAttribute('aria-controls', id)
    field.setAttribute('aria-activedescendant', `${id}-${index}`)
    document.getElementById(`${id}-${index}`)?.scrollIntoView({ block: 'nearest' })
    return () => {
      field.removeAttribute('aria-controls')
      field.removeAttribute('aria-activedescendant')
    }
  }, [input, id, index, items])

  if (!isShown) return null
  const left = Math.max(margin, Math.min(place.left, window.innerWidth - widest - margin))
  return (
    <Portal {...insideMain}>
      <div
        className={classes.list}
        style={{ left, bottom: window.innerHeight - place.top + 4, maxHeight: Math.max(120, place.top - 2 * margin) }}
      >
        {items.length === 0 && <div className={classes.empty}>{empty}</div>}
        <div role="listbox" id={id} aria-label={label}>
          {items.map((item, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field has the focus and its keys
            <div
              key={keyOf(item)}
              id={optionId(at)}
              role="option"
              aria-selected={at === index}
              className={classes.option}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onChoose(item)}
              onPointerMove={() => setActive(at)}
            >
              {render(item)}
            </div>
          ))}
        </div>
      </div>
    </Portal>
  )
}
