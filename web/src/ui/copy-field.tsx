import { ActionIcon, CopyButton, Group, Input, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import classes from './copy-field.module.css'

type Props = Readonly<{
  label: string
  isLabelHidden?: boolean
  description?: ReactNode
  value: string
}>

/** Something to take elsewhere: shown in full, selectable, and copied with one press. */
export function CopyField({ label, isLabelHidden = false, description, value }: Props) {
  const { t } = useTranslation()
  return (
    <Input.Wrapper label={isLabelHidden ? null : label} description={description} labelElement="div">
      <Group gap={0} wrap="nowrap" align="stretch" className={classes.field} role="group" aria-label={label}>
        <pre className={classes.value}>{value}</pre>
        <CopyButton value={value} timeout={2000}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? t('copied') : t('copy')} openDelay={0}>
              <ActionIcon
                variant="subtle"
                color={copied ? 'teal' : 'gray'}
                className={classes.button}
                onClick={copy}
                aria-label={copied ? t('copied') : t('copyWhat', { what: label })}
              >
                {copied ? <IconCheck size={17} /> : <IconCopy size={17} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </Group>
    </Input.Wrapper>
  )
}
