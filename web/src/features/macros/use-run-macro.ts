import { ApiError, type Conversation, type Macro, runMacro } from '@fairlead/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifications } from '../../ui/notifications.ts'
import { notifyDone } from '../../ui/notify.ts'
import { storeConversation } from '../conversations/cache.ts'

/** Runs a macro in a conversation, and says what came of it. Answers the conversation, or null when nothing was done. */
export function useRunMacro() {
  const { t, i18n } = useTranslation('macros')
  const queryClient = useQueryClient()

  function describe(error: unknown, name: string): string {
    const data = error instanceof ApiError ? error.problem.data : undefined
    const missing = Array.isArray(data?.missing) ? data.missing.map((variable) => `{{${variable}}}`) : null
    const reason = missing
      ? t('missing', { names: new Intl.ListFormat(i18n.language).format(missing) })
      : describeError(error)
    return typeof data?.step === 'number'
      ? t('stepFailed', { name, step: data.step, reason })
      : t('failed', { name, reason })
  }

  return async ({ id }: Pick<Conversation, 'id'>, { id: macroId, name }: Macro): Promise<Conversation | null> => {
    try {
      const changed = await client.call(runMacro, { params: { id, macroId } })
      storeConversation(queryClient, changed)
      notifyDone(t('ran', { name }))
      return changed
    } catch (error) {
      notifications.show({ message: describe(error, name), color: 'red', autoClose: 10_000 })
      return null
    }
  }
}
