/** Whether `at` lies in hours such as `22:00-07:00`, in the machine's own time; their end is no part of them. */
export const isQuiet = (hours: string | undefined, at: Date): boolean => {
  const [, from, to] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(hours ?? '') ?? []
  if (from === undefined || to === undefined) return false
  const now = at.getHours() * 60 + at.getMinutes()
  const [start, end] = [minutesIn(from), minutesIn(to)]
  return start < end ? now >= start && now < end : now >= start || now < end
}

const minutesIn = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
