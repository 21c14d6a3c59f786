import { z } from 'zod'
import { id, idParams, name } from './common.ts'
import { endpoint } from './endpoint.ts'

/** What an agent can and a conversation may need. */
export const skill = z
  .object({
    id,
    name,
    /** Of a language skill: its code, such as `de`. Teams that match languages need it for contacts who speak it. */
    language: z
      .string()
      .regex(/^[a-z]{2,3}$/, 'must be a language code, such as de')
      .nullable(),
  })
  .meta({ id: 'Skill' })

export type Skill = z.infer<typeof skill>

export const listSkills = endpoint({
  method: 'get',
  path: '/skills',
  tag: 'Skills',
  access: 'agent',
  summary: 'All skills.',
  response: z.object({ data: z.array(skill) }),
})

export const postSkill = endpoint({
  method: 'post',
  path: '/skills',
  tag: 'Skills',
  access: 'manager',
  summary: 'Makes a skill.',
  body: z.object({ name, language: skill.shape.language.default(null) }),
  response: skill,
  status: 201,
})

export const patchSkill = endpoint({
  method: 'patch',
  path: '/skills/{id}',
  tag: 'Skills',
  access: 'manager',
  summary: 'Changes a skill.',
  params: idParams,
  body: z.object({ name, language: skill.shape.language }).partial(),
  response: skill,
})

export const deleteSkill = endpoint({
  method: 'delete',
  path: '/skills/{id}',
  tag: 'Skills',
  access: 'manager',
  summary: 'Deletes a skill: agents have it no more, and no conversation needs it.',
  params: idParams,
})
