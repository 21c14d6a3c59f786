import {
  ApiError,
  type Conversation,
  claimConversation,
  closeConversation,
  declineConversation,
  type Priority,
  patchConversation,
  putAssignment,
  reopenConversation,
  snoozeConversation,
  unsnoozeConversation,
} from '@fairlead/sdk'
import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { client } from '../../api.ts'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { comingTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { storeConversation } from './cache.ts'
import { conversationQuery } from './queries.ts'
import { useMembers, useTeams } from './use-names.ts'

export type Assignment = Readonly<{ memberId?: string | null; teamId?: string }>

/** What people do with a conversation. Each answers the conversation as it is then, or null when it was refused. */
export function useActions(conversation: Conversation) {
  const { t } = useTranslation(['inbox', 'assignment'])
  const locale = useLocale()
  const queryClient = useQueryClient()
  const members = useMembers()
  const teams = useTeams()
  const params = { id: conversation.id }

  const { mutateAsync, isPending } = useMutation({
    mutationFn: (act: () => Promise<Conversation>) => act(),
    onSuccess: (changed) => storeConversation(queryClient, changed),
  })

  async function attempt(act: () => Promise<Conversation>): Promise<Conversation | null> {
    try {
      return await mutateAsync(act)
    } catch (error) {
      if (error instanceof ApiError && error.code === 'already_assigned') await tellWhoWasFaster(error)
      else notifyError(error)
      return null
    }
  }

  async function tellWhoWasFaster({ problem }: ApiError): Promise<void> {
    const name = problem.data?.memberName
    notifyDone(typeof name === 'string' ? t('done.alreadyAssigned', { name }) : t('done.alreadyAssignedToSomebody'))
    await queryClient.invalidateQueries({ queryKey: conversationQuery(conversation.id).queryKey })
  }

  async function assign(assignment: Assignment): Promise<void> {
    await attempt(async () => {
      const answer = await client.call(putAssignment, { params, body: assignment })
      const name = members.get(answer.conversation.assigneeId ?? '')?.name
      if (assignment.teamId !== undefined) {
        notifyDone(t('done.moved', { name: teams.get(assignment.teamId)?.name ?? '' }))
      } else if (name === undefined) {
        notifyDone(t('done.queued'))
      } else {
        notifyDone(answer.warning ? t(`done.warning.${answer.warning}`, { name }) : t('done.assigned', { name }))
      }
      return answer.conversation
    })
  }

  async function decline(): Promise<Conversation | null> {
    const declined = await attempt(() => client.call(declineConversation, { params }))
    if (declined) notifyDone(t('assignment:decline.done'))
    return declined
  }

  const reopen = () => attempt(() => client.call(reopenConversation, { params }))

  async function close(): Promise<Conversation | null> {
    const closed = await attempt(() => client.call(closeConversation, { params }))
    if (closed) tellClosed(closed, reopen)
    return closed
  }

  function tellClosed({ id, contact }: Conversation, undo: () => void): void {
    const notice = `closed ${id}`
    const undoAndHide = () => {
      notifications.hide(notice)
      undo()
    }
    notifications.show({
      id: notice,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{t('done.closed', { name: contact.name })}</Text>
          <Button size="compact-sm" variant="subtle" onClick={undoAndHide}>
            {t('actions.undo')}
          </Button>
        </Group>
      ),
      autoClose: 6000,
    })
  }

  async function snooze(until: Date): Promise<Conversation | null> {
    const snoozed = await attempt(() =>
      client.call(snoozeConversation, { params, body: { until: until.toISOString() } }),
    )
    if (snoozed) {
      notifyDone(t('done.snoozed', { time: comingTime(until.toISOString(), Date.now(), locale) }))
    }
    return snoozed
  }

  return {
    isPending,
    assign,
    claim: () => attempt(() => client.call(claimConversation, { params })),
    decline,
    close,
    reopen,
    snooze,
    unsnooze: () => attempt(() => client.call(unsnoozeConversation, { params })),
    setPriority: (priority: Priority) => attempt(() => client.call(patchConversation, { params, body: { priority } })),
    setTags: (tags: string[]) => attempt(() => client.call(patchConversation, { params, body: { tags } })),
    setSkills: (skillIds: string[]) => attempt(() => client.call(patchConversation, { params, body: { skillIds } })),
  }
}
