import Anser from 'anser'

/** Text with its terminal's colours; whatever else in it steers a terminal is left out. */
export function AnsiText({ text }: { readonly text: string }) {
  return (
    <>
      {Anser.ansiToJson(text, { use_classes: true, remove_empty: true }).map(
        ({ content, fg, fg_truecolor, decorations }, at) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name
            key={at}
            class={[`${fg}-fg`, ...decorations].join(' ')}
            style={fg_truecolor === null ? {} : { color: `rgb(${fg_truecolor})` }}
          >
            {content}
          </span>
        ),
      )}
    </>
  )
}
