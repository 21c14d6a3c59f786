import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useCommands } from '../commands/use-commands.ts'

/** The way to the search from wherever one is. */
export function useSearchCommand(): void {
  const { t } = useTranslation()
  const navigate = useNavigate()
  useCommands(() => [
    {
      id: 'go.search',
      title: t('navigation.search'),
      group: 'go',
      keys: '/',
      run: () => navigate({ to: '/search' }),
    },
  ])
}
