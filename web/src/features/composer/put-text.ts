/** Where something goes into a text, and what is marked then; without, the caret stands behind it. */
export type Insertion = Readonly<{ start: number; end: number; text: string; select?: readonly [number, number] }>

/** Puts a text into a field as if it were typed, so that Ctrl+Z takes it out again. */
export function putText(field: HTMLTextAreaElement, { start, end, text, select }: Insertion): void {
  field.focus()
  field.setSelectionRange(start, end)
  // Old, and yet the only way that keeps the browser's own undo.
  const isDone = text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text)
  if (!isDone) {
    field.setRangeText(text, start, end, 'end')
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  const [from, to] = select ?? [start + text.length, start + text.length]
  field.setSelectionRange(from, to)
}
