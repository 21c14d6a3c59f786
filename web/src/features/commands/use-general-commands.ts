import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { lastUndo } from '../../ui/undo.tsx'
import { views } from '../conversations/conversation-list.ts'
import { useTeams } from '../conversations/use-names.ts'
import { useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'
import type { Command } from './command.ts'
import { commands } from './registry.ts'
import { settingsPages } from './settings-pages.ts'
import { useCommands } from './use-commands.ts'

const viewKeys: Readonly<Record<string, string>> = {
  mine: 'g m',
  waiting: 'g w',
  all: 'g a',
  mentions: 'g n',
  snoozed: 'g s',
  closed: 'g c',
}

/** Where one can go from wherever one is, and what there is to know. */
export function useGeneralCommands(): void {
  const { t } = useTranslation(['commands', 'inbox', 'settings', 'common'])
  const { member } = useMe()
  const navigate = useNavigate()
  const teams = useTeams()
  const isManager = isAtLeast(member.role, 'manager')

  useCommands(() => [
    ...views.map(
      (view): Command => ({
        id: `go.${view}`,
        title: t('go.view', { name: t(`inbox:views.${view}`) }),
        group: 'go',
        ...(viewKeys[view] === undefined ? {} : { keys: viewKeys[view] }),
        run: () => navigate({ to: '/inbox/$view', params: { view } }),
      }),
    ),
    {
      id: 'go.team',
      title: t('go.team'),
      group: 'go',
      keys: 'g t',
      isOffered: teams.size > 0,
      choices: () =>
        [...teams.values()].map(({ id, name }) => ({
          id: `go.team.${id}`,
          title: name,
          group: 'go',
          run: () => navigate({ to: '/inbox/$view', params: { view: 'all' }, search: { teamId: id } }),
        })),
    },
    {
      id: 'go.queue',
      title: t('go.queue'),
      group: 'go',
      keys: 'g q',
      run: () => navigate({ to: '/waiting' }),
    },
    {
      id: 'go.reports',
      title: t('common:navigation.reports'),
      group: 'go',
      keys: 'g r',
      isOffered: isManager,
      run: () => navigate({ to: '/reports' }),
    },
    {
      id: 'go.settings',
      title: t('common:navigation.settings'),
      group: 'go',
      keys: 'g ,',
      run: () => navigate({ to: '/settings' }),
    },
    ...settingsPages
      .filter(({ needs }) => isAtLeast(member.role, needs))
      .map(
        ({ key, to }): Command => ({
          id: `go.settings.${key}`,
          title: t('go.settings', { name: t(`settings:pages.${key}`) }),
          group: 'go',
          run: () => navigate({ to }),
        }),
      ),
    {
      id: 'undo',
      title: t('inbox:actions.undo'),
      group: 'list',
      keys: 'z',
      isOffered: lastUndo() !== null,
      run: () => lastUndo()?.(),
    },
    {
      id: 'help.palette',
      title: t('palette.open'),
      group: 'help',
      isOffered: false,
      keys: 'Ctrl K',
      run: () => commands.show({ kind: 'palette', inside: null }),
    },
    {
      id: 'help.shortcuts',
      title: t('sheet.title'),
      group: 'help',
      keys: '?',
      run: () => commands.show({ kind: 'sheet' }),
    },
  ])
}
