/** Whether git takes it as the name of a branch, by the rules of `git check-ref-format`. */
export const isBranchName = (text: string): boolean =>
  text !== 'HEAD' &&
  !text.startsWith('-') &&
  !text.endsWith('.') &&
  !/[\p{Cc} ~^:?*[\\]|\.\.|@\{/u.test(text) &&
  text.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'))
