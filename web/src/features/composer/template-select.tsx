import type { Template } from '@fairlead/sdk'
import { Select, Text } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { languageName } from '../../ui/language-name.ts'
import { useLocale } from '../inbox/use-locale.ts'

type Props = Readonly<{
  /** Those that can be sent. */
  templates: readonly Template[]
  chosen: string | null
  onChoose(chosen: string | null): void
}>

/** Templates to choose from, each with its language and how its text begins. */
export function TemplateSelect({ templates, chosen, onChoose }: Props) {
  const { t } = useTranslation('inbox')
  const locale = useLocale()
  const known = new Map(templates.map((template) => [keyOfTemplate(template), template]))
  const nameOf = ({ language }: Template) => languageName(language.replace('_', '-'), locale)

  return (
    <Select
      label={t('templates.label')}
      placeholder={t('templates.placeholder')}
      data={templates.map((template) => ({
        value: keyOfTemplate(template),
        label: `${template.name} (${nameOf(template)})`,
      }))}
      renderOption={({ option }) => {
        const template = known.get(option.value)
        return (
          <div style={{ minInlineSize: 0 }}>
            {option.label}
            <Text size="xs" c="dimmed" truncate>
              {template?.body.text}
            </Text>
          </div>
        )
      }}
      value={chosen}
      onChange={onChoose}
      nothingFoundMessage={t('templates.nothing')}
      searchable
    />
  )
}

export function keyOfTemplate({ name, language }: Template): string {
  return `${name} ${language}`
}
