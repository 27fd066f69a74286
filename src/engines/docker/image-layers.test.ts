import { expect, test } from 'vitest'
import { layerSizes } from './image-layers.ts'

const entry = (CreatedBy: string, Size = 0) => ({ CreatedBy, Size })

test('an instruction that only says something is no layer, one that works on files is, even without a byte', () => {
  const history = [
    entry('', 70),
    entry('ENV LANG=C.UTF-8'),
    entry('RUN /bin/sh -c true # buildkit'),
    entry('WORKDIR /workspace'),
    entry('RUN /bin/sh -c make # buildkit', 5),
    entry('CMD ["/bin/bash"]'),
  ]
  expect(layerSizes(history, 4)).toEqual([70, 0, 0, 5])
  expect(layerSizes([...history, entry('COPY a /a # buildkit')], 4)).toEqual([70, 0, 5, 0])
})

test('the classic builder’s words are understood, too', () => {
  const history = [
    entry('/bin/sh -c #(nop) ADD file:1 in / ', 70),
    entry('/bin/sh -c #(nop)  CMD ["bash"]'),
    entry('/bin/sh -c make', 5),
    entry('/bin/sh -c true'),
  ]
  expect(layerSizes(history, 3)).toEqual([70, 5, 0])
})
