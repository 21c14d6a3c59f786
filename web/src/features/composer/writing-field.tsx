import { type Conversation, composing } from '@fairlead/sdk'
import { Textarea } from '@mantine/core'
import { type ClipboardEvent, type KeyboardEvent, type RefObject, Suspense, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { later } from '../../ui/later.ts'
import { usePreferences } from '../preferences/use-preferences.ts'
import { SnippetCommands } from '../snippets/snippet-commands.tsx'
import classes from './composer.module.css'
import type { ComposerMode, Mentioned } from './draft.ts'
import type { ListKeys } from './popups/caret-list.tsx'
import { caretPlace } from './popups/caret-place.ts'
import { type Trigger, triggerAt } from './popups/trigger.ts'
import { putText } from './put-text.ts'
import { markByKey } from './tools/mark-tools.tsx'

const SnippetPopup = later(async () => (await import('../snippets/snippet-popup.tsx')).SnippetPopup)
const MentionPopup = later(async () => (await import('../mentions/mention-popup.tsx')).MentionPopup)

type Props = Readonly<{
  conversation: Conversation
  mode: ComposerMode
  text: string
  input: RefObject<HTMLTextAreaElement | null>
  onChange(text: string): void
  onMention(member: Mentioned): void
  onFiles(files: FileList): void
  onSend(): void
  onSendAndClose(): void
}>

/** Where the text is typed, with what opens at the caret. */
export function WritingField({ conversation, mode, text, input, ...on }: Props) {
  const { t } = useTranslation('inbox')
  const { enter } = usePreferences()
  const [trigger, setTrigger] = useState<Trigger | null>(null)
  const [dismissedAt, setDismissedAt] = useState<number | null>(null)
  const keys = useRef<ListKeys>(null)
  const isNote = mode === 'note'
  const hasMarks = isNote || composing[conversation.channelType].hasFormatting

  function look(field: HTMLTextAreaElement): void {
    const { value, selectionStart, selectionEnd } = field
    const found = selectionStart === selectionEnd ? triggerAt(value, selectionStart, isNote ? ['@', '/'] : ['/']) : null
    setTrigger(found)
    if (found === null || found.start !== dismissedAt) setDismissedAt(null)
  }

  function insert(put: string): void {
    const field = input.current
    if (field === null || trigger === null) return
    const { start, end } = trigger
    const hasBlank = /^\s/.test(field.value.slice(end)) || put.endsWith('\n')
    setTrigger(null)
    putText(field, { start, end, text: hasBlank ? put : `${put} ` })
  }

  function pressed(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (trigger !== null && trigger.start !== dismissedAt && keys.current?.(event)) return
    if (hasMarks && markByKey(event)) return
    // Enter also ends what an input method is composing.
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    const isTold = event.ctrlKey || event.metaKey
    if (isTold && event.shiftKey && !isNote) {
      event.preventDefault()
      on.onSendAndClose()
    } else if (isTold || (!event.shiftKey && sendsByEnter())) {
      event.preventDefault()
      on.onSend()
    }
  }

  // On glass it begins a line, as people there are used to.
  function sendsByEnter(): boolean {
    return enter === 'send' && !matchMedia('(pointer: coarse)').matches
  }

  function paste(event: ClipboardEvent): void {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    on.onFiles(event.clipboardData.files)
  }

  const Popup = trigger?.sign === '@' ? MentionPopup : SnippetPopup
  return (
    <>
      <Suspense>
        <SnippetCommands conversation={conversation} input={input} />
      </Suspense>
      <Textarea
        ref={input}
        classNames={{ input: classes.input }}
        variant="unstyled"
        autosize
        minRows={2}
        maxRows={12}
        maxLength={20_000}
        value={text}
        onChange={(event) => {
          on.onChange(event.currentTarget.value)
          look(event.currentTarget)
        }}
        onSelect={(event) => look(event.currentTarget)}
        onBlur={() => setTrigger(null)}
        onKeyDown={pressed}
        onPaste={paste}
        placeholder={
          isNote ? t('composer.notePlaceholder') : t('composer.replyTo', { name: conversation.contact.name })
        }
        aria-label={t(`composer.${mode}`)}
        aria-autocomplete="list"
        dir="auto"
      />
      {trigger !== null && trigger.start !== dismissedAt && input.current !== null && (
        <Suspense>
          <Popup
            key={`${trigger.sign} ${trigger.start}`}
            conversation={conversation}
            query={trigger.query}
            place={caretPlace(input.current, trigger.start)}
            input={input}
            keys={keys}
            onInsert={insert}
            onMention={on.onMention}
            onClose={() => setDismissedAt(trigger.start)}
          />
        </Suspense>
      )}
    </>
  )
}
