import { useBlocker } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ConfirmDialog } from '../confirm-dialog.tsx'

/** Asks before what was typed and not saved is left behind. */
export function LeaveGuard({ isDirty }: { isDirty: () => boolean }) {
  const { t } = useTranslation()
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: isDirty,
    enableBeforeUnload: isDirty,
    withResolver: true,
  })

  return (
    <ConfirmDialog
      isOpen={status === 'blocked'}
      title={t('leave.title')}
      text={t('leave.text')}
      confirm={t('leave.confirm')}
      onConfirm={async () => proceed?.()}
      onClose={() => reset?.()}
    />
  )
}
