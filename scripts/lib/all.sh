# shellcheck shell=bash
# Everything the entry points share, in the order in which it is needed. `root` is the checkout.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# shellcheck source=scripts/lib/say.sh
. "$root/scripts/lib/say.sh"
# shellcheck source=scripts/lib/within.sh
. "$root/scripts/lib/within.sh"
# shellcheck source=scripts/lib/folders.sh
. "$root/scripts/lib/folders.sh"
# shellcheck source=scripts/lib/apt.sh
. "$root/scripts/lib/apt.sh"
# shellcheck source=scripts/lib/engine.sh
. "$root/scripts/lib/engine.sh"
# shellcheck source=scripts/lib/engine-start.sh
. "$root/scripts/lib/engine-start.sh"
# shellcheck source=scripts/lib/node.sh
. "$root/scripts/lib/node.sh"
# shellcheck source=scripts/lib/build.sh
. "$root/scripts/lib/build.sh"
# shellcheck source=scripts/lib/base-image.sh
. "$root/scripts/lib/base-image.sh"
# shellcheck source=scripts/lib/debootstrap.sh
. "$root/scripts/lib/debootstrap.sh"
# shellcheck source=scripts/lib/ca-bundle.sh
. "$root/scripts/lib/ca-bundle.sh"
# shellcheck source=scripts/lib/steps.sh
. "$root/scripts/lib/steps.sh"
