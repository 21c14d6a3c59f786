import { Suspense } from 'react'
import { later } from '../../ui/later.ts'
import { useClosingQuestion } from './closing-question.ts'

const ClosingDialog = later(async () => (await import('./closing-dialog.tsx')).ClosingDialog)

/** Where the question stands that whoever closes is asked. */
export function ClosingHost() {
  const question = useClosingQuestion()
  if (question === null) return null
  return (
    <Suspense>
      <ClosingDialog question={question} />
    </Suspense>
  )
}
