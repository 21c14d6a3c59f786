import { ColorInput, Stack, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Fields } from '../fields.ts'
import classes from './look-fields.module.css'
import { WebchatPreview } from './preview.tsx'

const swatches = ['#2f5d8a', '#0b7285', '#2b8a3e', '#5f3dc4', '#a61e4d', '#c92a2a', '#e67700', '#212529']

/** What visitors see of a web chat, and how that looks. */
export function WebchatLookFields({ fields }: { fields: Fields }) {
  const { t } = useTranslation('channels')
  const textOf = (name: string) => String(fields.valueOf(`settings.${name}`))

  return (
    <div className={classes.columns}>
      <Stack className={classes.fields}>
        <TextInput label={t('webchat.title')} description={t('webchat.titleHint')} {...fields.of('settings.title')} />
        <Textarea
          label={t('webchat.greeting')}
          description={t('webchat.greetingHint')}
          autosize
          minRows={2}
          maxRows={6}
          {...fields.of('settings.greeting')}
        />
        <ColorInput
          label={t('webchat.color')}
          format="hex"
          swatches={swatches}
          withEyeDropper={false}
          {...fields.of('settings.color')}
        />
      </Stack>
      <WebchatPreview title={textOf('title')} greeting={textOf('greeting')} color={textOf('color')} />
    </div>
  )
}
