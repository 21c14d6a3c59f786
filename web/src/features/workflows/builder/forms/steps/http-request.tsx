import { Button, Input, Select, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { CountInput } from '../../../../../ui/form/count-input.tsx'
import { ToolButton } from '../../../../../ui/tool-button.tsx'
import { LiquidField } from '../fields/liquid-field.tsx'
import { MappingEditor } from '../fields/mapping-editor.tsx'
import { useDraft } from '../fields/use-draft.ts'
import { useErrorOf } from '../form-context.tsx'
import classes from '../forms.module.css'
import type { StepEdit } from './edit.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

export function HttpRequestFields({ step, set }: StepEdit<'http_request'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()

  return (
    <>
      <Select
        label={t('http_request.method')}
        w={130}
        data={methods}
        value={step.method}
        onChange={(next) => set({ method: methods.find((each) => each === next) ?? step.method })}
        allowDeselect={false}
      />
      <LiquidField
        label={t('fields.address')}
        description={t('http_request.urlHint')}
        placeholder="https://shop.example/orders/{{ variable.order_number }}"
        isTechnical
        maxLength={2000}
        value={step.url}
        onChange={(url) => set({ url })}
        error={errorOf('url')}
      />
      <Headers step={step} set={set} />
      {step.method !== 'GET' && (
        <LiquidField
          label={t('http_request.body')}
          description={t('http_request.bodyHint')}
          placeholder={'{ "name": "{{ contact.name }}" }'}
          isTechnical
          isLong
          value={step.body}
          onChange={(body) => set({ body })}
          error={errorOf('body')}
        />
      )}
      <MappingEditor
        label={t('http_request.mapping')}
        description={t('http_request.mappingHint')}
        path="mapping"
        value={step.mapping}
        onChange={(mapping) => set({ mapping })}
      />
      <div className={classes.pair}>
        <CountInput
          label={t('http_request.timeout')}
          clampBehavior="strict"
          min={1}
          max={30}
          value={step.timeoutSeconds}
          onChange={(timeoutSeconds) => set({ timeoutSeconds })}
          error={errorOf('timeoutSeconds')}
        />
        <CountInput
          label={t('http_request.retries')}
          clampBehavior="strict"
          max={5}
          value={step.retries}
          onChange={(retries) => set({ retries })}
          error={errorOf('retries')}
        />
      </div>
    </>
  )
}

function Headers({ step: { headers }, set }: StepEdit<'http_request'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const { shown, change } = useDraft(
    headers,
    (typed) => typed.filter(({ name }) => name.trim() !== ''),
    (kept) => set({ headers: kept }),
  )

  return (
    <fieldset className={classes.group}>
      <Input.Label component="legend">{t('http_request.headers')}</Input.Label>
      {shown.map((header, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name, and keep their order.
        <div key={index} className={classes.row}>
          <div className={classes.head}>
            <TextInput
              className={classes.grow}
              label={t('http_request.headerName')}
              placeholder="Authorization"
              maxLength={100}
              value={header.name}
              onChange={(event) => change(shown.with(index, { ...header, name: event.currentTarget.value }))}
              error={errorOf(`headers.${index}.name`)}
            />
            <ToolButton
              label={t('rows.remove', { name: header.name || index + 1 })}
              icon={IconTrash}
              onClick={() => change(shown.toSpliced(index, 1))}
            />
          </div>
          <LiquidField
            label={t('http_request.headerValue')}
            placeholder="Bearer {{ secret.shop_key }}"
            isTechnical
            maxLength={2000}
            value={header.value}
            onChange={(value) => change(shown.with(index, { ...header, value }))}
            error={errorOf(`headers.${index}.value`)}
          />
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={15} aria-hidden />}
          disabled={shown.length >= 30}
          onClick={() => change([...shown, { name: '', value: '' }])}
        >
          {t('http_request.addHeader')}
        </Button>
      </div>
    </fieldset>
  )
}
