import { Input, SegmentedControl } from '@mantine/core'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Fields } from '../fields.ts'
import { HumanAgentField } from '../human-agent-field.tsx'
import { TextField } from '../text-field.tsx'

export function InstagramFields({ fields }: { fields: Fields }) {
  const { t } = useTranslation('channels')
  const login = fields.valueOf('settings.login') === 'facebook' ? 'facebook' : 'instagram'

  return (
    <>
      <Input.Wrapper
        label={t('instagram.login')}
        labelElement="div"
        description={t(`instagram.loginHints.${login}`)}
        inputWrapperOrder={['label', 'input', 'description']}
      >
        <div>
          <SegmentedControl
            aria-label={t('instagram.login')}
            data={[
              { value: 'instagram', label: t('instagram.logins.instagram') },
              { value: 'facebook', label: t('instagram.logins.facebook') },
            ]}
            value={login}
            onChange={(next) => fields.set('settings.login', next)}
          />
        </div>
      </Input.Wrapper>
      <TextField
        fields={fields}
        path="settings.accountId"
        label={t('instagram.accountId')}
        hint={t('instagram.accountIdHint')}
        isNumeric
      />
      {login === 'facebook' && (
        <TextField
          fields={fields}
          path="settings.pageId"
          label={t('instagram.pageId')}
          hint={t('instagram.pageIdHint')}
          isNumeric
        />
      )}
      <TextField
        fields={fields}
        path="settings.username"
        label={t('instagram.username')}
        hint={t('instagram.usernameHint')}
      />
      <HumanAgentField fields={fields} />
    </>
  )
}
