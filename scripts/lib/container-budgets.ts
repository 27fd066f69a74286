const mega = 1024 ** 2

/** How many bytes hal's own images may take, unpacked: their tests hold them to it, as `hal images verify` does profiles. */
export const containerBudgets = { server: 640 * mega, parent: 400 * mega } as const
