import { ActionIcon, FileButton } from '@mantine/core'
import { IconListCheck, IconMoodSmile, IconPaperclip, IconTemplate } from '@tabler/icons-react'
import { type ReactNode, type RefObject, Suspense, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { later } from '../../../ui/later.ts'
import { Tooltip } from '../../../ui/tooltip.tsx'
import { putText } from '../put-text.ts'

const EmojiPicker = later(async () => (await import('../emoji/emoji-picker.tsx')).EmojiPicker)

type ToolProps = Readonly<{ label: string; isOn?: boolean; onClick(): void; children: ReactNode }>

function Tool({ label, isOn = false, onClick, children }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant={isOn ? 'light' : 'subtle'}
        color={isOn ? 'harbour' : 'gray'}
        size="lg"
        onClick={onClick}
        aria-label={label}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  )
}

type Props = Readonly<{
  input: RefObject<HTMLTextAreaElement | null>
  onFiles(files: File[]): void
  /** Null: the channel has none. */
  choices: Readonly<{ isOn: boolean; onOffer(): void }> | null
  hasSnippets: boolean
}>

/** What can be put into a message beside what is typed. */
export function Tools({ input, onFiles, choices, hasSnippets }: Props) {
  const { t } = useTranslation(['inbox', 'snippets'])
  return (
    <>
      <FileButton onChange={onFiles} multiple>
        {({ onClick }) => (
          <Tool label={t('composer.attach')} onClick={onClick}>
            <IconPaperclip size={18} />
          </Tool>
        )}
      </FileButton>
      <EmojiTool input={input} />
      {hasSnippets && (
        <Tool label={t('snippets:popup.insert')} onClick={() => beginSnippet(input.current)}>
          <IconTemplate size={18} />
        </Tool>
      )}
      {choices !== null && (
        <Tool label={t('composer.offerChoices')} isOn={choices.isOn} onClick={choices.onOffer}>
          <IconListCheck size={18} />
        </Tool>
      )}
    </>
  )
}

function EmojiTool({ input }: Pick<Props, 'input'>) {
  const { t } = useTranslation('snippets')
  const [isOpen, setOpen] = useState(false)

  function choose(emoji: string): void {
    setOpen(false)
    const field = input.current
    if (field) putText(field, { start: field.selectionStart, end: field.selectionEnd, text: emoji })
  }

  const tool = (
    <Tool label={t('emoji.insert')} isOn={isOpen} onClick={() => setOpen(!isOpen)}>
      <IconMoodSmile size={18} />
    </Tool>
  )
  if (!isOpen) return tool
  return (
    <Suspense fallback={tool}>
      <EmojiPicker
        onChoose={choose}
        onClose={() => {
          setOpen(false)
          input.current?.focus()
        }}
      >
        {tool}
      </EmojiPicker>
    </Suspense>
  )
}

// As if it had been typed: the list of snippets opens where it is.
function beginSnippet(field: HTMLTextAreaElement | null): void {
  if (field === null) return
  const { selectionStart: start, selectionEnd: end, value } = field
  const isWithin = start > 0 && !/\s$/.test(value.slice(0, start))
  putText(field, { start, end, text: isWithin ? ' /' : '/' })
}
