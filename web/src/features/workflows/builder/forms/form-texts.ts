/**
 * Whose texts stand somewhere in the forms. They are waited for together, so that nothing that is opened in a form makes
 * the whole of it wait, and lose the focus.
 */
export const formTexts = ['steps', 'common', 'fields', 'hours', 'inbox', 'policy', 'rules'] as const
