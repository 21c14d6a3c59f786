import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../i18n/use-translation.ts'
import { categoriesQuery } from './queries.ts'

/** The name of what a conversation was closed as, also of one that is deleted; empty for none. */
export function useCategoryName(categoryId: string | null): string {
  const { t } = useTranslation('closing')
  const { data } = useQuery({ ...categoriesQuery, enabled: categoryId !== null })
  if (categoryId === null || data === undefined) return ''
  const category = data.find(({ id }) => id === categoryId)
  if (category === undefined) return t('unknown')
  return category.isDeleted ? t('gone', { name: category.name }) : category.name
}
