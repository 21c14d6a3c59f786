import type { BulkAction, Conversation } from '@fairlead/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Command } from '../commands/command.ts'
import { useChoices } from '../commands/use-choices.ts'
import { useCommands } from '../commands/use-commands.ts'
import { tagsQuery } from '../conversations/queries.ts'
import type { Assignment } from '../conversations/use-actions.tsx'
import { useTeams } from '../conversations/use-names.ts'

type Selected = Readonly<{
  chosen: readonly Conversation[]
  isBusy: boolean
  /** Opens the picker that says who has room. */
  onPick(): void
  onAssign(assignment: Assignment): void
  onClose(): void
  onChange(action: BulkAction): void
}>

/**
 * While something is selected, the keys of a conversation mean all of it. They bear the names of the commands in whose
 * place they stand; what there is only one of, such as writing a reply, stays with the conversation that is open.
 */
export function useSelectedCommands({ chosen, isBusy, ...on }: Selected): void {
  const { t } = useTranslation(['inbox', 'assignment', 'commands'])
  const choices = useChoices()
  const queryClient = useQueryClient()
  const teams = useTeams()
  const hasOpen = chosen.some(({ status }) => status !== 'closed')
  const group = 'conversation' as const
  const hint = t('assignment:bulk.selected', { count: chosen.length })

  const tagChoices = (tags: readonly string[], kind: 'add_tags' | 'remove_tags'): Command[] =>
    tags.map((tag) => ({
      id: `${kind}.${tag}`,
      title: tag,
      group,
      run: () => on.onChange({ do: kind, tags: [tag] }),
    }))

  const commands = (): Command[] => [
    {
      id: 'close',
      title: t(hasOpen ? 'actions.close' : 'actions.reopen'),
      group,
      hint,
      keys: 'e',
      run: () => (hasOpen ? on.onClose() : on.onChange({ do: 'reopen' })),
    },
    {
      id: 'claim',
      title: t('actions.claim'),
      group,
      hint,
      keys: 'c',
      isOffered: hasOpen,
      run: () => on.onChange({ do: 'claim' }),
    },
    {
      id: 'assign',
      title: t('commands:assign.pick'),
      group,
      hint,
      keys: 'a',
      isOffered: hasOpen,
      run: () => on.onPick(),
    },
    {
      id: 'move',
      title: t('commands:move'),
      group,
      hint,
      keys: 'm',
      isOffered: hasOpen && teams.size > 0,
      choices: () => choices.teams((teamId) => on.onAssign({ teamId })),
    },
    {
      id: 'snooze',
      title: t('commands:snooze'),
      group,
      hint,
      keys: 's',
      isOffered: hasOpen,
      choices: () => choices.times((until) => on.onChange({ do: 'snooze', until: until.toISOString() })),
    },
    {
      id: 'priority',
      title: t('commands:priority'),
      group,
      hint,
      keys: 'p',
      choices: () => choices.priorities((priority) => on.onChange({ do: 'priority', priority })),
    },
    {
      id: 'tag',
      title: t('bulk.addTags'),
      group,
      hint,
      keys: 't',
      choices: async () => tagChoices(await queryClient.ensureQueryData(tagsQuery), 'add_tags'),
      typed: (tag) => ({
        id: 'tag.new',
        title: t('commands:tag.new', { tag }),
        group,
        run: () => on.onChange({ do: 'add_tags', tags: [tag] }),
      }),
    },
    {
      id: 'untag',
      title: t('bulk.removeTags'),
      group,
      hint,
      isOffered: chosen.some(({ tags }) => tags.length > 0),
      choices: () => tagChoices([...new Set(chosen.flatMap(({ tags }) => tags))], 'remove_tags'),
    },
    {
      id: 'macro',
      title: t('commands:macro.title'),
      group,
      hint,
      choices: () => choices.macros((macroId) => on.onChange({ do: 'macro', macroId })),
    },
  ]

  // A key pressed twice must not reach what is open.
  useCommands(() => (isBusy ? commands().map((command) => ({ ...command, isOffered: false })) : commands()), 'above')
}
