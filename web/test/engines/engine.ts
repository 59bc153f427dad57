// A browser as a person uses it: keys and pointer, the same calls for every engine.
import type { EngineName } from "./installed.ts";

export interface Point {
  x: number;
  y: number;
}

export interface Engine {
  readonly name: EngineName;
  open(address: string): Promise<void>;
  /** Runs the body of a function in the page, and waits for a promise that it returns; its parameters are `arguments`. */
  run<T>(body: string, ...parameters: unknown[]): Promise<T>;
  /** Presses keys together: `Control+Shift+ArrowLeft`. The names are those of `KeyboardEvent.key`. */
  press(keys: string): Promise<void>;
  /** Types characters, a key each. */
  type(text: string): Promise<void>;
  click(at: Point, options?: { control?: boolean; count?: number }): Promise<void>;
  /** Presses the button at one point, and releases it at the other. */
  drag(from: Point, to: Point): Promise<void>;
  /** Composes a text as an input method does; missing where the driver cannot. */
  compose?(text: string): Promise<void>;
  /** Whether `drag` on a selection moves its text, as with a mouse. */
  readonly dropsText: boolean;
  /** The column below or above a wide character is the same at any place of the page. */
  readonly exactColumns: boolean;
  /** Closes all windows but the one that is driven, and tells how many there were. */
  closeOthers(): Promise<number>;
  /** CSS pixels of what is seen of a page. */
  resize(width: number, height: number): Promise<void>;
  screenshot(): Promise<Buffer>;
  /** Another browser of the engine, which has the person's own colours (CSS `forced-colors`); missing where there are none. */
  inForcedColours?(): Promise<Engine>;
  close(): Promise<void>;
}

/** Waits until the body of a function gives something true in the page. */
export async function until(engine: Engine, body: string, ...parameters: unknown[]): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await engine.run<boolean>(body, ...parameters))) {
    if (Date.now() > end) throw new Error(`${engine.name}: this never came true: ${body}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The call of a function's body as an expression: a page's policy may forbid it to make functions of text. */
export const expression = (body: string, parameters: unknown[]): string =>
  `(function () { ${body}\n}).apply(undefined, ${JSON.stringify(parameters)})`;

/** The mouse of Playwright and of puppeteer. */
interface Mouse {
  move(x: number, y: number, options?: { steps?: number }): Promise<void>;
  down(): Promise<void>;
  up(): Promise<void>;
}

/** Drags in steps: browsers take a jump for no movement. */
export async function drag(mouse: Mouse, from: Point, to: Point): Promise<void> {
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
  await mouse.move(to.x, to.y, { steps: 2 });
  await mouse.up();
}
