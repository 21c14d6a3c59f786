import type { Role } from '@fairlead/sdk'
import { Radio, Stack } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'

type Props<R extends Role> = Readonly<{ roles: readonly R[]; value: R; onChange: (role: R) => void }>

export function RoleChoice<R extends Role>({ roles, value, onChange }: Props<R>) {
  const { t } = useTranslation(['settings', 'common'])
  const wordsOf = (role: Role) => ({
    label: t(`common:roles.${role}`),
    description: t(`members.roleHints.${role}`),
  })

  return (
    <Radio.Group label={t('members.role')} value={value}>
      <Stack gap={8} mt={6}>
        {roles.map((role) => (
          <Radio key={role} value={role} {...wordsOf(role)} onChange={() => onChange(role)} />
        ))}
      </Stack>
    </Radio.Group>
  )
}
