// Mathematics as MathML, made of TeX by Temml.
import temml from "temml";

/** A formula as HTML; undefined for what Temml cannot read. */
export function formula(tex: string, isBlock: boolean): string | undefined {
  try {
    return temml.renderToString(tex, {
      displayMode: isBlock,
      throwOnError: true,
      trust: false,
      maxSize: [20, 200],
      maxExpand: 500,
    });
  } catch {
    return undefined;
  }
}
