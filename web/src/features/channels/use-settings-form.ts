import { type Channel, patchChannel } from '@fairlead/sdk'
import { client } from '../../api.ts'
import type { Schema } from '../../ui/form/field-errors.ts'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { useKeepChannel } from './queries.ts'

type Options<Values> = Readonly<{
  channel: Channel
  initialValues: Values
  schema: Schema
  formats?: Readonly<Record<string, string>>
  saved: string
}>

/** A form for some of a channel's settings: those given are merged with the others. */
export function useSettingsForm<Values extends Record<string, unknown>>(options: Options<Values>) {
  const keepChannel = useKeepChannel()
  const { channel, saved, initialValues, schema, formats = {} } = options

  // One level deep, as the contract has them: complaints about `settings.title` find their field.
  return useContractForm({
    initialValues: { settings: initialValues },
    schema: within(schema),
    formats: Object.fromEntries(Object.entries(formats).map(([path, text]) => [`settings.${path}`, text])),
    async save({ settings }) {
      keepChannel(await client.call(patchChannel, { params: { id: channel.id }, body: { settings } }))
      notifyDone(saved)
    },
  })
}

function within(schema: Schema): Schema {
  return {
    safeParse(values) {
      const settings = typeof values === 'object' && values !== null ? Reflect.get(values, 'settings') : undefined
      const parsed = schema.safeParse(settings)
      if (parsed.success) return parsed
      const issues = parsed.error.issues.map((issue) => ({ ...issue, path: ['settings', ...(issue.path ?? [])] }))
      return { success: false, error: { issues } }
    },
  }
}
