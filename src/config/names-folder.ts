/** Whether what `workspace` says is a folder: not a kind of workspace, nor the address of a repository. `./clone` is one. */
export const namesFolder = (workspace: string): boolean =>
  !['bind', 'clone', 'empty'].includes(workspace) &&
  !/^(?:https?|ssh|git):\/\/\S+$/.test(workspace) &&
  !/^[\w.-]+@[\w.-]+:\S+$/.test(workspace)
