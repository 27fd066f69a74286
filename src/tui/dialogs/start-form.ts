import type { StartInput } from '../../workers/verbs.ts'
import { editorOf, type LineEditor, textOf } from './line-editor.ts'

/** The form for a new worker. Empty fields mean hal's own choice. */
export interface StartForm {
  readonly field: StartField
  readonly name: LineEditor
  readonly profile: string | undefined
  readonly image: LineEditor
  /** Why a field as it is can't be started with. */
  readonly fault: { readonly field: StartField; readonly why: string } | undefined
}

export type StartField = 'name' | 'profile' | 'image'

export const emptyStartForm: StartForm = {
  field: 'name',
  name: editorOf(),
  profile: undefined,
  image: editorOf(),
  fault: undefined,
}

export const startInputOf = (form: StartForm): StartInput => {
  const name = textOf(form.name).trim()
  const image = textOf(form.image).trim()
  return {
    ...(name === '' ? {} : { name }),
    ...(image === '' ? {} : { image }),
    ...(form.profile === undefined ? {} : { profile: form.profile }),
  }
}
