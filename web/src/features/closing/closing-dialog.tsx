import { Button, Chip, Group, Input, Modal, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useMe } from '../session/queries.ts'
import type { ClosingQuestion } from './closing-question.ts'
import { useCategories } from './queries.ts'

const longestSummary = 2000

/** What a conversation was about and how it ended, asked of whoever closes it. */
export function ClosingDialog({ question }: { question: ClosingQuestion }) {
  const { name, count, before, answer } = question
  const { t } = useTranslation(['closing', 'common'])
  const { workspace } = useMe()
  const categories = useCategories()
  const [categoryId, setCategoryId] = useState(before?.categoryId ?? '')
  const [summary, setSummary] = useState(before?.summary ?? '')
  const [wasSent, setSent] = useState(false)
  const groupId = useId()
  const isCategoryRequired = workspace.closing.isCategoryRequired && categories.length > 0
  const { isSummaryRequired } = workspace.closing
  // The one from before may have been deleted since.
  const chosen = categories.some(({ id }) => id === categoryId) ? categoryId : ''
  const lacksCategory = isCategoryRequired && chosen === ''
  const lacksSummary = isSummaryRequired && summary.trim() === ''

  function submit(event?: FormEvent) {
    event?.preventDefault()
    setSent(true)
    if (lacksCategory || lacksSummary) return
    answer({ categoryId: chosen === '' ? null : chosen, summary: summary.trim() })
  }

  function submitByKey(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
  }

  return (
    <Modal
      opened
      onClose={() => answer(null)}
      title={name === null ? t('dialog.titleMany', { count }) : t('dialog.title', { name })}
      // Its own name, since the button below closes the conversation.
      closeButtonProps={{ 'aria-label': t('common:cancel') }}
    >
      <form onSubmit={submit} onKeyDown={submitByKey} noValidate>
        <Stack>
          {categories.length > 0 && (
            <Input.Wrapper
              label={<Label text={t('dialog.category')} isRequired={isCategoryRequired} />}
              labelElement="div"
              labelProps={{ id: groupId }}
              error={wasSent && lacksCategory ? t('dialog.categoryRequired') : null}
            >
              <Chip.Group value={chosen} onChange={setCategoryId}>
                <Group gap={6} mt={6} role="radiogroup" aria-labelledby={groupId}>
                  {categories.map(({ id, name: label }, index) => (
                    <Chip key={id} value={id} size="sm" {...(index === 0 ? { 'data-autofocus': true } : {})}>
                      {label}
                    </Chip>
                  ))}
                  {!isCategoryRequired && chosen !== '' && (
                    <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setCategoryId('')}>
                      {t('dialog.noCategory')}
                    </Button>
                  )}
                </Group>
              </Chip.Group>
            </Input.Wrapper>
          )}
          <Textarea
            label={<Label text={t('dialog.summary')} isRequired={isSummaryRequired} />}
            placeholder={t('dialog.summaryPlaceholder')}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={longestSummary}
            value={summary}
            onChange={(event) => setSummary(event.currentTarget.value)}
            error={wasSent && lacksSummary ? t('dialog.summaryRequired') : null}
            {...(categories.length === 0 ? { 'data-autofocus': true } : {})}
          />
          <Group justify="flex-end" gap="xs">
            <Text size="xs" c="dimmed" me="auto" visibleFrom="sm">
              {t('dialog.sendHint')}
            </Text>
            <Button variant="default" onClick={() => answer(null)}>
              {t('common:cancel')}
            </Button>
            <Button type="submit">{t('dialog.close')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function Label({ text, isRequired }: { text: string; isRequired: boolean }) {
  const { t } = useTranslation('closing')
  return (
    <>
      {text}
      {!isRequired && (
        <Text span size="xs" c="dimmed" fw={400}>
          {' '}
          {t('dialog.optional')}
        </Text>
      )}
    </>
  )
}
