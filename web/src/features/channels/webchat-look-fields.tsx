import { ColorInput, Stack, Textarea, TextInput } from '@mantine/core'
import type { GetInputPropsReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import classes from './webchat-look-fields.module.css'
import { WebchatPreview } from './webchat-preview.tsx'

const swatches = ['#2f5d8a', '#0b7285', '#2b8a3e', '#5f3dc4', '#a61e4d', '#c92a2a', '#e67700', '#212529']

type Look = Readonly<{ title: string; greeting: string; color: string }>
type Props = Readonly<{
  values: Look
  fieldOf: (name: keyof Look) => GetInputPropsReturnType
  setColor: (color: string) => void
}>

/** What visitors see of a web chat, and how that looks. */
export function WebchatLookFields({ values, fieldOf, setColor }: Props) {
  const { t } = useTranslation('settings')
  return (
    <div className={classes.columns}>
      <Stack className={classes.fields}>
        <TextInput label={t('webchat.title')} description={t('webchat.titleHint')} {...fieldOf('title')} />
        <Textarea
          label={t('webchat.greeting')}
          description={t('webchat.greetingHint')}
          autosize
          minRows={2}
          maxRows={6}
          {...fieldOf('greeting')}
        />
        <ColorInput
          label={t('webchat.color')}
          format="hex"
          swatches={swatches}
          withEyeDropper={false}
          {...fieldOf('color')}
          onChange={setColor}
        />
      </Stack>
      <WebchatPreview {...values} />
    </div>
  )
}
