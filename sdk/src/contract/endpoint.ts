import type { z } from 'zod'

/** Who may call: nobody signed in, or a member with at least this role. */
export type Access = 'public' | 'agent' | 'manager' | 'owner'

type Shape = Readonly<{
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Below `/api/v1`, parameters in braces. */
  path: string
  tag: string
  summary: string
  access: Access
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  /** `multipart` bodies are streamed by their handler and described here only in words. */
  bodyType?: 'json' | 'multipart'
  /** Absent: the answer has no body (204). */
  response?: z.ZodType
  status?: 200 | 201 | 202
}>

export type Endpoint = Shape

/** One operation of the API: validation, OpenAPI and the client's types all come from it. */
export function endpoint<const E extends Shape>(shape: E): E {
  return shape
}
