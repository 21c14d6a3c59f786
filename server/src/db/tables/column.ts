import type { ColumnType, JSONColumnType } from 'kysely'

export type Json<T> = JSONColumnType<T & object, string, string>
export type Defaulted<T> = ColumnType<T, T | undefined, T>
export type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>
export type Counter = ColumnType<number, number | undefined, number>
export type CreatedAt = Defaulted<Date>
export type NullableNumber = ColumnType<number | null, number | null | undefined, number | null>
