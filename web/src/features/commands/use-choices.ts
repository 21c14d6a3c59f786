import { type Conversation, listMacros } from '@fairlead/sdk'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { priorities } from '../conversations/priorities.ts'
import { snoozePresets } from '../conversations/snooze-times.ts'
import { useTeams } from '../conversations/use-names.ts'
import { comingTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import type { Command } from './command.ts'

const group = 'conversation'

/** What there is to choose from, for what is done to one conversation and to many. */
export function useChoices() {
  const { t } = useTranslation('inbox')
  const locale = useLocale()
  const teams = useTeams()

  return {
    times: (onChoose: (until: Date) => unknown): Command[] =>
      snoozePresets(new Date()).map(({ name, until }) => ({
        id: `snooze.${name}`,
        title: t(`snooze.${name}`),
        hint: comingTime(until.toISOString(), Date.now(), locale),
        group,
        run: () => onChoose(until),
      })),
    priorities: (
      onChoose: (priority: Conversation['priority']) => unknown,
      now?: Conversation['priority'],
    ): Command[] =>
      priorities
        .filter((priority) => priority !== now)
        .map((priority) => ({
          id: `priority.${priority}`,
          title: t(`priority.${priority}`),
          group,
          run: () => onChoose(priority),
        })),
    teams: (onChoose: (teamId: string) => unknown, now: string | null = null): Command[] =>
      [...teams.values()]
        .filter(({ id }) => id !== now)
        .map(({ id, name }) => ({ id: `move.${id}`, title: name, group, run: () => onChoose(id) })),
    async macros(onChoose: (macroId: string, name: string) => unknown): Promise<Command[]> {
      const { data } = await client.call(listMacros, {})
      return data.map(({ id, name }) => ({ id: `macro.${id}`, title: name, group, run: () => onChoose(id, name) }))
    },
  }
}
