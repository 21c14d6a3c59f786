import { Fieldset, Group, NumberInput, Select } from '@mantine/core'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Fields } from '../fields.ts'
import { TextField } from '../text-field.tsx'
import classes from './fields.module.css'

const securities = ['tls', 'starttls', 'none'] as const

/** Where one of the mailbox's two servers is, and as whom one logs in there. */
export function ServerFields({ fields, server }: { fields: Fields; server: 'imap' | 'smtp' }) {
  const { t } = useTranslation('channels')
  const path = `settings.${server}`

  return (
    <Fieldset legend={t(`email.${server}`)} className={classes.server}>
      <TextField fields={fields} path={`${path}.host`} label={t('email.host')} placeholder={`${server}.example.com`} />
      <Group gap="sm" align="flex-start">
        <NumberInput
          label={t('email.port')}
          min={1}
          max={65_535}
          allowDecimal={false}
          w={110}
          {...fields.of(`${path}.port`)}
        />
        <Select
          label={t('email.security')}
          data={securities.map((value) => ({ value, label: t(`email.securities.${value}`) }))}
          allowDeselect={false}
          className={classes.security}
          {...fields.of(`${path}.security`)}
        />
      </Group>
      <TextField fields={fields} path={`${path}.user`} label={t('email.user')} hint={t('email.userHint')} />
    </Fieldset>
  )
}
