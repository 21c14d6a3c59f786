import { deleteScheduledMessage, patchScheduledMessage, type ScheduledMessage } from '@fairlead/sdk'
import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core'
import { IconAlertCircle, IconClock, IconPencil, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { client } from '../../../api.ts'
import { describeCode, describeError } from '../../../describe-error.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { later } from '../../../ui/later.ts'
import { notifyError } from '../../../ui/notify.ts'
import { useMembers } from '../../conversations/use-names.ts'
import { comingTime } from '../../inbox/time-text.ts'
import { useLocale } from '../../inbox/use-locale.ts'
import { useNow } from '../../inbox/use-now.ts'
import { useMe } from '../../session/queries.ts'
import classes from '../composer.module.css'
import { scheduledQuery } from './queries.ts'

const ScheduledDialog = later(async () => (await import('./scheduled-dialog.tsx')).ScheduledDialog)

/** What goes out later in this conversation, and what could not. */
export function ScheduledMessages({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation('snippets')
  const { data = [] } = useQuery(scheduledQuery(conversationId))
  if (data.length === 0) return null
  return (
    <section aria-label={t('scheduled.label')}>
      {data.map((scheduled) => (
        <Line key={scheduled.id} scheduled={scheduled} />
      ))}
    </section>
  )
}

function Line({ scheduled }: { scheduled: ScheduledMessage }) {
  const { t } = useTranslation('snippets')
  const { id, conversationId, body, dueAt, memberId, error } = scheduled
  const { member: me } = useMe()
  const author = useMembers().get(memberId)?.name ?? ''
  const locale = useLocale()
  const now = useNow(60_000)
  const queryClient = useQueryClient()
  const [isEditing, setEditing] = useState(false)
  const params = { id }
  const { mutate, isPending } = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onError: notifyError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: scheduledQuery(conversationId).queryKey }),
  })
  const sendNow = () =>
    mutate(() => client.call(patchScheduledMessage, { params, body: { dueAt: new Date().toISOString() } }))
  const remove = () => mutate(() => client.call(deleteScheduledMessage, { params }))
  const time = comingTime(dueAt, now, locale)

  return (
    <div className={classes.bar} data-failed={error !== null || undefined}>
      {error === null ? <IconClock size={16} aria-hidden /> : <IconAlertCircle size={16} aria-hidden />}
      <div className={classes.barText}>
        <Text size="xs" c={error === null ? 'dimmed' : 'red'} role={error === null ? undefined : 'alert'}>
          {error !== null
            ? t('scheduled.failed', { reason: describeCode(error.code, error.detail) })
            : memberId === me.id
              ? t('scheduled.mine', { time })
              : t('scheduled.of', { name: author, time })}
        </Text>
        <Text size="sm" lineClamp={1}>
          {body.text || t('scheduled.files', { count: body.attachmentIds?.length ?? 0 })}
        </Text>
      </div>
      <Group gap={2} wrap="nowrap">
        <Button size="compact-sm" variant="default" onClick={sendNow} loading={isPending}>
          {t(error === null ? 'scheduled.now' : 'scheduled.again')}
        </Button>
        {memberId === me.id && (
          <Tooltip label={t('scheduled.edit')}>
            <ActionIcon variant="subtle" color="gray" onClick={() => setEditing(true)} aria-label={t('scheduled.edit')}>
              <IconPencil size={16} />
            </ActionIcon>
          </Tooltip>
        )}
        <Tooltip label={t('scheduled.remove')}>
          <ActionIcon variant="subtle" color="gray" onClick={remove} aria-label={t('scheduled.remove')}>
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
      {isEditing && (
        <Suspense>
          <ScheduledDialog
            scheduled={scheduled}
            onClose={() => setEditing(false)}
            onSave={async (change) => {
              try {
                await client.call(patchScheduledMessage, { params, body: change })
                setEditing(false)
                return null
              } catch (cause) {
                return describeError(cause)
              } finally {
                await queryClient.invalidateQueries({ queryKey: scheduledQuery(conversationId).queryKey })
              }
            }}
          />
        </Suspense>
      )}
    </div>
  )
}
