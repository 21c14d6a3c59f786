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
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifyAnew, notifyDone, notifyError, refusalMs } from '../../ui/notify.ts'
import { offerUndo } from '../../ui/undo.tsx'
import { askClosing, type Closing } from '../closing/closing-question.ts'
import { mustAsk } from '../closing/must-ask.ts'
import { useCategories } from '../closing/queries.ts'
import { comingTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { useMe } from '../session/queries.ts'
import { fetchAndPlace, storeConversation } from './cache.ts'
import { useMembers, useTeams } from './use-names.ts'

type CloseOptions = Readonly<{ isAsking?: boolean; onUndone?: () => void }>

export type Assignment = Readonly<{ memberId?: string | null; teamId?: string }>

/** What people do with a conversation. Each answers the conversation as it is then, or null when it was refused. */
export function useActions(conversation: Conversation) {
  const { t } = useTranslation(['inbox', 'assignment'])
  const locale = useLocale()
  const queryClient = useQueryClient()
  const members = useMembers()
  const teams = useTeams()
  const { workspace } = useMe()
  const categories = useCategories({ isNeeded: workspace.closing.isCategoryRequired })
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
    const message = typeof name === 'string' ? t('done.alreadyAssigned', { name }) : t('done.alreadyAssignedToSomebody')
    // What did not come about stays as long as what is refused.
    notifyAnew({ id: `faster: ${conversation.id}`, message, autoClose: refusalMs })
    // Who did not hear of it by now is behind: lists have it where it was.
    await fetchAndPlace(queryClient, conversation.id)
  }

  async function assign(assignment: Assignment): Promise<Conversation | null> {
    return attempt(async () => {
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

  /** Asks what the workspace wants to know of it, if anything; with `isAsking` in any case. */
  async function close({ isAsking = false, onUndone }: CloseOptions = {}): Promise<Conversation | null> {
    const body = isAsking || mustAsk(workspace.closing, categories) ? await askClosing(questionOf(conversation)) : {}
    if (body === null) return null
    const closed = await attempt(() => closeSaying(body))
    if (closed) {
      offerUndo({
        id: `closed ${closed.id}`,
        text: t('done.closed', { name: closed.contact.name }),
        action: t('actions.undo'),
        forMs: 6000,
        undo: async () => (await reopen()) !== null && onUndone?.(),
      })
    }
    return closed
  }

  // The rules may have changed since they were heard of.
  async function closeSaying(body: Partial<Closing>): Promise<Conversation> {
    try {
      return await client.call(closeConversation, { params, body })
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'closing_incomplete') throw error
      const said = await askClosing(questionOf(conversation))
      if (said === null) throw error
      return client.call(closeConversation, { params, body: said })
    }
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
    /** Throws what the server answers, so that it stands beside the field. */
    setFields: (fields: Conversation['fields']) =>
      mutateAsync(() => client.call(patchConversation, { params, body: { fields } })),
    setSkills: (skillIds: string[]) => attempt(() => client.call(patchConversation, { params, body: { skillIds } })),
  }
}

function questionOf({ contact, closing }: Conversation) {
  return { name: contact.name, count: 1, before: closing }
}
