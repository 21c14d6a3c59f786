export type Place = Readonly<{ left: number; top: number; bottom: number }>

// What decides where letters stand.
const copied = [
  'direction',
  'fontFamily',
  'fontSize',
  'fontStyle',
  'fontVariant',
  'fontWeight',
  'letterSpacing',
  'lineHeight',
  'paddingTop',
  'paddingRight',
  'paddingBottom',
  'paddingLeft',
  'borderTopWidth',
  'borderRightWidth',
  'borderBottomWidth',
  'borderLeftWidth',
  'tabSize',
  'textAlign',
  'textIndent',
  'wordSpacing',
] as const

/** Where on the screen a letter of a text field stands. A field does not say; a copy of it that is laid out alike does. */
export function caretPlace(field: HTMLTextAreaElement, index: number): Place {
  const { left, top } = field.getBoundingClientRect()
  const style = getComputedStyle(field)
  const copy = document.createElement('div')
  for (const name of copied) copy.style[name] = style[name]
  Object.assign(copy.style, {
    ...{ position: 'absolute', visibility: 'hidden', insetBlockStart: '0', insetInlineStart: '-9999px' },
    ...{ inlineSize: `${field.clientWidth}px`, boxSizing: 'border-box', overflowWrap: 'break-word' },
    whiteSpace: 'pre-wrap',
  })
  const mark = document.createElement('span')
  mark.textContent = '\u200b'
  copy.append(field.value.slice(0, index), mark)
  document.body.append(copy)
  const place = {
    left: left + mark.offsetLeft,
    top: top + mark.offsetTop - field.scrollTop,
    bottom: top + mark.offsetTop + mark.offsetHeight - field.scrollTop,
  }
  copy.remove()
  return place
}
