import { languages, type Presence, putPresence } from '@fairlead/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifyError } from '../../ui/notify.ts'
import { useChangePreferences, usePreferences } from '../preferences/use-preferences.ts'
import { meQuery, useMe } from '../session/queries.ts'
import { useCommands } from './use-commands.ts'

const presences: readonly Presence[] = ['online', 'busy', 'offline']
const schemes = ['light', 'dark', 'auto'] as const
const densities = ['comfortable', 'compact'] as const

/** What one sets for oneself. */
export function useOwnCommands(): void {
  const { t } = useTranslation(['commands', 'common', 'session', 'notifications'])
  const { member } = useMe()
  const queryClient = useQueryClient()
  const { scheme, density, language } = usePreferences()
  const change = useChangePreferences()
  const group = 'you' as const
  const hintOf = (isNow: boolean) => (isNow ? { hint: t('you.now') } : {})

  async function choose(presence: Presence) {
    try {
      const changed = await client.call(putPresence, { params: { id: member.id }, body: { presence } })
      queryClient.setQueryData(meQuery.queryKey, (me) => me && { ...me, member: changed })
    } catch (error) {
      notifyError(error)
    }
  }

  useCommands(() => [
    {
      id: 'you.presence',
      title: t('you.presence'),
      group,
      hint: t(`common:presence.${member.presence}`),
      choices: () =>
        presences.map((presence) => ({
          id: `you.presence.${presence}`,
          title: t(`common:presence.${presence}`),
          group,
          ...hintOf(presence === member.chosenPresence),
          run: () => choose(presence),
        })),
    },
    {
      id: 'you.scheme',
      title: t('you.scheme'),
      group,
      words: t('session:menu.appearance'),
      choices: () =>
        schemes.map((one) => ({
          id: `you.scheme.${one}`,
          title: t(`session:menu.${one}`),
          group,
          ...hintOf(one === scheme),
          run: () => change({ scheme: one }),
        })),
    },
    {
      id: 'you.density',
      title: t('you.density'),
      group,
      words: t('notifications:looks.density'),
      choices: () =>
        densities.map((one) => ({
          id: `you.density.${one}`,
          title: t(`notifications:looks.${one}`),
          group,
          ...hintOf(one === density),
          run: () => change({ density: one }),
        })),
    },
    {
      id: 'you.language',
      title: t('you.language'),
      group,
      words: 'language Sprache lingua ngôn ngữ ภาษา',
      choices: () => [
        {
          id: 'you.language.auto',
          title: t('notifications:looks.workspaceLanguage'),
          group,
          ...hintOf(language === null),
          run: () => change({ language: null }),
        },
        ...languages.map((one) => ({
          id: `you.language.${one}`,
          title: new Intl.DisplayNames(one, { type: 'language' }).of(one) ?? one,
          group,
          ...hintOf(one === language),
          run: () => change({ language: one }),
        })),
      ],
    },
  ])
}
