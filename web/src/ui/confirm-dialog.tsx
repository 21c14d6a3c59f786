import { Suspense, useState } from 'react'
import type { ConfirmDialogProps } from './confirm-dialog-box.tsx'
import { later } from './later.ts'

const Box = later(async () => (await import('./confirm-dialog-box.tsx')).ConfirmDialogBox)

/** Asks before something is done that cannot be undone. Its code is fetched when it is first asked. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [hasOpened, setOpened] = useState(false)
  if (props.isOpen && !hasOpened) setOpened(true)
  return (
    hasOpened && (
      <Suspense>
        <Box {...props} />
      </Suspense>
    )
  )
}
