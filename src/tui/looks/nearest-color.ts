type Rgb = readonly [red: number, green: number, blue: number]

/** What each part of a colour can be in the cube of 6×6×6 that 256 colours have, from 16 on. Unevenly far from each other. */
const levels = [0, 95, 135, 175, 215, 255]
/** The greys behind the cube, from 232 on. */
const greys = Array.from({ length: 24 }, (_, index) => 8 + index * 10)

/** Which of 256 colours looks most like this one, each part of which is from 0 to 255. The first 16 are the person's own, and none of them. */
export const nearestOf256 = (color: Rgb): number => {
  const [red, green, blue] = [nearest(levels, color[0]), nearest(levels, color[1]), nearest(levels, color[2])]
  const grey = nearest(greys, (color[0] + color[1] + color[2]) / 3)
  const level = (at: number) => levels[at] ?? 0
  const ofGrey = greys[grey] ?? 0
  const isGreyNearer =
    distance(color, [ofGrey, ofGrey, ofGrey]) < distance(color, [level(red), level(green), level(blue)])
  return isGreyNearer ? 232 + grey : 16 + red * 36 + green * 6 + blue
}

const nearest = (values: readonly number[], wanted: number): number =>
  values.reduce(
    (best, value, at) => (Math.abs(value - wanted) < Math.abs((values[best] ?? 0) - wanted) ? at : best),
    0,
  )

const distance = (one: Rgb, other: Rgb): number =>
  one.reduce((sum, part, at) => sum + (part - (other[at] ?? 0)) ** 2, 0)
