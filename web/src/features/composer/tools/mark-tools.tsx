import { ActionIcon, Group } from '@mantine/core'
import { IconBold, IconCode, IconItalic, IconLink, IconList, IconStrikethrough } from '@tabler/icons-react'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Tooltip } from '../../../ui/tooltip.tsx'
import classes from '../composer.module.css'
import { putText } from '../put-text.ts'
import { type MarkName, marked, marks } from './marks.ts'

const icons = {
  bold: IconBold,
  italic: IconItalic,
  strike: IconStrikethrough,
  code: IconCode,
  link: IconLink,
  list: IconList,
} satisfies Record<MarkName, unknown>
const keys: Readonly<Record<string, MarkName>> = { b: 'bold', i: 'italic', e: 'code' }

/** Writes the signs that a channel turns into bold, italic and the like. */
export function MarkTools({ input }: { input: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation('snippets')
  return (
    <Group gap={0} wrap="nowrap" role="toolbar" aria-label={t('marks.label')} className={classes.marks}>
      {marks.map((mark) => {
        const Mark = icons[mark]
        return (
          <Tooltip key={mark} label={t(`marks.${mark}`)}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={28}
              // The text keeps what is selected in it.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => put(mark, input.current)}
              aria-label={t(`marks.${mark}`)}
            >
              <Mark size={16} stroke={1.8} />
            </ActionIcon>
          </Tooltip>
        )
      })}
    </Group>
  )
}

/** Answers whether the key was one. */
export function markByKey(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
  const mark = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey ? keys[event.key] : undefined
  if (mark === undefined) return false
  event.preventDefault()
  put(mark, event.currentTarget)
  return true
}

function put(mark: MarkName, field: HTMLTextAreaElement | null): void {
  if (field === null) return
  const { value: text, selectionStart: start, selectionEnd: end } = field
  putText(field, marked(mark, { text, start, end }))
}
