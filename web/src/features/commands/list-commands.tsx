import { useTranslation } from '../../i18n/use-translation.ts'
import { useCommands } from './use-commands.ts'

type Props = Readonly<{ onMove(step: 1 | -1): void; onBack: (() => unknown) | null; onFilter(): void }>

/** What can be done with the list beside the open conversation. */
export function ListCommands({ onMove, onBack, onFilter }: Props) {
  const { t } = useTranslation('commands')
  const group = 'list' as const

  useCommands(() => [
    { id: 'list.next', title: t('list.next'), group, keys: 'j', run: () => onMove(1) },
    { id: 'list.previous', title: t('list.previous'), group, keys: 'k', run: () => onMove(-1) },
    { id: 'list.filter', title: t('list.filter'), group, keys: 'f', run: onFilter },
    {
      id: 'list.back',
      title: t('list.back'),
      group,
      keys: 'u',
      isOffered: onBack !== null,
      run: () => onBack?.(),
    },
  ])
  return null
}
