import { onView, withDialog } from '../changes.ts'
import type { Model } from '../model.ts'
import { moveInImages, onImages, openImage, showLayers } from '../views/images/image-changes.ts'
import { namesInOrder } from '../views/images/image-rows.ts'
import { isBuilding, selectedProfile } from '../views/images/images-state.ts'
import { keyFor } from './key-for.ts'
import type { KeyRecord } from './key-record.ts'

const selected = (model: Model) =>
  selectedProfile(model.views.images, namesInOrder(model.views.images, model.now))

const stale = ({ views: { images } }: Model): readonly string[] =>
  (images.profiles ?? []).filter(({ state }) => state.kind === 'stale').map(({ name }) => name)

const needsOne = (model: Model) => (selected(model) === undefined ? 'no profile is selected' : undefined)

const isQueued = (model: Model): boolean => model.views.images.queued.includes(selected(model)?.name ?? '')

const move =
  (by: number): KeyRecord['run'] =>
  ({ change }) =>
    change(moveInImages(by))

const back: KeyRecord['run'] = ({ model, change }) =>
  change(model().views.images.isOpened ? openImage(false) : onView('workers'))

const where = 'images'

/** Keys of the view of images, and of the question before a build is ended. */
export const imageKeys: readonly KeyRecord[] = [
  {
    id: 'view.images',
    keys: ['i'],
    label: 'images',
    help: 'images of all profiles; build them',
    where: 'list',
    run: ({ change }) => change(onImages({ areLayersShown: true })),
    isInFooter: true,
  },
  {
    id: 'images.open',
    keys: ['enter'],
    shown: '⏎',
    label: 'details',
    help: 'all there is to say of it: promises, pins, why it is stale, why its build failed',
    where,
    run: ({ change }) => change(openImage(true)),
    isInFooter: ({ views }) => !views.images.isOpened,
    isDisabled: needsOne,
  },
  {
    id: 'images.build',
    keys: ['b'],
    label: (model) => (isQueued(model) ? 'don’t build' : isBuilding(model.views.images) ? 'queue' : 'build'),
    help: 'build it and what it stands on, as far as they aren’t fresh; queue it while a build runs, and take it back',
    where,
    run: ({ model, images }) => {
      const profile = selected(model())
      if (profile === undefined) return
      if (isQueued(model())) images.unqueue(profile.name)
      else images.build([profile.name])
    },
    isInFooter: true,
    isDisabled: needsOne,
  },
  {
    id: 'images.build-stale',
    keys: ['B'],
    label: 'build what is stale',
    help: 'build all that were built before and are stale now',
    where,
    run: ({ model, images }) => images.build(stale(model())),
    isInFooter: true,
    isDisabled: (model) =>
      stale(model).length === 0
        ? `nothing is stale: ${keyFor(model, 'images.build', 'b')} builds the selected one`
        : undefined,
  },
  {
    id: 'quit',
    keys: ['ctrl+c'],
    shown: 'ctrl-c',
    label: ({ views }) => (isBuilding(views.images) ? 'end the build' : 'quit'),
    help: 'end the build under way; without one, quit',
    where,
    run: ({ model, change, quit }) => {
      if (isBuilding(model().views.images)) change(withDialog({ kind: 'cancel-build' }))
      else quit()
    },
    isInFooter: ({ views }) => isBuilding(views.images),
  },
  {
    id: 'images.layers',
    keys: ['l'],
    label: ({ views }) => (views.images.areLayersShown ? 'hide layers' : 'show layers'),
    help: 'hide layers, which nobody chooses for a worker, or show them',
    where,
    run: ({ model, change }) => change(showLayers(!model().views.images.areLayersShown)),
    isInFooter: true,
  },
  {
    id: 'images.read',
    keys: ['r'],
    label: 'read again',
    help: 'read profiles and images again',
    where,
    run: ({ images }) => images.read(),
    isInFooter: true,
  },
  {
    id: 'images.down',
    keys: ['j', 'down'],
    shown: 'j ↓',
    label: 'down',
    help: 'next one',
    where,
    run: move(1),
  },
  {
    id: 'images.up',
    keys: ['k', 'up'],
    shown: 'k ↑',
    label: 'up',
    help: 'the one before',
    where,
    run: move(-1),
  },
  {
    id: 'images.first',
    keys: ['g', 'home'],
    shown: 'g',
    label: 'first',
    help: 'the first one',
    where,
    run: move(Number.NEGATIVE_INFINITY),
  },
  {
    id: 'images.last',
    keys: ['G', 'end'],
    shown: 'G',
    label: 'last',
    help: 'the last one',
    where,
    run: move(Number.POSITIVE_INFINITY),
  },
  {
    id: 'images.page-down',
    keys: ['pagedown', 'ctrl+d'],
    shown: 'PgDn',
    label: 'page down',
    where,
    run: move(10),
  },
  {
    id: 'images.page-up',
    keys: ['pageup', 'ctrl+u'],
    shown: 'PgUp',
    label: 'page up',
    where,
    run: move(-10),
  },
  {
    id: 'back',
    keys: ['escape', 'q', 'i'],
    shown: 'esc',
    label: 'back',
    help: 'back; a build goes on',
    where,
    run: back,
    isInFooter: true,
    isKept: true,
  },
  {
    id: 'yes',
    keys: ['y', 'enter'],
    shown: '⏎ y',
    label: 'yes, end it',
    where: 'cancel-build',
    run: ({ change, images }) => {
      change(withDialog(undefined))
      images.cancel()
    },
    isInFooter: true,
  },
  {
    id: 'no',
    keys: ['escape', 'n', 'q'],
    shown: 'esc n',
    label: 'no',
    where: 'cancel-build',
    run: ({ change }) => change(withDialog(undefined)),
    isInFooter: true,
  },
  { id: 'quit', keys: ['ctrl+c'], label: 'quit', where: 'cancel-build', run: ({ quit }) => quit() },
]
