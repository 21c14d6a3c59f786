import { Suspense } from 'react'
import { later } from '../../../ui/later.ts'
import { useStartQuestion } from './start-question.ts'

const StartDialog = later(async () => (await import('./start-dialog.tsx')).StartDialog)

/** Where the form of a workflow stands that somebody starts. */
export function StartHost() {
  const question = useStartQuestion()
  return (
    question !== null && (
      <Suspense>
        <StartDialog question={question} />
      </Suspense>
    )
  )
}
