export const teamTabs = ['members', 'policy', 'hours', 'messages', 'history'] as const

export type TeamTab = (typeof teamTabs)[number]
