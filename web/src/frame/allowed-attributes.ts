// The attributes that a page may have. What is not here is taken out, so that what browsers learn in later years stays out
// as well: attributes that ask the network for something, or tell others that the page was opened (`ping`, `referrerpolicy`,
// `attributionsrc`), lead elsewhere (`target`, `formaction`, `download`), or reach beyond the element (`is`, `slot`,
// `popovertarget`, `commandfor`, `autofocus`).

const words = (text: string) => text.trim().split(/\s+/);

/** HTML: those that say what an element is and how it looks, in today's standard and in the one of old mails. */
const html = words(`
  abbr accept-charset accesskey align alink alt axis background behavior bgcolor border bordercolor cellpadding cellspacing
  char charoff charset checked cite class clear color cols colspan compact content contenteditable controls coords
  data datetime default dir disabled enctype face for frame headers height hidden high href hreflang hspace id
  inputmode itemid itemprop itemref itemscope itemtype kind label lang language leftmargin link list loop low marginheight
  marginwidth max maxlength media min minlength multiple muted name nohref noshade nowrap open optimum pattern placeholder
  playsinline poster preload prompt readonly rel required rev reversed role rows rowspan rules scope scrolling selected
  shape size sizes span spellcheck src srclang srcset start step style summary tabindex text title topmargin translate
  type usemap valign value valuetype version vlink vspace width wrap xml:lang xml:space xmlns`);

/** SVG 2 and its filters, with the presentation attributes of CSS. */
const svg = words(`
  accumulate additive alignment-baseline amplitude attributename attributetype azimuth basefrequency baseline-shift begin
  bias by calcmode clip clip-path clip-rule clippathunits color-interpolation color-interpolation-filters cursor cx cy d
  diffuseconstant direction display divisor dominant-baseline dur dx dy edgemode elevation end exponent fill fill-opacity
  fill-rule filter filterunits flood-color flood-opacity font-family font-size font-size-adjust font-stretch font-style
  font-variant font-weight fr from fx fy glyph-orientation-horizontal glyph-orientation-vertical gradienttransform
  gradientunits image-rendering in in2 intercept k1 k2 k3 k4 kernelmatrix kernelunitlength keypoints keysplines keytimes
  lengthadjust letter-spacing lighting-color limitingconeangle marker-end marker-mid marker-start markerheight
  markerunits markerwidth mask mask-type maskcontentunits maskunits mode numoctaves offset opacity operator order
  orient origin overflow paint-order path pathlength patterncontentunits patterntransform patternunits points pointsatx
  pointsaty pointsatz pointer-events preservealpha preserveaspectratio primitiveunits r radius refx refy repeatcount
  repeatdur requiredextensions restart result rotate rx ry scale seed shape-rendering slope spacing specularconstant
  specularexponent spreadmethod startoffset stddeviation stitchtiles stop-color stop-opacity stroke stroke-dasharray
  stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width surfacescale
  systemlanguage tablevalues targetx targety text-anchor text-decoration text-rendering textlength to transform
  transform-origin unicode-bidi values vector-effect viewbox visibility word-spacing writing-mode x x1 x2 xchannelselector
  xlink:href xlink:title xmlns:xlink y y1 y2 ychannelselector z zoomandpan`);

/** MathML Core and what MathML 3 has beside it. */
const mathml = words(`
  accent accentunder actiontype bevelled close columnalign columnlines columnspacing columnspan crossout depth denomalign
  displaystyle encoding equalcolumns equalrows fence fontstyle fontweight form frame framespacing largeop linebreak
  linethickness location lquote lspace mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits
  notation numalign rowalign rowlines rowspacing rquote rspace scriptlevel selection separator separators stretchy
  subscriptshift superscriptshift symmetric voffset`);

const allowed = new Set([...html, ...svg, ...mathml]);

/** Whether a page may have an attribute. Names are compared as HTML does, without regard to case. */
export function isAllowed(name: string): boolean {
  const lower = name.toLowerCase();
  return allowed.has(lower) || /^(?:data|aria)-[\w.:-]*$/.test(lower);
}
