import { useTranslation } from '../../i18n/use-translation.ts'
import { useCommands } from '../commands/use-commands.ts'
import type { ListSelection } from './use-selection.ts'

/** Selects by keys: the row that has the focus, else the conversation that is open. */
export function SelectionCommands({ selection, openId }: { selection: ListSelection; openId: string | null }) {
  const { t } = useTranslation('inbox')

  useCommands(() => [
    {
      id: 'list.select',
      title: t('bulk.select'),
      group: 'list',
      keys: 'x',
      run: () => {
        const id = selection.idAt(focusedIndex()) ?? openId
        if (id !== null) selection.toggle(id, false)
      },
    },
    { id: 'list.selectAll', title: t('bulk.selectAll'), group: 'list', keys: '* a', run: () => selection.selectAll() },
  ])
  return null
}

function focusedIndex(): number {
  return Number(document.activeElement?.closest('[data-index]')?.getAttribute('data-index') ?? -1)
}
