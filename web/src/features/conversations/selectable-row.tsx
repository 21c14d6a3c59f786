import type { Conversation } from '@fairlead/sdk'
import { Checkbox } from '@mantine/core'
import { type MouseEvent, memo, useRef } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { View } from './conversation-list.ts'
import { ConversationRow } from './conversation-row.tsx'
import classes from './selectable-row.module.css'

export type RowSelection = Readonly<{
  isActive: boolean
  has(id: string): boolean
  toggle(id: string, isRange: boolean): void
  /** From the one to the other. */
  reach(fromId: string, toId: string): void
  selectAll(): Promise<void>
}>

const longPressMs = 500

type Props = Readonly<{
  conversation: Conversation
  view: View
  isOpen: boolean
  isSelected: boolean
  isSelecting: boolean
  onToggle(id: string, isRange: boolean): void
}>

/**
 * A row with a box to select it, which stands in the place of the avatar: while one points there, and once anything is
 * selected. By finger a long press begins, and then each touch selects.
 *
 * Drawn again only when something of it changes: going from one conversation to the next concerns two rows.
 */
export const SelectableRow = memo(function SelectableRow(props: Props) {
  const { conversation, view, isOpen, isSelected, isSelecting, onToggle } = props
  const { t } = useTranslation('assignment')
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const wasLongPress = useRef(false)
  const { id, contact } = conversation

  function beginPress(pointerType: string) {
    wasLongPress.current = false
    if (pointerType !== 'touch') return
    timer.current = setTimeout(() => {
      wasLongPress.current = true
      onToggle(id, false)
    }, longPressMs)
  }

  function endPress() {
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
  }

  // Shift, control or a finger select; a plain click opens, as ever.
  function click(event: MouseEvent) {
    if (event.target instanceof Element && event.target.closest('[data-box]')) return
    const isTouch = matchMedia('(hover: none)').matches
    const selects = event.shiftKey || event.ctrlKey || event.metaKey || (isSelecting && isTouch)
    if (!selects && !wasLongPress.current) return
    event.preventDefault()
    event.stopPropagation()
    if (!wasLongPress.current) onToggle(id, event.shiftKey)
    wasLongPress.current = false
  }

  // Around the box is as good as on it, and shift must not get lost on the way.
  function clickAround(event: MouseEvent) {
    if (event.target instanceof HTMLInputElement) return
    event.preventDefault()
    onToggle(id, event.shiftKey)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys have the box, which is labelled
    <div
      className={classes.row}
      data-selected={isSelected || undefined}
      data-selecting={isSelecting || undefined}
      onClickCapture={click}
      onMouseDown={(event) => {
        // Otherwise the browser marks the text in between.
        if (event.shiftKey) event.preventDefault()
      }}
      onPointerDown={({ pointerType }) => beginPress(pointerType)}
      onPointerUp={endPress}
      onPointerCancel={endPress}
      onPointerMove={({ movementX, movementY }) => {
        if (Math.abs(movementX) + Math.abs(movementY) > 6) endPress()
      }}
      onContextMenu={(event) => {
        if (wasLongPress.current || timer.current !== null) event.preventDefault()
      }}
    >
      <ConversationRow conversation={conversation} view={view} isOpen={isOpen} />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: only the reach of the box by pointer */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys have the box */}
      <div className={classes.box} onClick={clickAround} data-box>
        <Checkbox
          checked={isSelected}
          onChange={() => undefined}
          onClick={(event) => onToggle(id, event.shiftKey)}
          aria-label={t('bulk.select', { name: contact.name })}
          size="sm"
        />
      </div>
    </div>
  )
})
