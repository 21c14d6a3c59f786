import type { Channel } from '@fairlead/sdk'
import { Button, Collapse, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CopyField } from '../../ui/copy-field.tsx'
import { type OwnSecretName, RotateSecret } from './rotate-secret.tsx'

type Props = Readonly<{
  channel: Channel
  name: OwnSecretName
  /** Null: shown to managers only. */
  value: string | null
  label: string
  description?: string
  /** Hidden until asked for, where it opens more than a subscription. */
  isHidden?: boolean
}>

/** A secret that we made: to be pasted elsewhere, and made anew when somebody else knows it. */
export function OwnSecret({ channel, name, value, label, description, isHidden = false }: Props) {
  const { t } = useTranslation('channels')
  const [isShown, { toggle }] = useDisclosure(!isHidden)
  if (value === null) return null

  return (
    <div>
      <Collapse expanded={isShown}>
        <div style={{ paddingBlockEnd: 8 }}>
          <CopyField label={label} description={description} value={value} />
        </div>
      </Collapse>
      <Group gap="xs">
        {isHidden && (
          <Button variant="default" size="xs" onClick={toggle} aria-expanded={isShown}>
            {t(isShown ? 'rotate.hide' : 'rotate.show')}: {label}
          </Button>
        )}
        <RotateSecret channel={channel} name={name} />
      </Group>
    </div>
  )
}
