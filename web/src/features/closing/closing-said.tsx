import type { Conversation } from '@fairlead/sdk'
import { useCategoryName } from './use-category-name.ts'

/** What whoever closed it said, behind that they did. */
export function ClosingSaid({ closing: { categoryId, summary } }: { closing: NonNullable<Conversation['closing']> }) {
  const name = useCategoryName(categoryId)
  return (
    <>
      {name !== '' && (
        <>
          {': '}
          <strong>{name}</strong>
        </>
      )}
      {summary !== '' && (
        <>
          {name === '' ? ': ' : ' – '}
          <bdi>{summary}</bdi>
        </>
      )}
    </>
  )
}
