import { Button } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { LeaveGuard } from './leave-guard.tsx'

type Props = Readonly<{ form: { submitting: boolean; isDirty: () => boolean }; label?: string }>

/** Asks to be pressed only when there is something to save, and reminds who leaves without it. */
export function SaveButton({ form, label }: Props) {
  const { t } = useTranslation()
  return (
    <div>
      <Button type="submit" loading={form.submitting} disabled={!form.isDirty()}>
        {label ?? t('save')}
      </Button>
      <LeaveGuard isDirty={() => form.isDirty()} />
    </div>
  )
}
