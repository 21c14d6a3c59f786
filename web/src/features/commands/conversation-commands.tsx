import { type Conversation, runMacro } from '@fairlead/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { storeConversation } from '../conversations/cache.ts'
import { tagsQuery } from '../conversations/queries.ts'
import type { useActions } from '../conversations/use-actions.tsx'
import { useMembers, useTeams } from '../conversations/use-names.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { useMe } from '../session/queries.ts'
import type { Command } from './command.ts'
import { useChoices } from './use-choices.ts'
import { useCommands } from './use-commands.ts'

type Props = Readonly<{
  conversation: Conversation
  actions: ReturnType<typeof useActions>
  onWrite(mode: 'reply' | 'note'): void
  /** Opens the picker that says who has room. */
  onAssign(): void
  /** What puts it out of the list goes on to the next one. */
  onClose(): unknown
  onSnooze(until: Date): unknown
  onDecline(): unknown
  onToggleDetails(): void
}>

/** What can be done with the open conversation. */
export function ConversationCommands({ conversation, ...doings }: Props) {
  const { t } = useTranslation(['commands', 'inbox', 'assignment', 'common'])
  const { member: me } = useMe()
  const members = useMembers()
  const teams = useTeams()
  const locale = useLocale()
  const choices = useChoices()
  const queryClient = useQueryClient()
  const { id, status, assigneeId, assignedBy, teamId, priority, tags, number, contact } = conversation
  const { actions } = doings
  const isClosed = status === 'closed'
  const group = 'conversation' as const

  const people = (): Command[] =>
    [...members.values()]
      .filter(({ isDeactivated, id: memberId }) => !isDeactivated && memberId !== assigneeId)
      .sort((a, b) => Number(b.id === me.id) - Number(a.id === me.id) || a.name.localeCompare(b.name, locale))
      .map(({ id: memberId, name, presence }) => ({
        id: `assign.${memberId}`,
        title: memberId === me.id ? t('assign.me', { name }) : name,
        hint: t(`common:presence.${presence}`),
        group,
        run: () => actions.assign({ memberId }),
      }))

  const changeTag = async (tag: string) => {
    const isOn = tags.includes(tag)
    const changed = await actions.setTags(isOn ? tags.filter((one) => one !== tag) : [...tags, tag])
    if (changed) notifyDone(t(isOn ? 'tag.removed' : 'tag.added', { tag }))
  }

  async function run(macroId: string, name: string) {
    try {
      const changed = await client.call(runMacro, { params: { id, macroId } })
      storeConversation(queryClient, changed)
      notifyDone(t('macro.done', { name }))
    } catch (error) {
      notifyError(error)
    }
  }

  useCommands(() => [
    { id: 'reply', title: t('reply'), group, keys: 'r', run: () => doings.onWrite('reply') },
    { id: 'note', title: t('note'), group, keys: 'n', run: () => doings.onWrite('note') },
    {
      id: 'close',
      title: t(isClosed ? 'reopen' : 'close'),
      group,
      keys: 'e',
      words: t('closeWords'),
      run: () => (isClosed ? actions.reopen() : doings.onClose()),
    },
    {
      id: 'claim',
      title: t('inbox:actions.claim'),
      group,
      keys: 'c',
      isOffered: !isClosed && assigneeId === null,
      run: () => actions.claim(),
    },
    { id: 'assign', title: t('assign.pick'), group, keys: 'a', isOffered: !isClosed, run: () => doings.onAssign() },
    { id: 'assign.to', title: t('assign.to'), group, isOffered: !isClosed, choices: people },
    {
      id: 'move',
      title: t('move'),
      group,
      keys: 'm',
      isOffered: !isClosed && teams.size > 0,
      choices: () => choices.teams((id) => actions.assign({ teamId: id }), teamId),
    },
    {
      id: 'unassign',
      title: t('assignment:picker.unassign'),
      group,
      isOffered: !isClosed && assigneeId !== null,
      run: () => actions.assign({ memberId: null }),
    },
    {
      id: 'decline',
      title: t('assignment:decline.action'),
      group,
      isOffered: status === 'open' && assigneeId === me.id && assignedBy === 'engine',
      run: () => doings.onDecline(),
    },
    {
      id: 'snooze',
      title: t('snooze'),
      group,
      keys: 's',
      isOffered: status === 'open',
      choices: () => choices.times(doings.onSnooze),
    },
    {
      id: 'unsnooze',
      title: t('inbox:actions.unsnooze'),
      group,
      isOffered: status === 'snoozed',
      run: () => actions.unsnooze(),
    },
    {
      id: 'priority',
      title: t('priority'),
      group,
      keys: 'p',
      hint: t(`inbox:priority.${priority}`),
      choices: () => choices.priorities(actions.setPriority, priority),
    },
    {
      id: 'tag',
      title: t('tag.title'),
      group,
      keys: 't',
      hint: new Intl.ListFormat(locale, { type: 'unit' }).format(tags),
      choices: async () => {
        const known = await queryClient.ensureQueryData(tagsQuery)
        return [...new Set([...tags, ...known])].map((tag) => ({
          id: `tag.${tag}`,
          title: tag,
          group,
          ...(tags.includes(tag) ? { hint: t('tag.on') } : {}),
          run: () => changeTag(tag),
        }))
      },
      typed: (tag) => ({ id: 'tag.new', title: t('tag.new', { tag }), group, run: () => changeTag(tag) }),
    },
    {
      id: 'macro',
      title: t('macro.title'),
      group,
      isOffered: !isClosed,
      choices: () => choices.macros(run),
    },
    { id: 'details', title: t('details'), group, keys: 'i', run: () => doings.onToggleDetails() },
    {
      id: 'link',
      title: t('link', { number }),
      group,
      words: contact.name,
      run: async () => {
        await navigator.clipboard.writeText(location.href)
        notifyDone(t('linkDone'))
      },
    },
  ])
  return null
}
