import { Button, Group, Menu, Select, Tabs } from '@mantine/core'
import { IconDots, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { languageName } from '../../ui/language-name.ts'
import { languageOptions } from '../../ui/language-options.ts'

type Props = Readonly<{
  locales: readonly string[]
  locale: string
  defaultLocale: string
  onChoose: (locale: string) => void
  onAdd: (locale: string) => void
  onMakeDefault: () => void
  onRemove: () => void
}>

/** The languages of a text, one of them for everybody who speaks none of the others. */
export function LanguageTabs({ locales, locale, defaultLocale, onChoose, onAdd, onMakeDefault, onRemove }: Props) {
  const { t, i18n } = useTranslation('policy')
  const [isAdding, setIsAdding] = useState(false)
  const language = languageName(locale, i18n.language)

  return (
    <Group gap={6}>
      <Tabs value={locale} onChange={(chosen) => chosen !== null && onChoose(chosen)} variant="pills">
        <Tabs.List aria-label={t('messages.languages')}>
          {locales.map((each) => (
            <Tabs.Tab key={each} value={each} px="sm" py={5}>
              {each === defaultLocale && locales.length > 1
                ? t('messages.default', { language: languageName(each, i18n.language) })
                : languageName(each, i18n.language)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {locale !== defaultLocale && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="subtle" color="gray" size="compact-sm" aria-label={t('messages.more', { language })}>
              <IconDots size={16} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={onMakeDefault}>{t('messages.makeDefault')}</Menu.Item>
            <Menu.Item onClick={onRemove}>{t('messages.removeLanguage', { language })}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {isAdding ? (
        <Select
          size="xs"
          w={200}
          aria-label={t('messages.chooseLanguage')}
          placeholder={t('messages.chooseLanguage')}
          searchable
          autoFocus
          defaultDropdownOpened
          data={languageOptions(i18n.language).filter(({ value }) => !locales.includes(value))}
          onChange={(added) => {
            setIsAdding(false)
            if (added !== null) onAdd(added)
          }}
          onBlur={() => setIsAdding(false)}
        />
      ) : (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => setIsAdding(true)}
        >
          {t('messages.addLanguage')}
        </Button>
      )}
    </Group>
  )
}
