import { Select, TextInput } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { CountInput } from '../../../../../ui/form/count-input.tsx'
import { DraftRows } from '../fields/draft-rows.tsx'
import { LiquidField } from '../fields/liquid-field.tsx'
import { MappingEditor } from '../fields/mapping-editor.tsx'
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

  return (
    <DraftRows
      label={t('http_request.headers')}
      value={headers}
      onChange={(kept) => set({ headers: kept })}
      isComplete={({ name }) => name.trim() !== ''}
      fresh={{ name: '', value: '' }}
      most={30}
      addLabel={t('http_request.addHeader')}
      nameOf={({ name }) => name}
    >
      {({ row: header, index, change, remover }) => (
        <div className={classes.row}>
          <div className={classes.head}>
            <TextInput
              className={classes.grow}
              label={t('http_request.headerName')}
              placeholder="Authorization"
              maxLength={100}
              value={header.name}
              onChange={(event) => change({ name: event.currentTarget.value })}
              error={errorOf(`headers.${index}.name`)}
            />
            {remover}
          </div>
          <div className={classes.rowBody}>
            <LiquidField
              label={t('http_request.headerValue')}
              placeholder="Bearer {{ secret.shop_key }}"
              isTechnical
              maxLength={2000}
              value={header.value}
              onChange={(value) => change({ value })}
              error={errorOf(`headers.${index}.value`)}
            />
          </div>
        </div>
      )}
    </DraftRows>
  )
}
